"""Goals on a plane."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.pictures.layout.plane import Plane, lay_out
from goalsearch.ranking.calibration import Floats
from goalsearch.retrieval.searcher import Searcher
from goalsearch.retrieval.similarity import Similarities


def alike(n_goals: int, *pairs: tuple[int, int, float], rest: float = 0.0) -> Floats:
    """Similarities of goals: those of some pairs, and of all others."""
    similarities = np.full((n_goals, n_goals), rest)
    np.fill_diagonal(similarities, 1.0)
    for first, second, similarity in pairs:
        similarities[first, second] = similarities[second, first] = similarity
    return similarities


def distance(plane: Plane, first: int, second: int) -> float:
    return math.dist(plane.places[first], plane.places[second])


@settings(max_examples=30)
@given(st.integers(1, 14), st.integers(0, 2**32 - 1))
def test_every_goal_has_a_place(n_goals: int, seed: int) -> None:
    values = np.random.default_rng(seed).choice([0.0, 0.1, 0.2, 0.5, 0.9, 1.0], (n_goals, n_goals))
    similarities = np.maximum(np.tril(values, -1), np.tril(values, -1).T) + np.eye(n_goals)
    plane = lay_out(similarities)
    assert plane.places.shape == (n_goals, 2)
    assert np.isfinite(plane.places).all()
    radii = np.hypot(*plane.places.T)
    assert radii.max() == pytest.approx(1.0 if n_goals > 1 else 0.0, abs=1e-5)
    assert 0 <= plane.stress < 1
    assert (plane.trustworthiness is None) == (n_goals <= 10)
    again = lay_out(similarities)
    assert (again.places == plane.places).all()
    assert (again.stress, again.trustworthiness) == (plane.stress, plane.trustworthiness)


@pytest.mark.parametrize(
    "similarities",
    [
        pytest.param(alike(4), id="nothing-shared"),
        pytest.param(alike(4, rest=1.0), id="all-identical"),
        pytest.param(alike(2, (0, 1, 0.3)), id="two-goals"),
        pytest.param(alike(1), id="one-goal"),
    ],
)
def test_goals_that_nothing_tells_apart(similarities: Floats) -> None:
    plane = lay_out(similarities)
    assert plane.stress == 0
    assert plane.trustworthiness is None
    assert len({tuple(place) for place in plane.places.tolist()}) == len(similarities)


def test_the_nearer_the_more_alike() -> None:
    plane = lay_out(alike(6, (0, 1, 0.8), (2, 3, 0.7), (4, 5, 0.6), (1, 2, 0.3), (3, 4, 0.25), rest=0.05))
    within = [distance(plane, first, first + 1) for first in (0, 2, 4)]
    assert max(within) < distance(plane, 1, 2) < distance(plane, 0, 5)


def test_identical_goals_lie_together() -> None:
    plane = lay_out(alike(6, (0, 1, 1.0), (2, 3, 0.4), (4, 5, 0.4), rest=0.1))
    assert distance(plane, 0, 1) == min(distance(plane, 0, other) for other in range(1, 6))
    assert distance(plane, 0, 1) < 0.1


@pytest.fixture(scope="module")
def similarities(searcher: Searcher) -> Floats:
    """Those of the built-in goals."""
    return Similarities(searcher.index).of_goals(np.arange(searcher.index.n_goals))


@pytest.fixture(scope="module")
def builtin_plane(similarities: Floats) -> Plane:
    """The plane of the built-in goals."""
    return lay_out(similarities)


class TestOfTheBuiltinGoals:
    def test_the_measures_are_as_good_as_is_said(self, builtin_plane: Plane) -> None:
        # docs/pictures.md: 0.17 and 0.94.
        assert builtin_plane.stress < 0.2
        assert builtin_plane.trustworthiness is not None
        assert builtin_plane.trustworthiness > 0.9

    def test_the_stress_is_that_of_the_order(self, builtin_plane: Plane, similarities: Floats) -> None:
        first, second = np.triu_indices(len(similarities), 1)
        distances = np.hypot(*(builtin_plane.places[first] - builtin_plane.places[second]).T)
        # Shuffled distances are in no order at all.
        shuffled = np.random.default_rng(0).permutation(distances)
        from scipy.stats import spearmanr

        assert spearmanr(distances, -similarities[first, second]).statistic > 0.85
        assert abs(spearmanr(shuffled, -similarities[first, second]).statistic) < 0.1

    def test_each_text_of_a_goal_lies_with_it(self, builtin_plane: Plane, similarities: Floats) -> None:
        for row, scores in enumerate(similarities):
            place = builtin_plane.place(scores)
            assert place is not None
            distances = np.hypot(*(builtin_plane.places - np.array(place)).T)
            assert int((distances < distances[row]).sum()) <= 3
            assert distances[row] < 0.1


class TestPlace:
    @pytest.fixture
    def plane(self) -> Plane:
        return Plane(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]]), 0.0, None)

    @pytest.mark.parametrize(
        ("scores", "expected"),
        [
            pytest.param([0.0, 0.0, 0.0, 0.0], None, id="shares-nothing"),
            pytest.param([0.0, 0.3, 0.0, 0.0], (1.0, 0.0), id="one-goal"),
            pytest.param([0.0, 0.3, 0.3, 0.0], (0.5, 0.5), id="between-two"),
            pytest.param([0.3, 0.3, 0.3, 0.299], (0.333333, 0.333333), id="three-at-most"),
            pytest.param([0.0, 0.2, 0.0, 0.1], (0.882353, 0.0), id="weighted-by-the-fourth-power"),
            pytest.param([0.0, 0.002, 0.0, 0.001], (0.882353, 0.0), id="short-texts-lie-where-long-ones-do"),
        ],
    )
    def test_place(self, plane: Plane, scores: list[float], expected: tuple[float, float] | None) -> None:
        assert plane.place(np.array(scores)) == expected

    @given(st.lists(st.floats(0, 1), min_size=4, max_size=4))
    def test_a_text_lies_among_the_goals(self, scores: list[float]) -> None:
        corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
        place = Plane(corners, 0.0, None).place(np.array(scores))
        assert (place is None) == (max(scores) == 0)
        if place is not None:
            assert -1 <= place[0] <= 1
            assert 0 <= place[1] <= 1
