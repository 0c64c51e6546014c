"""The visible text of one part of a Word document, from the events of its XML."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from goalsearch.documents.symbol_font import shown_text, symbol
from goalsearch.documents.word_styles import WordStyles, font_of, is_on
from goalsearch.documents.xml_stream import local, split

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
_DIAGRAM: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "http://purl.oclc.org/ooxml/drawingml/diagram",
    }
)
_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"

# Deleted text, readings, field codes; and the former properties that a tracked change of formatting keeps.
_DROPPED: Final = frozenset(
    {
        *("del", "moveFrom", "rt", "instrText", "delText", "delInstrText"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange"),
        *("tblGridChange", "numberingChange"),
    }
)
# What most elements are, and what says nothing here.
_PLAIN: Final = frozenset(("p", "rPr", "tr", "tc", "tcPr", "tcW", "sz", "szCs", "lang", "jc", "ind", "spacing", "b"))
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# What says at the end of a paragraph that it is none any more: its text goes on in the next one.
_GONE: Final = frozenset({"del", "moveFrom"})
_CHECKS: Final = frozenset({"checkBox", "default", "checked"})
# What a content control asks for until it is filled in is shorter than what is filled in; where it is long, a program
# has filled it in and left the mark.
_MOST_PROMPT_CHARS: Final = 100
# What stands for another part: a chunk of another format, a document of a master document.
_CHUNKS: Final = frozenset({"altChunk", "subDoc"})


@dataclass(slots=True)
class _WordRun:
    """
    What a run says of itself before its text comes.

    Attributes:
        style: Its character style.
        is_hidden: Whether it says that it is hidden; None if it says nothing.
        font: Its font.
    """

    style: str = ""
    is_hidden: bool | None = None
    font: str = ""


@dataclass(slots=True)
class _Flow:
    """
    Text that is being written: the body, or a text box inside one of its paragraphs.

    Attributes:
        lines: Finished paragraphs.
        line: The paragraph at work.
        boxes: Texts of the boxes anchored in it.
        style: Style of that paragraph.
        is_joined: Whether a tracked change took its end away.
        run: What is said of the run at work.
    """

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    style: str = ""
    is_joined: bool = False
    run: "_WordRun" = field(default_factory=lambda: _WordRun())

    def end_paragraph(self) -> None:
        if self.is_joined:
            self.is_joined, self.style = False, ""
            return
        self.lines.extend(filter(None, ("".join(self.line).strip("\r\n\t "), *self.boxes)))
        self.line, self.boxes, self.style = [], [], ""

    def without_prompt(self, n_lines: int, n_pieces: int) -> None:
        """Leave out what was written since there were so many lines, and pieces of a line, if it is short."""
        if sum(map(len, self.lines[n_lines:])) + sum(map(len, self.line[n_pieces:])) <= _MOST_PROMPT_CHARS:
            del self.lines[n_lines:], self.line[n_pieces:]

    def text(self) -> str:
        self.is_joined = False
        if self.line or self.boxes:
            self.end_paragraph()
        return "\n\n".join(self.lines)


class TextTarget:
    """
    Collects the visible text from the events of one part.

    Args:
        styles: The styles of the document.
        chunk: Gives the text of another part by the id of its relation.
    """

    def __init__(self, styles: WordStyles, chunk: Callable[[str], str]) -> None:
        self._styles = styles
        self._chunk = chunk
        self._flows = [_Flow()]
        self._dropped_depth = 0
        self._branches: list[int] = []
        self._paragraph_settings = 0
        self._tables: list[str] = []
        self._is_text = False
        self._is_hidden = False
        self._font = ""
        self._is_checked: bool | None = None
        # Of the content controls around: the lines and pieces before the prompt that they show, if they show one.
        self._prompts: list[tuple[int, int] | None] = []
        self._is_prompt = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._dropped_depth:
            self._dropped_depth += 1
            return
        namespace, name = split(tag)
        if namespace == _COMPATIBILITY:
            self._start_branch(name)
        elif namespace in _WORD and name not in _PLAIN:
            self._start_word(name, attributes)
        elif namespace in _MATH and name == "t":
            self._is_text, self._is_hidden, self._font = True, False, ""
        elif namespace in _DIAGRAM and name == "relIds":
            self._flows[-1].boxes.extend(filter(None, [self._chunk(local(attributes).get("dm", "")).strip()]))

    def _start_branch(self, name: str) -> None:
        if name == "AlternateContent":
            self._branches.append(0)
        elif name in {"Choice", "Fallback"} and self._branches:
            self._branches[-1] += 1
            # The same content for different versions of Word: the first branch says it all.
            if self._branches[-1] > 1:
                self._dropped_depth = 1

    def _start_word(self, name: str, attributes: dict[str, str]) -> None:
        flow = self._flows[-1]
        if name == "t":
            self._start_text()
        elif name == "r":
            flow.run = _WordRun()
        elif name in _DROPPED:
            self._dropped_depth = 1
            flow.is_joined = flow.is_joined or (name in _GONE and self._paragraph_settings > 0)
        elif name == "tbl":
            self._tables.append("")
        elif name == "tblStyle" and self._tables:
            self._tables[-1] = local(attributes).get("val", "")
        elif name == "txbxContent":
            self._flows.append(_Flow())
        elif name in _CHUNKS:
            flow.end_paragraph()
            flow.lines.extend(filter(None, [self._chunk(local(attributes).get("id", "")).strip()]))
        elif name == "sym":
            values = local(attributes)
            self._sign(symbol(values.get("char", ""), values.get("font", "")))
        # A tab stop in a paragraph's settings has the same name as a tab, but comes before all text and is stripped.
        elif name in _SIGNS:
            self._sign(_SIGNS[name])
        else:
            self._start_setting(name, attributes)

    def _start_setting(self, name: str, attributes: dict[str, str]) -> None:
        flow = self._flows[-1]
        if name == "pPr":
            self._paragraph_settings += 1
        elif name == "pStyle":
            flow.style = local(attributes).get("val", "")
        # Among the settings of a paragraph, those of a run are said of its end mark alone.
        elif self._paragraph_settings:
            return
        elif name == "rStyle":
            flow.run.style = local(attributes).get("val", "")
        elif name in _CHECKS:
            self._check(name, local(attributes))
        elif name == "showingPlcHdr":
            self._is_prompt = is_on(local(attributes))
        elif name == "sdtContent":
            self._prompts.append((len(flow.lines), len(flow.line)) if self._is_prompt else None)
            self._is_prompt = False
        elif name == "vanish":
            flow.run.is_hidden = is_on(local(attributes))
        elif name == "rFonts":
            flow.run.font = font_of(local(attributes))

    def _check(self, name: str, values: dict[str, str]) -> None:
        """A box to tick of a form of Word 97, which draws it itself: by default, and as it is now."""
        if name == "checkBox":
            self._is_checked = False
        elif self._is_checked is not None:
            self._is_checked = is_on(values)

    def _start_text(self) -> None:
        flow = self._flows[-1]
        self._is_text = True
        self._is_hidden = self._hides(flow)
        self._font = self._styles.font(flow.style, flow.run.style, flow.run.font)

    def _hides(self, flow: _Flow) -> bool:
        table = self._tables[-1] if self._tables else ""
        return self._styles.hides(flow.style, flow.run.style, flow.run.is_hidden, table)

    def _sign(self, sign: str) -> None:
        flow = self._flows[-1]
        if not self._hides(flow):
            flow.line.append(sign)

    def data(self, data: str) -> None:
        """Text inside an element."""
        if self._is_text and not self._dropped_depth and not self._is_hidden:
            self._flows[-1].line.append(shown_text(data, self._font))

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._dropped_depth:
            self._dropped_depth -= 1
            return
        namespace, name = split(tag)
        if namespace == _COMPATIBILITY and name == "AlternateContent" and self._branches:
            self._branches.pop()
        elif namespace in _WORD:
            self._end_word(name)
        elif namespace in _MATH and name == "t":
            self._is_text = False

    def _end_word(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "r":
            self._flows[-1].run = _WordRun()
        elif name == "pPr":
            self._paragraph_settings -= 1
        elif name == "p":
            self._flows[-1].end_paragraph()
        elif name == "tbl" and self._tables:
            self._tables.pop()
        elif name == "sdtContent" and self._prompts:
            if (before := self._prompts.pop()) is not None:
                self._flows[-1].without_prompt(*before)
        elif name == "checkBox" and self._is_checked is not None:
            self._sign("☑" if self._is_checked else "☐")
            self._is_checked = None
        elif name == "txbxContent" and len(self._flows) > 1:
            box = self._flows.pop().text()
            self._flows[-1].boxes.append(box)

    def close(self) -> None:
        """The answer is in ``text``."""

    def text(self) -> str:
        """All paragraphs with something in them, an empty line between them."""
        return self._flows[0].text()
