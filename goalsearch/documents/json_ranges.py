"""
JSON Lines of any size in portions of whole lines, so that several machines can read one file.

Only files in UTF-8, as JSON has to be, can be cut: in UTF-16 and ISO-2022-JP the byte of a line end is not always one.
The columns are those of the whole file: whoever reads a portion looks at the first records too. A line that is no
record is reported in its place and the lines after it are read, since nobody knows at which line another portion broke.
"""

import codecs
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.documents.cell import cell_text
from goalsearch.documents.columns import HEADING_ROWS
from goalsearch.documents.document import Document
from goalsearch.documents.json_lines import HEAD_RECORDS
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import open_binary, reported, shown
from goalsearch.documents.table import Layout, NoTextColumnError, Row, Table, no_text_column
from goalsearch.errors import DocumentError

# In the head of a file that is not UTF-8, though its bytes may be: ISO-2022-JP, UTF-16.
_FOREIGN: Final = (b"\x1b", b"\0")


class LineRange(NamedTuple):
    """
    Some lines of a file that follow each other.

    Attributes:
        start: Where the first one begins, in bytes from the start of the file.
        stop: Where the last one ends.
        first_line: Number of the first one, from 1.
    """

    start: int
    stop: int
    first_line: int


class BadLine(NamedTuple):
    """A line that is no JSON object, by its number."""

    number: int


def line_ranges(path: Path, n_bytes: int, options: ReadOptions) -> Iterator[LineRange]:
    """
    A file cut at line ends, each range at least ``n_bytes`` long but for the last one; found while they are asked for.

    Raises:
        DocumentError: If the file cannot be read, is not in UTF-8, or has no column that is known to hold text.
    """
    with open_binary(path) as file, reported(path):
        _names_and_layout(path, file, options)
        file.seek(0)
        start, first_line = 0, 1
        while data := file.read(n_bytes):
            rest = file.readline()
            stop = start + len(data) + len(rest)
            yield LineRange(start, stop, first_line)
            first_line += data.count(b"\n") + rest.count(b"\n")
            start = stop


def iter_line_range(path: Path, lines: LineRange, options: ReadOptions) -> Iterator[Document | BadLine]:
    """
    The records in some lines of a file, as `goalsearch.documents.iter_documents` gives them of the whole.

    Raises:
        DocumentError: As `line_ranges`.
    """
    table = Table(path=path, rows=(), encoding="utf-8")
    with open_binary(path) as file, reported(path):
        names, layout = _names_and_layout(path, file, options)
        file.seek(lines.start)
        n_left = lines.stop - lines.start
        for number in itertools.count(lines.first_line):
            line = file.readline(n_left)
            if not line:
                return
            n_left -= len(line)
            if not line.strip():
                continue
            record = _record(line)
            if record is None:
                yield BadLine(number)
                continue
            row = _row(number, record, names)
            if not row.is_blank and not layout.is_heading(row):
                yield layout.document(table, row, options)


def _names_and_layout(path: Path, file: Iterable[bytes], options: ReadOptions) -> tuple[Sequence[str], Layout]:
    """The names of the columns, and which of them hold what, by the first records of a file."""
    lines = ((number, line) for number, line in enumerate(file, start=1) if line.strip())
    first_ones = list(itertools.islice(lines, HEAD_RECORDS))
    if any(sign in line for _, line in first_ones for sign in _FOREIGN):
        raise DocumentError("document.encoding", file=shown(path))
    records = [(number, record) for number, line in first_ones if (record := _record(line)) is not None]
    if not records:
        raise DocumentError("document.no_rows", file=shown(path))
    names = list(dict.fromkeys(name for _, record in records for name in record))
    rows = [Row(number=0, cells=names), *(_row(number, record, names) for number, record in records)]
    head = [row for row in rows if not row.is_blank][:HEADING_ROWS]
    try:
        return names, Layout.of(Table(path=path, rows=()), head, options)
    except NoTextColumnError as error:
        raise no_text_column(path, names) from error


def _record(line: bytes) -> dict[str, object] | None:
    try:
        record = json.loads(line.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _row(number: int, record: dict[str, object], names: Sequence[str]) -> Row:
    return Row(number=number, cells=[cell_text(record.get(name)) for name in names])
