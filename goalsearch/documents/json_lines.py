"""Tables as JSON Lines (.jsonl, .ndjson): each line an object, its keys the headings."""

import itertools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from goalsearch.documents.cell import cell_text
from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import shown
from goalsearch.documents.table import NoTextColumnError, Row, Table, iter_rows, no_text_column
from goalsearch.documents.text_stream import open_text
from goalsearch.errors import DocumentError

HEAD_RECORDS: Final = 100
"""Records of one file may differ in their keys; those of so many first ones make the columns."""

_Record = Mapping[str, object]


def iter_json_lines(path: Path, options: ReadOptions) -> Iterator[Document]:
    """
    The records of a file; a row's number is that of its line.

    Raises:
        DocumentError: If a line is no JSON object, or no key is known to stand for text.
    """
    stream, encoding = open_text(path, options.limits)
    with stream:
        records = _records(path, stream)
        head = list(itertools.islice(records, HEAD_RECORDS))
        if not head:
            raise DocumentError("document.no_rows", file=shown(path))
        names = list(dict.fromkeys(name for _, record in head for name in record))
        headings = Row(number=0, cells=names)
        body = (
            Row(number=number, cells=[cell_text(record.get(name)) for name in names])
            for number, record in itertools.chain(head, records)
        )
        table = Table(path=path, rows=itertools.chain([headings], body), encoding=encoding)
        try:
            yield from iter_rows(table, options)
        except NoTextColumnError as error:
            raise no_text_column(path, names) from error


def _records(path: Path, stream: TextIO) -> Iterator[tuple[int, _Record]]:
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DocumentError("document.json_line", file=shown(path), line=number) from error
        if not isinstance(record, dict):
            raise DocumentError("document.json_line", file=shown(path), line=number)
        yield number, record
