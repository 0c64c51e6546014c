"""
HTML to tags and text, in time that grows with its length and not faster, whatever is wrong with it.

The rules are those by which browsers tokenise (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), with
one leaning: where a browser would show nothing up to the end of the page, because a comment is never closed or a sign
such as ``<![`` stands in the text, the page is read on. To lose a whole proposal is worse than to read a stray mark.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# What stands in these is not markup; up to its own end tag, all is text.
_RAW: Final = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
# The same, but character references count.
_RAW_WITH_REFERENCES: Final = frozenset({"title", "textarea"})

_OPEN_TAG: Final = re.compile(r"<([a-zA-Z][^\s/>]*+)")
_CLOSE_TAG: Final = re.compile(r"</([a-zA-Z][^\s/>]*+)")
_ATTRIBUTE: Final = re.compile(r"""[\s/]*+([^\s/>=][^\s/>=]*+|=[^\s/>=]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?""")
_TAG_END: Final = re.compile(r"\s*+(/?)[\s/]*+>")
# ``<![if !supportLists]>`` of Word; ``<!DOCTYPE html>``; ``<?xml …?>`` and ``<?xml:namespace … />``.
_DECLARATION: Final = re.compile(r"<(?:!\[\s*+(?:if|endif|else)\b[^<>]*+|![a-zA-Z][^<>]*+|\?[a-zA-Z][^<>]*+)>", re.I)
_COMMENT_END: Final = re.compile(r"--!?>")
_EMPTY_COMMENTS: Final = ("<!-->", "<!--->")
_CDATA: Final = "<![CDATA["


@dataclass(frozen=True, slots=True)
class Start:
    """
    A start tag.

    Attributes:
        name: Its name in small letters.
        attributes: Names in small letters, and their values.
        is_empty: Whether it ends with a slash.
    """

    name: str
    attributes: dict[str, str]
    is_empty: bool


@dataclass(frozen=True, slots=True)
class End:
    """An end tag; ``name`` in small letters."""

    name: str


def tokens(page: str) -> Iterator[Start | End | str]:
    """The tags of a page and the text between them, character references resolved; comments are left out."""
    scanner = _Scanner(page)
    while (token := scanner.next()) is not None:
        if token != "":
            yield token
        if isinstance(token, Start) and not token.is_empty and token.name in _RAW | _RAW_WITH_REFERENCES:
            yield scanner.raw(token.name)


class _Scanner:
    """A place in a page that moves on."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._place = 0
        # In HTML a browser takes ``<![CDATA[`` for a comment, in XML it holds text.
        self._is_xml = page.lstrip("\ufeff \t\r\n").startswith("<?xml")
        # What does not come again need not be looked for again: this is what keeps the time linear.
        self._no_more: set[str] = set()

    def next(self) -> Start | End | str | None:
        """The next tag or text, an empty text for a comment; None at the end."""
        page, place = self._page, self._place
        if place >= len(page):
            return None
        mark = page.find("<", place)
        if mark == place:
            return self._markup()
        self._place = mark if mark >= 0 else len(page)
        return html.unescape(page[place : self._place])

    def raw(self, name: str) -> str:
        """The content of an element that holds no markup, up to its end tag."""
        start = self._place
        end = re.compile(rf"</{name}(?=[\s/>])", re.I).search(self._page, start)
        self._place = end.start() if end else len(self._page)
        content = self._page[start : self._place]
        return html.unescape(content) if name in _RAW_WITH_REFERENCES else content

    def _markup(self) -> Start | End | str:
        page, place = self._page, self._place
        if match := _OPEN_TAG.match(page, place):
            return self._tag(match, is_end=False)
        if match := _CLOSE_TAG.match(page, place):
            return self._tag(match, is_end=True)
        if page.startswith("<!--", place):
            return self._comment()
        if page.startswith(_CDATA, place):
            return self._section()
        if match := _DECLARATION.match(page, place):
            self._place = match.end()
            return ""
        self._place += 1
        return "<"

    def _tag(self, match: re.Match[str], *, is_end: bool) -> Start | End | str:
        name, place = match[1].lower(), match.end()
        attributes: dict[str, str] = {}
        while not (end := _TAG_END.match(self._page, place)):
            attribute = _ATTRIBUTE.match(self._page, place)
            if attribute is None or attribute.end() == place:
                # The page ends in the middle of a tag.
                self._place = len(self._page)
                return ""
            value = attribute[2] or ""
            attributes.setdefault(attribute[1].lower(), html.unescape(value.strip("\"'")))
            place = attribute.end()
        self._place = end.end()
        return End(name) if is_end else Start(name, attributes, is_empty=bool(end[1]))

    def _comment(self) -> str:
        page, place = self._page, self._place
        for empty in _EMPTY_COMMENTS:
            if page.startswith(empty, place):
                self._place += len(empty)
                return ""
        end = None if "--" in self._no_more else _COMMENT_END.search(page, place + len("<!--"))
        if end is None:
            self._no_more.add("--")
        self._place = end.end() if end else place + len("<!--")
        return ""

    def _section(self) -> str:
        start = self._place + len(_CDATA)
        mark = "]]>" if self._is_xml else ">"
        end = -1 if mark in self._no_more else self._page.find(mark, start)
        if end < 0:
            self._no_more.add(mark)
            self._place = start
            return ""
        self._place = end + len(mark)
        return self._page[start:end] if self._is_xml else ""
