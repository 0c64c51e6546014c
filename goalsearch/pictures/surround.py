"""What stands around every picture: its title and legend above, its notes below."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from goalsearch.messages import Language
from goalsearch.model import Goal
from goalsearch.pictures.drawing import Box, LegendEntry, Letters, Part, Path, number
from goalsearch.pictures.lettering import DESCENT, LINE_HEIGHT, line, lines, text_width
from goalsearch.pictures.palette import Marks
from goalsearch.pictures.words import category_label

MARGIN: Final = 20.0

_TITLE: Final = 20.0
_LEGEND: Final = 12.0
_NOTE: Final = 11.5
_SIGN: Final = 26.0
_GAP: Final = 18.0
_ROW: Final = 22.0
_NOTE_ROOM: Final = 64.0


class Caption(NamedTuple):
    """
    What is said around a picture.

    Attributes:
        title: What it is.
        subtitle: What is in it, in numbers.
        notes: How it is to be read.
        is_drawn: Whether it is part of the picture; a page says it beside the picture, where it stays in sight.
    """

    title: str
    subtitle: str
    notes: tuple[str, ...]
    is_drawn: bool = True

    @property
    def description(self) -> str:
        """What the picture shows, for who cannot see it."""
        return " ".join((self.subtitle, *self.notes[:1]))


def line_entry(label: str, look: str) -> LegendEntry:
    """The entry for a kind of line."""

    def sign(x: float, y: float) -> Path:
        start, end = x - _SIGN / 2, x + _SIGN / 2
        return Path(steps=f"M{number(start)} {number(y)}H{number(end)}", box=Box(start, y - 1, end, y + 1), look=look)

    return LegendEntry(label, sign)


def category_entries(marks: Marks, goals: Sequence[Goal], lang: Language) -> list[LegendEntry]:
    """The entries for the categories of goals."""
    entries = []
    for mark in marks.used(goals):
        shared = {goal.category for goal in goals if marks.of(goal.category) == mark}
        label = ", ".join(category_label(category, lang) for category in sorted(shared, key=str))
        entries.append(LegendEntry(label, lambda x, y, mark=mark: mark.at(x, y, 6)))  # type: ignore[misc]
    return entries


def above(caption: Caption, entries: Sequence[LegendEntry], width: float) -> tuple[list[Part], float]:
    """
    Title and legend, and how far down they reach.

    Args:
        caption: Says what the picture is.
        entries: The legend.
        width: Width of the frame.
    """
    if not caption.is_drawn:
        return [], MARGIN / 2
    room = width - 2 * MARGIN
    parts: list[Part] = []
    y = MARGIN
    for content, size, look in ((caption.title, _TITLE, "ink"), (caption.subtitle, _LEGEND, "faint")):
        for part in lines(content, room / size / 1.1, 3) if content else ():
            y += size * LINE_HEIGHT
            parts.append(Letters(text=part, x=MARGIN, y=y - DESCENT * size, size=size, look=look, bold=look == "ink"))
        y += 2
    y += _ROW
    x = MARGIN
    for entry in entries:
        label = line(entry.label, (room - _SIGN - 8) / _LEGEND)
        taken = _SIGN + 8 + text_width(label) * _LEGEND
        if x > MARGIN and x + taken > width - MARGIN:
            x, y = MARGIN, y + _ROW
        parts.append(entry.sign(x + _SIGN / 2, y - 4))
        parts.append(Letters(text=label, x=x + _SIGN + 8, y=y, size=_LEGEND))
        x += taken + _GAP
    return parts, y + 14


def below(caption: Caption, y: float, width: float) -> tuple[list[Part], float]:
    """
    Notes from ``y`` on, and where the frame ends.

    Args:
        caption: Has the notes.
        y: Where the picture ends.
        width: Width of the frame.
    """
    if not caption.is_drawn:
        return [], y + MARGIN / 2
    # Lines that run over the whole of a wide picture are hard to read.
    room = min((width - 2 * MARGIN) / _NOTE, _NOTE_ROOM)
    parts: list[Part] = []
    y += 10
    for note in caption.notes:
        for part in lines(note, room, 12):
            y += _NOTE * LINE_HEIGHT
            parts.append(Letters(text=part, x=MARGIN, y=y, size=_NOTE, look="faint"))
        y += 4
    return parts, y + MARGIN
