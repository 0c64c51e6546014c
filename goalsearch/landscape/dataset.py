"""
Projects, of a table above all, as records with years, and an account of what became of its rows.

A project that stands in the table twice, by its id or by its title and text, counts once, with the year of its first
row. Only digests are kept for that, not the texts.
"""

import hashlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple, Self

from goalsearch.documents import ReadOptions, iter_documents
from goalsearch.documents.document import Document
from goalsearch.documents.file_format import TABLE_FORMATS, detect
from goalsearch.documents.source import check, shown
from goalsearch.errors import DatasetError, DocumentError
from goalsearch.model import Json
from goalsearch.text.fiscal_year import fiscal_year

_N_EXAMPLES: Final = 5
_SHOWN_CHARS: Final = 40


class ProjectRecord(NamedTuple):
    """
    One project.

    Attributes:
        document_id: Where it stands, see `goalsearch.documents.Document`.
        title: Its title; empty if the table has none.
        abstract: Its text.
        year: Its fiscal year; None if it cannot be read.
        field: Its field of research, if the table says one.
        is_row: Whether it is a row of a table, and not a file of its own.
    """

    document_id: str
    title: str
    abstract: str
    year: int | None
    field: str | None
    is_row: bool = True


class Unread(NamedTuple):
    """A year that cannot be read: the row that it stands in, with and without its file, and what is written there."""

    document_id: str
    place: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetReading:
    """
    What became of the rows of a dataset.

    Attributes:
        file: What to call it: the name of the table.
        n_rows: Rows of tables below the headings; another file is one.
        n_without_text: Rows without title and text, which are left out.
        n_duplicates: Rows left out because an earlier one has the same id, or the same title and text.
        n_unread: Rows, of those that remain, whose year cannot be read.
        unread: The first of these.
        has_years: Whether there is a column for the year.
    """

    file: str
    n_rows: int
    n_without_text: int
    n_duplicates: int
    n_unread: int
    unread: tuple[Unread, ...]
    has_years: bool

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "file": self.file,
            "n_rows": self.n_rows,
            "n_without_text": self.n_without_text,
            "n_duplicates": self.n_duplicates,
            "n_unread_years": self.n_unread,
            "unread_years": [unread._asdict() for unread in self.unread],
        }


class Dataset:
    """
    Projects that are read one by one. Once they are run through, `reading` says what became of them.

    Args:
        name: What to call them.
        paths: Their files; each row of a table is a project.
        options: How to read them, and which columns to take.
        failed: Ids of what an earlier reading could not use, files and rows; this one passes over them in silence. None
            if this is the first.
    """

    def __init__(
        self, name: str, paths: Iterable[Path], options: ReadOptions, *, failed: Container[str] | None = None
    ) -> None:
        self.name = name
        self._paths, self._options, self._failed = paths, options, failed
        self._n_rows = self._n_without_text = self._n_duplicates = self._n_unread = 0
        self._unread: list[Unread] = []
        self._has_years = False
        self._seen: set[bytes] = set()

    @classmethod
    def of_table(cls, path: Path, options: ReadOptions) -> Self:
        """
        The rows of a table: a CSV, TSV, workbook, or JSON Lines file.

        Raises:
            DatasetError: If the file is no table.
            DocumentError: If it cannot be read at all.
        """
        check(path)
        if detect(path, options.limits) not in TABLE_FORMATS:
            raise DatasetError("dataset.no_table", file=shown(path))
        return cls(shown(path.name), [path], options)

    @property
    def reading(self) -> DatasetReading:
        """What became of the rows that were read so far."""
        return DatasetReading(
            file=self.name,
            n_rows=self._n_rows,
            n_without_text=self._n_without_text,
            n_duplicates=self._n_duplicates,
            n_unread=self._n_unread,
            unread=tuple(self._unread),
            has_years=self._has_years,
        )

    def records(self) -> Iterator[ProjectRecord]:
        """
        The projects in their order, each once.

        Raises:
            DocumentError: If a file cannot be read, or a table has no column that is known to hold text.
        """
        for document in self._documents():
            self._n_rows += 1
            if not document.text.strip() and not document.title:
                self._n_without_text += 1
            elif self._is_known(document):
                self._n_duplicates += 1
            else:
                yield self._record(document)

    def _documents(self) -> Iterator[Document]:
        paths = list(self._paths)
        for path in paths:
            try:
                yield from self._documents_of(path, self._options)
            except DocumentError as error:
                is_about_column = error.key == "document.column_unknown"
                if self._failed is None or (is_about_column and len(paths) == 1):
                    raise
                if is_about_column:
                    # Of several tables some have no such column: their rows count without a year.
                    yield from self._documents_of(path, replace(self._options, year_column=None))

    def _documents_of(self, path: Path, options: ReadOptions) -> Iterator[Document]:
        for document in iter_documents(path, options=options):
            if self._failed is None or document.document_id not in self._failed:
                yield document

    def _record(self, document: Document) -> ProjectRecord:
        year = None
        if document.year is not None:
            self._has_years = True
            year = fiscal_year(document.year)
            if year is None:
                self._n_unread += 1
                if len(self._unread) < _N_EXAMPLES:
                    value = document.year[:_SHOWN_CHARS]
                    self._unread.append(Unread(document.document_id, document.place or "", value))
        is_row = document.place is not None
        return ProjectRecord(document.document_id, document.title or "", document.text, year, document.field, is_row)

    def _is_known(self, document: Document) -> bool:
        """Whether an earlier row has its id, or its title and text; from now on this one is an earlier row."""
        keys = [_digest("text", document.title or "", document.text)]
        if document.record_id:
            # Tables of a folder, and sheets of a workbook, may each count from 1.
            sheet, _, _ = (document.place or "").rpartition("!")
            keys.append(_digest("id", str(document.path), sheet, document.record_id))
        is_known = not self._seen.isdisjoint(keys)
        self._seen.update(keys)
        return is_known


def _digest(*parts: str) -> bytes:
    content = "\0".join(" ".join(part.split()) for part in parts)
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).digest()
