"""What Word documents have embedded in them in another format: pages, mails, plain text."""

import re
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from goalsearch.documents.foreign_format import is_flat_word
from goalsearch.documents.html import page_of
from goalsearch.documents.plain_text import text_of
from goalsearch.documents.xml_stream import split

_PAGE_SUFFIXES: Final = frozenset({".htm", ".html", ".xhtml"})
_PAGE: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|div|p|table|meta)\b", re.I)
_MAIL: Final = re.compile(
    rb"\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,30}?(?:MIME-Version|Content-Type):", re.I
)
_OTHER: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml|\{\\rtf)")
_DIAGRAM: Final = re.compile(rb"<(?:\w+:)?dataModel\b[^>]*drawingml/(?:2006/)?diagram")
_HEAD_BYTES: Final = 4096
_DRAWINGS: Final = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
_PARAGRAPHS: Final = frozenset((drawing, "p") for drawing in _DRAWINGS)
_TEXTS: Final = frozenset((drawing, "t") for drawing in _DRAWINGS)


def chunk_text(name: str, data: bytes) -> str | None:
    """
    The text of an embedded part; None for a format that is not read.

    Args:
        name: Its name, for its suffix.
        data: Its content, which goes before the suffix: many programs call every part ``.dat``.

    Raises:
        DocumentError: If it is no text, or in no known encoding.
    """
    part = Path(name)
    if _DIAGRAM.search(data[:_HEAD_BYTES]):
        return _diagram_text(data)
    if is_flat_word(data[:_HEAD_BYTES]):
        from goalsearch.documents.flat_word import flat_text

        return flat_text(part, data)[0]
    if _MAIL.match(data):
        from goalsearch.documents.mail import mail_text

        return mail_text(part, data)
    if part.suffix.lower() in _PAGE_SUFFIXES or _PAGE.match(data) or b"<html" in data[:_HEAD_BYTES]:
        return page_of(part, data)["text"]
    return None if part.suffix.lower() == ".xml" or _OTHER.match(data) else text_of(part, data).text


def _diagram_text(data: bytes) -> str | None:
    """The text of a diagram of SmartArt, a paragraph for each of its own."""
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    paragraphs = (element for element in root.iter() if split(str(element.tag)) in _PARAGRAPHS)
    lines = (
        "".join(text.text or "" for text in lines.iter() if split(str(text.tag)) in _TEXTS) for lines in paragraphs
    )
    return "\n\n".join(filter(None, map(str.strip, lines)))
