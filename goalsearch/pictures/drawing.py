"""What a picture is made of: letters, shapes and lines at places, before it is written in any format."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from goalsearch.pictures.lettering import ASCENT, DESCENT, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

Anchor = Literal["start", "middle", "end"]


class LegendEntry(NamedTuple):
    """
    A line of a legend.

    Attributes:
        label: What the sign means.
        sign: Draws it around a place.
    """

    label: str
    sign: "Callable[[float, float], Path]"


class Box(NamedTuple):
    """
    An upright rectangle, y growing downwards.

    Attributes:
        left, top, right, bottom: Its edges.
    """

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """
    A line of text.

    Attributes:
        text: What it says.
        x: Where it begins, has its middle or ends, as ``anchor`` says.
        y: Its base line.
        size: Size of the letters.
        look: How it looks, see `goalsearch.pictures.palette`.
        anchor: See ``x``.
        bold: Whether it is bold.
    """

    text: str
    x: float
    y: float
    size: float
    look: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False

    @property
    def box(self) -> Box:
        """The room it takes, at most."""
        # Bold letters are wider by a tenth; full-width ones are not.
        width = text_width(self.text) * self.size * (1.1 if self.bold and self.text.isascii() else 1.0)
        left = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """
    A line or a shape.

    Attributes:
        steps: Its course, in the path language of SVG.
        box: The room it takes.
        look: How it looks, see `goalsearch.pictures.palette`.
        title: What it says when it is pointed at.
    """

    steps: str
    box: Box
    look: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Parts that belong together.

    Attributes:
        parts: The parts, in the order in which they are drawn.
        title: What the group says when it is pointed at, in full.
        goal_id: The goal that it stands for, and links to.
        look: A name for whoever styles it.
        anchor: What a link to it names, unique among the pictures of a page; empty for none.
    """

    parts: tuple["Part", ...]
    title: str = ""
    goal_id: str | None = None
    look: str = ""
    anchor: str = ""


Part = Letters | Path | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """
    A picture in one language.

    Attributes:
        name: A name for its parts, unique among the pictures of a page.
        width, height: Its frame, which begins at 0.
        title: What it is.
        description: What it shows, for who cannot see it.
        parts: What is in it, in the order in which it is drawn.
        legend: What its signs mean, for a page that says it beside the picture.
    """

    name: str
    width: float
    height: float
    title: str
    description: str
    parts: tuple[Part, ...]
    # How signs are drawn cannot be compared; what they are is in the parts.
    legend: tuple[LegendEntry, ...] = field(default=(), compare=False)

    def flat(self) -> list[Letters | Path]:
        """All letters and paths, without the groups around them."""
        return _flat(self.parts)

    def groups(self) -> list[Group]:
        """All groups."""
        return [part for part in self.parts if isinstance(part, Group)]


def _flat(parts: tuple[Part, ...]) -> list[Letters | Path]:
    flat: list[Letters | Path] = []
    for part in parts:
        flat += _flat(part.parts) if isinstance(part, Group) else [part]
    return flat


def number(value: float) -> str:
    """A coordinate to a tenth, as short as can be."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def rectangle(box: Box, look: str) -> Path:
    """A rectangle."""
    left, top = number(box.left), number(box.top)
    width, height = number(box.right - box.left), number(box.bottom - box.top)
    return Path(steps=f"M{left} {top}h{width}v{height}h-{width}z", box=box, look=look)
