"""A text as HTML with marks, also where those of several hits overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from markupsafe import Markup

from goalsearch.model import Span
from goalsearch.reports.spans import merged


def marked(text: str, spans: Mapping[int, Iterable[Span]]) -> Markup:
    """
    The whole text, escaped, with a ``<mark>`` around each covered piece; its classes ``m1``, ``m2`` … say by which.

    Args:
        text: The text.
        spans: Which characters each mark covers, by its number; spans of one mark may overlap.
    """
    written = []
    for piece, numbers in _pieces(text, spans):
        classes = " ".join(f"m{number}" for number in numbers)
        written.append(f'<mark class="{classes}">{piece}</mark>' if numbers else piece)
    return Markup("".join(written))  # noqa: S704 - every piece is escaped


def marked_once(text: str, spans: Iterable[Span]) -> Markup:
    """
    The same with one mark alone, and so without classes.

    Args:
        text: The text.
        spans: Which characters are covered; spans may overlap.
    """
    written = []
    place = 0
    for start, end in merged(spans):
        written += [escape(text[place:start]), "<mark>", escape(text[start:end]), "</mark>"]
        place = end
    return Markup("".join([*written, escape(text[place:])]))  # noqa: S704 - every piece is escaped


def _pieces(text: str, spans: Mapping[int, Iterable[Span]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The text in pieces, each escaped and with the marks that cover it. Spans that touch are one mark to the eye."""
    changes: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, covered in spans.items():
        for start, end in covered:
            changes[start].append((number, 1))
            changes[end].append((number, -1))
    depth: defaultdict[int, int] = defaultdict(int)
    begun = place = 0
    numbers: tuple[int, ...] = ()
    for edge in (*sorted(changes), len(text)):
        if edge > place:
            covering = tuple(number for number in sorted(depth) if depth[number])
            if covering != numbers:
                if place > begun:
                    yield escape(text[begun:place]), numbers
                begun, numbers = place, covering
            place = edge
        for number, change in changes.get(edge, ()):
            depth[number] += change
    if place > begun:
        yield escape(text[begun:place]), numbers
