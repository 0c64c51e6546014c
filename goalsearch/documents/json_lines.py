"""Tables as JSON Lines (.jsonl, .ndjson): each line an object, its keys the headings."""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from goalsearch.documents.cell import cell_text
from goalsearch.documents.document import Document
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.row import CellRow
from goalsearch.documents.source import shown
from goalsearch.documents.table import DocumentTable, NoTextColumnError, iter_rows, no_text_column
from goalsearch.documents.text_stream import bounded_lines, open_text, row_too_wide
from goalsearch.errors import DocumentError

HEAD_RECORDS: Final = 100
"""Records of one file may differ in their keys; those of so many first ones make the columns."""

_Record = Mapping[str, object]


def iter_json_lines(path: Path, options: ReadOptions) -> Iterator[Document]:
    """
    The records of a file; a row's number is that of its line.

    Raises:
        DocumentError: If a line is no JSON object, too long or has too many keys, or no key is known to stand for text.
    """
    stream, encoding = open_text(path, options.limits)
    with stream:
        records = _records(path, bounded_lines(path, stream, options.limits), options.limits)
        head = list(itertools.islice(records, HEAD_RECORDS))
        if not head:
            raise DocumentError("document.no_rows", file=shown(path))
        names = list(dict.fromkeys(name for _, record in head for name in record))
        headings = CellRow(number=0, cells=names)
        body = (
            CellRow(number=number, cells=[cell_text(record.get(name)) for name in names])
            for number, record in itertools.chain(head, records)
        )
        table = DocumentTable(path=path, rows=itertools.chain([headings], body), encoding=encoding)
        try:
            yield from iter_rows(table, options)
        except NoTextColumnError as error:
            raise no_text_column(path, names) from error


def _records(path: Path, lines: Iterable[str], limits: Limits) -> Iterator[tuple[int, _Record]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DocumentError("document.json_line", file=shown(path), line=number) from error
        if not isinstance(record, dict):
            raise DocumentError("document.json_line", file=shown(path), line=number)
        if len(record) > limits.row_cells:
            raise row_too_wide(path, number, limits)
        yield number, record
