"""A corpus of a hundred thousand goals that say the same: bounded work, and of equals the first."""

import json

import pytest

from goalsearch import Searcher
from goalsearch.corpus import CorpusSource
from goalsearch.retrieval.goals_with import goals_with

N_GOALS = 100_000
TITLE = "量子計算機の誤り訂正符号"
TEXT = "量子計算機の誤り訂正符号を復号する回路を設計する。"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> CorpusSource:
    path = tmp_path_factory.mktemp("equal") / "goals.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(N_GOALS):
            goal = {"id": f"g{number}", "title": TITLE, "summary": TEXT, "fiscal_year": 2020 + number % 2}
            out.write(json.dumps(goal, ensure_ascii=False) + "\n")
    return CorpusSource((path,))


@pytest.fixture(scope="module")
def searchers(source: CorpusSource, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Searcher]:
    """One that has built its index, and one that has opened what was kept of it."""
    cache = tmp_path_factory.mktemp("cache")
    found = {how: Searcher(source, cache=cache) for how in ("built", "kept")}
    assert [isinstance(searcher.corpus.goals, tuple) for searcher in found.values()] == [True, False]
    return found


@pytest.fixture(params=["built", "kept"])
def searcher(request: pytest.FixtureRequest, searchers: dict[str, Searcher]) -> Searcher:
    how: str = request.param
    return searchers[how]


def test_the_first_ones_are_found(searcher: Searcher) -> None:
    result = searcher.search(TEXT, k=7)
    assert [hit.goal.id for hit in result.hits] == [f"g{number}" for number in range(7)]
    assert len({(hit.score, hit.fit) for hit in result.hits}) == 1
    assert [goal.goal_id for goal in searcher.rank(TEXT, k=3).hits] == ["g0", "g1", "g2"]
    first = result.hits[1]
    assert first.evidence
    assert [related.goal.id for related in first.related] == ["g0", "g2", "g4"]


def test_the_last_one_stands_behind_all_others(searcher: Searcher) -> None:
    assert searcher.explain(TEXT, f"g{N_GOALS - 1}").rank == N_GOALS


def test_all_hold_their_words(searcher: Searcher) -> None:
    assert goals_with(["量子", "訂正"], searcher.corpus) == list(range(N_GOALS))
    assert goals_with(["細菌"], searcher.corpus) == []
