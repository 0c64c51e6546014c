"""
JSON Lines of any size in portions of whole lines, so that several machines can read one file.

Only files in UTF-8, as JSON has to be, can be cut: in UTF-16 and ISO-2022-JP the byte of a line end is not always one.
The columns are those of the whole file: whoever reads a portion looks at the first records too. A line that is no
record is reported in its place and the lines after it are read, since nobody knows at which line another portion broke.
"""

import codecs
import contextlib
import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final, NamedTuple

from goalsearch.documents.cell import cell_text
from goalsearch.documents.columns import HEADING_ROWS
from goalsearch.documents.document import Document
from goalsearch.documents.json_lines import HEAD_RECORDS
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.row import CellRow
from goalsearch.documents.source import open_binary, reported, shown
from goalsearch.documents.table import ColumnLayout, DocumentTable, NoTextColumnError, no_text_column
from goalsearch.documents.text_stream import row_too_long, row_too_wide
from goalsearch.errors import DocumentError

# In the head of a file that is not UTF-8, though its bytes may be: ISO-2022-JP, UTF-16.
_FOREIGN: Final = (b"\x1b", b"\0")
_PIECE_BYTES: Final = 1024 * 1024


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
    """
    A line that is no record.

    Attributes:
        number: Its number, from 1.
        error: What is wrong with it.
    """

    number: int
    error: DocumentError


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
            n_rest, n_ends = _skip_line(file)
            stop = start + len(data) + n_rest
            yield LineRange(start, stop, first_line)
            first_line += data.count(b"\n") + n_ends
            start = stop


def iter_line_range(path: Path, lines: LineRange, options: ReadOptions) -> Iterator[Document | BadLine]:
    """
    The records in some lines of a file, as `goalsearch.documents.iter_documents` gives them of the whole.

    Raises:
        DocumentError: As `line_ranges`.
    """
    table = DocumentTable(path=path, rows=(), encoding="utf-8")
    with open_binary(path) as file, reported(path):
        names, layout = _names_and_layout(path, file, options)
        file.seek(lines.start)
        n_left = lines.stop - lines.start
        for number in itertools.count(lines.first_line):
            line, n_read = _line(file, n_left, options.limits)
            if not n_read:
                return
            n_left -= n_read
            if not line.strip():
                continue
            try:
                record = _record(path, number, line, options.limits)
            except DocumentError as error:
                yield BadLine(number, error)
                continue
            row = _row(number, record, names)
            if not row.is_blank and not layout.is_heading(row):
                yield layout.document(table, row, options)


def _line(file: IO[bytes], n_left: int, limits: Limits) -> tuple[bytes, int]:
    """A line, cut where it is longer than any that is read, and how many bytes it has in the file."""
    most = _most_bytes(limits)
    line = file.readline(min(n_left, most + 1))
    n_rest = _skip_line(file)[0] if len(line) > most and not line.endswith(b"\n") else 0
    return line, len(line) + n_rest


def _skip_line(file: IO[bytes]) -> tuple[int, int]:
    """Pass over what is left of a line; gives how many bytes that were, and how many line ends."""
    n_bytes = 0
    while piece := file.readline(_PIECE_BYTES):
        n_bytes += len(piece)
        if piece.endswith(b"\n"):
            return n_bytes, 1
    return n_bytes, 0


def _most_bytes(limits: Limits) -> int:
    # UTF-8 has four for a character at most.
    return 4 * limits.row_chars


def _names_and_layout(path: Path, file: IO[bytes], options: ReadOptions) -> tuple[Sequence[str], ColumnLayout]:
    """The names of the columns, and which of them hold what, by the first records of a file."""
    records = list(_first_records(path, file, options.limits))
    if not records:
        raise DocumentError("document.no_rows", file=shown(path))
    names = list(dict.fromkeys(name for _, record in records for name in record))
    rows = [CellRow(number=0, cells=names), *(_row(number, record, names) for number, record in records)]
    head = [row for row in rows if not row.is_blank][:HEADING_ROWS]
    try:
        return names, ColumnLayout.of(DocumentTable(path=path, rows=()), head, options)
    except NoTextColumnError as error:
        raise no_text_column(path, names) from error


def _first_records(path: Path, file: IO[bytes], limits: Limits) -> Iterator[tuple[int, dict[str, object]]]:
    """The records among the first lines that are not blank, with the numbers of these."""
    n_lines = 0
    for number in itertools.count(1):
        line, n_read = _line(file, sys.maxsize, limits)
        if not n_read or n_lines == HEAD_RECORDS:
            return
        if not line.strip():
            continue
        n_lines += 1
        if any(sign in line for sign in _FOREIGN):
            raise DocumentError("document.encoding", file=shown(path))
        with contextlib.suppress(DocumentError):
            yield number, _record(path, number, line, limits)


def _record(path: Path, number: int, line: bytes, limits: Limits) -> dict[str, object]:
    """
    The record of a line.

    Raises:
        DocumentError: If it is none, or is longer or has more keys than a record may.
    """
    if len(line) > _most_bytes(limits):
        raise row_too_long(path, number, limits)
    try:
        text = line.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        record = json.loads(text) if len(text) <= limits.row_chars else None
    except (ValueError, RecursionError) as error:
        raise DocumentError("document.json_line", file=shown(path), line=number) from error
    if len(text) > limits.row_chars:
        raise row_too_long(path, number, limits)
    if not isinstance(record, dict):
        raise DocumentError("document.json_line", file=shown(path), line=number)
    if len(record) > limits.row_cells:
        raise row_too_wide(path, number, limits)
    return record


def _row(number: int, record: dict[str, object], names: Sequence[str]) -> CellRow:
    return CellRow(number=number, cells=[cell_text(record.get(name)) for name in names])
