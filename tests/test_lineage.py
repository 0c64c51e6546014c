"""Related goals of past and of later years."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.errors import QueryError
from goalsearch.explain import N_RELATED
from goalsearch.model import RelatedGoal
from goalsearch.ranking.weighting import FIELDS, field_text
from goalsearch.searcher import Searcher

QUERIES = st.lists(st.sampled_from(["光", "量子", "計算", "格子", "原子", "細菌", "免疫", "light"]), max_size=8).map(
    " ".join
)


def ids(related: tuple[RelatedGoal, ...]) -> list[str]:
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


def test_real_goals_have_a_lineage(searcher: Searcher) -> None:
    related = searcher.related("2019-jst-3", 9)
    assert related
    assert all(item.goal.fiscal_year is not None and item.goal.fiscal_year < 2019 for item in related)
    later = searcher.related("2019-jst-3", 9, direction="later")
    assert all(item.goal.fiscal_year is not None and item.goal.fiscal_year > 2019 for item in later)
    assert set(ids(related)).isdisjoint(ids(later))
