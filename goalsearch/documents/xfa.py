"""
Forms that only Acrobat can show (XFA): what was typed into them.

Their pages hold a sentence that asks to wait; the form and its data are XML beside the pages.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

# What the page of such a form says where it cannot be shown, in English and Japanese; in every language it says where
# to get what can show it.
_WAITS: Final = re.compile(
    r"please wait\W.{0,60}if this message is not eventually replaced|(?:later|newer) version of the PDF viewer"
    r"|requires? adobe (?:acrobat )?reader \d"
    r"|このメッセージが(?:最終的に|いつまでも)?.{0,40}(?:置き換|置換)|より新しいバージョンのPDFビュー",
    re.I | re.S,
)
_SENDS_AWAY: Final = re.compile(r"\W*(?:please wait|お待ち|しばらくお待ち)|(?s:.*)adobe\.com", re.I)
_JAPANESE_GAP: Final = re.compile(r"(?<=[\u3000-\u9fff])\s+|\s+(?=[\u3000-\u9fff])")
_MOST_WAITING_CHARS: Final = 1500
_DATA: Final = "{http://www.xfa.org/schema/xfa-data/1.0/}data"
_XHTML: Final = "{http://www.w3.org/1999/xhtml}"
# Pictures are stored among the values.
_PICTURE: Final = re.compile(r"[A-Za-z0-9+/=\s]{400,}")


def asks_to_wait(text: str, *, has_form: bool) -> bool:
    """
    Whether the text of a PDF is the sentence that stands in the place of a form.

    Args:
        text: The text of its pages.
        has_form: Whether there is a form for Acrobat beside them.
    """
    if len(text) > _MOST_WAITING_CHARS:
        return False
    return (has_form and _SENDS_AWAY.match(text) is not None) or _WAITS.search(_JAPANESE_GAP.sub("", text)) is not None


def values_of(packets: Sequence[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """
    Captions and values of a form in the order of its data, without what is empty; a caption may be empty.

    Args:
        packets: Names and contents of the XML parts, in the order of the file; together they are one document, and
            some programs write parts that are documents of their own.
    """
    roots = list(_roots(packets))
    captions = {name: caption for root in roots for name, caption in _captions(root)}
    values = []
    for root in roots:
        for data in root.iter(_DATA):
            values += [(captions.get(name, ""), value) for name, value in _values(data)]
    return values


def _roots(packets: Sequence[tuple[str, bytes]]) -> Iterator[Element]:
    try:
        yield fromstring(b"".join(content for _, content in packets))
        return
    except (ParseError, DefusedXmlException, ValueError):
        pass
    for _, content in packets:
        try:
            yield fromstring(content)
        except (ParseError, DefusedXmlException, ValueError):
            # The first and the last part are halves of an element.
            continue


def _values(data: Element) -> Iterator[tuple[str, str]]:
    # A stack, as a form may be nested deeper than Python can call.
    rest = [data]
    while rest:
        element = rest.pop()
        is_rich = any(child.tag == f"{_XHTML}body" for child in element)
        if is_rich or len(element) == 0:
            value = "\n".join(_paragraphs(element) if is_rich else [element.text or ""]).strip()
            if value and not _PICTURE.fullmatch(value):
                yield _name(element), value
        else:
            rest += reversed(element)


def _paragraphs(element: Element) -> Iterator[str]:
    found = list(element.iter(f"{_XHTML}p")) or [element]
    for paragraph in found:
        yield "".join(paragraph.itertext()).strip()


def _captions(root: Element) -> Iterator[tuple[str, str]]:
    for field in root.iter():
        if _name(field) != "field" or not (name := field.get("name")):
            continue
        for child in field:
            if _name(child) == "caption":
                yield name, " ".join(" ".join(child.itertext()).split())


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
