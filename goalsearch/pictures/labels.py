"""
Labels beside points, none over another and none over a point.

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


class Placed(NamedTuple):
    """
    Where a label goes.

    Attributes:
        box: The room for it.
        leader: A line from the point to it, as x and y of its ends; None for a label right beside its point.
    """

    box: Box
    leader: tuple[float, float, float, float] | None


class Labels:
    """
    The labels of a picture while they are placed.

    Args:
        frame: No label leaves it.
        taken: What no label may cover: points, and letters that are there already.
        avoided: What a label only covers if it finds no room elsewhere.
    """

    def __init__(self, frame: Box, taken: Sequence[Box], avoided: Sequence[Box] = ()) -> None:
        self._frame = frame
        self._taken: Floats = np.array(taken, dtype=np.float64).reshape(-1, 4)
        self._avoided: Floats = np.array(avoided, dtype=np.float64).reshape(-1, 4)

    def place(
        self, x: float, y: float, radius: float, width: float, height: float, *, far: bool = True
    ) -> Placed | None:
        """
        Take a place for a label; None if there is none.

        Args:
            x: The point.
            y: See there.
            radius: Its size.
            width: Size of the label.
            height: See there.
            far: Whether the label may stand off, with a line that leads to it.
        """
        for avoided in (self._avoided, self._avoided[:0]) if len(self._avoided) else (self._avoided,):
            for distance in _DISTANCES if far else _DISTANCES[:1]:
                for direction in _DIRECTIONS:
                    box = _beside(x, y, radius + _CLEAR + 1 + distance, width, height, direction)
                    if self._frame.holds(box) and not _touches(box, self._taken) and not _touches(box, avoided):
                        self.take(box)
                        return Placed(box, _leader(x, y, radius, box) if distance >= _LED_FROM else None)
        return None

    def take(self, box: Box) -> None:
        """Keep a place free of labels."""
        self._taken = np.vstack((self._taken, np.array(box)))


def _touches(box: Box, others: Floats) -> bool:
    left, top, right, bottom = others.T
    touching = (
        (left < box.right + _CLEAR)
        & (right > box.left - _CLEAR)
        & (top < box.bottom + _CLEAR)
        & (bottom > box.top - _CLEAR)
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


def _leader(x: float, y: float, radius: float, box: Box) -> tuple[float, float, float, float]:
    end_x = min(max(x, box.left), box.right)
    end_y = min(max(y, box.top), box.bottom)
    length = math.hypot(end_x - x, end_y - y)
    start = radius / length
    return x + (end_x - x) * start, y + (end_y - y) * start, end_x, end_y
