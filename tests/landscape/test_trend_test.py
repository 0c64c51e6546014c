"""The tests for a trend against what can be counted out, and against chance itself."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from goalsearch.landscape.trend_test import MOST_EXACT, TrendTest, trend_test

Ints = NDArray[np.intp]


def outcome(totals: list[int], *counts: list[int], years: list[int] | None = None) -> TrendTest:
    return trend_test(
        np.array(counts, np.intp).T, np.array(totals, np.intp), np.array(years or range(2012, 2012 + len(totals)))
    )


def all_draws(years: list[int], n: int) -> list[int]:
    """Sum of the years of every draw of ``n`` texts."""
    return [sum(draw) for draw in itertools.combinations(years, n)]


@pytest.mark.parametrize(
    ("totals", "counts"),
    [
        pytest.param([3, 3, 3], [0, 1, 2], id="rising"),
        pytest.param([3, 3, 3], [2, 1, 0], id="falling"),
        pytest.param([3, 3, 3], [1, 1, 1], id="level"),
        pytest.param([1, 0, 2, 6], [0, 0, 1, 3], id="years-of-unequal-size"),
        pytest.param([2, 2, 2], [2, 2, 2], id="in-all-texts"),
        pytest.param([4, 1], [1, 1], id="two-years"),
    ],
)
def test_a_rare_term_is_tested_exactly(totals: list[int], counts: list[int]) -> None:
    years = [year for year, total in enumerate(totals) for _ in range(total)]
    draws = all_draws(years, sum(counts))
    observed = sum(year * count for year, count in enumerate(counts))
    lower = sum(draw <= observed for draw in draws) / len(draws)
    upper = sum(draw >= observed for draw in draws) / len(draws)
    assert outcome(totals, counts).p[0] == pytest.approx(min(1, 2 * min(lower, upper)))


def test_a_frequent_term_is_tested_by_the_normal_distribution() -> None:
    totals, counts = [200, 200, 200, 200], [30, 40, 50, 60]
    # The textbook's statistic (Agresti, Categorical Data Analysis, 3rd edition, 5.3.5), whose variance has N for N - 1.
    share = sum(counts) / 800
    years = np.arange(4) - 1.5
    textbook = (years @ counts) / math.sqrt(share * (1 - share) * (200 * (years**2).sum()))
    test = outcome(totals, counts)
    assert test.z[0] == pytest.approx(textbook * math.sqrt(799 / 800))
    assert test.p[0] == pytest.approx(2 * stats.norm.sf(test.z[0]))


def test_both_ways_agree_where_they_meet() -> None:
    totals = [300] * 6
    exact, normal = [4, 6, 9, 11, 14, 16], [4, 6, 9, 12, 14, 16]
    assert (sum(exact), sum(normal)) == (MOST_EXACT, MOST_EXACT + 1)
    test = outcome(totals, exact, normal)
    assert test.p[0] == pytest.approx(test.p[1], rel=0.3)


def test_one_text_of_a_far_year_makes_no_trend() -> None:
    test = outcome([1, 200, 200, 200, 200], [1, 0, 1, 2, 2], years=[1925, 2016, 2017, 2018, 2019])
    assert 2 * stats.norm.sf(-test.z[0]) < 1e-4
    assert test.p[0] > 0.005


def test_years_apart_count_as_such() -> None:
    near = outcome([50, 50, 50], [0, 0, 6], years=[2012, 2013, 2014])
    far = outcome([50, 50, 50], [0, 0, 6], years=[2012, 2013, 2024])
    assert near.z[0] != pytest.approx(far.z[0])


def test_a_new_term() -> None:
    test = outcome([50, 50, 50, 50], [0, 0, 5, 5], [1, 0, 5, 5])
    assert test.first.tolist() == [2, 0]
    assert test.p_new[0] == pytest.approx(math.comb(100, 10) / math.comb(200, 10))
    assert test.p_new[1] == 1


def test_one_mention_is_not_new() -> None:
    test = outcome([100] * 8, [0, 0, 0, 0, 0, 0, 0, 1])
    assert test.p_new[0] == pytest.approx(1 / 8)


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 1)), min_size=2, max_size=8), st.integers(1, 3))
def test_any_counts_give_probabilities(years: list[tuple[int, float]], step: int) -> None:
    totals = [total for total, _ in years]
    counts = [max(0, min(total, round(total * share))) for total, share in years]
    counts[0] = max(counts[0], 1)
    test = outcome(totals, counts, years=[2000 + step * place for place in range(len(totals))])
    turned = outcome(totals[::-1], counts[::-1], years=[2000 + step * place for place in range(len(totals))])
    for values in (test.p, test.q, test.p_new, test.q_new):
        assert ((values >= 0) & (values <= 1 + 1e-9)).all()
    # What rises forwards falls backwards.
    assert turned.z[0] == pytest.approx(-test.z[0], abs=1e-9)
    assert turned.p[0] == pytest.approx(test.p[0], rel=1e-6)


def test_without_trends_p_values_are_not_too_small() -> None:
    generator = np.random.default_rng(1)
    totals = np.array([30, 60, 90, 120, 150], np.intp)
    years = np.repeat(np.arange(5), totals)
    # Terms of 5 to 200 texts, dealt to the years at random.
    counts = np.array(
        [
            np.bincount(generator.choice(years, size, replace=False), minlength=5)
            for size in generator.integers(5, 200, 4000)
        ]
    ).T
    test = trend_test(counts.astype(np.intp), totals, np.arange(2012, 2017))
    for level in (0.05, 0.01, 0.001):
        spread = math.sqrt(level * (1 - level) / 4000)
        assert (test.p <= level).mean() <= level + 4 * spread
        assert (test.p_new <= level).mean() <= level + 4 * spread
    # Nor too large, or nothing would ever be found.
    assert (test.p <= 0.05).mean() > 0.03
