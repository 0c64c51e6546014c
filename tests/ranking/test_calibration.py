"""What a score means: lifts over the score of unrelated texts of the same length, in levels."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.model import Band
from goalsearch.ranking.calibration import STRONG, Calibration, band_of

# Lengths whose logarithms (of one more) are 0, 1 and 3; Japanese and English apart.
LENGTHS = [math.expm1(0), math.expm1(1), math.expm1(3)]
CALIBRATION = Calibration(
    lengths=np.array([LENGTHS, [10.0, 20.0, 30.0]]),
    means=np.array([[[0.0, 0.4], [0.2, 0.4], [0.6, 0.0]], [[0.5, 0.5]] * 3]),
    levels=np.array([[1.0, 0.5, 0.1], [2.0, 2.0, 2.0]]),
)


@pytest.mark.parametrize(
    ("n_known", "means", "level"),
    [
        pytest.param(0, [0.0, 0.4], 1.0, id="shortest"),
        pytest.param(math.expm1(1), [0.2, 0.4], 0.5, id="on-a-measured-length"),
        pytest.param(math.expm1(0.5), [0.1, 0.4], 0.75, id="half-way-in-the-logarithm"),
        pytest.param(math.expm1(2.5), [0.5, 0.1], 0.2, id="three-quarters-of-the-second-step"),
        pytest.param(math.expm1(3), [0.6, 0.0], 0.1, id="longest"),
        pytest.param(10**6, [0.6, 0.0], 0.1, id="longer-than-any"),
    ],
)
def test_lifts_by_length(n_known: float, means: list[float], level: float) -> None:
    scores = [0.7, 0.3]
    expected = [(score - mean) / level for score, mean in zip(scores, means, strict=True)]
    found = CALIBRATION.lifts(np.array(scores), n_known, english=False)  # type: ignore[arg-type]
    assert found.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("n_known", [0, 10, 17, 30, 99])
def test_english_texts_are_measured_by_english_ones(n_known: int) -> None:
    assert CALIBRATION.lifts(np.array([0.9, 0.1]), n_known, english=True).tolist() == pytest.approx([0.2, -0.2])


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 10_000), st.booleans())
def test_a_greater_score_is_never_a_smaller_lift(score: float, more: float, n_known: int, english: bool) -> None:
    low, high = (
        CALIBRATION.lifts(np.array([value, 0.0]), n_known, english=english)
        for value in (min(score, more), max(score, more))
    )
    assert low[0] <= high[0]
    assert (low[0] < high[0]) == (min(score, more) + 1e-12 < max(score, more)) or abs(score - more) < 1e-9
    assert low[1] == high[1]


@given(st.integers(0, 3000))
def test_lifts_have_no_jumps(n_known: int) -> None:
    scores = np.array([0.5, 0.5])
    here, next_to_it = (CALIBRATION.lifts(scores, number, english=False) for number in (n_known, n_known + 1))
    assert np.abs(here - next_to_it).max() < 1


@pytest.mark.parametrize(
    ("lift", "band"),
    [
        (-math.inf, "weak"),
        (-1, "weak"),
        (0, "weak"),
        (math.nextafter(1, 0), "weak"),
        (1, "possible"),
        (math.nextafter(1.5, 0), "possible"),
        (1.5, "strong"),
        (100, "strong"),
    ],
)
def test_band_of(lift: float, band: Band) -> None:
    assert STRONG == 1.5
    assert band_of(lift) == band
