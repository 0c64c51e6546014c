"""The goals with their index, with a cache and without."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.errors import CorpusError
from goalsearch.model import Term
from goalsearch.ranking import build, known_texts
from goalsearch.ranking.store import IndexStore, entry_key
from goalsearch.ranking.weighting import Weighting
from goalsearch.retrieval import library
from goalsearch.retrieval.library import Library, open_library
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer


@pytest.fixture
def source(tmp_path: Path) -> CorpusSource:
    path = tmp_path / "goals.csv"
    path.write_text("id,title,fiscal_year,agency\na,光 格子,2010,JST\nb,量子 光,2015,NEDO\n", encoding="utf-8")
    return CorpusSource((path,))


def forbid_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise AssertionError("built, though the cache holds it")

    monkeypatch.setattr(build, "build_index", fail)


def opened(source: Corpus | CorpusSource, tokenizer: Tokenizer, cache: bool | Path) -> Library:
    return open_library(source, tokenizer, Weighting(), cache)


def test_the_second_time_nothing_is_built_or_parsed(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened(source, tokenizer, tmp_path / "c")
    forbid_building(monkeypatch)
    monkeypatch.setattr(CorpusSource, "read", lambda _: pytest.fail("parsed, though the cache holds it"))
    second = opened(source, tokenizer, tmp_path / "c")
    assert second.corpus == first.corpus
    assert second.notices == first.notices == ()
    assert second.index.weights.tobytes() == first.index.weights.tobytes()


def test_goals_are_made_when_they_are_looked_at(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path, made_goals: list[int]
) -> None:
    opened(source, tokenizer, tmp_path / "c")
    made_goals.clear()
    searcher = Searcher(source, tokenizer=tokenizer, cache=tmp_path / "c")
    assert searcher.corpus.years == (2010, 2015)
    assert made_goals == []
    assert [hit.goal.id for hit in searcher.search("格子").hits] == ["a"]
    assert set(made_goals) == {0}


def test_what_was_added_is_still_known_the_second_time(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    other = tmp_path / "mine.csv"
    other.write_text("id,title\nc,細菌\n", encoding="utf-8")
    both = CorpusSource((*source.paths, other))
    for _ in range(2):
        corpus = opened(both, tokenizer, tmp_path / "c").corpus
        assert [corpus.is_added(goal_id) for goal_id in "abc"] == [False, False, True]


@pytest.mark.parametrize("name", ["other_utf8.npy", "other_order.npy", "other_years.npy"])
def test_without_its_goals_an_entry_counts_as_absent(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path, name: str
) -> None:
    first = opened(source, tokenizer, tmp_path / "c")
    (manifest,) = (tmp_path / "c").glob("*/manifest.json")
    content = json.loads(manifest.read_bytes())
    del content["files"][name]
    manifest.write_text(json.dumps(content), encoding="utf-8")
    assert opened(source, tokenizer, tmp_path / "c").corpus == first.corpus
    assert name in json.loads(manifest.read_bytes())["files"]


def test_a_corpus_as_a_value_is_cached_too(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(corpus, tokenizer, tmp_path)
    forbid_building(monkeypatch)
    assert opened(corpus, tokenizer, tmp_path).corpus == corpus


def test_a_changed_file_is_read_anew(source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path) -> None:
    opened(source, tokenizer, tmp_path / "c")
    source.paths[0].write_text("id,title\na,細菌\n", encoding="utf-8")
    assert [goal.title for goal in opened(source, tokenizer, tmp_path / "c").corpus] == ["細菌"]


def test_other_weights_and_tokenizers_have_indexes_of_their_own(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    class Other:
        identity = "another"

        def __call__(self, text: str) -> list[Term]:
            return [Term(text, 0, 1) for _ in range(0)]

    open_library(source, tokenizer, Weighting(), tmp_path / "c")
    open_library(source, tokenizer, Weighting(title=2.0), tmp_path / "c")
    assert open_library(source, Other(), Weighting(), tmp_path / "c").index.vocabulary == ()
    assert len(list((tmp_path / "c").iterdir())) == 3


def test_without_cache_nothing_is_written(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOALSEARCH_CACHE", str(tmp_path / "c"))
    assert len(opened(source, tokenizer, cache=False).corpus) == 2
    assert not (tmp_path / "c").exists()
    opened(source, tokenizer, cache=True)
    assert (tmp_path / "c").exists()


def test_a_damaged_cache_is_built_anew(source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path) -> None:
    first = opened(source, tokenizer, tmp_path / "c")
    (entry,) = (tmp_path / "c").iterdir()
    for path in entry.iterdir():
        path.write_bytes(path.read_bytes()[:-3])
    again = opened(source, tokenizer, tmp_path / "c")
    assert again.corpus == first.corpus
    assert again.notices == ()


def test_a_file_in_the_place_of_the_folder_costs_one_notice(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    (tmp_path / "c").write_text("", encoding="utf-8")
    library = opened(source, tokenizer, tmp_path / "c")
    assert len(library.corpus) == 2
    (notice,) = library.notices
    assert str(tmp_path / "c") in notice.message("ja")
    assert "GOALSEARCH_CACHE" in notice.message("en")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_read_only_folder_costs_one_notice(source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir(mode=0o500)
    assert [notice.code for notice in opened(source, tokenizer, folder).notices] == ["notice.cache"]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        pytest.param("size=8k", "notice.cache_full", "(?i)no space left", id="full"),
        pytest.param("size=8k,nr_inodes=2", "notice.cache_full", "(?i)no space left", id="full-of-files"),
        pytest.param("size=8k,ro", "notice.cache", "Read-only file system", id="to-be-read-only"),
    ],
)
def test_a_disk_that_takes_no_index_costs_one_notice(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path, options: str, code: str, told: str
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [shutil.which("mount") or "", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    if not command[0] or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED: a full disk; mounting a small one takes root")
    try:
        # A large array, of which a part could be written.
        with pytest.raises(OSError, match=told) as refused:
            IndexStore(disk).save_arrays("key", {"array": np.zeros(100_000)}, {})
        assert refused.value.errno is not None
        (notice,) = opened(source, tokenizer, disk).notices
        assert notice.code == code
        assert re.search(told, notice.message("en"))
        assert str(disk) in notice.message("ja")
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks the system for the folder")
def test_no_home_costs_one_notice_and_litters_nowhere(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pwd

    def nobody(uid: int) -> None:
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HOME", "XDG_CACHE_HOME", "GOALSEARCH_CACHE"):
        monkeypatch.delenv(name, raising=False)
    library = opened(source, tokenizer, cache=True)
    assert len(library.corpus) == 2
    assert [notice.code for notice in library.notices] == ["notice.cache"]
    assert list(here.iterdir()) == []


def test_a_corpus_that_cannot_be_read_is_an_error(tokenizer: Tokenizer, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere"):
        opened(CorpusSource((tmp_path / "nowhere",)), tokenizer, cache=False)


WARM = """
import sys
from goalsearch.corpus import CorpusSource
import goalsearch
result = goalsearch.search("量子計算機の誤り訂正を研究する。")
assert result.hits[0].evidence and result.hits[0].related is not None and result.to_dict("ja")
heavy = sorted(name for name in sys.modules if name.split(".")[0] in {"sklearn", "scipy", "joblib", "pandas", "rich"})
assert not heavy, heavy
"""


def test_a_search_from_a_warm_cache_loads_no_scikit_learn() -> None:
    # The first warms it, should the indexes of other tests have driven this one out.
    subprocess.run([sys.executable, "-c", WARM], capture_output=True, check=False)
    done = subprocess.run([sys.executable, "-c", WARM], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_importing_the_package_loads_no_numpy() -> None:
    program = "import goalsearch, sys; assert not {'numpy', 'sudachipy', 'sklearn', 'platformdirs'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_cache_in_use_can_be_removed_under_a_searcher(
    source: CorpusSource, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    opened(source, tokenizer, tmp_path / "c")
    searcher = Searcher(source, tokenizer=tokenizer, cache=tmp_path / "c")
    before = searcher.search("光")
    if os.name != "nt":
        shutil.rmtree(tmp_path / "c")
    assert searcher.search("光") == before
    assert Searcher(source, tokenizer=tokenizer, cache=tmp_path / "c").search("光") == before


def test_of_a_changed_corpus_only_what_is_new_is_read(
    source: CorpusSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_texts, "_WORTH_KEEPING", 1)
    read: list[str] = []

    class Listening:
        identity = "listening"

        def __call__(self, text: str) -> list[Term]:
            read.append(text)
            return [Term(word, text.index(word), text.index(word) + len(word)) for word in text.split()]

    opened(source, Listening(), tmp_path / "c")
    assert sorted(read) == ["光 格子", "量子 光"]
    read.clear()
    source.paths[0].write_text("id,title\nb,量子 光\nc,細菌\n", encoding="utf-8")
    again = opened(source, Listening(), tmp_path / "c")
    assert read == ["細菌"]
    anew = opened(source, Listening(), False)
    assert list(again.index.labels) == list(anew.index.labels)
    assert {name: array.tobytes() for name, array in again.index.arrays().items()} == {
        name: array.tobytes() for name, array in anew.index.arrays().items()
    }
    # Neither damage to what is kept of the texts nor its absence is more than a loss of time.
    for entry in (tmp_path / "c").iterdir():
        for file in entry.glob("ids.npy"):
            file.write_bytes(b"damaged")
    source.paths[0].write_text("id,title\nb,量子 光\n", encoding="utf-8")
    assert opened(source, Listening(), tmp_path / "c").index.vocabulary == ("光", "量子")


def test_of_the_texts_of_corpora_the_latest_two_are_kept(tmp_path: Path) -> None:
    store = IndexStore(tmp_path)
    for number in range(4):
        store.save_arrays(entry_key(str(number)), {"a": np.array([number])}, {}, "a kind")
    store.save_arrays(entry_key("other"), {"a": np.array([9])}, {}, "another kind")
    assert [arrays["a"].tolist() for arrays, _ in store.load_kind("a kind")] == [[3], [2]]
    assert [arrays["a"].tolist() for arrays, _ in store.load_kind("another kind")] == [[9]]
    assert list(IndexStore(tmp_path / "absent").load_kind("a kind")) == []


def test_the_examples_of_the_field_are_those_of_the_built_in_goals(
    source: CorpusSource, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SeenError(Exception):
        """Ends the building."""

    def see(*arguments: object) -> None:
        raise SeenError(arguments[3])

    monkeypatch.setattr(build, "build_index", see)
    # A goal of the corpus has the examples that the corpus gives it, and these are none: they are of other names.
    monkeypatch.setattr(library, "builtin_examples", lambda: {"a": ("one",), "field": ("two",)})
    with pytest.raises(SeenError) as of_its_own:
        opened(source, tokenizer, cache=False)
    assert of_its_own.value.args == ({"field of a": ("one",), "field of field": ("two",)},)
    with pytest.raises(SeenError) as with_built_in:
        opened(CorpusSource.builtin(*source.paths), tokenizer, cache=False)
    assert with_built_in.value.args == (Corpus.builtin().examples(),)
