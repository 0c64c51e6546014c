"""What the styles of a Word document say about whether its text is shown, and in which font."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from goalsearch.documents.xml_stream import Silent, local, split

# The last one stands for encodings of two bytes to a letter.
_TELLING: Final = re.compile(rb"vanish|symbol|wingdings|webdings|\0", re.I)
_FALSE: Final = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class _Style:
    parent: str = ""
    is_hidden: bool | None = None
    font: str = ""


@dataclass(slots=True)
class WordStyles:
    """
    The styles of a document.

    Attributes:
        named: The styles by their ids.
        default: Id of the style of paragraphs that name none.
        is_hidden: Whether the document's own defaults hide text.
    """

    named: dict[str, _Style] = field(default_factory=dict)
    default: str = ""
    is_hidden: bool = False

    def hides(self, paragraph: str, run: str, direct: bool | None, table: str = "") -> bool:
        """
        Whether a run is hidden.

        ``vanish`` is a toggle (ISO/IEC 29500-1, 17.7.3): what a run says itself counts; else a character style that
        hides shows what its paragraph's style hides.

        Args:
            paragraph: Style of its paragraph; empty for the default.
            run: Its character style, or nothing.
            direct: What the run says itself.
            table: Style of the table that it stands in, or nothing.
        """
        if direct is not None or not self.named:
            return self.is_hidden if direct is None else direct
        n_hiding = sum(map(self._is_hidden, (paragraph or self.default, run, table)))
        return self.is_hidden or n_hiding % 2 == 1

    def font(self, paragraph: str, run: str, direct: str) -> str:
        """The font of a run."""
        if direct or not self.named:
            return direct
        return self._font(run) or self._font(paragraph or self.default)

    def _is_hidden(self, name: str) -> bool:
        return next((style.is_hidden for style in self._ancestry(name) if style.is_hidden is not None), False)

    def _font(self, name: str) -> str:
        return next((style.font for style in self._ancestry(name) if style.font), "")

    def _ancestry(self, name: str) -> Iterator[_Style]:
        seen: set[str] = set()
        # A damaged file may have a style that is based on itself.
        while (style := self.named.get(name)) is not None and name not in seen:
            yield style
            seen.add(name)
            name = style.parent


def says_something(part: bytes) -> bool:
    """Whether the part ``styles.xml`` may say of a text that it is hidden, or no letters: most say nothing of it."""
    return _TELLING.search(part) is not None


class StylesTarget(Silent):
    """Collects `WordStyles` from the part ``styles.xml``."""

    def __init__(self) -> None:
        self.styles = WordStyles()
        self._style: _Style | None = None
        self._inside: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        _, name = split(tag)
        self._inside.append(name)
        values = local(attributes)
        if name == "style":
            self._style = self.styles.named[values.get("styleId", "")] = _Style()
            if values.get("type") == "paragraph" and values.get("default", "0") not in _FALSE:
                self.styles.default = values.get("styleId", "")
        elif name == "basedOn" and self._style is not None:
            self._style.parent = values.get("val", "")
        elif name == "vanish" and "tblStylePr" not in self._inside and not _is_former(self._inside):
            self._hide(is_hidden=is_on(values))
        elif name == "rFonts" and self._style is not None and not _is_former(self._inside):
            self._style.font = font_of(values)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._inside.pop()
        if split(tag)[1] == "style":
            self._style = None

    def _hide(self, *, is_hidden: bool) -> None:
        if self._style is not None:
            self._style.is_hidden = is_hidden
        elif "docDefaults" in self._inside:
            self.styles.is_hidden = is_hidden


def _is_former(inside: list[str]) -> bool:
    return any(name.endswith("Change") for name in inside)


def is_on(values: dict[str, str]) -> bool:
    """Whether a property that may be switched off by a value is on."""
    return values.get("val", "1") not in _FALSE


def font_of(values: dict[str, str]) -> str:
    """The font that western letters are in."""
    return values.get("ascii") or values.get("hAnsi") or ""
