"""
Lines of western words that were stretched to the width of a narrow column, put together again.

A line of few words has blanks there as wide as the gaps between cells. It is told from a row of cells by its gaps,
which are all alike, or, if there is one gap alone, by the lines above and below, which begin and end where it does.
"""

import itertools
from collections.abc import Sequence
from typing import Final

from goalsearch.documents.glyphs import SAME_BASE, Glyph
from goalsearch.documents.paragraphs import is_wide

_Run = list[Glyph]

# In units of the character size.
_BLANK: Final = 0.17
_WIDEST: Final = 6.0
_ALIKE: Final = 0.1
_SAME_EDGE: Final = 0.3
_NEXT_LINE: Final = 3.5
# Of numbers and capitals a row of a table is made.
_LEAST_SMALL: Final = 0.5


def whole_lines(runs: Sequence[_Run]) -> list[_Run]:
    """The runs of a page, in which what was parted by stretched blanks is one."""
    rows = list(_rows(runs))
    if len(rows) == len(runs):
        return list(runs)
    edges = [(row[0][0].left, row[-1][-1].right, row[0][0].base) for row in rows]
    found: list[_Run] = []
    for row in rows:
        if len(row) > 1 and _is_prose(row) and (_has_like_gaps(row) or _fills_column(row, edges)):
            found.append([glyph for run in row for glyph in run])
        else:
            found += row
    return found


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that follow one another on one height."""
    rows: list[list[_Run]] = []
    for run in runs:
        if rows and _goes_on(rows[-1][-1][-1], run[0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    return (
        not last.turn
        and not glyph.turn
        and abs(last.base - glyph.base) <= SAME_BASE * size
        and 0 < glyph.left - last.right <= _WIDEST * size
    )


def _is_prose(row: Sequence[_Run]) -> bool:
    signs = [glyph.sign for run in row for glyph in run if not glyph.sign.isspace()]
    return not any(map(is_wide, signs)) and sum(sign.islower() for sign in signs) >= _LEAST_SMALL * len(signs)


def _has_like_gaps(row: Sequence[_Run]) -> bool:
    visible = [glyph for run in row for glyph in run if not glyph.sign.isspace()]
    gaps = [(glyph.left - last.right) / last.size for last, glyph in itertools.pairwise(visible)]
    blanks = [gap for gap in gaps if gap > _BLANK]
    return len(blanks) > 1 and max(blanks) - min(blanks) <= _ALIKE


def _fills_column(row: Sequence[_Run], edges: Sequence[tuple[float, float, float]]) -> bool:
    first, last = row[0][0], row[-1][-1]
    slack = _SAME_EDGE * first.size
    return len(row) == 2 and any(
        abs(left - first.left) <= slack
        and abs(right - last.right) <= slack
        and SAME_BASE * first.size < abs(base - first.base) <= _NEXT_LINE * first.size
        for left, right, base in edges
    )
