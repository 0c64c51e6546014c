"""
Word documents (.docx): the text that a reader of the document sees, in its order.

Taken: the body with tables in tables, text boxes (after the paragraph that holds them), tracked insertions, equations'
letters, footnotes and endnotes (at the end). Not taken: deleted and moved-away text, the readings of ruby, field
codes, hidden text, comments, headers and footers. A text box that is stored twice, for old and for new versions of
Word, is taken once.

The XML is read as a stream of events: no tree is built, so that a long proposal needs no more memory than its text.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import DocumentError

# The namespaces of the transitional and of the strict variant of the format.
_WORD: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_MATH: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    }
)
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MAIN_PART: Final = "word/document.xml"
_MAIN_RELATION: Final = "/officeDocument"
_NOTE_PARTS: Final = ("footnotes.xml", "endnotes.xml")
_PIECE_BYTES: Final = 64 * 1024

_DROPPED: Final = frozenset({"del", "moveFrom", "rt", "instrText", "delText", "delInstrText"})
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_FALSE: Final = frozenset({"0", "false", "off"})


def read_word(path: Path, options: ReadOptions) -> Document:
    """
    The text of a Word document.

    Raises:
        DocumentError: If the file is damaged, a bomb, or declares XML entities.
    """
    with opened(path) as archive:
        parts = list(_parts(path, archive, options))
        check_sizes(path, archive, parts, options.limits)
        text = "\n\n".join(filter(None, (_part_text(path, archive, part) for part in parts)))
    return Document(document_id=document_id(path, options.root), path=path, text=text)


def _parts(path: Path, archive: zipfile.ZipFile, options: ReadOptions) -> Iterator[zipfile.ZipInfo]:
    """The main part, wherever the package says it is, and the notes beside it."""
    names = set(archive.namelist())
    main = _MAIN_PART if _MAIN_PART in names else _related_main_part(path, archive, options)
    if main not in names:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".docx")
    yield archive.getinfo(main)
    for note_part in _NOTE_PARTS:
        name = posixpath.join(posixpath.dirname(main), note_part)
        if name in names:
            yield archive.getinfo(name)


def _related_main_part(path: Path, archive: zipfile.ZipFile, options: ReadOptions) -> str:
    relations = "_rels/.rels"
    if relations not in archive.namelist():
        return ""
    member = archive.getinfo(relations)
    check_sizes(path, archive, [member], options.limits)
    target = _RelationTarget()
    _feed(path, archive, member, target)
    return target.main.lstrip("/")


def _part_text(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    target = _TextTarget()
    _feed(path, archive, member, target)
    return target.text()


def _feed(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: "_TextTarget | _RelationTarget"
) -> None:
    # A document type declaration is where entity bombs and external entities begin; Word never writes one.
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE_BYTES):
                parser.feed(piece)
        parser.close()
    except DefusedXmlException as error:
        raise DocumentError("document.entities", file=shown(path)) from error
    except ParseError as error:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".docx") from error


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.rpartition("}")
    return namespace[1:], name


class _RelationTarget:
    """Finds which part of the package is the document."""

    def __init__(self) -> None:
        self.main = ""

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(_MAIN_RELATION):
            self.main = attributes.get("Target", "")

    def end(self, _tag: str) -> None:
        """Nothing hangs on the end of a relation."""

    def data(self, _data: str) -> None:
        """Relations hold no text."""

    def close(self) -> None:
        """The answer is in ``main``."""


@dataclass(slots=True)
class _Flow:
    """
    Text that is being written: the body, or a text box inside one of its paragraphs.

    Attributes:
        lines: Finished paragraphs.
        line: The paragraph at work.
        boxes: Texts of the boxes anchored in it.
    """

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    def end_paragraph(self) -> None:
        self.lines.extend(filter(None, ("".join(self.line).strip("\r\n\t "), *self.boxes)))
        self.line, self.boxes = [], []

    def text(self) -> str:
        if self.line or self.boxes:
            self.end_paragraph()
        return "\n\n".join(self.lines)


class _TextTarget:
    """Collects the visible text from the events of one part."""

    def __init__(self) -> None:
        self._flows = [_Flow()]
        self._dropped_depth = 0
        self._branches: list[int] = []
        self._is_text = False
        self._is_hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._dropped_depth:
            self._dropped_depth += 1
            return
        namespace, name = _split(tag)
        if namespace == _COMPATIBILITY:
            self._start_branch(name)
        elif namespace in _WORD:
            self._start_word(name, attributes)
        elif namespace in _MATH and name == "t":
            self._is_text = True

    def _start_branch(self, name: str) -> None:
        if name == "AlternateContent":
            self._branches.append(0)
        elif name in {"Choice", "Fallback"} and self._branches:
            self._branches[-1] += 1
            # The same content for different versions of Word: the first branch says it all.
            if self._branches[-1] > 1:
                self._dropped_depth = 1

    def _start_word(self, name: str, attributes: dict[str, str]) -> None:
        if name in _DROPPED:
            self._dropped_depth = 1
        elif name == "t":
            self._is_text = True
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = not any(_split(key)[1] == "val" and value in _FALSE for key, value in attributes.items())
        elif name == "txbxContent":
            self._flows.append(_Flow())
        # A tab stop in a paragraph's settings has the same name as a tab, but comes before all text and is stripped.
        elif name in _SIGNS and not self._is_hidden:
            self._flows[-1].line.append(_SIGNS[name])

    def data(self, data: str) -> None:
        if self._is_text and not self._dropped_depth and not self._is_hidden:
            self._flows[-1].line.append(data)

    def end(self, tag: str) -> None:
        if self._dropped_depth:
            self._dropped_depth -= 1
            return
        namespace, name = _split(tag)
        if namespace == _COMPATIBILITY and name == "AlternateContent" and self._branches:
            self._branches.pop()
        elif namespace in _WORD:
            self._end_word(name)
        elif namespace in _MATH and name == "t":
            self._is_text = False

    def _end_word(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        # What was hidden is over: a run, or, with a paragraph's settings, only its mark.
        elif name in {"r", "pPr"}:
            self._is_hidden = False
        elif name == "p":
            self._flows[-1].end_paragraph()
        elif name == "txbxContent" and len(self._flows) > 1:
            box = self._flows.pop().text()
            self._flows[-1].boxes.append(box)

    def close(self) -> None:
        """The answer is in ``text``."""

    def text(self) -> str:
        """All paragraphs with something in them, an empty line between them."""
        return self._flows[0].text()
