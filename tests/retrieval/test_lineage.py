"""Related goals of past and of later years."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csc_matrix

from goalsearch.corpus import Corpus
from goalsearch.errors import QueryError
from goalsearch.model import Goal, RelatedGoal
from goalsearch.ranking.weighting import FIELDS, field_text
from goalsearch.retrieval.explain import N_RELATED
from goalsearch.retrieval.lineage import N_NEIGHBOURS, Direction
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer
from tests.conftest import MakeCorpus

QUERIES = st.lists(st.sampled_from(["光", "量子", "計算", "格子", "原子", "細菌", "免疫", "light"]), max_size=8).map(
    " ".join
)


def ids(related: Sequence[RelatedGoal]) -> list[str]:
    return [item.goal.id for item in related]


def words_of(corpus: Corpus, goal_id: str) -> set[str]:
    return {word for field in FIELDS for word in field_text(corpus.get(goal_id), field).split()}


@pytest.mark.parametrize(
    ("goal_id", "direction", "expected"),
    [
        pytest.param("2019-jst-1", "earlier", {"2010-jst-1", "2015-jst-1", "2016-amed-1"}, id="all-that-share-a-term"),
        pytest.param("2015-jst-1", "earlier", {"2010-jst-1"}, id="none-of-later-years"),
        pytest.param("2015-jst-1", "later", {"2019-jst-1"}, id="later"),
        pytest.param("2010-jst-1", "earlier", set(), id="the-first-of-all"),
        pytest.param("2016-amed-1", "earlier", set(), id="nothing-shared-with-earlier-ones"),
        pytest.param("own-1", "earlier", set(), id="without-a-year-there-is-no-lineage"),
        pytest.param("own-1", "later", set(), id="without-a-year-none-later-either"),
    ],
)
def test_related(small_searcher: Searcher, goal_id: str, direction: str, expected: set[str]) -> None:
    related = small_searcher.related(goal_id, 9, direction=direction)  # type: ignore[arg-type]
    assert set(ids(related)) == expected
    scores = [item.score for item in related]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_related_goal_names_terms_that_both_hold(small_searcher: Searcher, corpus: Corpus) -> None:
    for goal in corpus:
        for related in small_searcher.related(goal.id, 9):
            assert related.terms
            assert set(related.terms) <= words_of(corpus, goal.id) & words_of(corpus, related.goal.id)


def test_k_limits_and_takes_the_nearest(small_searcher: Searcher) -> None:
    everything = small_searcher.related("2019-jst-1", 9)
    assert small_searcher.related("2019-jst-1", 1) == everything[:1]
    assert len(small_searcher.related("2019-jst-1")) == min(N_RELATED, len(everything))


@pytest.mark.parametrize("k", [0, -3])
def test_k_is_at_least_one(small_searcher: Searcher, k: int) -> None:
    with pytest.raises(QueryError, match=f"1.*{k}"):
        small_searcher.related("2019-jst-1", k)


def test_an_unknown_goal_lists_near_ones(small_searcher: Searcher) -> None:
    with pytest.raises(QueryError, match=r"2019-jst-9.*2019-jst-1"):
        small_searcher.related("2019-jst-9")


@given(QUERIES, st.sampled_from([None, "2019", "latest"]))
def test_under_a_hit_they_are_near_to_goal_and_query(small_searcher: Searcher, query: str, years: str | None) -> None:
    scores = {hit.goal.id: hit.score for hit in small_searcher.search(query, k=99).hits}
    for hit in small_searcher.search(query, k=99, years=years).hits:
        near = {item.goal.id: item.score for item in small_searcher.related(hit.goal.id, 99)}
        expected = {
            goal_id: math.sqrt(similarity * scores[goal_id])
            for goal_id, similarity in near.items()
            if goal_id in scores
        }
        found = {item.goal.id: item.score for item in hit.related}
        assert len(found) == min(N_RELATED, len(expected))
        assert found == pytest.approx({goal_id: expected[goal_id] for goal_id in found})
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert all(
            found[first] >= score - 1e-12 for first in found for other, score in expected.items() if other not in found
        )
        for item in hit.related:
            assert item.goal.fiscal_year is not None
            assert hit.goal.fiscal_year is not None
            assert item.goal.fiscal_year < hit.goal.fiscal_year


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param({"years": "2019"}, id="years"),
        pytest.param({"years": "latest", "agency": "AMED"}, id="agency"),
        pytest.param({"category": "information"}, id="category"),
    ],
)
def test_filters_leave_related_goals_alone(small_searcher: Searcher, filters: dict[str, Any]) -> None:
    query = "量子 計算 光 格子 免疫"
    free = {hit.goal.id: hit for hit in small_searcher.search(query, k=9).hits}
    filtered = {hit.goal.id: hit for hit in small_searcher.search(query, k=9, **filters).hits}
    assert filtered["2019-jst-1"].related == free["2019-jst-1"].related
    assert set(ids(filtered["2019-jst-1"].related)) == {"2010-jst-1", "2015-jst-1", "2016-amed-1"}


def test_no_lineage_is_looked_for_before_somebody_looks(corpus: Corpus, tokenizer: Tokenizer) -> None:
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False)
    hit = searcher.search("量子 計算 光").hits[0]
    assert hit.phrases
    assert hit.tied_with == 1
    assert searcher._lineage._neighbours.cache_info().misses == 0
    assert hit.related
    assert searcher._lineage._neighbours.cache_info().misses == 1


def test_real_goals_have_a_lineage(searcher: Searcher) -> None:
    related = searcher.related("2019-jst-3", 9)
    assert related
    assert all(item.goal.fiscal_year is not None and item.goal.fiscal_year < 2019 for item in related)
    later = searcher.related("2019-jst-3", 9, direction="later")
    assert all(item.goal.fiscal_year is not None and item.goal.fiscal_year > 2019 for item in later)
    assert set(ids(related)).isdisjoint(ids(later))


WORDS = st.lists(st.sampled_from(["光", "量子", "原子", "細菌", "免疫", "計算"]), max_size=5).map(" ".join)
YEARS = st.none() | st.integers(2010, 2013)


def all_pairs(searcher: Searcher, direction: Direction) -> dict[str, list[tuple[str, float, tuple[str, ...]]]]:
    """What `related` gives of each goal, from the product of all goals with all, by scipy."""
    index, goals = searcher.index, searcher.corpus.goals
    shape = index.n_goals, len(index.vocabulary)
    vectors = csc_matrix((index.weights, index.rows, index.indptr), shape=shape).tocsr()
    nearness = (vectors @ vectors.T).toarray()
    years = np.array([np.nan if goal.fiscal_year is None else goal.fiscal_year for goal in goals])
    expected = {}
    for row, goal in enumerate(goals):
        there = years < years[row] if direction == "earlier" else years > years[row]
        order = np.argsort(-np.where(there, nearness[row], 0.0), kind="stable")
        nearest = [other for other in order.tolist() if there[other] and nearness[row, other] > 0][:N_NEIGHBOURS]
        found = []
        for other in nearest:
            products = vectors[row].multiply(vectors[other]).tocsr()
            products.sort_indices()
            links = products.indices[np.argsort(-products.data, kind="stable")[:8]]
            terms = tuple(index.labels[term] for term in links)
            found.append((goals[other].id, min(float(nearness[row, other]), 1.0), terms))
        expected[goal.id] = found
    return expected


@pytest.mark.parametrize("direction", ["earlier", "later"])
def test_of_the_built_in_goals_they_are_those_of_all_pairs(searcher: Searcher, direction: Direction) -> None:
    for goal_id, expected in all_pairs(searcher, direction).items():
        related = searcher.related(goal_id, 99, direction=direction)
        assert [(item.goal.id, item.score, item.terms) for item in related] == expected


@given(st.lists(st.tuples(WORDS, YEARS), min_size=1, max_size=8), st.sampled_from(["earlier", "later"]))
def test_they_are_those_of_all_pairs(
    make_corpus: MakeCorpus, tokenizer: Tokenizer, goals: list[tuple[str, int | None]], direction: Direction
) -> None:
    corpus = make_corpus(
        *(Goal(id=str(place), title=title, fiscal_year=year) for place, (title, year) in enumerate(goals))
    )
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False)
    for goal_id, expected in all_pairs(searcher, direction).items():
        related = searcher.related(goal_id, 99, direction=direction)
        assert [(item.goal.id, item.score, item.terms) for item in related] == expected


def test_of_equal_goals_the_first_in_the_corpus_are_related(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    past = [Goal(id=str(number), title="光", fiscal_year=2000) for number in range(20)]
    corpus = make_corpus(*past, Goal(id="last", title="光", fiscal_year=2001))
    related = Searcher(corpus, tokenizer=tokenizer, cache=False).related("last", 99)
    assert ids(related) == [goal.id for goal in past[:N_NEIGHBOURS]]
