"""
How much room text takes in a picture, and what of it fits.

A picture is drawn before anybody knows with which font it will be shown. Widths are those of wide fonts: a full-width
character takes its square, Latin letters what DejaVu Sans and Verdana give them, which are wider than others.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from goalsearch.reports.layout import wrap
from goalsearch.text.characters import clean

ELLIPSIS: Final = "…"
LINE_HEIGHT: Final = 1.35
"""From one line to the next, in sizes of the letters."""
ASCENT: Final = 0.9
"""From the base line of a text to its top, in sizes of the letters."""
DESCENT: Final = 0.3
"""From the base line of a text to its foot, in sizes of the letters."""

_NARROWEST: Final = 4.0
_NARROW: Final = frozenset("ijlftrI.,:;'|!()[]{}/\\ -`\"")
_BROAD: Final = frozenset("mwMW@%&+<=>~^#")


def text_width(text: str) -> float:
    """Width of ``text``, in sizes of its letters."""
    return sum(map(_width, text))


def lines(text: str, room: float, most: int) -> list[str]:
    """
    ``text`` on at most so many lines; what does not fit is cut off with an ellipsis.

    Args:
        text: The text; control characters and line ends count as spaces.
        room: Width of a line, in sizes of the letters, at least 2.
        most: Most lines, at least 1.
    """
    wrapped = wrap(clean(text), room, _width)
    if len(wrapped) <= most:
        return _balanced(clean(text), room, wrapped)
    return [*wrapped[: most - 1], _cut(f"{wrapped[most - 1]}{ELLIPSIS}", room)]


def line(text: str, room: float) -> str:
    """``text`` on one line of that width, cut off with an ellipsis where it does not fit."""
    return _cut(clean(text), room)


def listed(items: Sequence[str], room: float, between: str = ", ") -> str:
    """As many whole ``items`` as fit on one line, at least the beginning of the first."""
    kept = line(items[0], room) if items else ""
    for item in map(clean, items[1:]):
        if text_width(f"{kept}{between}{item}") > room:
            break
        kept += f"{between}{item}"
    return kept


def _balanced(text: str, room: float, wrapped: list[str]) -> list[str]:
    """As many lines, as equally long as can be: no last line of a single character."""
    while room > _NARROWEST:
        room -= 0.5
        narrower = wrap(text, room, _width)
        if len(narrower) > len(wrapped):
            break
        wrapped = narrower
    return wrapped


def _cut(text: str, room: float) -> str:
    if text_width(text) <= room:
        return text
    kept = text.removesuffix(ELLIPSIS)
    while kept and text_width(kept + ELLIPSIS) > room:
        kept = kept[:-1]
    return kept.rstrip(" 、，,・") + ELLIPSIS


@lru_cache(maxsize=8192)
def _width(character: str) -> float:
    if character in _NARROW:
        return 0.46
    if character.isascii():
        return 1.0 if character in _BROAD else 0.8 if character.isupper() else 0.66
    if unicodedata.combining(character) or unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return 0.0
    # What is ambiguous is full-width in Japanese fonts.
    return 1.05 if unicodedata.east_asian_width(character) in "WFA" else 0.85
