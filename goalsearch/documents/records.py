"""Records of literature (.ris, .nbib, .enw, .bib, .ciw): each record a proposal, its abstract the text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from goalsearch.documents.cell import plain_text
from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.plain_text import text_of
from goalsearch.documents.source import document_id, read_bytes, shown
from goalsearch.errors import DocumentError

_Fields = Mapping[str, str]

# ``TI  - Title`` of RIS and PubMed; ``%T Title`` of EndNote.
_TAGGED: Final = re.compile(r"([A-Z][A-Z0-9]{1,3}) *- ?(.*)|(%[A-Z0-9@!~+*^$?<>=#&]) (.*)")
# ``TI Title`` of Web of Science.
_BARE_TAGS: Final = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)|(\0)(\0)")
_FIRST: Final = frozenset({"TY", "PMID", "%0", "PT"})
_LAST: Final = "ER"
# The head and foot of a file of Web of Science.
_OF_FILE: Final = ("FN ", "VR ", "EF")
_NAMES: Final = {
    "title": ("TI", "T1", "CT", "%T", "title"),
    "text": ("AB", "N2", "%X", "abstract", "annote"),
    "id": ("ID", "AN", "PMID", "DO", "%M", "%F", "%@", "key"),
    "year": ("PY", "Y1", "DP", "DA", "%D", "year", "date"),
}
_ENTRY: Final = re.compile(r"@(\w+)\s*([{(])")
_NO_RECORDS: Final = frozenset({"comment", "preamble", "string"})
_FIELD: Final = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")
_BARE: Final = re.compile(r"[^\s,{}\"]+")
# ``\&`` and ``\emph{…}``; accents such as ``{\"u}`` are left without their accent.
_COMMAND: Final = re.compile(r"\\(?:[a-zA-Z]+\s*|[\"'`^~=.](?=[a-zA-Z{]))")


def iter_records(path: Path, options: ReadOptions) -> Iterator[Document]:
    """
    The records of a file.

    Raises:
        DocumentError: If the file cannot be read, or holds no record.
    """
    decoded = text_of(path, read_bytes(path, options.limits))
    text = decoded.text.lstrip()
    is_bib = text.startswith("@") or (path.suffix.lower() == ".bib" and not text.startswith("TY"))
    found = _entries(text) if is_bib else _tagged(text.split("\n"), _TAGGED)
    if text.startswith(_OF_FILE):
        found = _tagged([line for line in text.split("\n") if not line.startswith(_OF_FILE)], _BARE_TAGS)
    number = 0
    for number, fields in enumerate(found, start=1):
        place = str(number)
        yield Document(
            document_id=document_id(path, options.root, place),
            path=path,
            place=place,
            record_id=_said(fields, "id") or None,
            title=" ".join(_said(fields, "title").split()) or None,
            text=_said(fields, "text"),
            year=_said(fields, "year") or None,
            encoding=decoded.encoding,
        )
    if not number:
        raise DocumentError("document.no_rows", file=shown(path))


def _said(fields: _Fields, part: str) -> str:
    return plain_text(next((fields[name] for name in _NAMES[part] if fields.get(name)), "")).strip()


def _tagged(lines: Iterable[str], tagged: re.Pattern[str]) -> Iterator[_Fields]:
    """Records of lines with tags; a line without one goes on where the last ended."""
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        match = tagged.match(line)
        if match is None:
            if name and line.strip():
                fields[name] = f"{fields[name]} {line.strip()}".strip()
            continue
        name, value = (match[1], match[2] or "") if match[1] else (match[3], match[4])
        if name in _FIRST and fields:
            yield fields
            fields = {}
        if name == _LAST:
            if fields:
                yield fields
            fields, name = {}, ""
        # Of a field that comes several times, such as two identifiers, the first counts; abstracts may go on.
        elif name not in fields:
            fields[name] = value.strip()
        elif name in _NAMES["text"]:
            fields[name] += f"\n{value.strip()}"
        else:
            name = ""
    if fields:
        yield fields


def _entries(text: str) -> Iterator[_Fields]:
    """Entries of BibTeX."""
    place = 0
    while match := _ENTRY.search(text, place):
        place = match.end()
        if match[1].lower() in _NO_RECORDS:
            # What stands inside is no entry, whatever it looks like.
            place = _closing(text, match.start(2)) if match[2] == "{" else place
            continue
        key = text[place : (place := _until(text, place, ",}"))].strip()
        fields = {"key": key}
        while field := _FIELD.match(text, place):
            value, place = _bib_value(text, field.end())
            fields.setdefault(field[1].lower(), value)
        yield fields


def _until(text: str, start: int, marks: str) -> int:
    return min((end for mark in marks if (end := text.find(mark, start)) >= 0), default=len(text))


def _bib_value(text: str, start: int) -> tuple[str, int]:
    """A value, pieces joined by ``#``, and where it ends."""
    pieces = []
    place = start
    while place < len(text):
        if text[place] in '{"':
            end = _closing(text, place)
            pieces.append(text[place + 1 : end])
            place = end + 1
        elif match := _BARE.match(text, place):
            pieces.append(match[0])
            place = match.end()
        rest = re.compile(r"\s*#\s*").match(text, place)
        if rest is None:
            break
        place = rest.end()
    plain = _COMMAND.sub("", " ".join("".join(pieces).split())).replace("\\", "").replace("{", "").replace("}", "")
    return plain, place


def _closing(text: str, start: int) -> int:
    """Where the brace or quotation mark at ``start`` is closed; the end of the text if it never is."""
    is_quoted = text[start] == '"'
    depth = 0
    for place in range(start + is_quoted, len(text)):
        sign = text[place]
        if sign == '"' and is_quoted and depth == 0:
            return place
        if sign in "{}" and text[place - 1] != "\\":
            depth += 1 if sign == "{" else -1
            if depth == 0 and not is_quoted:
                return place
    return len(text)
