"""Which format a file has: by its content where that is unmistakable, by its suffix otherwise."""

import os
import zipfile
from enum import Enum
from pathlib import Path
from typing import Final

from goalsearch.documents.archive import opened
from goalsearch.documents.options import Limits
from goalsearch.documents.source import read_bytes, read_head, shown
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


TABLE_FORMATS: Final = frozenset({FileFormat.WORKBOOK, FileFormat.DELIMITED, FileFormat.JSON_LINES, FileFormat.PARQUET})

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
}
# Files with these suffixes are what their first bytes say, or damaged.
_WITH_SIGNATURE: Final = frozenset({FileFormat.WORD, FileFormat.PDF, FileFormat.WORKBOOK, FileFormat.PARQUET})

# Suffix to what the message advises; a key ``document.unsupported.<advice>`` exists for each.
_UNSUPPORTED_SUFFIX: Final = {
    ".doc": "word97",
    ".dot": "word97",
    ".rtf": "word97",
    ".odt": "word97",
    ".wps": "word97",
    ".pages": "word97",
    ".jtd": "ichitaro",
    ".jtt": "ichitaro",
    ".jtdc": "ichitaro",
    ".jttc": "ichitaro",
    ".ppt": "slides",
    ".pptx": "slides",
    ".odp": "slides",
    ".key": "slides",
    ".numbers": "spreadsheet",
    ".xlw": "spreadsheet",
    ".json": "json",
    ".zip": "archive",
    ".lzh": "archive",
    ".7z": "archive",
    ".rar": "archive",
    ".gz": "archive",
    ".tar": "archive",
    ".msg": "mail",
    ".eml": "mail",
    ".mht": "mail",
    ".jpg": "image",
    ".jpeg": "image",
    ".png": "image",
    ".gif": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".heic": "image",
    ".xdw": "docuworks",
    ".xbd": "docuworks",
}
_SIGNATURES: Final = (
    (b"{\\rtf", "word97"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
)
_OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD_BYTES: Final = 1024


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
    return found if found is not None else _by_suffix(path)


def _by_content(path: Path, head: bytes, limits: Limits) -> FileFormat | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(path)
    if head.startswith(b"PAR1"):
        return FileFormat.PARQUET
    if head.startswith(_OLE_SIGNATURE):
        return _compound_format(path, limits)
    if head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head[:_PDF_HEAD_BYTES] and _suffix(path) == ".pdf"):
        return FileFormat.PDF
    for signature, advice in _SIGNATURES:
        if head.startswith(signature):
            raise _unsupported(path, advice)
    return None


def _by_suffix(path: Path) -> FileFormat:
    suffix = _suffix(path)
    if advice := _UNSUPPORTED_SUFFIX.get(suffix):
        raise _unsupported(path, advice)
    by_suffix = _BY_SUFFIX.get(suffix, FileFormat.TEXT)
    if by_suffix in _WITH_SIGNATURE:
        raise DocumentError("document.damaged", file=shown(path), suffix=suffix)
    return by_suffix


def _zip_format(path: Path) -> FileFormat:
    with opened(path) as archive:
        names = frozenset(archive.namelist())
        kind = _media_type(archive) if "mimetype" in names else ""
    if any(name.startswith("word/") for name in names):
        return FileFormat.WORD
    if any(name.startswith("xl/") for name in names) or kind.endswith("opendocument.spreadsheet"):
        return FileFormat.WORKBOOK
    raise _unsupported(path, _zip_advice(names, kind))


def _media_type(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as member:
        return member.read(100).decode("ascii", "replace").strip()


def _zip_advice(names: frozenset[str], kind: str) -> str:
    if any(name.startswith("ppt/") for name in names) or kind.endswith("opendocument.presentation"):
        return "slides"
    return "word97" if kind.endswith("opendocument.text") else "archive"


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
    raise _unsupported(path, _UNSUPPORTED_SUFFIX.get(suffix, "other"))


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE container has a stream of this name; a directory entry holds it in UTF-16, ended by a NUL."""
    return f"{name}\0".encode("utf-16-le") in data


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _unsupported(path: Path, advice: str) -> DocumentError:
    return DocumentError(f"document.unsupported.{advice}", file=shown(path))
