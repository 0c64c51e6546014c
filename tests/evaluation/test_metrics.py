"""Each measure in small tables, and all of them against ir-measures on random rankings."""

import math
from collections.abc import Callable

import ir_measures
import numpy as np
import pytest
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

from goalsearch.evaluation import MEASURES, best_rank, measure, ndcg_at, recall_at, reciprocal_rank

RANKED = ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("ranked", "relevant", "expected"),
    [
        pytest.param(RANKED, {"a"}, 1, id="on-top"),
        pytest.param(RANKED, {"d", "b"}, 2, id="the-first-of-two-right-goals"),
        pytest.param(RANKED, {"x"}, None, id="not-found"),
        pytest.param([], {"a"}, None, id="nothing-found-at-all"),
        pytest.param(RANKED, set(), None, id="nothing-is-right"),
    ],
)
def test_best_rank(ranked: list[str], relevant: set[str], expected: int | None) -> None:
    assert best_rank(ranked, relevant) == expected


@pytest.mark.parametrize(
    ("relevant", "k", "expected"),
    [
        pytest.param({"a"}, 1, 1.0, id="on-top"),
        pytest.param({"c"}, 3, 1.0, id="last-within-k"),
        pytest.param({"c"}, 2, 0.0, id="first-beyond-k"),
        pytest.param({"b", "x"}, 3, 1.0, id="one-of-two-right-goals-is-enough"),
        pytest.param({"d"}, 99, 1.0, id="k-may-exceed-the-ranking"),
        pytest.param({"x"}, 99, 0.0, id="not-found"),
    ],
)
def test_recall_at(relevant: set[str], k: int, expected: float) -> None:
    assert recall_at(RANKED, relevant, k) == expected


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        pytest.param({"a"}, 1.0, id="on-top"),
        pytest.param({"d"}, 0.25, id="far-down-still-counts"),
        pytest.param({"d", "b"}, 0.5, id="the-first-of-two-right-goals"),
        pytest.param({"x"}, 0.0, id="not-found"),
    ],
)
def test_reciprocal_rank(relevant: set[str], expected: float) -> None:
    assert reciprocal_rank(RANKED, relevant) == expected


@pytest.mark.parametrize(
    ("relevant", "k", "expected"),
    [
        pytest.param({"a"}, 10, 1.0, id="best-possible"),
        pytest.param({"a", "b"}, 10, 1.0, id="best-possible-with-two"),
        pytest.param({"c"}, 10, 0.5, id="rank-3-gains-one-half"),
        pytest.param({"c"}, 2, 0.0, id="beyond-k-gains-nothing"),
        pytest.param({"a", "b"}, 1, 1.0, id="the-ideal-is-cut-at-k-too"),
        pytest.param({"a", "x"}, 10, 1 / (1 + 1 / math.log2(3)), id="a-right-goal-not-found-lowers-it"),
        pytest.param(set(), 10, 0.0, id="nothing-is-right"),
    ],
)
def test_ndcg_at(relevant: set[str], k: int, expected: float) -> None:
    assert ndcg_at(RANKED, relevant, k) == pytest.approx(expected)


@pytest.mark.parametrize("function", [recall_at, ndcg_at])
def test_cutoff_below_one_is_refused(function: Callable[[list[str], set[str], int], float]) -> None:
    with pytest.raises(ValueError, match="k must be at least 1, got 0"):
        function(RANKED, {"a"}, 0)


def test_measure_gives_all_measures_in_order() -> None:
    assert tuple(measure(RANKED, {"a"})) == MEASURES


def test_measures_agree_with_ir_measures() -> None:
    rng = np.random.default_rng(7)
    theirs = {
        "recall@1": Success @ 1,
        "recall@3": Success @ 3,
        "recall@5": Success @ 5,
        "mrr": RR,
        "ndcg@10": nDCG @ 10,
    }
    goals = [f"g{number}" for number in range(30)]
    qrels, run, ours = [], [], {}
    for number in range(200):
        query_id = f"q{number}"
        ranked = rng.permutation(goals)[: rng.integers(1, len(goals) + 1)].tolist()
        relevant = rng.permutation(goals)[: rng.integers(1, 5)].tolist()
        qrels += [Qrel(query_id, goal_id, 1) for goal_id in relevant]
        run += [ScoredDoc(query_id, goal_id, float(-rank)) for rank, goal_id in enumerate(ranked)]
        ours[query_id] = measure(ranked, relevant)
    compared = 0
    for metric in ir_measures.iter_calc(list(theirs.values()), qrels, run):
        name = next(name for name, measured in theirs.items() if measured == metric.measure)
        assert ours[metric.query_id][name] == pytest.approx(metric.value), (metric.query_id, name)
        compared += 1
    assert compared == 200 * len(MEASURES)
