"""A sheet that is filled from top to bottom, with every cell made safe."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from goalsearch.batch.row import Row
from goalsearch.reports.document_link import workbook_link
from goalsearch.reports.layout import width
from goalsearch.reports.workbook.book import Book, Paper
from goalsearch.reports.workbook.styles import Look
from goalsearch.text.characters import clean

_A4_LANDSCAPE: Final = Paper()
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_CUT: Final = "…"
_MOST_LINES: Final = 12
_FEW_LINES: Final = 2
# Yu Gothic sets its lines wide.
_LINE_POINTS: Final = {"ja": 16.5, "en": 14.0}
_MARGIN_POINTS: Final = 2.5
_TITLE_POINTS: Final = 26
_INTRO_POINTS: Final = 16
_FOLDED: Final = {"level": 1, "hidden": True}
_EXTERNAL: Final = len("external:")


class FileLink(NamedTuple):
    """A cell with a link to the file of a proposal."""

    text: str
    row: Row


class Dressed(NamedTuple):
    """A cell with looks of its own over those of its column."""

    value: str | float
    looks: tuple[Look, ...]


Cell = str | int | float | FileLink | Dressed | None


class Sheet:
    """
    A sheet with a title and a few lines on how to read it.

    Args:
        book: The workbook.
        name: Which sheet, as in the keys of the catalogue.
        intro: The lines.
        paper: What it is printed on.

    Attributes:
        row: The row that is written next, from 0.
        points: How high are title, lines and the rows that `fit_height` has set, without those that are folded.
    """

    def __init__(self, book: Book, name: str, intro: Sequence[str] = (), *, paper: Paper = _A4_LANDSCAPE) -> None:
        self.book = book
        self.title = book.view.text(f"sheet.{name}")
        self.worksheet = book.add_sheet(name, paper)
        self._n_links = 0
        self.worksheet.set_row(0, _TITLE_POINTS)
        self.put(0, 0, book.view.text(f"heading.{name}"), "title")
        for number, line in enumerate(intro, 1):
            self.worksheet.set_row(number, _INTRO_POINTS)
            self.put(number, 0, line, "intro")
        self.row = 1 + len(intro)
        self.points: float = _TITLE_POINTS + _INTRO_POINTS * len(intro)

    def put(self, row: int, column: int, cell: Cell, *looks: Look) -> None:
        """Write one cell; rows must come in order."""
        match cell:
            case Dressed(value, own):
                self.put(row, column, value, *looks, *own)
            case FileLink(label, proposal):
                self._put_link(row, column, label, proposal, looks)
            case str():
                self._put_text(row, column, cell, looks)
            case None:
                self.worksheet.write_blank(row, column, None, self.book.styles.get(*looks))
            case _:
                self.worksheet.write_number(row, column, cell, self.book.styles.get(*looks))

    def fit_height(
        self,
        row: int,
        cells: Sequence[Cell],
        widths: Sequence[float],
        n_full: int | None = None,
        *,
        folded: bool = False,
    ) -> None:
        """
        Make a row as high as its longest text needs, up to a dozen lines.

        Excel would do so itself when it opens the file, but other programs and previews would not, and one text
        of a thousand lines would blow the row up. Call it before the row's cells are written.

        Args:
            row: The row.
            cells: Its cells.
            widths: Characters in a line of each; infinite where text is not wrapped.
            n_full: How many of the first cells are to be seen in full; those after them get two lines at most.
            folded: Whether the row is hidden in an outline group until it is opened.
        """
        needed = [1 if _repeats(cell) else _n_lines(_shown(cell), w) for cell, w in zip(cells, widths, strict=True)]
        split = len(needed) if n_full is None else n_full
        lines = max(1, *needed[:split], *(min(_FEW_LINES, n) for n in needed[split:]))
        height = _MARGIN_POINTS + _LINE_POINTS[self.book.view.lang] * lines
        self.worksheet.set_row(row, height, None, _FOLDED if folded else {})
        self.points += 0 if folded else height

    def _put_text(self, row: int, column: int, text: str, looks: tuple[Look, ...]) -> None:
        shown = self._fitting(clean(text))
        self.worksheet.write_string(row, column, shown, self.book.styles.get(*looks, *_quoting(shown)))

    def _put_link(self, row: int, column: int, label: str, proposal: Row, looks: tuple[Look, ...]) -> None:
        limits, folder = self.book.limits, self.book.view.batch.folder
        if folder is None:
            self._put_text(row, column, label, looks)
            return
        link = workbook_link(proposal, folder, self.book.path)
        if self._n_links >= limits.links or _utf16_length(link) - _EXTERNAL > limits.link_characters:
            self.book.left_out.links += 1
            self._put_text(row, column, label, looks)
            return
        self._n_links += 1
        shown = self._fitting(clean(label))
        style = self.book.styles.get(*looks, "link", *_quoting(shown))
        self.worksheet.write_url(row, column, link, style, shown)

    def _fitting(self, text: str) -> str:
        """``text`` cut to what a cell holds, with a mark where it was cut."""
        limit = self.book.limits.characters
        if 2 * len(text) <= limit or _utf16_length(text) <= limit:
            return text
        self.book.left_out.cells += 1
        kept = text.encode("utf-16-le")[: 2 * (limit - len(_CUT))].decode("utf-16-le", "ignore")
        return kept + _CUT


def _quoting(text: str) -> tuple[Look, ...]:
    return ("quoted",) if text.startswith(_FORMULA_STARTS) else ()


def _repeats(cell: Cell) -> bool:
    """Whether it says what the row above says, so that nothing is lost where it is cut."""
    return isinstance(cell, Dressed) and "pale" in cell.looks


def _shown(cell: Cell) -> Cell:
    return cell[0] if isinstance(cell, FileLink | Dressed) else cell


# The titles of goals come again and again.
@lru_cache(maxsize=4096)
def _n_lines(shown: Cell, columns: float) -> int:
    # The width of each character is looked at only where it matters.
    if not isinstance(shown, str) or 2 * len(shown) <= columns:
        return 1
    if len(shown) > columns * _MOST_LINES:
        return _MOST_LINES
    return min(_MOST_LINES, math.ceil(width(shown) / columns))


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
