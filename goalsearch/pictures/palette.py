"""
How things look in a picture: colours, and for categories a shape besides, for who sees no colours and for grey paper.

A file of its own has every look as a few presentation attributes, which no programme that opens it misreads; a page has
them as rules of its sheet, once for all parts. Letters and frames take the colour of the
text around the picture, and all other colours stand out from white and from black by 3 to 1 at least (WCAG 2.2,
1.4.11), so a picture is as good on a dark page.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from goalsearch.model import CATEGORIES, Goal
from goalsearch.pictures.drawing import Box, Path, number

FONTS: Final = "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic UI','Yu Gothic','Meiryo',sans-serif"

_COLOURS: Final = ("#3a80c2", "#c2690f", "#20936a", "#bf5299", "#8a6fd4", "#8b8416", "#cf4a40", "#9d744e", "#7a8694")
_SHAPES: Final = ("circle", "square", "triangle", "diamond", "star", "cross", "hexagon", "wedge", "ring")
_TEXT: Final = "#d03a2f"

Attributes = dict[str, str]


def _stroke(colour: str, width: str, **more: str) -> Attributes:
    return {"fill": "none", "stroke": colour, "stroke-width": width} | {
        name.replace("_", "-"): value for name, value in more.items()
    }


def _boxed(colour: str, width: str, opacity: str) -> Attributes:
    """A faint panel in the colour of the text, with a frame."""
    return {"fill-opacity": ".05", "stroke": colour, "stroke-width": width, "stroke-opacity": opacity}


LOOKS: Final[dict[str, Attributes]] = {
    # What is filled with the colour of the text need not say so.
    "ink": {},
    "faint": {"fill-opacity": ".72"},
    "box": _boxed("currentColor", "1", ".28"),
    "near": _boxed(_TEXT, "1.5", "1"),
    "focus": _boxed("currentColor", "2.2", "1"),
    "frame": _stroke("currentColor", "1", stroke_opacity=".28"),
    "rule": _stroke("currentColor", "1", stroke_opacity=".22"),
    "gap": _stroke("currentColor", "1", stroke_opacity=".4", stroke_dasharray="2 3"),
    "leader": _stroke("currentColor", "0.7", stroke_opacity=".55"),
    "text": {"fill": _TEXT},
    "own-box": {"fill": _TEXT, "fill-opacity": ".1", "stroke": _TEXT, "stroke-width": "1.5"},
    "text-strong": _stroke(_TEXT, "2.6"),
    "text-possible": _stroke(_TEXT, "1.5"),
    "text-near": _stroke(_TEXT, "1.2", stroke_dasharray="8 3"),
    "text-weak": _stroke(_TEXT, "1.2", stroke_dasharray="4 3"),
    "matched": {"fill-opacity": ".75"},
    "unmatched": _stroke("currentColor", "1", stroke_opacity=".75"),
    **{f"mark-{place}": {"fill": colour} for place, colour in enumerate(_COLOURS)},
    **{f"first-{place}": _stroke(colour, "2.2", stroke_opacity=".85") for place, colour in enumerate(_COLOURS)},
    **{
        f"second-{place}": _stroke(colour, "1.2", stroke_opacity=".8", stroke_dasharray="5 3")
        for place, colour in enumerate(_COLOURS)
    },
}
"""Presentation attributes by look."""


def rules() -> str:
    """The looks as rules of a style sheet, for the classes of a picture in a page."""
    return "".join(
        f".gs-{look} {{ {'; '.join(f'{name}: {value}' for name, value in attributes.items())} }}\n"
        for look, attributes in LOOKS.items()
        if attributes
    )


class Mark(NamedTuple):
    """
    How goals of a category are marked.

    Attributes:
        category: The category; None for goals without one, and for those of categories beyond the eighth.
        place: Its place among the marks: that of its colour and its shape.
    """

    category: str | None
    place: int

    def look(self, kind: str) -> str:
        """The look of a ``mark``, or of a ``first`` or ``second`` link, in the category's colour."""
        return f"{kind}-{self.place}"

    def at(self, x: float, y: float, radius: float) -> Path:
        """The mark, about as large as a circle of that radius."""
        shape = _SHAPES[self.place]
        return Path(
            steps=_outline(shape, x, y, radius),
            box=Box(x - 1.35 * radius, y - 1.35 * radius, x + 1.35 * radius, y + 1.35 * radius),
            look=self.look("mark"),
        )


