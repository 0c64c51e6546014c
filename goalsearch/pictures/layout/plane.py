"""
Goals on a plane: the more alike two are, the nearer they lie, as far as two dimensions allow.

Non-metric multidimensional scaling (Kruskal, "Nonmetric multidimensional scaling: a numerical method", Psychometrika
29, 1964) by SMACOF (de Leeuw 1977), begun at classical scaling (Torgerson 1952), so that the same goals always give the
same plane. Only the order of the similarities is used: cosines of texts of different length are no lengths. Of what
scikit-learn offers it keeps that order best; docs/pictures.md has the figures.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import top_rows

N_NEAR: Final = 5
"""The neighbours that `Plane.trustworthiness` looks at."""

N_ANCHORS: Final = 3
"""Goals between which a text is placed."""

_ANCHOR_POWER: Final = 4
# Zero would mean a missing value to scikit-learn, and be placed anywhere.
_LEAST: Final = 1e-9
# Our own goals take two dozen steps; hundreds of goals that have little in common would take a minute.
_MOST_STEPS: Final = 150
_ENOUGH: Final = 1e-6
# Rounded, so that other processors give the same.
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Plane:
    """
    Where goals lie.

    Attributes:
        places: Coordinates of each goal, shape ``(n_goals, 2)``: around 0, the longer side across, the farthest goal at
            distance 1.
        stress: Kruskal's stress-1: by what part the distances would have to change to be in the order of the
            similarities; 0 if they are.
        trustworthiness: How far a goal's nearest on the plane are its nearest in truth, in ``[0, 1]``, 1 if they are
            the same (Venna and Kaski 2001), for `N_NEAR` neighbours; None for too few goals.
    """

    places: Floats
    stress: float
    trustworthiness: float | None

    def place(self, scores: Floats) -> tuple[float, float] | None:
        """
        Where a text belongs: the mean of its `N_ANCHORS` nearest goals, weighted by the fourth power of their scores.

        Least stress towards all goals would put it elsewhere: a short text is far from every goal, and what it is least
        unlike then decides little. See docs/pictures.md.

        Args:
            scores: Similarity of the text to each goal, shape ``(n_goals,)``.

        Returns:
            The coordinates; None for a text that shares nothing with any goal.
        """
        rows = top_rows(scores, N_ANCHORS)
        if not len(rows):
            return None
        weights = (scores[rows] / scores[rows[0]]) ** _ANCHOR_POWER
        x, y = (weights @ self.places[rows] / weights.sum()).round(_DIGITS).tolist()
        return x, y


def lay_out(similarities: Floats) -> Plane:
    """
    Lay goals out.

    Goals of which all pairs are equally alike, as when none shares a term with another, are put on a circle.

    Args:
        similarities: Of each goal to each, in ``[0, 1]``, shape ``(n_goals, n_goals)``.
    """
    n_goals = len(similarities)
    first, second = np.triu_indices(n_goals, 1)
    unlike = np.maximum(1.0 - similarities, _LEAST)
    np.fill_diagonal(unlike, 0.0)
    pairs = unlike[first, second]
    if n_goals == 1:
        return Plane(np.zeros((1, 2)), 0.0, None)
    if pairs.min() == pairs.max():
        angles = np.arange(n_goals) * (2 * math.pi / n_goals)
        return Plane(_turned(np.column_stack((np.cos(angles), np.sin(angles)))), 0.0, None)
    # A second for scikit-learn: only who draws a map waits for it.
    from sklearn.manifold import smacof, trustworthiness

    places, _ = smacof(
        unlike,
        metric=False,
        n_components=2,
        init=_classical(unlike),
        n_init=1,
        max_iter=_MOST_STEPS,
        eps=_ENOUGH,
        normalized_stress=True,
    )
    places = _turned(places)
    # scikit-learn has it for fewer neighbours than half the goals only.
    enough = n_goals > 2 * N_NEAR
    return Plane(
        places,
        _stress(pairs, places[first], places[second]),
        float(trustworthiness(unlike, places, n_neighbors=N_NEAR, metric="precomputed")) if enough else None,
    )


def _classical(unlike: Floats) -> Floats:
    """Classical scaling: the two directions in which the goals differ most, shape ``(n_goals, 2)``."""
    squares = unlike**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    values, vectors = np.linalg.eigh(centred)
    places: Floats = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0.0))
    return places


def _turned(places: Floats) -> Floats:
    """The same picture in the one position that `Plane.places` describes: a plane has no up and no left of its own."""
    centred = places - places.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    turned = centred @ directions[:, ::-1]
    farthest = np.argmax(np.abs(turned).round(_DIGITS), axis=0)
    # The goal that is farthest out on an axis is to the right and at the top, which in a picture is below zero.
    turned *= np.where(turned[farthest, [0, 1]] < 0, -1.0, 1.0) * np.array([1.0, -1.0])
    radius = np.sqrt((turned**2).sum(axis=1)).max()
    scaled: Floats = (turned / radius if radius > 0 else turned).round(_DIGITS)
    # No minus zero, which would be written as such.
    return scaled + 0.0


def _stress(pairs: Floats, starts: Floats, ends: Floats) -> float:
    from sklearn.isotonic import isotonic_regression

    distances = np.sqrt(((starts - ends) ** 2).sum(axis=1))
    by_unlikeness = np.lexsort((distances, pairs))
    distances = distances[by_unlikeness]
    fitted = isotonic_regression(distances)
    total = float(distances @ distances)
    return math.sqrt(float(((distances - fitted) ** 2).sum()) / total) if total else 0.0
