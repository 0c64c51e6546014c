"""Which terms stand side by side in a text, or one of them inside of the other: what phrases are made of."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from goalsearch.model import Term
from goalsearch.text.late_pattern import late

WITHIN: Final = "\x01"
"""The sign of a term and a longer one that it is a part of: 細菌 and 細菌叢."""
_KANJI: Final = late("[々一-\u9fff]")
_LATIN: Final = late("[0-9A-Za-zÀ-ɏͰ-Ͽ]")


class Pair(NamedTuple):
    """
    Two terms that stand side by side.

    Attributes:
        first: The form of the one that stands first, or inside.
        second: That of the other.
        sign: The character between them, which may be none (細胞外小胞, crystal structure); or `WITHIN`.
    """

    first: str
    second: str
    sign: str


def pairs(text: str, terms: Iterable[Term]) -> Iterator[Pair]:
    """
    The pairs of a text, as often as they stand there.

    Args:
        text: The text.
        terms: Those of its terms that count, in any order.
    """
    word: Term | None = None
    # The longer one of two that begin together goes first.
    for term in sorted(terms, key=_place):
        if word is None:
            word = term
        elif term.start >= word.end:
            sign = _between(text, word.end, term.start)
            if sign is not None:
                yield Pair(word.form, term.form, sign)
            word = term
        elif term.end <= word.end:
            yield Pair(term.form, word.form, WITHIN)


def _place(term: Term) -> tuple[int, int]:
    return term.start, -term.end


def _between(text: str, end: int, start: int) -> str | None:
    """The sign between two words, None if they are no phrase."""
    if start == end:
        return ""
    if start > end + 1:
        return None
    sign = text[end]
    if _LATIN.match(text, end - 1) and _LATIN.match(text, start):
        return " " if sign in " \n" else None
    return sign if _KANJI.match(sign) else None