class Marks:
    """
    The marks of all categories of a corpus: the same category has the same one in each picture of it.

    Args:
        categories: The categories in the order of the corpus.
    """

    def __init__(self, categories: Sequence[str]) -> None:
        other = [category for category in categories if category not in CATEGORIES]
        # The last colour and shape are for all the rest.
        named = [*CATEGORIES, *other][: len(_COLOURS) - 1]
        self._places = {category: place for place, category in enumerate(named)}

    def of(self, category: str | None) -> Mark:
        """The mark of a category."""
        if category in self._places:
            return Mark(category, self._places[category])
        return Mark(None, len(_COLOURS) - 1)

    def used(self, goals: Sequence[Goal]) -> list[Mark]:
        """The marks of ``goals``, each once."""
        return sorted({self.of(goal.category) for goal in goals}, key=lambda mark: mark.place)


def circle(x: float, y: float, radius: float, *, hole: bool = False) -> str:
    """The steps of a circle; as a hole it runs the other way round."""
    r, across, way = number(radius), number(2 * radius), int(hole)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 {way} {across} 0a{r} {r} 0 1 {way}-{across} 0Z"


def star(x: float, y: float, radius: float) -> str:
    """The steps of a star with five points."""
    return _polygon(x, y, [(radius * (1.3 if place % 2 == 0 else 0.55), 36 * place - 90) for place in range(10)])


def _outline(shape: str, x: float, y: float, r: float) -> str:
    match shape:
        case "circle":
            return circle(x, y, r)
        case "ring":
            return circle(x, y, r) + circle(x, y, 0.55 * r, hole=True)
        case "square":
            return _polygon(x, y, [(1.25 * r, 45 + 90 * place) for place in range(4)])
        case "triangle":
            return _polygon(x, y + 0.2 * r, [(1.3 * r, 120 * place - 90) for place in range(3)])
        case "wedge":
            return _polygon(x, y - 0.2 * r, [(1.3 * r, 120 * place + 90) for place in range(3)])
        case "diamond":
            return _polygon(x, y, [(1.3 * r, 90 * place) for place in range(4)])
        case "hexagon":
            return _polygon(x, y, [(1.15 * r, 60 * place) for place in range(6)])
        case "star":
            return star(x, y, r)
        case _:  # a cross
            arm, half = 1.2 * r, 0.42 * r
            corners = [(-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half)]
            corners += [(half, arm), (-half, arm), (-half, half), (-arm, half), (-arm, -half), (-half, -half)]
            return _closed([(x + dx, y + dy) for dx, dy in corners])


def _polygon(x: float, y: float, corners: Sequence[tuple[float, float]]) -> str:
    """A polygon by the distance from the centre and the angle, in degrees from the right downwards, of its corners."""
    return _closed(
        [
            (x + radius * math.cos(math.radians(angle)), y + radius * math.sin(math.radians(angle)))
            for radius, angle in corners
        ]
    )


def _closed(points: Sequence[tuple[float, float]]) -> str:
    # From point to point: shorter, and a picture has a hundred of them. Rounded places, so that nothing adds up.
    places = [(round(x, 1), round(y, 1)) for x, y in points]
    steps = (f"{number(x - last_x)} {number(y - last_y)}" for (last_x, last_y), (x, y) in pairwise(places))
    return f"M{number(places[0][0])} {number(places[0][1])}l{'l'.join(steps)}Z"
