"""What a score means: fits, and the bands that they give."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.model import BANDS, Band, is_fit
from goalsearch.ranking.calibration import NEAR, POSSIBLE, STRONG, Calibration, band_of

CALIBRATION = Calibration(means=np.array([[0.1, 0.2], [0.3, 0.0]]), spreads=np.array([[0.1, 0.4], [0.2, 0.2]]))


@pytest.mark.parametrize(
    ("scores", "known", "english", "expected"),
    [
        pytest.param([0.2, 0.2], 0.9, False, [1.0, 0.0], id="counted-in-what-the-goal-reaches"),
        pytest.param([0.2, 0.2], 0.9, True, [-0.5, 1.0], id="each-language-by-itself"),
        pytest.param([0.2, 0.2], 1.0, False, [1.3, 0.3], id="all-words-known"),
        pytest.param([0.2, 0.2], 0.4, False, [-0.5, -1.5], id="half-of-the-words-unknown"),
    ],
)
def test_fits(scores: list[float], known: float, english: bool, expected: list[float]) -> None:
    assert CALIBRATION.fits(np.array(scores), known, english=english).tolist() == pytest.approx(expected)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_a_greater_score_is_never_a_smaller_fit(score: float, more: float, known: float, english: bool) -> None:
    low, high = (
        CALIBRATION.fits(np.array([value, 0.0]), known, english=english)
        for value in (min(score, more), max(score, more))
    )
    assert low[0] <= high[0]
    assert low[1] == high[1]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2), st.floats(0, 1), st.floats(0, 1))
def test_unknown_words_never_change_an_order(scores: list[float], known: float, other: float) -> None:
    one, two = (CALIBRATION.fits(np.array(scores), part, english=False) for part in (known, other))
    assert one[0] - one[1] == pytest.approx(two[0] - two[1])


@pytest.mark.parametrize(
    ("fit", "band"),
    [
        (-math.inf, "weak"),
        (0, "weak"),
        (math.nextafter(NEAR, 0), "weak"),
        (NEAR, "near"),
        (math.nextafter(POSSIBLE, 0), "near"),
        (POSSIBLE, "possible"),
        (math.nextafter(STRONG, 0), "possible"),
        (STRONG, "strong"),
        (100, "strong"),
    ],
)
def test_band_of(fit: float, band: Band) -> None:
    assert band_of(fit) == band


@given(st.lists(st.floats(-5, 5), min_size=1))
def test_a_band_never_contradicts_a_rank(fits: list[float]) -> None:
    bands = [BANDS.index(band_of(fit)) for fit in sorted(fits, reverse=True)]
    assert bands == sorted(bands)


def test_what_fits_is_strong_or_possible() -> None:
    assert [band for band in BANDS if is_fit(band)] == ["strong", "possible"]
