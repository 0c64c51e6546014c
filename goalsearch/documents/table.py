"""Rows to documents: what all tables have in common, wherever their rows come from."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.documents.columns import (
    HEADING_ROWS,
    Columns,
    ColumnUnknownError,
    Wanted,
    find_columns,
    headings_seen,
)
from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import DocumentError

_MAX_HEADINGS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row of a table.

    Attributes:
        number: Its number, counted from 1 as Excel does.
        cells: Its cells as text.
        headings: What it says if it is a row of headings, where that is more: a merged cell stands over many columns.
    """

    number: int
    cells: Sequence[str]
    headings: Sequence[str] | None = None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """
    A table that is being read.

    Attributes:
        path: Its file.
        rows: Its rows; they can be run through once.
        sheet: Name of the sheet, for a workbook.
        encoding: Encoding, for a text file.
    """

    path: Path
    rows: Iterable[Row]
    sheet: str | None = None
    encoding: str | None = None


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
class Layout:
    """
    Which columns of a table hold what.

    Attributes:
        columns: The columns.
        headings: The cells of the rows of headings.
    """

    columns: Columns
    headings: Sequence[Sequence[str]]

    @classmethod
    def of(cls, table: Table, head: Sequence[Row], options: ReadOptions) -> "Layout":
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

    def is_heading(self, row: Row) -> bool:
        """Whether a row repeats the headings, as long tables do that were printed with them on each page."""
        return tuple(row.cells) in self.headings

    def document(self, table: Table, row: Row, options: ReadOptions) -> Document:
        """What a row holds."""
        columns = self.columns
        place = str(row.number) if table.sheet is None else f"{table.sheet}!{row.number}"
        texts = (_cell(row, column).strip() for column in columns.text)
        return Document(
            document_id=document_id(table.path, options.root, place),
            path=table.path,
            place=place,
            record_id=_cell(row, columns.id).strip() or None,
            title=" ".join(_cell(row, columns.title).split()) or None,
            text="\n\n".join(filter(None, texts)),
            year=None if columns.year is None else _cell(row, columns.year).strip(),
            field=" ".join(_cell(row, columns.field).split()) or None,
            encoding=table.encoding,
        )


def iter_rows(table: Table, options: ReadOptions) -> Iterator[Document]:
    """
    One document for each row below the headings; rows without anything in them are passed over.

    A row with an id or anything else but without text is kept, with an empty text.

    Raises:
        NoTextColumnError: If no column is known to hold text.
        DocumentError: If a column that the options name is not there.
    """
    rows = (row for row in table.rows if not row.is_blank)
    head = list(itertools.islice(rows, HEADING_ROWS))
    layout = Layout.of(table, head, options)
    for row in itertools.chain(head[layout.columns.first_row :], rows):
        if not layout.is_heading(row):
            yield layout.document(table, row, options)


def no_text_column(path: Path, headings: Sequence[str]) -> DocumentError:
    """The error for a table in which no column is known to hold text."""
    seen = ", ".join(headings[:_MAX_HEADINGS_SHOWN]) + (" …" if len(headings) > _MAX_HEADINGS_SHOWN else "")
    return DocumentError("document.columns", file=shown(path), headings=seen or "-")


def _cell(row: Row, column: int | None) -> str:
    return "" if column is None or column >= len(row.cells) else row.cells[column]
