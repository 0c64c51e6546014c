"""
Labels beside points, none over another, none over a point, and none over a line that leads to one.

Greedy: one label after another takes the first free place of a list that begins right beside its point and goes
outwards. Christensen, Marks and Shieber, "An empirical study of algorithms for point-feature label placement", ACM
Transactions on Graphics 14 (1995), compare it with better ones, which would place a few labels more.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from goalsearch.pictures.drawing import Box
from goalsearch.ranking.calibration import Floats

# Directions in degrees from the right downwards, the most readable first.
_DIRECTIONS: Final = (0, 180, 270, 90, 315, 45, 225, 135, 338, 22, 202, 158, 292, 68, 248, 112)
_DISTANCES: Final = (0.0, 10.0, 22.0, 36.0, 52.0)
# From this distance on a line has to lead from the point to its label.
_LED_FROM: Final = 10.0
_CLEAR: Final = 2.0
_STEP: Final = 3.0
_THIN: Final = 0.5

Leader = tuple[float, float, float, float]


class Placed(NamedTuple):
    """
    Where a label goes.

    Attributes:
        box: The room for it.
        leader: A line from the point to it, as x and y of its ends; None for a label right beside its point.
    """

    box: Box
    leader: Leader | None


class Labels:
    """
    The labels of a picture while they are placed.

    Args:
        frame: No label leaves it.
        taken: What no label may cover: points, and letters that are there already.
        avoided: What a label covers only if it may stand anywhere.
    """

    def __init__(self, frame: Box, taken: Sequence[Box], avoided: Sequence[Box] = ()) -> None:
        self._frame = frame
        self._taken: Floats = np.array(taken, dtype=np.float64).reshape(-1, 4)
        self._avoided: Floats = np.array(avoided, dtype=np.float64).reshape(-1, 4)

    def place(
        self, x: float, y: float, reach: float, width: float, height: float, *, anywhere: bool = False
    ) -> Placed | None:
        """
        Take a place for a label; None if there is none.

        Args:
            x: How far to the right the point is.
            y: How far down.
            reach: How far it reaches from its middle, on each side.
            width: How wide the label is.
            height: How high it is.
            anywhere: Whether it may cover what is to be avoided.
        """
        avoided = self._avoided[:0] if anywhere else self._avoided
        for distance in _DISTANCES:
            for direction in _DIRECTIONS:
                box = _beside(x, y, reach + _CLEAR + 1 + distance, width, height, direction)
                if not self._frame.holds(box) or _touches(box, self._taken) or _touches(box, avoided):
                    continue
                leader = _leader(x, y, reach, box) if distance >= _LED_FROM else None
                trail = _trail(leader) if leader else []
                if not any(_touches(step, self._taken, clear=0) for step in trail):
                    self._take(box, *trail)
                    return Placed(box, leader)
        return None

    def _take(self, *boxes: Box) -> None:
        self._taken = np.vstack((self._taken, np.array(boxes)))


def _touches(box: Box, others: Floats, *, clear: float = _CLEAR) -> bool:
    left, top, right, bottom = others.T
    touching = (
        (left < box.right + clear)
        & (right > box.left - clear)
        & (top < box.bottom + clear)
        & (bottom > box.top - clear)
    )
    return bool(touching.any())


def _beside(x: float, y: float, distance: float, width: float, height: float, direction: float) -> Box:
    """The box of which the edge or corner nearest to the point lies at ``distance`` from it in a direction."""
    across, down = math.cos(math.radians(direction)), math.sin(math.radians(direction))
    # From the left edge at the point's height to the right one; corners in the directions between.
    left = x + distance * across - width * (1 - _share(across))
    top = y + distance * down - height * (1 - _share(down))
    return Box(left, top, left + width, top + height)


def _share(component: float) -> float:
    """Which part of a label lies on that side of its point: all of it to the right of one it stands to the right of."""
    return min(max(0.5 + component, 0.0), 1.0)


def _leader(x: float, y: float, reach: float, box: Box) -> Leader:
    """The line from the edge of a point to the nearest place of its label."""
    end_x = min(max(x, box.left), box.right)
    end_y = min(max(y, box.top), box.bottom)
    # From the edge of the square around the point, which is taken as well.
    start = reach / max(abs(end_x - x), abs(end_y - y))
    return x + (end_x - x) * start, y + (end_y - y) * start, end_x, end_y


def _trail(leader: Leader) -> list[Box]:
    """Small boxes along a line, which keep its way free."""
    start_x, start_y, end_x, end_y = leader
    n_steps = max(1, round(math.hypot(end_x - start_x, end_y - start_y) / _STEP))
    # Neither of the two ends: one touches the point and the other the label.
    shares = [(step + 0.5) / n_steps for step in range(n_steps)]
    places = [(start_x + (end_x - start_x) * share, start_y + (end_y - start_y) * share) for share in shares]
    return [Box(x - _THIN, y - _THIN, x + _THIN, y + _THIN) for x, y in places]
