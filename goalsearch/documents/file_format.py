"""Which format a file has: by its content where that is unmistakable, by its suffix otherwise."""

import os
import zipfile
from enum import Enum
from pathlib import Path
from typing import Final

from goalsearch.documents.archive import opened
from goalsearch.documents.foreign_format import (
    ADVICE_BY_SUFFIX,
    advice_by_beginning,
    advice_by_content,
    is_flat_word,
    is_office_archive,
    is_page,
    is_records,
    is_sheet_page,
    is_table_page,
)
from goalsearch.documents.options import Limits
from goalsearch.documents.source import HEAD_BYTES, read_bytes, read_head, shown
from goalsearch.documents.text_encoding import EncodingUnknownError, decode
from goalsearch.errors import DocumentError


class FileFormat(Enum):
    """The formats that can be read."""

    TEXT = "text"
    HTML = "html"
    WORD = "word"
    PDF = "pdf"
    WORKBOOK = "workbook"
    DELIMITED = "delimited"
    JSON_LINES = "json-lines"
    PARQUET = "parquet"
    MAIL = "mail"
    SLIDES = "slides"
    OPEN_DOCUMENT = "open-document"
    RECORDS = "records"
    PAGE_TABLE = "page-table"
    FLAT_WORD = "flat-word"


TABLE_FORMATS: Final = frozenset(
    {
        FileFormat.WORKBOOK,
        FileFormat.DELIMITED,
        FileFormat.JSON_LINES,
        FileFormat.PARQUET,
        FileFormat.RECORDS,
        FileFormat.PAGE_TABLE,
    }
)

_BY_SUFFIX: Final = {
    ".txt": FileFormat.TEXT,
    ".text": FileFormat.TEXT,
    ".md": FileFormat.TEXT,
    ".markdown": FileFormat.TEXT,
    ".htm": FileFormat.HTML,
    ".html": FileFormat.HTML,
    ".xhtml": FileFormat.HTML,
    ".docx": FileFormat.WORD,
    ".docm": FileFormat.WORD,
    ".pdf": FileFormat.PDF,
    ".xlsx": FileFormat.WORKBOOK,
    ".xlsm": FileFormat.WORKBOOK,
    ".xlsb": FileFormat.WORKBOOK,
    ".xls": FileFormat.WORKBOOK,
    ".ods": FileFormat.WORKBOOK,
    ".csv": FileFormat.DELIMITED,
    ".tsv": FileFormat.DELIMITED,
    ".tab": FileFormat.DELIMITED,
    ".jsonl": FileFormat.JSON_LINES,
    ".ndjson": FileFormat.JSON_LINES,
    ".parquet": FileFormat.PARQUET,
    ".eml": FileFormat.MAIL,
    ".pptx": FileFormat.SLIDES,
    ".pptm": FileFormat.SLIDES,
    ".ppsx": FileFormat.SLIDES,
    ".odt": FileFormat.OPEN_DOCUMENT,
    ".odp": FileFormat.OPEN_DOCUMENT,
    ".ris": FileFormat.RECORDS,
    ".nbib": FileFormat.RECORDS,
    ".enw": FileFormat.RECORDS,
    ".bib": FileFormat.RECORDS,
    ".ciw": FileFormat.RECORDS,
}
# Files with these suffixes are what their first bytes say, or damaged.
_WITH_SIGNATURE: Final = frozenset(
    {
        FileFormat.SLIDES,
        FileFormat.OPEN_DOCUMENT,
        FileFormat.WORD,
        FileFormat.PDF,
        FileFormat.WORKBOOK,
        FileFormat.PARQUET,
    }
)

_OF_TABLES: Final = frozenset((".xls", ".xlsx"))
_OF_PAGES: Final = frozenset((".htm", ".html", ".xhtml"))
_OF_TEXTS: Final = frozenset((".doc", ".docx", ".dot"))
_OF_OFFICE: Final = _OF_TABLES | _OF_TEXTS | _OF_PAGES | {".mht", ".mhtml", ".xml"}
# What these archives have, mostly among their first parts.
_MAIN_PARTS: Final = {".docx": b"word/document.xml", ".xlsx": b"xl/workbook.xml", ".pptx": b"ppt/presentation.xml"}
_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD_BYTES: Final = 1024
_DELIMITER_BYTES: Final = (b"\t", b",", b";", b"|")
_HEAD_LINES: Final = 20


def format_of_name(name: str) -> FileFormat | None:
    """The format that a file of this name should have, if its suffix is one of those that are read."""
    # Asked of every file of a folder; taking the path apart takes ten times as long.
    return _BY_SUFFIX.get(os.path.splitext(name)[1].lower())  # noqa: PTH122


def is_table_name(name: str) -> bool:
    """Whether a file of this name should be a table, of which each row is a document; nothing is opened."""
    return format_of_name(name) in TABLE_FORMATS


def detect(path: Path, limits: Limits) -> FileFormat:
    """
    The format of a file that exists and is not empty.

    Raises:
        DocumentError: If the format is not supported (the message says how to convert), the file is protected by a
            password, or it does not hold what its suffix promises.
    """
    return format_of(path, read_head(path), limits)


def format_of(path: Path, head: bytes, limits: Limits) -> FileFormat:
    """
    The same for a file that begins with ``head``.

    Raises:
        DocumentError: As `detect`.
    """
    found = _by_content(path, head, limits)
    return found if found is not None else _by_suffix(path, head)


