"""
Web pages (.html): their visible text, a block of the page to a paragraph.

Left out: scripts, styles, navigation, hidden elements, the readings of ruby, and what Office writes for itself alone
(``<!--[if gte mso 9]>``, ``<xml>``). The parsing is done in a worker process, which has a limit of time and memory.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypedDict, cast

from goalsearch.documents.declared_encoding import decode_as_declared
from goalsearch.documents.document import Document
from goalsearch.documents.html_tokens import End, Start, tokens
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.plain_text import decoded_or_error
from goalsearch.documents.reader_process import run
from goalsearch.documents.source import document_id, read_bytes, shown
from goalsearch.documents.symbol_font import shown_text
from goalsearch.documents.text_encoding import Decoded, EncodingUnknownError, decode
from goalsearch.errors import DocumentError

TASK: Final = "goalsearch.documents.html:read_page"

_HEAD_BYTES: Final = 4096
_DECLARED: Final = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.I
)
_UNSEEN: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "nav", "rt", "rp", "select", "iframe", "xml", "del"}
)
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead title tr ul",
    )
)
_VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "wbr", "source"})
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.I
)
_FONT: Final = re.compile(r"(?:^|[;\s])font-family\s*:([^;]*)", re.I)
# The signs that lead to a comment of Word.
_UNSEEN_CLASS: Final = re.compile(r"\b(?:MsoCommentReference|msocomanchor|msocomtxt)\b", re.I)


class HtmlContent(TypedDict):
    """
    What the worker says about a web page.

    Attributes:
        text: Its blocks, with an empty line between them.
        title: The title in its head, or nothing.
        encoding: Encoding as Python names it.
    """

    text: str
    title: str
    encoding: str


def read_html(path: Path, options: ReadOptions) -> Document:
    """
    The visible text of a web page.

    Raises:
        DocumentError: If the file cannot be read, is binary, or is in no known encoding.
    """
    page: HtmlContent | None = None
    for item in run(TASK, path, {"file_bytes": options.limits.file_bytes}, options.limits):
        page = cast("HtmlContent", item)
    if page is None:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower())
    return Document(
        document_id=document_id(path, options.root),
        path=path,
        title=page["title"] or None,
        text=page["text"],
        encoding=page["encoding"],
    )


def read_page(path: Path, file_bytes: int) -> Iterator[HtmlContent]:
    """
    The page as one item. Runs in the worker process.

    Raises:
        DocumentError: See ``read_html``.
    """
    yield page_of(path, read_bytes(path, Limits(file_bytes=file_bytes)))


def page_of(path: Path, data: bytes, declared: str | None = None) -> HtmlContent:
    """
    The same of ``data``, the content of ``path`` or of a part of it; in this process.

    Args:
        path: The file.
        data: The page.
        declared: Encoding that a mail says the page is in; goes before what the page says.

    Raises:
        DocumentError: If it is binary, or in no known encoding.
    """
    decoded = _decoded(path, data, declared)
    return shown_page(decoded.text, decoded.encoding)


def shown_page(source: str, encoding: str = "utf-8") -> HtmlContent:
    """What a browser shows of the HTML ``source``, which was in ``encoding``."""
    visible = _Visible()
    for token in tokens(source):
        match token:
            case Start():
                visible.start(token)
            case End():
                visible.end(token.name)
            case _:
                visible.data(token)
    return HtmlContent(text=visible.text(), title=visible.title(), encoding=encoding)


def decoded_page(path: Path, data: bytes) -> str:
    """
    The source of a page.

    Raises:
        DocumentError: If it is binary, or in no known encoding.
    """
    return _decoded(path, data, None).text


def _decoded(path: Path, data: bytes, told: str | None) -> Decoded:
    """UTF-8 if it is UTF-8, whatever the page says of itself; what it says, if that works; what it looks like."""
    if (found := _found(data)) is not None and found.encoding.startswith("utf"):
        return found
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    itself = (declared[1] or declared[2]).decode("ascii", "replace").lower() if declared else None
    for name in filter(None, (told, itself)):
        if decoded := decode_as_declared(data, name):
            return decoded
    return found or decoded_or_error(path, data)


def _found(data: bytes) -> Decoded | None:
    try:
        return decode(data)
    except EncodingUnknownError:
        return None


class _Visible:
    """Collects visible text; what is unseen is skipped up to its own end tag."""

    def __init__(self) -> None:
        self._blocks: list[list[str]] = [[]]
        self._title: list[str] = []
        self._unseen_tag = ""
        self._unseen_depth = 0
        self._is_title = False
        self._pre_depth = 0
        self._symbol_tag = ""
        self._symbol_depth = 0

    def start(self, tag: Start) -> None:
        """A start tag."""
        name = tag.name
        # HTML ignores the slash of <p/>, but <script/> in XHTML has no end tag to wait for.
        if tag.is_empty and name in _UNSEEN:
            return
        if self._symbol_depth:
            self._symbol_depth += name == self._symbol_tag
        elif name not in _VOID and _is_symbol(tag):
            self._symbol_tag, self._symbol_depth = name, 1
        if self._unseen_depth and not self._ends_paragraph(name):
            self._unseen_depth += name == self._unseen_tag
        elif name not in _VOID and is_unseen(tag):
            self._unseen_tag, self._unseen_depth = name, 1
        elif name == "br":
            self._blocks[-1].append(_LINE)
        elif name == "input" and tag.attributes.get("type", "").lower() in ("checkbox", "radio"):
            self._blocks[-1].append("☑" if "checked" in tag.attributes else "☐")
        elif name in _BLOCKS:
            self._blocks.append([])
            self._is_title = name == "title"
            self._pre_depth += name == "pre"

    def end(self, name: str) -> None:
        """An end tag."""
        if self._symbol_depth:
            self._symbol_depth -= name == self._symbol_tag
        if self._unseen_depth and not self._ends_paragraph(name):
            self._unseen_depth -= name == self._unseen_tag
        elif name in _BLOCKS:
            self._blocks.append([])
            self._is_title = False
            self._pre_depth -= name == "pre" and self._pre_depth > 0

    def _ends_paragraph(self, name: str) -> bool:
        """Whether a hidden paragraph, which needs no end tag and holds no block, is over."""
        if self._unseen_tag != "p" or name not in _BLOCKS:
            return False
        self._unseen_depth = 0
        return True

    def data(self, data: str) -> None:
        """Text between tags."""
        if self._unseen_depth:
            return
        if self._symbol_depth:
            data = shown_text(data, "Symbol")
        if self._is_title:
            self._title.append(data)
        else:
            self._blocks[-1].append(_LINE_END.sub(_LINE, data) if self._pre_depth else data.replace(_LINE, " "))

    def text(self) -> str:
        """The blocks, an empty line between them."""
        return "\n\n".join(filter(None, (tidy_block("".join(block)) for block in self._blocks)))

    def title(self) -> str:
        """The title of the page on one line."""
        return " ".join("".join(self._title).split())


def _is_symbol(tag: Start) -> bool:
    """Whether letters of an element are pictures in the places of letters, as Word writes Greek ones."""
    font = tag.attributes.get("face") if tag.name == "font" else None
    said = font or next(iter(_FONT.findall(tag.attributes.get("style", ""))), "")
    return said.strip("\"' ").casefold().startswith("symbol")


def is_unseen(tag: Start) -> bool:
    """Whether an element is not shown."""
    if tag.name in _UNSEEN or "hidden" in tag.attributes or _HIDDEN.search(tag.attributes.get("style", "")):
        return True
    return _UNSEEN_CLASS.search(tag.attributes.get("class", "")) is not None


# Stands for a line end that is meant, until those that are not are gone.
_LINE: Final = "\v"
_LINE_END: Final = re.compile(r"\r\n?|\n")
# A line break between Japanese characters in the source is the author's editor, not a space.
_JAPANESE_BREAK: Final = re.compile(
    "(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*+[\r\n][ \t\r\n]*+(?=[\u3000-\u9fff\uff00-\uffef])"
)
_BREAK: Final = re.compile(r"[ \t\r\n\f]+")
_SPACES_AT_LINE: Final = re.compile(rf"[ \t]*{_LINE}[ \t]*")


def tidy_block(block: str) -> str:
    """The text of a block as it is shown, with VT for the line ends that are meant."""
    spaced = _BREAK.sub(" ", _JAPANESE_BREAK.sub("", block)).replace("\xa0", " ")
    return _SPACES_AT_LINE.sub("\n", spaced).strip()
