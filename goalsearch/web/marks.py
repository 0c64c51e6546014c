"""A text as HTML with marks, also where those of several hits overlap."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape

from markupsafe import Markup

from goalsearch.model import Span
from goalsearch.reports.spans import merged
from goalsearch.text.characters import printable
from goalsearch.text.normalize import characters_shown


def marked(text: str, spans: Mapping[int, Iterable[Span]]) -> Markup:
    """
    The whole text, escaped, with a ``<mark>`` around each covered piece; its classes ``m1``, ``m2`` … say by which.

    Args:
        text: The text.
        spans: Which characters each mark covers, by its number; spans of one mark may overlap.
    """
    # Where marks begin and end, as bits: those that change there.
    changes: defaultdict[int, int] = defaultdict(int)
    for number, covered in spans.items():
        bit = 1 << number
        for start, end in merged(covered):
            changes[start] ^= bit
            changes[end] ^= bit
    piece = _pieces(text)
    written = []
    place = cover = 0
    for end in [*sorted(changes), len(text)]:
        shown = piece(place, end)
        written.append(f'<mark class="{_classes(cover)}">{shown}</mark>' if cover else shown)
        cover ^= changes[end]
        place = end
    return Markup("".join(written))  # noqa: S704 - every piece is escaped


def marked_once(text: str, spans: Iterable[Span]) -> Markup:
    """
    The same with one mark alone, and so without classes.

    Args:
        text: The text.
        spans: Which characters are covered; spans may overlap.
    """
    return Markup(_with_marks(_pieces(text), len(text), spans))  # noqa: S704 - every piece is escaped


def marked_plain(text: str, spans: Iterable[Span]) -> str:
    """As `marked_once`, of a text that is known to be `is_plain`."""
    return _with_marks(lambda start, end: text[start:end], len(text), spans)


def is_plain(text: str) -> bool:
    """Whether a text is HTML as it stands, with nothing in it that is not shown."""
    return marked_once(text, ()) == text


def _with_marks(piece: Callable[[int, int], str], length: int, spans: Iterable[Span]) -> str:
    written = []
    place = 0
    for start, end in merged(spans):
        written += [piece(place, start), "<mark>", piece(start, end), "</mark>"]
        place = end
    return "".join([*written, piece(place, length)])


def _pieces(text: str) -> Callable[[int, int], str]:
    """Gives what stands from one place up to another, as it is shown, escaped."""
    shown = printable(text)
    if "\n" in shown:
        characters = characters_shown(shown)
        return lambda start, end: escape("".join(characters[start:end]))
    if escape(shown) == shown:
        return lambda start, end: shown[start:end]
    return lambda start, end: escape(shown[start:end])


@lru_cache(4096)
def _classes(cover: int) -> str:
    return " ".join(f"m{number}" for number in range(cover.bit_length()) if cover >> number & 1)
