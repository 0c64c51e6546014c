"""Tables as text (.csv, .tsv): each row a proposal."""

import csv
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import shown
from goalsearch.documents.table import NoTextColumnError, Row, Table, iter_rows, no_text_column
from goalsearch.documents.text_stream import open_text
from goalsearch.errors import DocumentError

_DELIMITERS: Final = ",\t;"
_SNIFFED_LINES: Final = 20
# A cell holds a whole proposal; the module's own limit is 128 KiB. C's long has 32 bits on Windows.
_MAX_CELL: Final = 2**31 - 1


def iter_delimited(path: Path, options: ReadOptions) -> Iterator[Document]:
    """
    The rows of a table of text.

    Raises:
        DocumentError: If the file is no such table, or has no column that is known to hold text.
    """
    stream, encoding = open_text(path, options.limits)
    with stream:
        table = Table(path=path, rows=_rows(path, stream), encoding=encoding)
        is_empty = True
        try:
            for document in iter_rows(table, options):
                is_empty = False
                yield document
        except NoTextColumnError as error:
            raise no_text_column(path, error.headings) from error
        if is_empty:
            raise DocumentError("document.no_rows", file=shown(path))


def _rows(path: Path, stream: TextIO) -> Iterator[Row]:
    csv.field_size_limit(_MAX_CELL)
    head = list(itertools.islice(stream, _SNIFFED_LINES))
    quotes = _Quotes(itertools.chain(head, stream))
    reader = csv.reader(quotes, delimiter=_delimiter(path, head))
    first_line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            if quotes.n % 2 and reader.line_num > first_line and quotes.is_over():
                # A quotation mark that is never closed takes all rows after it for one cell.
                raise DocumentError("document.quotes", file=shown(path), line=first_line)
            yield Row(number=number, cells=cells)
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower()) from error


def _delimiter(path: Path, head: Iterable[str]) -> str:
    if path.suffix.lower() in {".tsv", ".tab"}:
        return "\t"
    counts = {delimiter: sum(_outside_quotes(line).count(delimiter) for line in head) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: counts[delimiter])


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


class _Quotes:
    """Lines on their way to the parser, with a count of the quotation marks so far."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._is_over = False
        self.n = 0

    def __iter__(self) -> "_Quotes":
        return self

    def __next__(self) -> str:
        try:
            line = next(self._lines)
        except StopIteration:
            self._is_over = True
            raise
        self.n += line.count('"')
        return line

    def is_over(self) -> bool:
        return self._is_over
