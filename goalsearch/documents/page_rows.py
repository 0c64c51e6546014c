"""
Tables of web pages to rows: what data bases and web forms export as .xls. Runs in the worker process only, like
``workbook_rows``, and gives the same.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from goalsearch.documents.html import decoded_page, is_unseen, tidy_block
from goalsearch.documents.html_tokens import End, Start, tokens
from goalsearch.documents.options import Limits
from goalsearch.documents.source import read_bytes

_PORTION_ROWS: Final = 200
_BLOCKS: Final = frozenset(("br", "p", "div", "li", "tr", "table"))
_VOID: Final = frozenset(("br", "img", "input", "meta", "link", "col", "hr"))
# A cell may say that it is as wide as it likes.
_WIDEST: Final = 100
_MOST_CELLS: Final = 16_384


def read_tables(path: Path, sheet: str | None, file_bytes: int) -> Iterator[dict[str, object]]:
    """
    The tables of a page, each as a sheet, in portions as ``workbook.Portion`` describes them.

    Raises:
        DocumentError: If the page cannot be read.
    """
    page = decoded_page(path, read_bytes(path, Limits(file_bytes=file_bytes)))
    for number, rows in enumerate(filter(None, _tables(page)), start=1):
        name = f"Sheet{number}"
        if sheet not in (None, name):
            continue
        for start in range(0, len(rows), _PORTION_ROWS):
            portion = rows[start : start + _PORTION_ROWS]
            yield {"sheet": name, "is_visible": True, "first": start + 1, "rows": portion, "headings": {}}


def _tables(page: str) -> Iterator[list[list[str]]]:
    """Rows of each table that stands in no other; what is nested in one of its cells is that cell's text."""
    grid = _Grid()
    unseen, depth = "", 0
    for token in tokens(page):
        if unseen:
            depth += isinstance(token, Start) and token.name == unseen and not token.is_empty
            depth -= isinstance(token, End) and token.name == unseen
            unseen = unseen if depth else ""
        elif isinstance(token, Start) and token.name not in _VOID and not token.is_empty and is_unseen(token):
            unseen, depth = token.name, 1
        elif isinstance(token, Start):
            grid.start(token)
        elif isinstance(token, End):
            if token.name == "table" and (rows := grid.end_table()) is not None:
                yield rows
        else:
            grid.data(token)
    # A page that was cut short.
    while grid.depth:
        if (rows := grid.end_table()) is not None:
            yield rows


class _Grid:
    """The rows of the table at work."""

    def __init__(self) -> None:
        self.depth = 0
        self._rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._n_columns = 0
        # Cells that reach down: by their column, how many rows more.
        self._reaching: dict[int, int] = {}

    def start(self, tag: Start) -> None:
        """A start tag."""
        if tag.name == "table":
            self.depth += 1
        if self.depth == 1 and tag.name == "tr":
            self._end_cell()
            self._rows.append([])
        elif self.depth == 1 and tag.name in ("td", "th"):
            self._end_cell()
            self._begin_cell(tag)
        elif self._cell is not None and tag.name in _BLOCKS:
            self._cell.append("\v")

    def _begin_cell(self, tag: Start) -> None:
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        while self._reaching.get(len(row), 0):
            self._reaching[len(row)] -= 1
            row.append("")
        self._n_columns = _span(tag, "colspan")
        self._n_columns = min(self._n_columns, max(1, _MOST_CELLS - len(row)))
        for column in range(len(row), len(row) + self._n_columns):
            self._reaching[column] = _span(tag, "rowspan") - 1
        self._cell = []

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._cell is not None:
            self._cell.append(text.replace("\v", " "))

    def _end_cell(self) -> None:
        if self._cell is not None:
            self._rows[-1] += [tidy_block("".join(self._cell)), *[""] * (self._n_columns - 1)]
            self._cell = None

    def end_table(self) -> list[list[str]] | None:
        """A table ends; its rows, if it stood in no other."""
        self.depth = max(0, self.depth - 1)
        if self.depth:
            return None
        self._end_cell()
        rows, self._rows, self._reaching = self._rows, [], {}
        return rows


def _span(tag: Start, name: str) -> int:
    value = tag.attributes.get(name, "")
    return max(1, min(_WIDEST, int(value))) if value.isascii() and value.isdigit() and len(value) < 6 else 1
