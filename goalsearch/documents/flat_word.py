"""
Word documents that are one XML file ("flat OPC", .xml): the parts of a .docx one after the other, unpacked.

Read as a .docx is, by a parser that expands and fetches nothing. What is embedded is not read: it is named.
"""

from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import document_id, read_bytes, shown
from goalsearch.documents.word_styles import StylesTarget
from goalsearch.documents.word_text import TextTarget
from goalsearch.documents.xml_stream import Silent, Target, local, split
from goalsearch.errors import DocumentError

_STYLES: Final = "/word/styles.xml"
_TEXTS: Final = ("/word/document.xml", "/word/footnotes.xml", "/word/endnotes.xml")


def read_flat_word(path: Path, options: ReadOptions) -> Document:
    """
    The text of such a document.

    Raises:
        DocumentError: If it is damaged, or declares XML entities.
    """
    text, left_out = flat_text(path, read_bytes(path, options.limits))
    values = {"file": shown(path), "parts": ", ".join(dict.fromkeys(left_out))}
    notes = (Note(key="document.note.parts_left_out", values=values),) if left_out else ()
    return Document(document_id=document_id(path, options.root), path=path, text=text, notes=notes)


def flat_text(path: Path, data: bytes) -> tuple[str, list[str]]:
    """
    The text of ``data``, the content of ``path`` or of a part of it, and what embedded parts were left out.

    Raises:
        DocumentError: If it is damaged, or declares XML entities.
    """
    styles = StylesTarget()
    _feed(path, data, _PackagePart(_STYLES, styles))
    left_out: list[str] = []
    texts = []

    def chunk(relation_id: str) -> str:
        left_out.append(shown(relation_id))
        return ""

    for name in _TEXTS:
        target = TextTarget(styles.styles, chunk)
        _feed(path, data, _PackagePart(name, target))
        texts.append(target.text())
    return "\n\n".join(filter(None, texts)), left_out


def _feed(path: Path, data: bytes, target: Target) -> None:
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise DocumentError("document.entities", file=shown(path)) from error
    except ParseError as error:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".xml") from error


class _PackagePart(Silent):
    """Hands on the events of one part."""

    def __init__(self, name: str, target: Target) -> None:
        self._name = name
        self._target = target
        self._is_inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if split(tag)[1] == "part":
            self._is_inside = local(attributes).get("name", "") == self._name
        elif self._is_inside:
            self._target.start(tag, attributes)

    def end(self, tag: str) -> None:
        if split(tag)[1] == "part":
            self._is_inside = False
        elif self._is_inside:
            self._target.end(tag)

    def data(self, data: str) -> None:
        if self._is_inside:
            self._target.data(data)
