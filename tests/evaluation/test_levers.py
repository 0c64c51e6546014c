"""The benchmarks' rebuilt core is the core: else what they say of its levers would be about another ranker."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from goalsearch import Corpus, Searcher, Weighting
from goalsearch.model import Term
from goalsearch.text.tokenizer import SudachiTokenizer

TEXTS = [
    pytest.param("磁性トポロジカル絶縁体の薄膜を作製し、スピントロニクス素子に応用する。", id="japanese"),
    pytest.param("We grow thin films of magnetic topological insulators and study their edge states.", id="english"),
    pytest.param("深層学習 deep learning による材料探索", id="mixed"),
]


@pytest.fixture(scope="module")
def levers() -> Any:
    """The benchmarks' module. It loads scikit-learn, for which no process is to wait while it collects the tests."""
    return pytest.importorskip("benchmarks.levers")


@pytest.fixture(scope="module")
def goals() -> Corpus:
    corpus = Corpus.builtin()
    return dataclasses.replace(corpus, goals=corpus.goals[-12:])


@pytest.mark.parametrize("text", TEXTS)
def test_plain_recipe_is_the_core(levers: Any, goals: Corpus, text: str) -> None:
    tokenizer = SudachiTokenizer()
    rebuilt = levers.Experiment(levers.Lab(goals.goals, tokenizer), levers.Recipe())
    searcher = Searcher(goals, tokenizer=tokenizer, weighting=Weighting(examples=0), cache=False)
    found = searcher.search(text, len(goals), ranker="tfidf").hits
    hits = sorted(found, key=lambda hit: (-hit.score, goals.goals.index(hit.goal)))
    assert rebuilt.rank(text) == [hit.goal.id for hit in hits]
    scores = dict(zip((goal.id for goal in goals.goals), rebuilt.scores(text).tolist(), strict=True))
    assert [scores[hit.goal.id] for hit in hits] == pytest.approx([hit.score for hit in hits])


@pytest.mark.parametrize(
    "recipe",
    [
        pytest.param({}, id="core"),
        pytest.param({"query_terms": 3}, id="heaviest-terms"),
        pytest.param({"feedback": 0.2}, id="feedback"),
    ],
)
def test_many_texts_score_as_one_by_one(levers: Any, goals: Corpus, recipe: dict[str, Any]) -> None:
    experiment = levers.Experiment(levers.Lab(goals.goals, SudachiTokenizer()), levers.Recipe(**recipe))
    texts = [str(param.values[0]) for param in TEXTS]
    expected = np.array([experiment.scores(text) for text in texts])
    np.testing.assert_allclose(experiment.score_all(texts), expected)


def test_units(levers: Any) -> None:
    terms = [Term("c", 4, 6), Term("ab", 0, 4), Term("a", 0, 2), Term("b", 2, 4)]
    assert [term.form for term in levers._long_units(terms)] == ["ab", "c"]
    assert [term.form for term in levers._short_units(terms)] == ["a", "b", "c"]
    assert list(levers._bigrams(terms, "aabbcc")) == ["+ab c"]


def test_low_field_weight_turns_one_plus_log_negative_but_not_the_cores(levers: Any) -> None:
    assert levers.one_plus_log(np.array(0.25)) < 0 < levers.damped(np.array(0.25))
