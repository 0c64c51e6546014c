"""
Web pages (.html): their visible text, a block of the page to a paragraph.

Left out: scripts, styles, navigation, hidden elements, and the readings of ruby. The parsing is done in a worker
process: the parser of the standard library takes quadratic time on some malformed pages.
"""

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, TypedDict, cast

from goalsearch.documents.document import Document
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.plain_text import decoded_or_error
from goalsearch.documents.reader_process import run
from goalsearch.documents.source import document_id, read_bytes, shown
from goalsearch.documents.text_encoding import Decoded, EncodingUnknownError, decode
from goalsearch.errors import DocumentError

TASK: Final = "goalsearch.documents.html:read_page"

_HEAD_BYTES: Final = 4096
_DECLARED: Final = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)""", re.I
)
# Names under which browsers read another encoding than the one named.
_AS_BROWSERS_DO: Final = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
# ``<![if …]>`` and the like of Word's pages: no part of HTML, and the parser stumbles over them.
_MARKED_SECTION: Final = re.compile(r"<!\[.*?\]>|<!\[", re.S)

_UNSEEN: Final = frozenset({"script", "style", "noscript", "template", "svg", "nav", "rt", "rp", "select", "iframe"})
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead title tr ul",
    )
)
_VOID: Final = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "wbr", "source"})
_NOT_DISPLAYED: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Page(TypedDict):
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
    page: Page | None = None
    for item in run(TASK, path, {"file_bytes": options.limits.file_bytes}, options.limits):
        page = cast("Page", item)
    if page is None:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower())
    return Document(
        document_id=document_id(path, options.root),
        path=path,
        title=page["title"] or None,
        text=page["text"],
        encoding=page["encoding"],
    )


def read_page(path: Path, file_bytes: int) -> Iterator[Page]:
    """
    The page as one item. Runs in the worker process.

    Raises:
        DocumentError: See ``read_html``.
    """
    decoded = _decoded(path, read_bytes(path, Limits(file_bytes=file_bytes)))
    parser = _Parser()
    parser.feed(_MARKED_SECTION.sub("", decoded.text))
    parser.close()
    yield Page(text=parser.text(), title=parser.title(), encoding=decoded.encoding)


def _decoded(path: Path, data: bytes) -> Decoded:
    """UTF-8 if it is UTF-8, whatever the page says of itself; what it says, if that works; what it looks like."""
    if (found := _found(data)) is not None and found.encoding.startswith("utf"):
        return found
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    if declared and (decoded := _as_declared(data, (declared[1] or declared[2]).decode("ascii", "replace").lower())):
        return decoded
    return found or decoded_or_error(path, data)


def _found(data: bytes) -> Decoded | None:
    try:
        return decode(data)
    except EncodingUnknownError:
        return None


def _as_declared(data: bytes, name: str) -> Decoded | None:
    try:
        encoding = codecs.lookup(_AS_BROWSERS_DO.get(name, name)).name
        return Decoded(data.decode(encoding), encoding)
    # An unknown name, a codec that makes no text, or bytes that it does not take.
    except (LookupError, ValueError):
        return None


class _Parser(HTMLParser):
    """Collects visible text; what is unseen is skipped up to its own end tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[list[str]] = [[]]
        self._title: list[str] = []
        self._unseen_tag = ""
        self._unseen_depth = 0
        self._is_title = False
        self._pre_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen_depth:
            self._unseen_depth += tag == self._unseen_tag
        elif tag not in _VOID and _is_unseen(tag, dict(attrs)):
            self._unseen_tag, self._unseen_depth = tag, 1
        elif tag == "br":
            self._blocks[-1].append("\n")
        elif tag in _BLOCKS:
            self._blocks.append([])
            self._is_title = tag == "title"
            self._pre_depth += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML ignores the slash of <p/>, but <script/> in XHTML has no end tag to wait for.
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen_depth:
            self._unseen_depth -= tag == self._unseen_tag
        elif tag in _BLOCKS:
            self._blocks.append([])
            self._is_title = False
            self._pre_depth -= tag == "pre" and self._pre_depth > 0

    def handle_data(self, data: str) -> None:
        if self._unseen_depth:
            return
        if self._is_title:
            self._title.append(data)
        else:
            self._blocks[-1].append(data if self._pre_depth else _line_breaks_are_spaces(data))

    def text(self) -> str:
        return "\n\n".join(filter(None, (_tidy("".join(block)) for block in self._blocks)))

    def title(self) -> str:
        return " ".join("".join(self._title).split())


def _is_unseen(tag: str, attributes: dict[str, str | None]) -> bool:
    return tag in _UNSEEN or "hidden" in attributes or bool(_NOT_DISPLAYED.search(attributes.get("style") or ""))


# A line break between Japanese characters in the source is the author's editor, not a space.
_JAPANESE_BREAK: Final = re.compile(
    "(?<=[\u3000-\u9fff\uff00-\uffef])[ \t\r\n]*[\r\n][ \t\r\n]*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_BREAK: Final = re.compile(r"[ \t\r\n\f]+")
_SPACES_AT_BREAK: Final = re.compile(r"[ \t]*\n[ \t]*")


def _line_breaks_are_spaces(data: str) -> str:
    return _BREAK.sub(" ", _JAPANESE_BREAK.sub("", data))


def _tidy(block: str) -> str:
    return _SPACES_AT_BREAK.sub("\n", block.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")).strip()
