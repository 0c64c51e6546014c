"""Scoring over plain arrays."""

import math
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.model import Goal
from goalsearch.ranking import build as build_module
from goalsearch.ranking import index as index_module
from goalsearch.ranking import match as match_module
from goalsearch.ranking.build import build_index
from goalsearch.ranking.index import GoalIndex, field_names
from goalsearch.ranking.match import place_of, top_rows
from goalsearch.ranking.met_terms import MetTerms
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


@given(st.lists(TEXTS, max_size=8), TEXTS, st.permutations(range(8)))
def test_what_is_found_is_the_same_however_many_postings_there_are(
    tokenizer: Tokenizer, texts: list[str], query: str, order: list[int]
) -> None:
    goals = [Goal(id=str(row), title=text) for row, text in enumerate(texts)]
    few = build_index(goals, tokenizer, Weighting())
    of_few = few.match(counted(tokenizer, query))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_module, "_MANY_POSTINGS", 0)
        patch.setattr(index_module, "_LARGEST_TABLE", -1)
        many = build_index(goals, tokenizer, Weighting())
        of_many = many.match(counted(tokenizer, query))
    assert not len(few.goal_ends)
    assert len(many.goal_ends) == (len(goals) if len(few.rows) else 0)
    rows = np.array([row for row in order if row < len(goals)], dtype=np.intp)[:3]
    # Where the processor multiplies and adds at once the last bit differs.
    np.testing.assert_allclose(of_few.scores, of_many.scores, rtol=0, atol=1e-15)
    for name in ("hits", "terms", "postings", "contributions"):
        shared = getattr(few.shared(rows, of_few), name), getattr(many.shared(rows, of_many), name)
        assert shared[0].tolist() == shared[1].tolist(), name
    for row in range(len(goals)):
        assert few.goal_postings(row).tolist() == many.goal_postings(row).tolist()


FEW_VALUES = st.sampled_from([0.0, 0.1, 0.2, 0.3])


@given(st.lists(st.tuples(FEW_VALUES, FEW_VALUES), max_size=60), st.integers(1, 12), st.booleans(), st.integers(1, 9))
def test_top_rows_are_those_of_a_full_sort(goals: list[tuple[float, float]], k: int, by_fit: bool, block: int) -> None:
    scores, fits = np.array([score for score, _ in goals]), np.array([fit for _, fit in goals])
    best_first = sorted(range(len(goals)), key=lambda row: -(fits if by_fit else scores)[row])
    expected = [row for row in best_first if scores[row] > 0][:k]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(match_module, "_BLOCK", block)
        found = top_rows(scores, k, fits if by_fit else None).tolist()
    assert found == expected
    for place, row in enumerate(found, 1):
        assert place_of(row, scores, fits if by_fit else scores) == place


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
        pytest.param(0b101, (FIELDS[0], FIELDS[2]), id="in-the-order-of-the-fields"),
        pytest.param((1 << len(FIELDS)) - 1, FIELDS, id="all"),
    ],
)
def test_field_names(bits: int, expected: tuple[str, ...]) -> None:
    assert field_names(bits) == expected


def dense(index: GoalIndex) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    vectors = np.zeros((index.n_goals, len(index.vocabulary)))
    vectors[index.rows, index.terms_of(np.arange(len(index.rows)))] = index.weights
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
            at = list(index.vocabulary).index(term)
            vector[at] = (1 + math.log(count)) * index.idf[at]
    if vector.any():
        vector /= np.linalg.norm(vector)
    np.testing.assert_allclose(match.scores, dense(index) @ vector, atol=1e-12)
    np.testing.assert_allclose(match.weights, vector[match.term_ids], atol=1e-12)
    shared = index.shared(np.arange(len(goals)), match)
    sums = np.bincount(shared.hits, weights=shared.contributions, minlength=len(goals))
    np.testing.assert_allclose(sums, match.scores, atol=1e-12)
    assert (shared.contributions > 0).all()
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
    assert match.term_ids.tolist() == index.shared(np.arange(1), match).postings.tolist() == []


@settings(max_examples=40)
@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=8))
def test_scores_are_the_same_with_and_without_a_table(
    tokenizer: Tokenizer, titles: list[str], queries: list[str]
) -> None:
    goals = [Goal(id=str(number), title=title) for number, title in enumerate(titles)]
    index, large = (build_index(goals, tokenizer, Weighting()) for _ in range(2))
    counts = [counted(tokenizer, query) for query in queries]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_LARGEST_TABLE", -1)
        expected = list(large.score_all(counts))
    assert all(products is None for _, products in expected)
    # The terms are met at once, then one text after the other, then they all were.
    one_by_one = build_index(goals, tokenizer, Weighting())
    for scored in (
        index.score_all(counts),
        (next(one_by_one.score_all([of_query])) for of_query in counts),
        index.score_all(counts),
    ):
        for (match, products), (by_postings, _) in zip(scored, expected, strict=True):
            assert match.term_ids.tolist() == by_postings.term_ids.tolist()
            assert match.weights.tolist() == by_postings.weights.tolist()
            # As above.
            np.testing.assert_allclose(match.scores, by_postings.scores, rtol=0, atol=1e-15)
            assert products is not None
            shared = index.shared(np.arange(index.n_goals), match)
            sums = products.copy()
            sums[shared.terms, shared.hits] -= shared.contributions
            assert not sums.any()


def test_unknown_terms_are_kept_within_bounds(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goalsearch.ranking.met_terms._MOST_UNKNOWN", 10)
    index = build_index([Goal(id="a", title="光 原子")], tokenizer, Weighting())
    met = MetTerms(index.term_ids, index.idf, None, lambda *_: None)
    for number in range(40):
        assert met.find(["光", f"猫{number}", "原子"]).tolist() == [0, -1, 1]
        assert len(met._place_of) <= 2 + 10 + 1


def test_threads_meet_terms_together(tokenizer: Tokenizer) -> None:
    words = [f"w{number}" for number in range(200)]
    goals = [Goal(id=word, title=word) for word in words]
    index = build_index(goals, tokenizer, Weighting())
    expected = [index.match({word: 1}).scores.tolist() for word in words]
    again = build_index(goals, tokenizer, Weighting())
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda word: again.match({word: 1}).scores.tolist(), words * 4))
    assert found == expected * 4
