"""What a word of a text yields."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from goalsearch.model import Term


class Word(NamedTuple):
    """
    What a word yields.

    Attributes:
        surface: How it is written in the text.
        units: Its content terms, by their distance from its start.
        forms: The forms of these terms.
    """

    surface: str
    units: tuple[Term, ...]
    forms: tuple[str, ...]


YIELDS_NOTHING: Final = Word("", (), ())


def word_of(surface: str, units: Sequence[Term]) -> Word:
    """A word with its content terms."""
    return Word(surface, tuple(units), tuple(form for form, _, _ in units))
