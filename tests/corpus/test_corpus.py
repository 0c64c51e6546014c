"""Corpus as a value: look-up, union, properties."""

import pickle
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, InvalidCorpusError, Place
from goalsearch.errors import CorpusError, QueryError
from goalsearch.model import Goal, Programme


def corpus_of(*goals: Goal, programmes: tuple[Programme, ...] = (), fingerprint: str = "f") -> Corpus:
    return Corpus(goals=goals, programmes=programmes, fingerprint=fingerprint)


A = Goal(id="a-1", title="光", fiscal_year=2020, agencies=("NEDO", "JST"), category="x")
B = Goal(id="b-1", title="分子", fiscal_year=2018, agencies=("JST",))
C = Goal(id="c-1", title="量子", category="y")


def test_properties() -> None:
    corpus = corpus_of(A, B, C)
    assert (corpus.years, corpus.agencies, corpus.categories) == ((2018, 2020), ("NEDO", "JST"), ("x", "y"))
    assert list(corpus) == [A, B, C]
    assert len(corpus) == 3
    assert B in corpus


def test_get() -> None:
    assert corpus_of(A, B).get("b-1") is B


def test_unknown_id_lists_near_ones() -> None:
    with pytest.raises(QueryError, match=r"2019-jst-99.*2019-jst-3") as caught:
        Corpus.builtin().get("2019-jst-99")
    assert "99" in caught.value.message("ja")
    assert isinstance(caught.value, ValueError)


def test_unknown_id_that_is_near_to_none_lists_some() -> None:
    with pytest.raises(QueryError, match=r"量子.*a-1, b-1"):
        corpus_of(A, B).get("量子")


def test_ids_are_unique() -> None:
    with pytest.raises(CorpusError, match=r"a-1.*光.*闇"):
        corpus_of(A, Goal(id="a-1", title="闇"))


def test_with_added_keeps_the_order_and_changes_the_fingerprint() -> None:
    first, second = corpus_of(A, fingerprint="1"), corpus_of(B, C, fingerprint="2")
    both = first.with_added(second)
    assert both.goals == (A, B, C)
    assert both.get("c-1") is C
    assert len({first.fingerprint, second.fingerprint, both.fingerprint, second.with_added(first).fingerprint}) == 4


def test_added_programmes_replace_those_of_the_same_name() -> None:
    old = (Programme(name="CREST", agency="JST", as_of=2019), Programme(name="PRIME", agency="AMED"))
    new = (Programme(name="CREST", agency="JST", as_of=2027), Programme(name="CREST", agency="X"))
    both = corpus_of(A, programmes=old).with_added(corpus_of(B, programmes=new))
    assert both.programmes == (new[0], old[1], new[1])


def test_added_id_that_clashes_names_both_places(tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.toml"
    first.write_text("id,title\na,t\nb,u\n", encoding="utf-8")
    second.write_text('\n[[goal]]\nid = "b"\ntitle = "v"\n', encoding="utf-8")
    loaded = Corpus.load(first)
    assert loaded.places["b"] == Place(path=first, line=3, record=2)
    with pytest.raises(CorpusError, match=r"first\.csv:3.*second\.toml:2"):
        loaded.with_added(Corpus.load(second))
    with pytest.raises(CorpusError, match=r"first\.csv:3.*無題"):
        loaded.with_added(corpus_of(Goal(id="b", title="無題")))


def test_load_takes_a_path_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,title\na,t\n", encoding="utf-8")
    assert Corpus.load(str(path)) == Corpus.load(path)


def test_corpus_and_errors_travel_between_processes(tmp_path: Path) -> None:
    corpus = pickle.loads(pickle.dumps(corpus_of(A, B)))  # noqa: S301
    assert corpus == corpus_of(A, B)
    assert corpus.get("a-1") == A
    with pytest.raises(InvalidCorpusError, match=r"none") as caught:
        Corpus.load(tmp_path / "none")
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert isinstance(copy, InvalidCorpusError)
    assert copy.message("en") == caught.value.message("en")
    assert copy.findings == caught.value.findings
