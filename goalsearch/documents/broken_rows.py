"""
Rows of a table of text that were broken when it was written, put together again.

A comma in a text that was not quoted makes a cell too many, a line break in it two rows too short. Both are seen by the
number of cells that the headings promise; where most rows keep to another number, nothing is mended.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from goalsearch.documents.row import CellRow

_SAMPLE_ROWS: Final = 20
_SENTENCE_ENDS: Final = ("。", "．", ".", "!", "?", "！", "？")


def mended(rows: Iterable[CellRow], width: int, text: Sequence[int], delimiter: str) -> Iterator[CellRow]:
    """
    Rows below the headings, the broken ones whole.

    Args:
        rows: The rows, none of them blank.
        width: How many cells a row should have.
        text: Columns that hold text; what is too much belongs to the longest of them.
        delimiter: What stood between the cells.
    """
    rows = iter(rows)
    sample = list(itertools.islice(rows, _SAMPLE_ROWS))
    # A cell alone is what a line break cut off; it says nothing of how many cells the rows have.
    n_alone = sum(len(row.cells) == 1 for row in sample)
    is_regular = 2 * sum(len(row.cells) >= width for row in sample) >= len(sample) - n_alone
    # Columns without a heading are there in most rows; cells too many of a broken row are now few and now many.
    usual, n_usual = max(Counter(len(_filled(row)) for row in sample).items(), key=lambda item: item[1], default=(0, 0))
    has_more = usual > width and 2 * n_usual > len(sample) > 1
    # Where texts of most rows are cut in the middle of a sentence, it is commas that are too many.
    wide = [row for row in sample if len(_filled(row)) > width]
    has_more = has_more and 2 * sum(_is_cut(row, width, text) for row in wide) <= len(wide)
    held: CellRow | None = None
    for row in itertools.chain(sample, rows):
        if held is not None and is_regular and _continues(held, row, width):
            held = _joined(held, row)
            continue
        if held is not None:
            yield held if has_more else _narrowed(held, width, text, delimiter)
        held = row
    if held is not None:
        yield held if has_more else _narrowed(held, width, text, delimiter)


def _filled(row: CellRow) -> Sequence[str]:
    """The cells without empty ones at the end."""
    cells = list(row.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _is_cut(row: CellRow, width: int, text: Sequence[int]) -> bool:
    """Whether a sentence that begins in the column of the text ends in the last of the cells too many."""
    cells = _filled(row)
    column = max((column for column in text if column < width), default=width - 1)
    begin, end = cells[column].rstrip(), cells[column + len(cells) - width].rstrip()
    return bool(begin) and not begin.endswith(_SENTENCE_ENDS) and end.endswith(_SENTENCE_ENDS)


def _continues(held: CellRow, row: CellRow, width: int) -> bool:
    """Whether a row is the rest of the one before: what a line break inside a cell cut off."""
    n_held, n = len(held.cells), len(row.cells)
    return n < width and (n == 1 if n_held == width else n_held + n - 1 == width)


def _joined(held: CellRow, row: CellRow) -> CellRow:
    cells = [*held.cells[:-1], f"{held.cells[-1]}\n{row.cells[0]}", *row.cells[1:]]
    return replace(held, cells=cells, is_mended=True)


def _narrowed(row: CellRow, width: int, text: Sequence[int], delimiter: str) -> CellRow:
    cells = _filled(row)
    n_more = len(cells) - width
    if n_more <= 0:
        return row
    longest = max(
        (column for column in text if column < width), key=lambda column: len(cells[column]), default=width - 1
    )
    kept = delimiter.join(cells[longest : longest + n_more + 1])
    return replace(row, cells=[*cells[:longest], kept, *cells[longest + n_more + 1 :]], is_mended=True)
