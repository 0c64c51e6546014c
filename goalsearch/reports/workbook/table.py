"""A sheet with one table: headings that stay in sight, a filter, widths, stripes."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.sheet import Cell, Sheet
from goalsearch.reports.workbook.styles import STRIPE, Look

_HEADING_POINTS: Final = 36
# Lines break at words, and fonts differ from machine to machine.
_FILLED: Final = 0.92
_FILLED_SMALL: Final = 1.0


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
        worksheet = self._sheet.worksheet
        worksheet.set_row(self._heading, _HEADING_POINTS)
        for place, column in enumerate(kept):
            worksheet.set_column(place, place, column.width)
            self._sheet.put(self._heading, place, column.heading, "heading")
        worksheet.freeze_panes(self._heading + 1, frozen)
        worksheet.repeat_rows(self._heading)
        self._sheet.row += 1

    def add(self, cells: Sequence[Cell], *looks: Look) -> None:
        """A row, with looks over those of the columns; counted instead of written where the sheet is full."""
        row = self._sheet.row
        # The last row is for saying what was left out.
        if row >= self._book.limits.rows - 1:
            self._n_left_out += 1
            return
        kept = cells[: len(self._columns)]
        self._sheet.fit_height(row, kept, self._line_widths, self._printed)
        for place, (cell, column) in enumerate(zip(kept, self._columns, strict=True)):
            self._sheet.put(row, place, cell, "cell", *column.looks, *looks)
        self._sheet.row += 1

    def close(self) -> None:
        """Set the filter, the stripes and the print area, once all rows are there."""
        first, last = self._heading + 1, self._sheet.row - 1
        last_column = len(self._columns) - 1
        if last < first:
            self._sheet.put(first, 0, self._book.view.text(f"nothing.{self._name}"), "faint")
            return
        worksheet = self._sheet.worksheet
        worksheet.autofilter(self._heading, 0, last, last_column)
        shade = self._book.rule(bg_color=STRIPE)
        for start, end in _runs([column.striped for column in self._columns]):
            # By the row on the sheet, so that stripes survive sorting.
            rule = {"type": "formula", "criteria": "=MOD(ROW(),2)=0", "format": shade}
            worksheet.conditional_format(first, start, last, end, rule)
        if self._n_left_out:
            note = self._book.view.text("left_out.more_rows", n=f"{self._n_left_out:,}")
            self._sheet.put(last + 1, 0, note, "bold")
            self._book.left_out.rows[self._sheet.title] += self._n_left_out
        worksheet.print_area(0, 0, last + bool(self._n_left_out), self._printed - 1)


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
