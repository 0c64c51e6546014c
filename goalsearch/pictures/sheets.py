"""A picture that is too wide for paper in parts that are not: what of it stands on each page of A4."""

import math
from typing import Final, NamedTuple

from goalsearch.pictures.drawing import Drawing, number

# With a margin of 10 mm 538 by 785 points are left; the smallest letters have 11 units, and are to have 7 points.
_WIDTH: Final = 792.0
_HEIGHT: Final = 1120.0
_ACROSS: Final = 1234.0
"""What fits a page that lies on its side."""


class PictureSheet(NamedTuple):
    """
    A part of a picture that goes on one page.

    Attributes:
        number: Its number, from 1.
        view: The part, as the ``viewBox`` of an SVG.
    """

    number: int
    view: str


def sheets(drawing: Drawing) -> list[PictureSheet]:
    """
    The pages of a picture, row by row; none if one page holds it.

    Pages of one row meet between two columns of boxes; those of two rows overlap, so that no box is cut in both.
    """
    if drawing.width <= _ACROSS:
        return []
    n_across = math.ceil(drawing.width / _WIDTH)
    n_down = math.ceil(drawing.height / _HEIGHT)
    step = (drawing.height - _HEIGHT) / max(n_down - 1, 1)
    corners = [(column * _WIDTH, row * step) for row in range(n_down) for column in range(n_across)]
    height = number(min(_HEIGHT, drawing.height))
    return [
        PictureSheet(place, f"{number(x)} {number(y)} {number(_WIDTH)} {height}")
        for place, (x, y) in enumerate(corners, 1)
    ]
