"""Indexes on disk: whole or absent, whatever happens to the files."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from goalsearch.ranking import store as store_module
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.store import FORMAT, IndexStore, cache_folder, entry_key
from tests.ranking.conftest import KEY, TEXTS
from tests.ranking.test_store_damage import assert_same, content, names


def test_what_is_saved_is_loaded(store: IndexStore, entry: Path, index: GoalIndex) -> None:
    loaded = store.load(KEY)
    assert loaded is not None
    assert_same(loaded.index, index)
    assert loaded.texts == TEXTS
    assert names(store.folder) == [KEY]
    assert names(entry) == sorted(["manifest.json", "texts.json", *(f"{name}.npy" for name in index.arrays())])


def test_arrays_that_belong_to_it_come_back_apart(store: IndexStore, index: GoalIndex) -> None:
    store.save(KEY, index, dict(TEXTS), {"idf": np.arange(3)})
    loaded = store.load(KEY)
    assert loaded is not None
    assert_same(loaded.index, index)
    assert {name: array.tolist() for name, array in loaded.others.items()} == {"idf": [0, 1, 2]}


def test_arrays_are_mapped_and_cannot_be_written(store: IndexStore, entry: Path) -> None:
    loaded = store.load(KEY)
    assert loaded is not None
    assert isinstance(loaded.index.weights.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        loaded.index.weights[0] = 1.0


def test_what_was_not_saved_is_not_there(store: IndexStore, tmp_path: Path) -> None:
    assert store.load(KEY) is None
    assert not store.folder.exists()


@pytest.mark.parametrize(
    ("parts", "others"),
    [
        pytest.param(("a", "b"), ("b", "a"), id="order"),
        pytest.param(("a", "b"), ("ab",), id="borders"),
        pytest.param(("a", "b"), ("a", "c"), id="content"),
    ],
)
def test_keys_differ(parts: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert entry_key(*parts) != entry_key(*others)
    assert entry_key(*parts) == entry_key(*parts)
    assert entry_key(*parts).isalnum()


def test_a_new_format_has_new_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = entry_key("a")
    monkeypatch.setattr(store_module, "FORMAT", FORMAT + 1)
    assert entry_key("a") != before


def test_the_environment_names_the_folder(tmp_path: Path) -> None:
    assert cache_folder({"GOALSEARCH_CACHE": str(tmp_path)}) == tmp_path
    assert cache_folder({}).name == "goalsearch"
    assert cache_folder({"GOALSEARCH_CACHE": "~/kept"}) == Path.home() / "kept"
    assert cache_folder({"GOALSEARCH_CACHE": ""}) == cache_folder({})


BUILD = """
import sys
from pathlib import Path
from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.retrieval.searcher import Searcher
goals = tuple(
    Goal(id=str(year), title=f"量子計算と光の研究 第{year % 7}", title_en=f"quantum light {year}", fiscal_year=year)
    for year in range(2000, 2030)
)
Searcher(Corpus(goals=goals, fingerprint="f"), cache=Path(sys.argv[1]))
"""


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", BUILD, str(folder)], env={**os.environ, "PYTHONHASHSEED": seed}, check=True
        )
        written.append({key: content(folder / key) for key in names(folder)})
    assert written[0] == written[1]
    (files,) = written[0].values()
    assert {"manifest.json", "texts.json", "idf.npy"} <= set(files)


@pytest.mark.slow
def test_two_processes_write_at_once(tmp_path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path / "c")]) for _ in range(3)]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    assert len(names(tmp_path / "c")) == 1
    (key,) = names(tmp_path / "c")
    assert IndexStore(tmp_path / "c").load(key) is not None


def test_many_writers_at_once(store: IndexStore, index: GoalIndex) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: store.save(KEY, index, dict(TEXTS)), range(40)))
    assert store.load(KEY) is not None
    assert names(store.folder) == [KEY]


def test_another_writer_replaces_the_damaged_entry_first(
    store: IndexStore, entry: Path, index: GoalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry / "idf.npy").write_bytes(b"damaged")
    load = IndexStore.load

    def load_and_lose_the_race(self: IndexStore, key: str) -> object:
        found = load(self, key)
        if found is None:
            monkeypatch.undo()
            shutil.rmtree(entry)
        return found

    monkeypatch.setattr(IndexStore, "load", load_and_lose_the_race)
    store.save(KEY, index, dict(TEXTS))
    assert store.load(KEY) is not None


def test_what_a_killed_writer_left_is_never_taken(store: IndexStore, entry: Path, index: GoalIndex) -> None:
    partial = store.folder / ".partial-0123456789abcdef"
    shutil.copytree(entry, partial)
    (partial / "manifest.json").unlink()
    shutil.rmtree(entry)
    assert store.load(KEY) is None
    assert store.load(partial.name) is None
    store.save(KEY, index, dict(TEXTS))
    assert names(store.folder) == [".partial-0123456789abcdef", KEY]  # it may be another writer's, at work
    long_ago = time.time() - 3 * 24 * 3600
    os.utime(partial, (long_ago, long_ago))
    store.remove_left_over()
    assert names(store.folder) == [KEY]


def test_a_writer_that_fails_leaves_nothing(
    store: IndexStore, index: GoalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="No space left"):
        store.save(KEY, index, dict(TEXTS))
    assert names(store.folder) == []


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path: Path, index: GoalIndex) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = IndexStore(tmp_path / "file")
    assert store.load(KEY) is None
    with pytest.raises(OSError, match="file"):
        store.save(KEY, index, dict(TEXTS))


def test_only_the_newest_entries_are_kept(store: IndexStore, index: GoalIndex) -> None:
    keys = [entry_key(str(number)) for number in range(20)]
    for number, key in enumerate(keys):
        store.save(key, index, dict(TEXTS))
        os.utime(store.folder / key, (number, number))
    store.save(KEY, index, dict(TEXTS))
    assert names(store.folder) == sorted([KEY, *keys[-15:]])


def test_what_was_just_written_is_kept_beside_files_from_the_future(store: IndexStore, index: GoalIndex) -> None:
    later = time.time() + 1_000_000
    for number in range(20):
        store.save(entry_key(str(number)), index, dict(TEXTS))
        os.utime(store.folder / entry_key(str(number)), (later, later))
    store.save(KEY, index, dict(TEXTS))
    assert store.load(KEY) is not None


def test_what_others_keep_in_the_folder_is_never_removed(store: IndexStore, index: GoalIndex) -> None:
    for number in range(20):
        mine = store.folder / f"thesis-{number}"
        mine.mkdir(parents=True)
        (mine / "chapter.txt").write_text("years of work", encoding="utf-8")
        os.utime(mine, (number, number))
    store.save(KEY, index, dict(TEXTS))
    assert len(list(store.folder.glob("thesis-*/chapter.txt"))) == 20
