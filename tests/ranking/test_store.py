"""Indexes on disk: whole or absent, whatever happens to the files."""

import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from goalsearch.model import Goal
from goalsearch.ranking import store as store_module
from goalsearch.ranking.build import build_index
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.store import FORMAT, IndexStore, cache_folder, entry_key
from goalsearch.ranking.weighting import Weighting
from goalsearch.text.tokenizer import Tokenizer

KEY = entry_key("corpus", "weighting", "tokenizer")
TEXTS = {"goals": [{"id": "a", "title": "光と\ud800"}], "programmes": []}


@pytest.fixture(scope="module")
def index(tokenizer: Tokenizer) -> GoalIndex:
    goals = [
        Goal(id=str(year), title=f"光 語{year % 3}", title_en="light", fiscal_year=year) for year in range(2000, 2006)
    ]
    return build_index(goals, tokenizer, Weighting())


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "new" / "cache")


@pytest.fixture
def entry(store: IndexStore, index: GoalIndex) -> Path:
    """The folder of an index that is saved."""
    store.save(KEY, index, dict(TEXTS))
    return store.folder / KEY


def assert_same(loaded: GoalIndex, index: GoalIndex) -> None:
    assert list(loaded.vocabulary) == list(index.vocabulary)
    assert list(loaded.labels) == list(index.labels)
    assert loaded.sublinear == index.sublinear
    assert loaded.arrays().keys() == index.arrays().keys()
    for name, array in index.arrays().items():
        other = loaded.arrays()[name]
        assert (other.dtype, other.shape, other.tobytes()) == (array.dtype, array.shape, array.tobytes())


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_saved_is_loaded(store: IndexStore, entry: Path, index: GoalIndex) -> None:
    loaded = store.load(KEY)
    assert loaded is not None
    assert_same(loaded[0], index)
    assert loaded[1] == TEXTS
    assert names(store.folder) == [KEY]
    assert names(entry) == sorted(["manifest.json", "texts.json", *(f"{name}.npy" for name in index.arrays())])


def test_arrays_are_mapped_and_cannot_be_written(store: IndexStore, entry: Path) -> None:
    loaded = store.load(KEY)
    assert loaded is not None
    assert isinstance(loaded[0].weights.base, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        loaded[0].weights[0] = 1.0


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
    assert cache_folder({"GOALSEARCH_CACHE": ""}) == cache_folder({})


BUILD = """
import sys
from pathlib import Path
from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.searcher import Searcher
goals = tuple(
    Goal(id=str(year), title=f"量子計算と光の研究 第{year % 7}", title_en=f"quantum light {year}", fiscal_year=year)
    for year in range(2000, 2030)
)
Searcher(Corpus(goals=goals, fingerprint="f"), cache=Path(sys.argv[1]))
"""


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


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x04]) + data[at + 1 :]


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut by one byte": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "one byte longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "first bit flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), 0)),
    "last bit flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), path.stat().st_size - 1)),
    "middle bit flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), path.stat().st_size // 2)),
    "a pickle": lambda path: path.write_bytes(pickle.dumps(np.arange(3))),
    "a zip": lambda path: np.savez(path.open("wb"), a=np.arange(3)),
    "an array of objects": lambda path: np.save(path.open("wb"), np.array([{}], dtype=object), allow_pickle=True),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 8),
    "deleted": lambda path: path.unlink(),
    "a folder": put_a_folder,
    "deep brackets": lambda path: path.write_bytes(b"[" * 200_000),
    "null": lambda path: path.write_bytes(b"null"),
    "a list": lambda path: path.write_bytes(b"[]"),
    "a table": lambda path: path.write_bytes(b"{}"),
}


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=[name.replace(" ", "-") for name in DAMAGE])
def test_a_damaged_entry_counts_as_absent_and_is_replaced(
    store: IndexStore, entry: Path, index: GoalIndex, damage: Callable[[Path], object]
) -> None:
    whole = content(entry)
    for name in whole:
        damage(entry / name)
        if (entry / name).is_file() and json_equal(entry / name, whole[name]):
            continue  # a blank more or less in the manifest changes nothing
        assert store.load(KEY) is None, name
        store.save(KEY, index, dict(TEXTS))
        assert content(entry) == whole
        assert names(store.folder) == [KEY]


def json_equal(path: Path, before: bytes) -> bool:
    if path.name != "manifest.json":
        return False
    try:
        return bool(json.loads(path.read_bytes()) == json.loads(before))
    except (ValueError, RecursionError):
        return False


def test_every_bit_of_an_arrays_header_counts(store: IndexStore, entry: Path) -> None:
    path = entry / "idf.npy"
    whole = path.read_bytes()
    for at in range(128):
        for bit in range(8):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            assert store.load(KEY) is None
    path.write_bytes(whole)
    assert store.load(KEY) is not None


def test_values_that_were_not_written_are_not_taken(store: IndexStore, entry: Path) -> None:
    for name, other in (
        ("texts.json", (entry / "texts.json").read_bytes().replace(b'"id":"a"', b'"id":"b"')),
        ("idf.npy", (entry / "idf.npy").read_bytes()[:-8] + np.array([0.5]).tobytes()),
    ):
        whole = (entry / name).read_bytes()
        assert len(other) == len(whole)
        (entry / name).write_bytes(other)
        assert store.load(KEY) is None, name
        (entry / name).write_bytes(whole)
        assert store.load(KEY) is not None


def rewrite_manifest(entry: Path, **changes: object) -> None:
    manifest = json.loads((entry / "manifest.json").read_text(encoding="utf-8"))
    (entry / "manifest.json").write_text(json.dumps({**manifest, **changes}), encoding="utf-8")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"format": FORMAT - 1}, id="older-format"),
        pytest.param({"format": FORMAT + 1}, id="newer-format"),
        pytest.param({"format": str(FORMAT)}, id="format-as-text"),
        pytest.param({"key": "another"}, id="another-key"),
        pytest.param({"files": {}}, id="no-files"),
        pytest.param({"files": []}, id="files-as-list"),
        pytest.param({"files": None}, id="files-as-null"),
        pytest.param({"files": {"texts.json": 3}}, id="hash-as-number"),
    ],
)
def test_a_foreign_manifest_counts_as_absent(
    store: IndexStore, entry: Path, index: GoalIndex, changes: dict[str, object]
) -> None:
    whole = content(entry)
    rewrite_manifest(entry, **changes)
    assert store.load(KEY) is None
    store.save(KEY, index, dict(TEXTS))
    assert content(entry) == whole


def test_an_entry_under_another_name_is_not_taken(store: IndexStore, entry: Path) -> None:
    other = entry_key("another")
    entry.rename(store.folder / other)
    assert store.load(other) is None


def test_a_file_in_the_place_of_the_entry_is_replaced(store: IndexStore, index: GoalIndex) -> None:
    store.folder.mkdir(parents=True)
    (store.folder / KEY).write_text("not an index", encoding="utf-8")
    assert store.load(KEY) is None
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
    store.save(entry_key("next"), index, dict(TEXTS))
    assert names(store.folder) == sorted([KEY, entry_key("next")])


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
