"""Tables as text (.csv, .tsv, and .txt that is one): each row a proposal."""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from goalsearch.documents.dialect import Dialect, dialect_of
from goalsearch.documents.document import Document
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.row import CellRow
from goalsearch.documents.source import shown
from goalsearch.documents.table import DocumentTable, NoTextColumnError, iter_rows, no_text_column
from goalsearch.documents.text_stream import bounded_lines, open_text, row_too_long, row_too_wide
from goalsearch.errors import DocumentError

_SNIFFED_LINES: Final = 20
# The dialect shows in fewer characters; of longer lines there are fewer.
_SNIFFED_CHARS: Final = 1024 * 1024
# A cell holds a whole proposal; the module's own limit is 128 KiB. C's long has 32 bits on Windows.
_MAX_CELL: Final = 2**31 - 1


def iter_delimited(path: Path, options: ReadOptions) -> Iterator[Document]:
    """
    The rows of a table of text.

    Raises:
        DocumentError: If the file is no such table, has a row that is too long or too wide, or has no column that is
            known to hold text.
    """
    stream, encoding = open_text(path, options.limits)
    with stream:
        lines = bounded_lines(path, stream, options.limits)
        head = _head(lines)
        dialect = dialect_of(head, suffix=path.suffix.lower())
        given = _EndedLines(itertools.chain(head, lines), dialect, options.limits)
        rows = _rows(path, given, dialect.delimiter, options.limits)
        table = DocumentTable(path=path, rows=rows, encoding=encoding, delimiter=dialect.delimiter)
        is_empty = True
        try:
            for document in iter_rows(table, options):
                is_empty = False
                yield document
        except NoTextColumnError as error:
            raise no_text_column(path, error.headings) from error
        if is_empty:
            raise DocumentError("document.no_rows", file=shown(path))


def _head(lines: Iterator[str]) -> list[str]:
    """The first lines."""
    head: list[str] = []
    n_chars = 0
    while len(head) < _SNIFFED_LINES and n_chars < _SNIFFED_CHARS and (line := next(lines, "")):
        head.append(line)
        n_chars += len(line)
    return head


def _rows(path: Path, lines: "_EndedLines", delimiter: str, limits: Limits) -> Iterator[CellRow]:
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    first_line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            if lines.n_quotes % 2 and reader.line_num > first_line and lines.is_over:
                # A quotation mark that is never closed takes all rows after it for one cell.
                raise DocumentError("document.quotes", file=shown(path), line=first_line)
            if lines.is_row_too_long:
                raise row_too_long(path, first_line, limits)
            if len(cells) > limits.row_cells:
                raise row_too_wide(path, first_line, limits)
            lines.n_row_chars = 0
            first_line = reader.line_num + 1
            if delimiter != "|" or not _is_rule(cells):
                yield CellRow(number=number, cells=cells)
    except csv.Error as error:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower()) from error


def _is_rule(cells: Sequence[str]) -> bool:
    """Whether a row is the line under the headings of a table in Markdown."""
    return any(cells) and all(re.fullmatch(r"\s*(?::?-+:?)?\s*", cell) for cell in cells)


class _EndedLines:
    """Lines on their way to the parser, which get to an end where a row of several lines is too long."""

    def __init__(self, lines: Iterable[str], dialect: Dialect, limits: Limits) -> None:
        self._lines = iter(lines)
        self._dialect = dialect
        self._n_left_out = dialect.n_head_lines
        self._most = limits.row_chars
        self.is_over = self.is_row_too_long = False
        self.n_quotes = self.n_row_chars = 0

    def __iter__(self) -> "_EndedLines":
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self.is_over = True
            raise
        self.n_row_chars += len(line)
        if self.n_row_chars > self._most:
            self.is_over = self.is_row_too_long = True
            raise StopIteration
        if self._n_left_out:
            # Rows keep the numbers that they have in the file.
            self._n_left_out -= 1
            return "\n"
        line = self._dialect.plain(line)
        self.n_quotes += line.count('"')
        return line
