"""Rows to documents: what all tables have in common, wherever their rows come from."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.documents.broken_rows import mended
from goalsearch.documents.cell import plain_text
from goalsearch.documents.columns import (
    HEADING_ROWS,
    Columns,
    ColumnUnknownError,
    Wanted,
    find_columns,
    headings_seen,
)
from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.person import NOBODY, Person, contact, person
from goalsearch.documents.row import CellRow
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import DocumentError

MENDED: Final = "document.note.mended_row"

_MAX_HEADINGS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """
    A table that is being read.

    Attributes:
        path: Its file.
        rows: Its rows; they can be run through once.
        sheet: Name of the sheet, for a workbook.
        encoding: Encoding, for a text file.
        delimiter: What stands between its cells, for a text file in which rows may be broken.
    """

    path: Path
    rows: Iterable[CellRow]
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


class NoTextColumnError(LookupError):
    """
    None of a table's headings is known to stand over text.

    Attributes:
        headings: What was seen instead; empty if the table holds nothing at all.
    """

    def __init__(self, headings: list[str]) -> None:
        super().__init__(headings)
        self.headings = headings


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLayout:
    """
    Which columns of a table hold what.

    Attributes:
        columns: The columns.
        headings: The cells of the rows of headings.
    """

    columns: Columns
    headings: Sequence[Sequence[str]]

    @classmethod
    def of(cls, table: DocumentTable, head: Sequence[CellRow], options: ReadOptions) -> "ColumnLayout":
        """
        The layout of a table by its first rows.

        Args:
            table: The table; its rows are not looked at.
            head: Its first rows that are not blank, `HEADING_ROWS` of them if it has as many.
            options: May name columns.

        Raises:
            NoTextColumnError: If no column is known to hold text.
            DocumentError: If a column that the options name is not there.
        """
        seen = [row.headings or row.cells for row in head]
        wanted = Wanted(
            id_column=options.id_column,
            title_column=options.title_column,
            text_columns=options.text_columns,
            year_column=options.year_column,
            field_column=options.field_column,
            keep_columns=options.keep_columns,
        )
        try:
            columns = find_columns(seen, wanted)
        except ColumnUnknownError as error:
            headings = ", ".join(headings_seen(seen)[:_MAX_HEADINGS_SHOWN])
            raise DocumentError(
                "document.column_unknown", file=shown(table.path), column=error.name, headings=headings or "-"
            ) from error
        if columns is None:
            raise NoTextColumnError(headings_seen(seen))
        return cls(columns=columns, headings=[tuple(row.cells) for row in head[: columns.first_row]])

    def is_heading(self, row: CellRow) -> bool:
        """Whether a row repeats the headings, as long tables do that were printed with them on each page."""
        return tuple(row.cells) in self.headings

    def document(self, table: DocumentTable, row: CellRow, options: ReadOptions) -> Document:
        """What a row holds."""
        columns = self.columns
        own = row.place or str(row.number)
        place = own if table.sheet is None else f"{table.sheet}!{own}"
        texts = (plain_text(_cell(row, column)).strip() for column in columns.text)
        return Document(
            document_id=document_id(table.path, options.root, place),
            path=table.path,
            place=place,
            record_id=_cell(row, columns.id).strip() or None,
            title=" ".join(plain_text(_cell(row, columns.title)).split()) or None,
            text="\n\n".join(filter(None, texts)),
            year=None if columns.year is None else _cell(row, columns.year).strip(),
            field=" ".join(_cell(row, columns.field).split()) or None,
            person=self._person(row) if columns.person else NOBODY,
            kept=tuple((self._heading(column), " ".join(_cell(row, column).split())) for column in columns.kept),
            encoding=table.encoding,
            notes=(Note(key=MENDED, values={"file": shown(table.path), "row": place}),) if row.is_mended else (),
        )

    @property
    def width(self) -> int:
        """How many columns have a heading, those without one between them included; 0 without headings."""
        filled = (column for cells in self.headings for column, cell in enumerate(cells, start=1) if cell.strip())
        return max(filled, default=0)

    def _person(self, row: CellRow) -> Person:
        said = [(kind, column, " ".join(_cell(row, column).split())) for kind, column in self.columns.person]
        single = {kind: value for kind, _, value in said if kind != "contact"}
        return person(
            single.get("name"),
            single.get("department"),
            single.get("position"),
            [contact(self._heading(column), value) for kind, column, value in said if kind == "contact" and value],
        )

    def _heading(self, column: int) -> str:
        """What stands over a column: the lowest of its headings."""
        cells = (row[column] for row in reversed(self.headings) if column < len(row) and row[column].strip())
        return " ".join(next(cells, str(column + 1)).split())


def iter_rows(table: DocumentTable, options: ReadOptions) -> Iterator[Document]:
    """
    One document for each row below the headings; rows without anything in them are passed over.

    A row with an id or anything else but without text is kept, with an empty text.

    Raises:
        NoTextColumnError: If no column is known to hold text.
        DocumentError: If a column that the options name is not there.
    """
    rows = (row for row in table.rows if not row.is_blank)
    head = list(itertools.islice(rows, HEADING_ROWS))
    layout = ColumnLayout.of(table, head, options)
    body: Iterable[CellRow] = itertools.chain(head[layout.columns.first_row :], rows)
    if table.delimiter is not None and layout.width > 1:
        body = mended(body, layout.width, layout.columns.text, table.delimiter)
    for row in body:
        if not layout.is_heading(row):
            yield layout.document(table, row, options)


def no_text_column(path: Path, headings: Sequence[str]) -> DocumentError:
    """The error for a table in which no column is known to hold text."""
    seen = ", ".join(headings[:_MAX_HEADINGS_SHOWN]) + (" …" if len(headings) > _MAX_HEADINGS_SHOWN else "")
    return DocumentError("document.columns", file=shown(path), headings=seen or "-")


def _cell(row: CellRow, column: int | None) -> str:
    return "" if column is None or column >= len(row.cells) else row.cells[column]
