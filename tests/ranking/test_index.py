"""Scoring over plain arrays."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.model import Goal
from goalsearch.ranking.build import build_index
from goalsearch.ranking.index import GoalIndex, field_names, top_rows
from goalsearch.ranking.weighting import FIELDS, Weighting
from goalsearch.text.tokenizer import Tokenizer

WORDS = st.sampled_from(["光", "量子", "原子", "細菌", "免疫", "計算", "quantum", "light"])
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


def counted(tokenizer: Tokenizer, text: str) -> Counter[str]:
    return Counter(term.form for term in tokenizer(text))


@pytest.mark.parametrize(
    ("scores", "k", "expected"),
    [
        pytest.param([0.5, 0.9, 0.5], 3, [1, 0, 2], id="ties-keep-corpus-order"),
        pytest.param([0.5] * 40 + [0.9], 3, [40, 0, 1], id="many-ties-keep-corpus-order"),
        pytest.param([0.0, 0.3, 0.0], 3, [1], id="zero-scores-are-no-hits"),
        pytest.param([0.2, 0.1], 9, [0, 1], id="k-may-exceed-corpus"),
        pytest.param([0.2, 0.3, 0.1], 1, [1], id="k-of-one"),
        pytest.param([0.0, 0.0], 1, [], id="nothing-shared"),
        pytest.param([], 3, [], id="no-goals"),
        pytest.param([0.1, 0.2], 10**18, [1, 0], id="huge-k"),
    ],
)
def test_top_rows(scores: list[float], k: int, expected: list[int]) -> None:
    assert top_rows(np.array(scores, dtype=np.float64), k).tolist() == expected


@pytest.mark.parametrize("k", [0, -1])
def test_top_rows_wants_at_least_one(k: int) -> None:
    with pytest.raises(ValueError, match=f"k must be at least 1, got {k}"):
        top_rows(np.array([0.1]), k)


def test_top_rows_wants_one_dimension() -> None:
    with pytest.raises(ValueError, match=r"shape \(n_goals,\), got \(1, 2\)"):
        top_rows(np.array([[0.1, 0.2]]), 1)


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        pytest.param(0, (), id="none"),
        pytest.param(0b101, ("title", "keywords"), id="in-the-order-of-the-fields"),
        pytest.param((1 << len(FIELDS)) - 1, FIELDS, id="all"),
    ],
)
def test_field_names(bits: int, expected: tuple[str, ...]) -> None:
    assert field_names(bits) == expected


def dense(index: GoalIndex) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    vectors = np.zeros((index.n_goals, len(index.vocabulary)))
    vectors[index.rows, index.posting_terms] = index.weights
    return vectors


@settings(max_examples=40)
@given(st.lists(TEXTS, max_size=6), TEXTS)
def test_scores_are_the_cosines_of_dense_vectors(tokenizer: Tokenizer, titles: list[str], query: str) -> None:
    goals = [Goal(id=str(number), title=title) for number, title in enumerate(titles)]
    index = build_index(goals, tokenizer, Weighting())
    match = index.match(counted(tokenizer, query))
    vector = np.zeros(len(index.vocabulary))
    for term, count in counted(tokenizer, query).items():
        if term in index.vocabulary:
            at = index.term_ids[term]
            vector[at] = (1 + math.log(count)) * index.idf[at]
    if vector.any():
        vector /= np.linalg.norm(vector)
    np.testing.assert_allclose(match.scores, dense(index) @ vector, atol=1e-12)
    np.testing.assert_allclose(match.weights, vector[match.term_ids], atol=1e-12)
    sums = np.bincount(index.rows[match.postings], weights=match.contributions, minlength=len(goals))
    np.testing.assert_allclose(sums, match.scores, atol=1e-12)
    assert (match.contributions > 0).all()
    assert [index.vocabulary[term] for term in match.term_ids] == [
        term for term in dict.fromkeys(query.split()) if term in index.vocabulary
    ]


def test_without_sublinear_a_term_counts_as_often_as_it_stands(tokenizer: Tokenizer) -> None:
    goals = [Goal(id="a", title="光 原子"), Goal(id="b", title="光 量子")]
    once, thrice = (
        build_index(goals, tokenizer, Weighting(sublinear=False)).match(counted(tokenizer, text)).weights
        for text in ("原子 量子", "原子 量子 量子 量子")
    )
    assert once[1] / once[0] == pytest.approx(1)
    assert thrice[1] / thrice[0] == pytest.approx(3)


def test_an_empty_query_meets_nothing(tokenizer: Tokenizer) -> None:
    index = build_index([Goal(id="a", title="光")], tokenizer, Weighting())
    match = index.match({})
    assert match.scores.tolist() == [0.0]
    assert match.term_ids.tolist() == match.postings.tolist() == []
