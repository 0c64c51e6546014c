"""
Workbooks (.xlsx, .xlsm, .xlsb, .xls, .ods): each row of each sheet a proposal.

All visible sheets that have a text column are read; a sheet that is a form gives one document (``sheet_form``). What is
passed over, hidden sheets, those without such a column, and examples and lists beside the proposals, is named in a note
on the last document. The parsing is done by calamine in a worker process
(``workbook_rows``): it lays a sheet out in memory as a full rectangle, which one stray cell in the last column of the
last row makes larger than any memory.
"""

import itertools
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypedDict, cast

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.columns import Wanted, find_columns
from goalsearch.documents.document import Document, Note
from goalsearch.documents.formulas import rows_with_formulas
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.person import labelled_person
from goalsearch.documents.reader_process import run
from goalsearch.documents.row import CellRow
from goalsearch.documents.sheet_boxes import TextBox, boxes_of, has_boxes, with_boxes
from goalsearch.documents.sheet_form import MOST_ROWS, FilledForm, form_of, form_of_all, one_by_one, turned
from goalsearch.documents.source import document_id, read_head, shown
from goalsearch.documents.table import DocumentTable, NoTextColumnError, iter_rows, no_text_column
from goalsearch.errors import DocumentError

_SIDE_SHEET: Final = re.compile(
    r"(?:記入|記載|入力|作成|回答)の?例|見本|サンプル$|^例$|テンプレート|[雛ひ][形な]|^凡例$|^目次$|(?:変更|改訂)履歴"
    r"|(?:記入|記載|作成)要領|注意事項|^説明$|記入説明|選択肢|プルダウン|コード表"
    r"|^(?:選択|入力)?リスト$|マスター?(?:データ)?$|^read ?me|^samples?$|^examples?$|instruction|^master(?: ?data)?$"
    r"|lookup|drop ?down|^lists?$"
)
_NO_BOXES: Final[Mapping[str, Sequence[TextBox]]] = MappingProxyType({})
_MOST_ASIDE: Final = 1000
# A list to choose from has few rows, and each says a word; no abstract is so short.
_MOST_CHOICES: Final = 50
_CHOICE_CHARS: Final = 20

TASK: Final = "goalsearch.documents.workbook_rows:read_sheets"
PAGE_TASK: Final = "goalsearch.documents.page_rows:read_tables"


class WorkbookPortion(TypedDict):
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
    boxes = boxes_of(path, options.limits) if _check_unpacked(path, options) else {}
    yield from _iter_sheets(path, options, run(TASK, path, {"sheet": options.sheet}, options.limits), boxes)


def iter_page_tables(path: Path, options: ReadOptions) -> Iterator[Document]:
    """
    The rows of the tables of a web page, each table as a sheet.

    Raises:
        DocumentError: As `iter_workbook`.
    """
    arguments = {"sheet": options.sheet, "file_bytes": options.limits.file_bytes}
    yield from _iter_sheets(path, options, run(PAGE_TASK, path, arguments, options.limits))


def _iter_sheets(
    path: Path, options: ReadOptions, portions: Iterator[object], boxes: Mapping[str, Sequence[TextBox]] = _NO_BOXES
) -> Iterator[Document]:
    sheets = _Sheets(cast("Iterator[WorkbookPortion]", portions))
    headings: list[str] = []
    passed_over: list[str] = []
    aside: list[tuple[str, list[Document]]] = []
    n_tables = 0
    last: Document | None = None
    has_formula = cache(partial(rows_with_formulas, path, options.limits))
    for name, rows in _with_drawn(sheets, boxes, options):
        try:
            found = _documents(path, name, rows, options, boxes.get(name, ()))
            if options.sheet is None and is_side_sheet(name):
                aside.append((name, list(itertools.islice(found, _MOST_ASIDE))))
                continue
            first = list(itertools.islice(found, _MOST_CHOICES + 1))
            if options.sheet is None and _is_list_of_choices(first):
                aside.append((name, first))
                continue
            for document in itertools.chain(first, found):
                if last is not None:
                    yield last
                last = document if document.text.strip() else _explained(document, has_formula())
            n_tables += 1
        except NoTextColumnError as error:
            if error.headings:
                headings = headings or error.headings
                passed_over.append(name)
    if last is None and any(documents for _, documents in aside):
        # A workbook of examples alone is read as any other.
        *others, last = itertools.chain.from_iterable(documents for _, documents in aside)
        yield from others
        aside.clear()
    if last is None:
        raise _nothing_found(path, n_tables, headings)
    notes = _notes(path, passed_over, sheets.hidden, [name for name, documents in aside if documents])
    yield replace(last, notes=(*last.notes, *notes))


def is_side_sheet(name: str) -> bool:
    """Whether a sheet holds examples, instructions or lists to choose from, as its name says."""
    return _SIDE_SHEET.search(unicodedata.normalize("NFKC", name).casefold()) is not None


def _is_list_of_choices(documents: Sequence[Document]) -> bool:
    """Whether the rows of a sheet, as far as they are given, are a short list of words and no proposals."""
    return 0 < len(documents) <= _MOST_CHOICES and all(
        0 < len(document.text.strip()) < _CHOICE_CHARS for document in documents
    )