def _by_content(path: Path, head: bytes, limits: Limits) -> FileFormat | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # Nearly always the first members say it; to open the archive takes as long as to read a short document.
        suffix = _suffix(path)
        return _BY_SUFFIX[suffix] if suffix in _MAIN_PARTS and _MAIN_PARTS[suffix] in head else _zip_format(path)
    if head.startswith(b"PAR1"):
        return FileFormat.PARQUET
    if head.startswith(_OLE_SIGNATURE):
        return _compound_format(path, limits)
    if head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head[:_PDF_HEAD_BYTES] and _suffix(path) == ".pdf"):
        return FileFormat.PDF
    if (advice := advice_by_content(head)) is not None:
        raise _unsupported(path, advice)
    return None


def _by_suffix(path: Path, head: bytes) -> FileFormat:
    suffix = _suffix(path)
    if suffix in _OF_OFFICE and (inside := _written_by_office(suffix, head)) is not None:
        return inside
    if advice := ADVICE_BY_SUFFIX.get(suffix):
        raise _unsupported(path, advice)
    by_suffix = _BY_SUFFIX.get(suffix, FileFormat.TEXT)
    if by_suffix is FileFormat.TEXT or by_suffix in _WITH_SIGNATURE:
        if (advice := advice_by_beginning(head)) is not None:
            raise _unsupported(path, advice)
        if is_page(head):
            return FileFormat.HTML
    if by_suffix is FileFormat.TEXT and is_records(head):
        return FileFormat.RECORDS
    if by_suffix is FileFormat.TEXT and _is_table(head):
        return FileFormat.DELIMITED
    if by_suffix in _WITH_SIGNATURE:
        raise DocumentError("document.damaged", file=shown(path), suffix=suffix)
    return by_suffix


def _written_by_office(suffix: str, head: bytes) -> FileFormat | None:
    """What a file is that Office, or what writes for it, gave a suffix of another format of its own."""
    if is_flat_word(head):
        return FileFormat.FLAT_WORD
    if is_office_archive(head):
        return FileFormat.MAIL
    if suffix in _OF_TABLES:
        # Such as the .xls files that data bases and web forms export.
        if is_table_page(head):
            return FileFormat.PAGE_TABLE
        return FileFormat.DELIMITED if _is_table(head) else None
    if suffix in _OF_PAGES:
        return FileFormat.PAGE_TABLE if is_sheet_page(head) else None
    return FileFormat.HTML if suffix in _OF_TEXTS and is_page(head) else None


def _is_table(head: bytes) -> bool:
    """Whether a text begins as a table does: what Excel calls "Unicode text", a CSV file that was named .txt."""
    # Nearly all texts are told apart by this: hardly any line of Japanese prose holds one of these signs.
    if not any(sign in head for sign in _DELIMITER_BYTES):
        return False
    from goalsearch.documents.dialect import is_table

    is_cut = len(head) >= HEAD_BYTES
    lines = _head_lines(head, is_cut=is_cut)
    return sum(any(sign in line for sign in "\t,;|") for line in lines) > (not is_cut) and is_table(
        lines, is_cut=is_cut
    )


def _head_lines(head: bytes, *, is_cut: bool) -> list[str]:
    """The first lines of a text, whole ones alone; none if they are in no known encoding."""
    kept = head
    if is_cut:
        # In UTF-16 a line end has two bytes.
        end = head.rfind(b"\n") + 1
        kept = head[: end + (end % 2 if b"\0" in head else 0)]
    try:
        return decode(kept).text.splitlines()[:_HEAD_LINES]
    except EncodingUnknownError:
        return []


def _zip_format(path: Path) -> FileFormat:
    with opened(path) as archive:
        names = frozenset(archive.namelist())
        kind = _media_type(archive) if "mimetype" in names else ""
    if any(name.startswith("word/") for name in names):
        return FileFormat.WORD
    if any(name.startswith("xl/") for name in names) or kind.endswith("opendocument.spreadsheet"):
        return FileFormat.WORKBOOK
    if any(name.startswith("ppt/") for name in names):
        return FileFormat.SLIDES
    if kind.endswith(("opendocument.text", "opendocument.presentation")):
        return FileFormat.OPEN_DOCUMENT
    raise _unsupported(path, "archive")


def _media_type(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as member:
        return member.read(100).decode("ascii", "replace").strip()


def _compound_format(path: Path, limits: Limits) -> FileFormat:
    """Files of Office 97 to 2003, 一太郎 and others, and newer ones under a password, all come as OLE containers."""
    data = read_bytes(path, limits)
    suffix = _suffix(path)
    if _has_stream(data, "EncryptedPackage"):
        raise DocumentError("document.password", file=shown(path))
    if suffix in {".jtd", ".jtt", ".jtdc", ".jttc"}:
        raise _unsupported(path, "ichitaro")
    has_workbook = _has_stream(data, "Workbook") or _has_stream(data, "Book")
    # A text with a sheet in it has both streams, and so has a sheet with a text in it: then the suffix decides.
    if has_workbook and (suffix in {".xls", ".xlt"} or not _has_stream(data, "WordDocument")):
        return FileFormat.WORKBOOK
    if _has_stream(data, "WordDocument"):
        raise _unsupported(path, "word97")
    if _has_stream(data, "PowerPoint Document"):
        raise _unsupported(path, "slides")
    if suffix in _BY_SUFFIX:
        raise DocumentError("document.damaged", file=shown(path), suffix=suffix)
    raise _unsupported(path, ADVICE_BY_SUFFIX.get(suffix, "other"))


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE container has a stream of this name; a directory entry holds it in UTF-16, ended by a NUL."""
    return f"{name}\0".encode("utf-16-le") in data


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _unsupported(path: Path, advice: str) -> DocumentError:
    return DocumentError(f"document.unsupported.{advice}", file=shown(path))
