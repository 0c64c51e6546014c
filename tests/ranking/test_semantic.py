"""Scores by meaning: centring, and what they are counted in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goalsearch.ranking.calibration import POSSIBLE
from goalsearch.ranking.encoder import Vectors
from goalsearch.ranking.semantic import FUSION_WEIGHT, SemanticIndex, centred
from tests.encoders import FunctionEncoder

FINITE = st.floats(-10, 10, width=32)


def by_first_letter(table: Mapping[str, Sequence[float]]) -> FunctionEncoder:
    """An encoder with a vector for each first character of a text."""
    return FunctionEncoder(lambda text: table[text[0]])


def vectors(*rows: Sequence[float]) -> Vectors:
    return np.array(rows, dtype=np.float32)


INDEX = SemanticIndex(
    goals=vectors([1, 0], [0, 1], [-1, 0]),
    passages=vectors([1, 0], [0, 1], [-1, 0]),
    passage_rows=np.arange(3, dtype=np.int32),
    query_means=vectors([0, 0], [0.6, 0]),
    means=np.array([[0.1, 0.2, 0.3], [0.0, 0.0, 0.4]]),
    reach=np.array([0.5, 0.25]),
    levels=np.array([0.2, 0.4]),
    tfidf_reach=np.array([0.1, 0.05]),
    hybrid_levels=np.array([2.0, 4.0]),
)


@pytest.mark.parametrize(
    ("given_vectors", "mean", "expected"),
    [
        pytest.param([[3, 4]], [0, 0], [[0.6, 0.8]], id="length-one"),
        pytest.param([[4, 4]], [1, 0], [[0.6, 0.8]], id="less-the-mean-first"),
        pytest.param([[1, 2], [1, 3]], [1, 2], [[0, 0], [0, 1]], id="what-is-the-mean-becomes-zero"),
        pytest.param([[0.1 + 1e-8, 0.2]], [0.1, 0.2], [[0, 0]], id="rounding-is-no-direction"),
        pytest.param([[float("nan"), 1]], [0, 0], [[0, 0]], id="what-is-no-number-is-near-to-nothing"),
    ],
)
def test_centred(given_vectors: list[list[float]], mean: list[float], expected: list[list[float]]) -> None:
    found = centred(vectors(*given_vectors), vectors(mean)[0])
    assert found.tolist() == [pytest.approx(row) for row in expected]


@given(arrays(np.float32, (5, 3), elements=FINITE))
def test_centred_vectors_are_finite_and_have_length_one_or_none(random: Vectors) -> None:
    lengths = np.linalg.norm(centred(random, random.mean(axis=0)), axis=1)
    assert np.isfinite(lengths).all()
    assert all(length == pytest.approx(1, abs=1e-5) or length == 0 for length in lengths.tolist())


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        # (1, 0) less the English mean (0.6, 0) is (0.4, 0); (0.6, 0.8) less it is (0, 0.8).
        pytest.param(False, {"a": [1, 0, -1], "b": [0.6, 0.8, -0.6]}, id="japanese-mean"),
        pytest.param(True, {"a": [1, 0, -1], "b": [0, 1, 0]}, id="english-mean"),
    ],
)
def test_scores_are_cosines_less_the_mean_of_the_language(english: bool, expected: dict[str, list[float]]) -> None:
    encoder = by_first_letter({"a": [1, 0], "b": [0.6, 0.8]})
    for text, scores in expected.items():
        found = INDEX.scores(text, encoder, english=english)
        assert found.tolist() == pytest.approx(scores, abs=1e-6)
        assert found.dtype == np.float64


def test_the_score_of_a_long_text_is_the_mean_over_its_windows() -> None:
    encoder = by_first_letter({"a": [1, 0], "b": [0, 1]})
    text = "a" * 999 + "。" + "b" * 1000
    assert INDEX.scores(text, encoder, english=False).tolist() == pytest.approx([0.5, 0.5, -0.5])
    assert encoder.encoded == [("query", "a" * 999 + "。"), ("query", "b" * 1000)]


@pytest.mark.parametrize("text", ["", " \n", "123 456", "…。、！", "\0", "①", "\ud800", "３.１４"])
def test_a_text_without_letters_scores_zero_and_is_not_encoded(text: str) -> None:
    encoder = by_first_letter({})
    assert INDEX.scores(text, encoder, english=False).tolist() == [0, 0, 0]
    assert encoder.encoded == []


@pytest.mark.parametrize("value", [0.0, float("nan")], ids=["zero", "nan"])
@pytest.mark.parametrize("english", [False, True])
def test_a_vector_that_says_nothing_scores_zero(value: float, english: bool) -> None:
    found = INDEX.scores("a", by_first_letter({"a": [value, value]}), english=english)
    assert found.tolist() == [0, 0, 0]


@given(arrays(np.float32, (2, 2), elements=FINITE), arrays(np.float32, (4, 2), elements=FINITE))
def test_scores_lie_between_minus_one_and_one(query: Vectors, goals: Vectors) -> None:
    encoder = by_first_letter({"a": query[0].tolist(), "b": query[1].tolist()})
    index = replace(INDEX, goals=centred(goals, goals.mean(axis=0)))
    for english in (False, True):
        found = index.scores("a" * 1000 + "b" * 1000, encoder, english=english)
        assert np.isfinite(found).all()
        assert np.abs(found).max() <= 1 + 1e-6


def test_a_fit_is_what_a_score_exceeds_that_of_unrelated_texts_by() -> None:
    scores = np.array([0.3, 0.2, 0.0])
    japanese, english = (INDEX.fits(scores, english=side) / POSSIBLE for side in (False, True))
    assert japanese.tolist() == pytest.approx([1.0, 0.0, -1.5])
    assert english.tolist() == pytest.approx([0.75, 0.5, -1.0])


def test_hybrid_scores_add_both_counted_in_what_unrelated_texts_reach() -> None:
    tfidf, semantic = np.array([0.2, 0.0, 0.1]), np.array([0.5, 0.25, -1.0])
    # 0.2 / 0.1 + w 0.5 / 0.5 and so on; in English 0.2 / 0.05 + w 0.5 / 0.25 …
    japanese = [2 + FUSION_WEIGHT, 0.5 * FUSION_WEIGHT, 1 - 2 * FUSION_WEIGHT]
    english = [4 + 2 * FUSION_WEIGHT, FUSION_WEIGHT, 2 - 4 * FUSION_WEIGHT]
    assert INDEX.hybrid_scores(tfidf, semantic, english=False).tolist() == pytest.approx(japanese)
    assert INDEX.hybrid_scores(tfidf, semantic, english=True).tolist() == pytest.approx(english)


def test_a_hybrid_fit_adds_both_on_the_scale_of_the_sum() -> None:
    tfidf, semantic = np.array([3.0, 0.0, -1.0]), np.array([0.3, 0.2, 0.0])
    for english, level in ((False, 2), (True, 4)):
        lifts = INDEX.fits(semantic, english=english) / POSSIBLE
        expected = POSSIBLE * (tfidf + FUSION_WEIGHT * lifts) / level
        assert INDEX.hybrid_fits(tfidf, semantic, english=english).tolist() == pytest.approx(expected.tolist())
        assert INDEX.hybrid_unit(english=english) == pytest.approx(POSSIBLE / level)


def test_the_arrays_make_the_index_again() -> None:
    again = SemanticIndex(**INDEX.arrays())  # type: ignore[arg-type]
    assert {name: array.tobytes() for name, array in again.arrays().items()} == {
        name: array.tobytes() for name, array in INDEX.arrays().items()
    }
    assert len(INDEX.arrays()) == 9
