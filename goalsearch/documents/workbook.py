"""
Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods): each row of each sheet a proposal.

All visible sheets that have a text column are read. What is passed over, hidden sheets and those without such a
column, is named in a note on the last document. The parsing is done by calamine in a worker process
(``workbook_rows``): it lays a sheet out in memory as a full rectangle, which one stray cell in the last column of the
last row makes larger than any memory.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypedDict, cast

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.reader_process import run
from goalsearch.documents.source import read_head, shown
from goalsearch.documents.table import NoTextColumnError, Row, Table, iter_rows, no_text_column
from goalsearch.errors import DocumentError

TASK: Final = "goalsearch.documents.workbook_rows:read_sheets"


class Portion(TypedDict):
    """
    What the worker says next about a workbook.

    Attributes:
        sheet: Name of the sheet. A new sheet begins when it changes.
        is_visible: Whether it is shown; a hidden one comes without rows.
        first: Number of the first of the rows, from 1.
        rows: Rows as text.
        headings: The same for some of them, by number, with merged cells filled in: what they say as headings.
    """

    sheet: str
    is_visible: bool
    first: int
    rows: list[list[str]]
    headings: dict[str, list[str]]


def iter_workbook(path: Path, options: ReadOptions) -> Iterator[Document]:
    """
    The rows of a workbook.

    Raises:
        DocumentError: If it is damaged, protected, or a bomb; if no sheet has a column that is known to hold text, or
            the sheet or a column that the options name is not there.
    """
    _check_unpacked(path, options)
    sheets = _Sheets(cast("Iterator[Portion]", run(TASK, path, {"sheet": options.sheet}, options.limits)))
    headings: list[str] = []
    passed_over: list[str] = []
    n_tables = 0
    last: Document | None = None
    for name, rows in sheets:
        try:
            for document in iter_rows(Table(path=path, rows=rows, sheet=name), options):
                if last is not None:
                    yield last
                last = document
            n_tables += 1
        except NoTextColumnError as error:
            if error.headings:
                headings = headings or error.headings
                passed_over.append(name)
    if last is None:
        raise _nothing_found(path, n_tables, headings)
    yield replace(last, notes=tuple(_notes(path, passed_over, sheets.hidden)))


def _check_unpacked(path: Path, options: ReadOptions) -> None:
    # An .xls is no archive; its size is what it is.
    if read_head(path).startswith(b"PK"):
        with opened(path) as archive:
            check_sizes(path, archive, _xml_members(archive), options.limits)


def _xml_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What calamine may unpack; pictures stay packed."""
    return [member for member in archive.infolist() if member.filename.lower().endswith((".xml", ".rels", ".bin"))]


def _nothing_found(path: Path, n_tables: int, headings: list[str]) -> DocumentError:
    if n_tables or not headings:
        return DocumentError("document.no_rows", file=shown(path))
    return no_text_column(path, headings)


def _notes(path: Path, passed_over: list[str], hidden: list[str]) -> Iterator[Note]:
    if passed_over:
        values = {"file": shown(path), "sheets": ", ".join(passed_over)}
        yield Note(key="document.note.sheets_without_text", values=values)
    if hidden:
        yield Note(key="document.note.sheets_hidden", values={"file": shown(path), "sheets": ", ".join(hidden)})


class _Sheets:
    """Portions as they come, as sheets with rows."""

    def __init__(self, portions: Iterator[Portion]) -> None:
        self._portions = portions
        self._next: Portion | None = next(portions, None)
        self.hidden: list[str] = []

    def __iter__(self) -> Iterator[tuple[str, Iterator[Row]]]:
        while (portion := self._next) is not None:
            if not portion["is_visible"]:
                self.hidden.append(portion["sheet"])
                self._next = next(self._portions, None)
                continue
            rows = self._rows(portion["sheet"])
            yield portion["sheet"], rows
            for _ in rows:
                """Rows that nobody wanted stand before the next sheet."""

    def _rows(self, sheet: str) -> Iterator[Row]:
        while (portion := self._next) is not None and portion["sheet"] == sheet:
            for number, cells in enumerate(portion["rows"], start=portion["first"]):
                yield Row(number=number, cells=cells, headings=portion["headings"].get(str(number)))
            self._next = next(self._portions, None)
