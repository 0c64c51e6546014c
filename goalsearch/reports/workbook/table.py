"""A sheet with one table: headings that stay in sight, a filter, widths, stripes."""

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.sheet import Cell, Sheet
from goalsearch.reports.workbook.styles import STRIPE, Look

_HEADING_POINTS: Final = 30
# Lines break at words, and fonts differ from one computer to the next. Columns are measured in digits of 11 points: a
# Japanese letter of 10 takes less than two.
_FILLED: Final = 0.98
_FILLED_SMALL: Final = 1.08
_NOTE_POINTS: Final = 15
# What stays of A4, lying, inside the margins.
_PAGE_POINTS: Final = 509
LEAST_SCALE: Final = 0.7
"""How small a sheet is printed to go on one page: letters of 10 points have 7 then."""


class Column(NamedTuple):
    """
    A column of a table.

    Attributes:
        heading: Its heading.
        width: Its width in characters.
        looks: How its cells look.
        striped: Whether every other row of it is shaded; columns with colours of their own are not.
    """

    heading: str
    width: float
    looks: tuple[Look, ...] = ("wrap",)
    striped: bool = True


class TableNote(NamedTuple):
    """
    A line below a table.

    Attributes:
        cells: Its cells, from the first column on.
        looks: How they look.
    """

    cells: tuple[Cell, ...]
    looks: tuple[Look, ...] = ()


class Table:
    """
    A table that is filled row by row.

    Args:
        book: The workbook.
        name: Which sheet, as in the keys of the catalogue.
        columns: Its columns.
        intro: Lines on how to read it.
        frozen: Columns at the left that stay in sight.
        printed: Columns that are printed; all when left out.
    """

    def __init__(
        self,
        book: Book,
        name: str,
        columns: Sequence[Column],
        *,
        intro: Sequence[str] = (),
        frozen: int = 0,
        printed: int | None = None,
    ) -> None:
        self._book = book
        self._name = name
        self._sheet = Sheet(book, name, intro)
        kept = columns[: book.limits.columns]
        if len(kept) < len(columns):
            book.left_out.columns[self._sheet.title] += len(columns) - len(kept)
        self._columns = kept
        self._line_widths = [_line_width(column) for column in kept]
        self._printed = min(printed or len(kept), len(kept))
        self._heading = self._sheet.row
        self._n_left_out = 0
        self._is_folded = False
        worksheet = self._sheet.worksheet
        worksheet.set_row(self._heading, _HEADING_POINTS)
        for place, column in enumerate(kept):
            worksheet.set_column(place, place, column.width)
            self._sheet.put(self._heading, place, column.heading, "heading")
        worksheet.freeze_panes(self._heading + 1, frozen)
        worksheet.repeat_rows(self._heading)
        self._sheet.row += 1

    def add(self, cells: Sequence[Cell], *looks: Look, folded: bool = False) -> None:
        """
        A row, with looks over those of the columns; counted instead of written where the sheet is full.

        Args:
            cells: One for each column.
            looks: Looks of all of them.
            folded: Whether it is hidden in an outline group until a reader opens it.
        """
        row = self._sheet.row
        # The last row is for saying what was left out.
        if row >= self._book.limits.rows - 1:
            self._n_left_out += 1
            return
        kept = cells[: len(self._columns)]
        self._is_folded = folded
        self._sheet.fit_height(row, kept, self._line_widths, self._printed, folded=folded)
        for place, (cell, column) in enumerate(zip(kept, self._columns, strict=True)):
            self._sheet.put(row, place, cell, "cell", *column.looks, *looks)
        self._sheet.row += 1

    def close(self, notes: Iterable[TableNote] = ()) -> None:
        """
        Set the filter, the stripes and the print area, once all rows are there.

        Args:
            notes: Lines below the table, as far as the sheet has room: printed with it, and not filtered.
        """
        sheet, last = self._sheet, self._sheet.row - 1
        if last > self._heading:
            self._dress(last)
        else:
            sheet.put(sheet.row, 0, self._book.view.text(f"nothing.{self._name}"), "faint")
            sheet.row += 1
        if self._n_left_out:
            note = self._book.view.text("left_out.more_rows", n=f"{self._n_left_out:,}")
            sheet.put(sheet.row, 0, note, "bold")
            sheet.row += 1
            self._book.left_out.rows[sheet.title] += self._n_left_out
        for note_cells, looks in itertools.islice(notes, max(0, self._book.limits.rows - sheet.row)):
            if self._is_folded:
                # Where the sign stands that opens the group above.
                sheet.worksheet.set_row(sheet.row, None, None, {"collapsed": True})
                self._is_folded = False
            for place, cell in enumerate(note_cells):
                sheet.put(sheet.row, place, cell, *looks)
            sheet.row += 1
        sheet.worksheet.print_area(0, 0, sheet.row - 1, self._printed - 1)
        height = _HEADING_POINTS + sheet.points + _NOTE_POINTS * (sheet.row - 1 - last)
        if height * LEAST_SCALE <= _PAGE_POINTS:
            sheet.worksheet.fit_to_pages(1, 1)

    def _dress(self, last: int) -> None:
        worksheet, first = self._sheet.worksheet, self._heading + 1
        worksheet.autofilter(self._heading, 0, last, len(self._columns) - 1)
        shade = self._book.rule(bg_color=STRIPE)
        for start, end in _runs([column.striped for column in self._columns]):
            # By the row on the sheet, so that stripes survive sorting.
            rule = {"type": "formula", "criteria": "=MOD(ROW(),2)=0", "format": shade}
            worksheet.conditional_format(first, start, last, end, rule)


def _line_width(column: Column) -> float:
    if "wrap" not in column.looks:
        return math.inf
    return column.width * (_FILLED_SMALL if "small" in column.looks else _FILLED)


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last places of the runs of true values."""
    runs: list[tuple[int, int]] = []
    for place, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == place - 1:
            runs[-1] = runs[-1][0], place
        elif flag:
            runs.append((place, place))
    return runs
