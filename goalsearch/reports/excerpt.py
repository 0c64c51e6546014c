"""A sentence of a goal in one line, around what is marked in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from goalsearch.model import Span
from goalsearch.reports.layout import widths
from goalsearch.reports.spans import merged

Part = tuple[str, bool]
"""A piece of a sentence, and whether it is marked."""

_LEAD: Final = 6
"""Characters that are shown before the first mark of an excerpt that does not begin with the sentence."""
_CUT: Final = "…"
_WORD: Final = re.compile(r"[A-Za-z0-9]\Z")
_REST: Final = re.compile(r"[A-Za-z0-9]+[ ,;]+")
# Sentences of goals, which come again and again: a kilobyte each.
_MOST_REMEMBERED: Final = 1024


def excerpt(sentence: str, spans: Iterable[Span], columns: int, *, mark_columns: int = 0) -> list[Part]:
    """
    As much of a sentence as fits a line, where most of it is marked; what is left out is shown by ``…``.

    Args:
        sentence: The sentence.
        spans: What is marked in it.
        columns: Room on the line.
        mark_columns: Columns that the two signs around a mark take.
    """
    marks = merged(spans)
    before = _columns_before(sentence)
    starts = [0, *sorted({_end(before, marks, columns, mark_columns), *(_before(start, marks) for start, _ in marks)})]
    best: list[Part] = []
    most = -1
    for start in starts:
        start = _at_word(sentence, start)
        # The first of equals: the beginning of a sentence reads best.
        if _most_marked(marks, start, _last(before, start, len(sentence), columns)) > most:
            parts = _from(sentence, before, marks, start, columns, mark_columns)
            if (n_marked := _n_marked(parts)) > most:
                best, most = parts, n_marked
    return best


@lru_cache(_MOST_REMEMBERED)
def _columns_before(sentence: str) -> Sequence[int]:
    """Columns before each character of a sentence, and of all."""
    return list(accumulate(widths(sentence), initial=0))


def _most_marked(marks: Sequence[Span], start: int, end: int) -> int:
    """How many of some characters are marked."""
    return sum([min(last, end) - max(first, start) for first, last in marks if first < end and last > start])


def _from(
    sentence: str, before: Sequence[int], marks: list[Span], start: int, columns: int, mark_columns: int
) -> list[Part]:
    parts: list[Part] = [(_CUT, False)] if start else []
    room = columns - len(parts)
    place = start
    for piece_start, piece_end, is_marked in _pieces(marks, start, len(sentence)):
        cost = mark_columns if is_marked else 0
        end = _last(before, piece_start, piece_end, room - cost)
        if piece_end < len(sentence) or end < piece_end:
            # Room for the sign that something is left out.
            end = _last(before, piece_start, piece_end, room - cost - len(_CUT))
        # Half a marked word says nothing.
        if is_marked and end < piece_end:
            break
        parts.append((sentence[piece_start:end], is_marked))
        room -= before[end] - before[piece_start] + cost
        place = end
        if place < piece_end:
            break
    return parts if place == len(sentence) else [*parts, (_CUT, False)]


def _before(mark: int, marks: list[Span]) -> int:
    """Where an excerpt begins that is to show a mark: a little before it, and not in the middle of another."""
    start = max(0, mark - _LEAD)
    return next((first for first, last in marks if first <= start < last), start)


def _end(before: Sequence[int], marks: list[Span], columns: int, mark_columns: int) -> int:
    """Where an excerpt begins that holds as much of the end of a sentence as fits."""
    room = columns - len(_CUT) - mark_columns * len(marks)
    start = min(bisect_left(before, before[-1] - room), len(before) - 1)
    return _before(start + _LEAD, marks)


def _at_word(sentence: str, start: int) -> int:
    """``start``, moved on to the beginning of a word if it is in the middle of one in Latin letters."""
    word = _WORD.search(sentence, 0, start)
    rest = _REST.match(sentence, start)
    return rest.end() if word and rest and start else start


def _pieces(marks: list[Span], start: int, end: int) -> Iterable[tuple[int, int, bool]]:
    for mark_start, mark_end in marks:
        if mark_end <= start:
            continue
        if start < mark_start:
            yield start, mark_start, False
        yield max(start, mark_start), mark_end, True
        start = mark_end
    if start < end:
        yield start, end, False


def _last(before: Sequence[int], start: int, end: int, columns: int) -> int:
    """Up to where what stands from ``start`` on, and not beyond ``end``, fits the columns."""
    return max(start, min(end, bisect_right(before, before[start] + columns) - 1))


def _n_marked(parts: list[Part]) -> int:
    return sum(len(text) for text, is_marked in parts if is_marked)