def _documents(
    path: Path, sheet: str, rows: Iterator[CellRow], options: ReadOptions, boxes: Sequence[TextBox] = ()
) -> Iterator[Document]:
    """What a sheet holds: one document if it is a form, one for each row if it is a table."""
    head = list(itertools.islice(rows, MOST_ROWS + 1))
    whole = with_boxes(head, boxes) if boxes and len(head) <= MOST_ROWS else head
    form = None
    if not options.names_columns:
        if (beside := turned(whole)) is not None:
            yield from iter_rows(DocumentTable(path=path, rows=beside, sheet=sheet), options)
            return
        if len(parts := one_by_one(whole)) > 1 and all(forms := [form_of(part) for part in parts]):
            for part, form in zip(parts, forms, strict=True):
                if form is not None:
                    yield _of_form(path, f"{sheet}!{part[0].number}", form, options)
            return
        form = form_of(whole)
    if form is None and boxes and not options.names_columns:
        form = _drawn(head, whole)
    if form is None:
        yield from iter_rows(DocumentTable(path=path, rows=itertools.chain(head, rows), sheet=sheet), options)
        return
    yield _of_form(path, sheet, form, options)


def _of_form(path: Path, place: str, form: FilledForm, options: ReadOptions) -> Document:
    title, person = labelled_person(form.labelled)
    return Document(
        document_id=document_id(path, options.root, place),
        path=path,
        place=place,
        record_id=form.record_id,
        title=form.title or title,
        text=form.text,
        year=form.year,
        field=form.field,
        person=person,
        is_form=True,
    )


def _with_drawn(
    sheets: "_Sheets", boxes: Mapping[str, Sequence[TextBox]], options: ReadOptions
) -> Iterator[tuple[str, Iterator[CellRow]]]:
    """The sheets, and those after them that have no cells but text boxes."""
    seen = set()
    for name, rows in sheets:
        seen.add(name)
        yield name, rows
    for name in boxes:
        if name not in seen and name not in sheets.hidden and options.sheet in (None, name):
            yield name, iter(())


def _drawn(head: Sequence[CellRow], whole: Sequence[CellRow]) -> FilledForm | None:
    """A sheet with text boxes as a form, unless its cells are a table."""
    filled = [row.headings or row.cells for row in head if not row.is_blank]
    return form_of_all(whole) if find_columns(filled, Wanted()) is None else None


def _explained(document: Document, formulas: frozenset[tuple[str, int]]) -> Document:
    """A row without text, with a note if its text is a formula that nobody worked out."""
    sheet, _, number = (document.place or "").rpartition("!")
    if not number.isdecimal() or (sheet, int(number)) not in formulas:
        return document
    return replace(
        document, notes=(*document.notes, Note(key="document.note.formula", values={"file": document.document_id}))
    )


def _check_unpacked(path: Path, options: ReadOptions) -> bool:
    """Make sure that a workbook can be unpacked; tell whether it may have text boxes."""
    # An .xls is no archive; its size is what it is.
    if not read_head(path).startswith(b"PK"):
        return False
    with opened(path) as archive:
        check_sizes(path, archive, _xml_members(archive), options.limits)
        return has_boxes(archive)


def _xml_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What calamine may unpack; pictures stay packed."""
    return [member for member in archive.infolist() if member.filename.lower().endswith((".xml", ".rels", ".bin"))]


def _nothing_found(path: Path, n_tables: int, headings: list[str]) -> DocumentError:
    if n_tables or not headings:
        return DocumentError("document.no_rows", file=shown(path))
    return no_text_column(path, headings)


def _notes(path: Path, passed_over: list[str], hidden: list[str], aside: list[str]) -> Iterator[Note]:
    if aside:
        yield Note(key="document.note.sheets_aside", values={"file": shown(path), "sheets": ", ".join(aside)})
    if passed_over:
        values = {"file": shown(path), "sheets": ", ".join(passed_over)}
        yield Note(key="document.note.sheets_without_text", values=values)
    if hidden:
        yield Note(key="document.note.sheets_hidden", values={"file": shown(path), "sheets": ", ".join(hidden)})


class _Sheets:
    """Portions as they come, as sheets with rows."""

    def __init__(self, portions: Iterator[WorkbookPortion]) -> None:
        self._portions = portions
        self._next: WorkbookPortion | None = next(portions, None)
        self.hidden: list[str] = []

    def __iter__(self) -> Iterator[tuple[str, Iterator[CellRow]]]:
        while (portion := self._next) is not None:
            if not portion["is_visible"]:
                self.hidden.append(portion["sheet"])
                self._next = next(self._portions, None)
                continue
            rows = self._rows(portion["sheet"])
            yield portion["sheet"], rows
            for _ in rows:
                """Rows that nobody wanted stand before the next sheet."""

    def _rows(self, sheet: str) -> Iterator[CellRow]:
        while (portion := self._next) is not None and portion["sheet"] == sheet:
            for number, cells in enumerate(portion["rows"], start=portion["first"]):
                yield CellRow(number=number, cells=cells, headings=portion["headings"].get(str(number)))
            self._next = next(self._portions, None)
