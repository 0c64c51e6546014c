"""
Glyphs that follow one another to lines of text: where a cell ends, and which gap between letters is a blank.

What counts as a gap depends on the line: letters may be spaced by any width, and still be one word.
"""

import bisect
import itertools
import math
import statistics
from collections.abc import Iterator, Sequence
from typing import Final

from goalsearch.documents.glyphs import SAME_BASE, Glyph
from goalsearch.documents.paragraphs import PageLine, is_wide

# In units of the character size. What is wider than the usual distance of letters is a blank: between western letters,
# and otherwise.
_BLANK: Final = 0.17
_WIDE_BLANK: Final = 0.4
# The least gap between cells where lines above or below show an edge; beyond that of blanks between western words.
_PADDING: Final = 0.2
_WESTERN_BLANK: Final = 0.4
# How exactly such a line keeps to the edge, how far off it may be, and how many have to end at it.
_EXACT: Final = 0.08
_NEAR: Final = 20
_COLUMN_LINES: Final = 3
# Letter spacing up to which letters belong together: 原稿用紙 gives each a square of nearly twice its size.
_MAX_SPACING: Final = 1.5
# Distances of letters from which the usual one can be told: in a line, and on a page.
_SEVERAL: Final = 4
_MANY: Final = 40
# Raised and lowered signs are smaller.
_BODY_SIZE: Final = 0.85


def lines_of(runs: Sequence[Sequence[Glyph]], page: int) -> list[PageLine]:
    """The lines of a page in the order of its content, with blanks where gaps are wider than the spacing of letters."""
    usual = _usual_spacing(runs)
    lines = [line for run in runs if (line := _line(run, page, usual)) is not None]
    return [line for _, group in itertools.groupby(lines, key=lambda line: line.turn) for line in _down(list(group))]


def _down(lines: list[PageLine]) -> list[PageLine]:
    """Turned lines from the first to the last: PDFium sorts what begins at one height from left to right."""
    is_upward = lines[0].turn != 0 and all(line.base < other.base for line, other in itertools.pairwise(lines))
    return lines[::-1] if is_upward else lines


def in_cells(runs: Sequence[list[Glyph]]) -> Iterator[list[Glyph]]:
    """
    The runs of a page, parted where other lines show that there is the edge of a cell or column.

    The gap there may be hardly wider than a blank. It is an edge if another line begins right below or above where the
    gap ends, as the text of a cell goes on below its begin, or if several lines end where the gap begins.
    """
    level = [run for run in runs if not run[0].turn]
    begins = _LineEdges([(run[0].left, run[0].base) for run in level])
    ends = _LineEdges([(run[-1].right, run[-1].base) for run in level])
    for run in runs:
        if _is_close(run):
            yield run
            continue
        cell: list[Glyph] = []
        wide_spacing, western_spacing = _spacing(run)
        for glyph in run:
            if cell and not glyph.sign.isspace() and not glyph.turn:
                last = cell[-1]
                is_western = not (is_wide(last.sign) or is_wide(glyph.sign))
                spacing = western_spacing + _WESTERN_BLANK if is_western else wide_spacing
                gap = (glyph.left - last.right) / glyph.size - spacing
                if gap > _PADDING and (
                    begins.near(glyph.left, glyph, _EXACT if gap < _WIDE_BLANK else SAME_BASE) >= 1
                    or ends.near(last.right, last, SAME_BASE) >= _COLUMN_LINES
                ):
                    yield cell
                    cell = []
            cell.append(glyph)
        yield cell


class _LineEdges:
    """Where lines begin, or end: distances from the left with the height of the line."""

    def __init__(self, places: Sequence[tuple[float, float]]) -> None:
        self._places = sorted(places)

    def near(self, x: float, glyph: Glyph, reach: float) -> int:
        """How many lines of the text around a glyph, but not its own, have their place at ``x``."""
        size = glyph.size
        first = bisect.bisect_left(self._places, (x - reach * size, -math.inf))
        last = bisect.bisect_right(self._places, (x + reach * size, math.inf))
        return sum(SAME_BASE * size < abs(base - glyph.base) < _NEAR * size for _, base in self._places[first:last])


def _line(run: Sequence[Glyph], page: int, usual_spacing: float) -> PageLine | None:
    visible = [glyph for glyph in run if not glyph.sign.isspace()]
    if not visible:
        return None
    size = max(glyph.size for glyph in visible)
    # Raised and lowered signs are smaller, and fewer.
    base = statistics.median_low([glyph.base for glyph in visible if glyph.size > _BODY_SIZE * size])
    return PageLine(
        text=_text(run, usual_spacing),
        left=visible[0].left,
        right=max(visible[-1].right, visible[0].left),
        base=base,
        size=size,
        turn=visible[0].turn,
        page=page,
    )


def _text(run: Sequence[Glyph], usual_spacing: float) -> str:
    signs = [glyph.sign for glyph in run] if _is_close(run) else list(_with_blanks(run, usual_spacing))
    # On Windows PDFium hands characters beyond U+FFFF over in halves.
    return "".join(signs).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _is_close(run: Sequence[Glyph]) -> bool:
    """Whether no gap in a run is as wide as a blank, as in most lines: there is nothing to weigh then."""
    for last, glyph in itertools.pairwise(run):  # noqa: SIM110 - all() takes twice as long
        if glyph.left - last.right > _BLANK * glyph.size:
            return False
    return True


def _with_blanks(run: Sequence[Glyph], usual_spacing: float) -> Iterator[str]:
    wide_spacing, western_spacing = _spacing(run, usual_spacing)
    yield run[0].sign
    for last, glyph in itertools.pairwise(run):
        if not (last.sign.isspace() or glyph.sign.isspace()):
            is_western = not (is_wide(last.sign) or is_wide(glyph.sign))
            least = western_spacing + _BLANK if is_western else wide_spacing + _WIDE_BLANK
            if glyph.left - last.right > least * max(last.size, glyph.size):
                yield " "
        yield glyph.sign


def _usual_spacing(runs: Sequence[Sequence[Glyph]]) -> float:
    """Usual distance of western letters on a page, which short words in cells of their own do not tell."""
    gaps = [gap for run in runs if not _is_close(run) for is_western, gap in _gaps(run) if is_western]
    return statistics.median_low(gaps) if len(gaps) >= _MANY else 0.0


def _gaps(run: Sequence[Glyph]) -> Iterator[tuple[bool, float]]:
    """Of letters side by side whether both are western, and their distance in units of their size."""
    for last, glyph in itertools.pairwise(run):
        if not (last.sign.isspace() or glyph.sign.isspace()):
            is_western = not (is_wide(last.sign) or is_wide(glyph.sign))
            yield is_western, (glyph.left - last.right) / max(last.size, glyph.size)


def _spacing(run: Sequence[Glyph], usual: float = 0.0) -> tuple[float, float]:
    """Usual distance of letters in a line, wide and western ones, in units of their size."""
    gaps: dict[bool, list[float]] = {True: [], False: []}
    for is_western, gap in _gaps(run):
        gaps[is_western].append(gap)
    wide, narrow = (statistics.median_low(found) if found else 0.0 for found in (gaps[False], gaps[True]))
    wide = wide if wide <= _MAX_SPACING else 0.0
    # A few western letters apart are as likely words of one letter; many are not.
    narrow = narrow if len(gaps[True]) >= _SEVERAL and narrow <= _MAX_SPACING else usual
    return max(0.0, wide), max(0.0, narrow)
