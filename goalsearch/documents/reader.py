"""The front door: a path in, documents out, whatever the format."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from goalsearch.documents.document import Document
from goalsearch.documents.file_format import FileFormat, format_of
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import HEAD_BYTES, check, document_id, read_head, shown
from goalsearch.errors import DocumentError

_DEFAULT: Final = ReadOptions()


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
    check(file, options.limits)
    head = read_head(file)
    match format_of(file, head, options.limits):
        case FileFormat.WORKBOOK:
            from goalsearch.documents.workbook import iter_workbook

            yield from iter_workbook(file, options)
        case FileFormat.DELIMITED:
            from goalsearch.documents.delimited import iter_delimited

            yield from iter_delimited(file, options)
        case FileFormat.JSON_LINES:
            from goalsearch.documents.json_lines import iter_json_lines

            yield from iter_json_lines(file, options)
        case FileFormat.PARQUET:
            from goalsearch.documents.parquet import iter_parquet

            yield from iter_parquet(file, options)
        case whole:
            yield _with_text(_whole(file, whole, head, options))


def read_text(path: str | os.PathLike[str], *, options: ReadOptions = _DEFAULT) -> str:
    """
    The text of a file that holds one document.

    Raises:
        DocumentError: If the file cannot be read as text, or is a table with several rows.
    """
    documents = list(itertools.islice(iter_documents(path, options=options), 2))
    if len(documents) > 1:
        raise DocumentError("document.several", file=shown(Path(path)))
    return documents[0].text


def _whole(path: Path, file_format: FileFormat, head: bytes, options: ReadOptions) -> Document:
    match file_format:
        case FileFormat.WORD:
            from goalsearch.documents.word import read_word

            return read_word(path, options)
        case FileFormat.PDF:
            from goalsearch.documents.pdf import read_pdf

            return read_pdf(path, options)
        case FileFormat.HTML:
            from goalsearch.documents.html import read_html

            return read_html(path, options)
        case _:
            from goalsearch.documents.plain_text import read_plain_text, text_of

            # Of a folder of short texts, opening each twice would be most of the reading.
            is_whole = len(head) < HEAD_BYTES
            decoded = text_of(path, head) if is_whole else read_plain_text(path, options.limits)
            return Document(
                document_id=document_id(path, options.root), path=path, text=decoded.text, encoding=decoded.encoding
            )


def _with_text(document: Document) -> Document:
    if not document.text.strip():
        raise DocumentError("document.no_text", file=shown(document.path))
    return document
