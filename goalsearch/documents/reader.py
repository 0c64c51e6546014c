"""The front door: a path in, documents out, whatever the format."""

import dataclasses
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from goalsearch.documents.document import Document
from goalsearch.documents.file_format import FileFormat, format_of, format_of_name
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.pipe import is_pipe, read_pipe
from goalsearch.documents.source import HEAD_BYTES, check, check_size, document_id, read_head, shown
from goalsearch.errors import DocumentError
from goalsearch.text.spaced_letters import without_letter_blanks

_DEFAULT: Final = ReadOptions()
# Read row by row, whatever their length: what one row may cost is bounded.
_STREAMED: Final = frozenset({FileFormat.DELIMITED, FileFormat.JSON_LINES, FileFormat.PARQUET})


def read(path: str | os.PathLike[str], *, options: ReadOptions = _DEFAULT) -> tuple[Document, ...]:
    """
    All documents of a file: one for a text, Word file, PDF or web page, one for each row of a table.

    Raises:
        DocumentError: If the file cannot be read as text; its message says why and what to do.
    """
    return tuple(iter_documents(path, options=options))


def iter_documents(path: str | os.PathLike[str], *, options: ReadOptions = _DEFAULT) -> Iterator[Document]:
    """
    The documents of a file one after the other, so that a table of any length needs little memory.

    Raises:
        DocumentError: While iterating, if the file cannot be read as text. Rows before a broken one come first.
    """
    file = path if isinstance(path, Path) else Path(path)
    n_bytes = check(file)
    head = read_head(file)
    try:
        found = format_of(file, head, options.limits)
    except DocumentError as error:
        yield _with_text(_converted(file, error, options))
        return
    if found not in _STREAMED:
        check_size(file, n_bytes, options.limits)
    match found:
        case FileFormat.WORKBOOK:
            from goalsearch.documents.workbook import iter_workbook

            yield from iter_workbook(file, options)
        case FileFormat.PAGE_TABLE:
            yield from _page_tables(file, options)
        case FileFormat.DELIMITED:
            from goalsearch.documents.delimited_text import iter_delimited

            yield from iter_delimited(file, options)
        case FileFormat.JSON_LINES:
            from goalsearch.documents.json_lines import iter_json_lines

            yield from iter_json_lines(file, options)
        case FileFormat.PARQUET:
            from goalsearch.documents.parquet import iter_parquet

            yield from iter_parquet(file, options)
        case FileFormat.RECORDS:
            from goalsearch.documents.records import iter_records

            yield from iter_records(file, options)
        case whole:
            yield _with_text(_closed_up(_whole(file, whole, head, options)))


def read_one(path: str | os.PathLike[str], *, options: ReadOptions = _DEFAULT) -> Document:
    """
    The document of a file that holds one, or of a pipe.

    Raises:
        DocumentError: If the file cannot be read as text, or is a table with several rows; if nothing comes through
            the pipe for as long as a reader may take.
    """
    file = Path(path)
    if is_pipe(file):
        return Document(document_id=shown(file.name), path=file, text=read_pipe(file, options.limits))
    documents = list(itertools.islice(iter_documents(file, options=options), 2))
    if len(documents) > 1:
        raise DocumentError("document.several", file=shown(file))
    return documents[0]


def read_text(path: str | os.PathLike[str], *, options: ReadOptions = _DEFAULT) -> str:
    """
    The text of a file that holds one document.

    Raises:
        DocumentError: As `read_one`.
    """
    return read_one(path, options=options).text


def _converted(path: Path, refusal: DocumentError, options: ReadOptions) -> Document:
    """A document of a format that is refused, if LibreOffice is there to help."""
    from goalsearch.documents import office

    program = office.office_program() if refusal.key == office.CONVERTED else None
    if program is None:
        raise refusal
    return office.read_with_office(path, program, options)


def _page_tables(path: Path, options: ReadOptions) -> Iterator[Document]:
    """The rows of the tables of a page; the page itself if Excel saved it and it is no list, but a letter or a memo."""
    from goalsearch.documents.html import read_html
    from goalsearch.documents.workbook import iter_page_tables

    try:
        yield from iter_page_tables(path, options)
    except DocumentError as error:
        if error.key != "document.columns" or options.names_columns or format_of_name(path.name) is not FileFormat.HTML:
            raise
        yield _with_text(_closed_up(read_html(path, options)))


def _whole(path: Path, file_format: FileFormat, head: bytes, options: ReadOptions) -> Document:
    match file_format:
        case FileFormat.WORD:
            from goalsearch.documents.word import read_word

            return read_word(path, options)
        case FileFormat.FLAT_WORD:
            from goalsearch.documents.flat_word import read_flat_word

            return read_flat_word(path, options)
        case FileFormat.PDF:
            from goalsearch.documents.pdf import read_pdf

            return read_pdf(path, options)
        case FileFormat.HTML:
            from goalsearch.documents.html import read_html

            return read_html(path, options)
        case FileFormat.SLIDES:
            from goalsearch.documents.slides import read_slides

            return read_slides(path, options)
        case FileFormat.OPEN_DOCUMENT:
            from goalsearch.documents.open_document import read_open_document

            return read_open_document(path, options)
        case FileFormat.MAIL:
            from goalsearch.documents.mail import read_mail

            return read_mail(path, options)
        case _:
            from goalsearch.documents.plain_text import read_plain_text, text_of

            # Of a folder of short texts, opening each twice would be most of the reading.
            is_whole = len(head) < HEAD_BYTES
            decoded = text_of(path, head) if is_whole else read_plain_text(path, options.limits)
            return Document(
                document_id=document_id(path, options.root), path=path, text=decoded.text, encoding=decoded.encoding
            )


def _closed_up(document: Document) -> Document:
    text = without_letter_blanks(document.text)
    return document if text is document.text else dataclasses.replace(document, text=text)


def _with_text(document: Document) -> Document:
    if not document.text.strip():
        raise DocumentError("document.no_text", file=shown(document.path))
    return document
