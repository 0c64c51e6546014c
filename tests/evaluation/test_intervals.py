"""Bootstrap intervals: the same every time, and as wide as they should be."""

import numpy as np
import pytest

from goalsearch.evaluation import Estimate, mean_difference, mean_interval
from goalsearch.evaluation import intervals as intervals_module


def test_the_same_values_give_the_same_interval() -> None:
    values = np.random.default_rng(1).random(50)
    assert mean_interval(values) == mean_interval(values)


def test_another_seed_gives_another_interval() -> None:
    values = np.random.default_rng(1).random(50)
    assert mean_interval(values, samples=100, seed=1) != mean_interval(values, samples=100, seed=2)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([0.5], Estimate(mean=0.5, low=0.5, high=0.5), id="one-query-has-no-spread"),
        pytest.param([1.0] * 9, Estimate(mean=1.0, low=1.0, high=1.0), id="equal-values-have-no-spread"),
    ],
)
def test_values_without_spread(values: list[float], expected: Estimate) -> None:
    assert mean_interval(values) == expected


def test_interval_is_that_of_the_normal_approximation_for_many_values() -> None:
    values = np.random.default_rng(2).random(400)
    half = 1.96 * values.std() / np.sqrt(len(values))
    estimate = mean_interval(values)
    assert estimate.mean == pytest.approx(values.mean())
    assert estimate.low == pytest.approx(values.mean() - half, abs=half / 10)
    assert estimate.high == pytest.approx(values.mean() + half, abs=half / 10)


def test_intervals_hold_the_true_mean_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        estimate = mean_interval(rng.random(78) < 0.7, samples=400)
        held += estimate.low <= 0.7 <= estimate.high
    assert 0.88 <= held / 200 <= 1.0


def test_many_queries_are_drawn_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(4).random(50)
    whole = mean_interval(values, samples=101)
    monkeypatch.setattr(intervals_module, "_DRAWS", 500)
    in_blocks = mean_interval(values, samples=101)
    assert (in_blocks.low, in_blocks.high) == pytest.approx((whole.low, whole.high), abs=0.02)


def test_paired_difference_is_narrower_than_the_runs_it_compares() -> None:
    rng = np.random.default_rng(5)
    hard = rng.random(78)
    better = np.clip(hard + 0.05 + 0.02 * rng.standard_normal(78), 0, 1)
    difference = mean_difference(better, hard)
    assert difference.mean == pytest.approx((better - hard).mean())
    assert difference.low > 0
    assert mean_interval(better).low < mean_interval(hard).high


def test_no_difference_between_a_run_and_itself() -> None:
    values = np.random.default_rng(6).random(20)
    assert mean_difference(values, values) == Estimate(mean=0.0, low=0.0, high=0.0)


@pytest.mark.parametrize(
    ("values", "samples", "problem"),
    [
        pytest.param([], 10, r"at least one query, got \(0,\)", id="no-values"),
        pytest.param([[1.0]], 10, r"shape \(n_queries,\) .* got \(1, 1\)", id="a-table"),
        pytest.param([1.0], 0, "samples must be at least 1, got 0", id="no-samples"),
    ],
)
def test_refused(values: list[float], samples: int, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        mean_interval(values, samples=samples)


def test_runs_over_different_queries_are_refused() -> None:
    with pytest.raises(ValueError, match=r"the same queries, got shapes \(2,\) and \(3,\)"):
        mean_difference([1.0, 0.0], [1.0, 0.0, 0.0])
