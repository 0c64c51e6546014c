"""Lines of styled text for a terminal, measured in columns: a full-width character takes two."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from goalsearch.text.characters import clean, printable

Style = Literal["", "bold", "dim", "accent", "mark", "warn"]


class Piece(NamedTuple):
    """Some text in one style."""

    text: str
    style: Style = ""


Line = tuple[Piece, ...]

# Of the private use area: they travel inside a text while it is wrapped, and become the brackets ［ ］.
MARK_ON: Final = "\ue000"
MARK_OFF: Final = "\ue001"


def width(text: str) -> int:
    """
    Columns that ``text`` takes in a terminal.

    Ambiguous characters (Greek letters, ①, ±) count as one, as terminals of today draw them.
    """
    return len(text) if text.isascii() else sum(map(_character_width, text))


def widths(text: str) -> Iterator[int]:
    """Columns that each character of ``text`` takes in a terminal, see `width`."""
    return map(_character_width, text)


def pad(text: str, columns: int) -> str:
    """``text`` filled up with spaces to at least ``columns``."""
    return text + " " * max(0, columns - width(text))


def wrap(text: str, columns: float, measure: Callable[[str], float] | None = None) -> list[str]:
    """
    ``text`` in lines of at most ``columns`` (at least 2), all white space as single spaces.

    A line ends at a space where there is one near; Japanese may be cut after any character, but no line begins with a
    closing mark or ends with an opening one.

    Args:
        text: The text.
        columns: Room on a line.
        measure: What a character takes of it; columns of a terminal when left out.
    """
    lines = []
    # What could repaint the terminal, or turn what stands on it, must not reach it.
    rest = " ".join(clean(text).split())
    while rest:
        cut = _cut(rest, max(columns, 2), measure or _character_width)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return lines


def labelled(
    label: str, text: str, columns: int, *, indent: str, label_width: int, style: Style = ""
) -> Iterator[Line]:
    """``text`` in lines under one another, with a label before the first."""
    room = columns - len(indent) - label_width
    for number, line in enumerate(wrap(text, room)):
        head = pad(label if number == 0 else "", label_width)
        yield Piece(indent), Piece(head, "dim"), Piece(line, style)


def styled(text: str, columns: int, style: Style) -> Iterator[Line]:
    """``text`` in lines of one style."""
    return ((Piece(line, style),) for line in wrap(text, columns))


def plain(lines: Iterable[Line]) -> str:
    """The lines as text without styles, each with a line end."""
    return "".join("".join(printable(piece.text) for piece in line).rstrip() + "\n" for line in lines)


_NO_LINE_START = set(MARK_OFF + "、。，．」』）)］】〉》！？!?・ーゃゅょっぁぃぅぇぉャュョッァィゥェォ々:：;；%％,.")
_NO_LINE_END = set(MARK_ON + "「『（(［【〈《")


def _cut(text: str, columns: float, measure: Callable[[str], float]) -> int:
    """How many characters of ``text`` go on a line."""
    used = 0.0
    for place, character in enumerate(text):
        used += measure(character)
        if used > columns:
            return _break_before(text, place)
    return len(text)


def _break_before(text: str, place: int) -> int:
    """The best place to break, at or a little before ``place``."""
    # Far enough back to keep an English word whole, not so far as to leave half a line empty.
    for candidate in range(place, max(place - 24, 0), -1):
        before, after = text[candidate - 1], text[candidate]
        word_cut = (
            before.isascii() and after.isascii() and not before.isspace() and not after.isspace() and before != "-"
        )
        if not word_cut and after not in _NO_LINE_START and before not in _NO_LINE_END:
            return candidate
    return max(place, 1)


@cache
def _character_width(character: str) -> int:
    if character.isascii():
        return 1
    if character in (MARK_ON, MARK_OFF):
        return 2
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
