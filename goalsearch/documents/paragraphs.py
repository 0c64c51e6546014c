"""
Lines of a page to paragraphs: what the layout broke is joined again.

A PDF knows lines, not paragraphs; 量子コン at the end of one line and ピュータ at the start of the next would be two
wrong words. A line is joined to the next one of its column if it reaches the right edge of the text around it and the
next one does not look like a beginning. Cells of a table that stand side by side on one line stay on one line.
"""

import math
import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from goalsearch.documents.labels import is_label

# Bullets, numbers and brackets that begin an item or a heading.
_BEGINNING: Final = re.compile(
    r"[・●○■□◆◇◎▪•※*【［〔]|[-–—] |[(（]?(?:[0-9０-９]{1,2}|[ivxIVX]{1,4}|[a-z])[)）.．、](?![0-9０-９])|[①-⑳Ⅰ-Ⅻⅰ-ⅻ]"
    r"|第[0-9０-９一二三四五六七八九十]{1,3}[章節条部]"
)
_LABEL: Final = re.compile(r"\s*([^\s:：]{2,12})\s?[:：]")
_SENTENCE_END: Final = tuple("。．.！？!?：:」』）")
_HYPHENATED: Final = re.compile(r"[^\W\d_]-")
# In units of the distance of letters.
_EDGE_SLACK: Final = 1.6
_HEADING_BEYOND: Final = 3.6
_INDENT: Final = 0.7
_COLUMN: Final = 3.5
_MAX_PITCH: Final = 2.4
_MAX_DRAFT_PITCH: Final = 4.0
_MAX_SIZE_RATIO: Final = 1.25
# From this length on a line that ends near the edge is a broken one, not a heading.
_LONG: Final = 18
# A label is shorter, and its lines are closer together than the rows of a table.
_SHORT: Final = 8
_SHORT_PITCH: Final = 1.8
_MOST_LABEL_LINES: Final = 3
# Room between the text of two cells; and how far up or down the text of the next cell may begin.
_PADDING: Final = 1.5
_BESIDE: Final = 3
# So many lines with one edge are running text, and as many as this share of the lines of a block have to be full.
_RUNNING: Final = 3
_FULL_SHARE: Final = 0.5
# A gap between paragraphs, compared with the distance of the lines around; raised signs move a line by a point or two.
_GAP: Final = 1.35
# Behind the end of a sentence a smaller one does, such as the padding of two cells one below the other.
_GAP_OF_CELLS: Final = 1.15
_LEAST_GAP: Final = 2.0
# What stands so much lower is no longer on the same row.
_ROW: Final = 0.5
# The next line of a column may stand behind those of the cells or columns beside it.
_LOOK_AHEAD: Final = 8


# Without slots: a cached property needs somewhere to be kept.
@dataclass(frozen=True, kw_only=True)
class PageLine:
    """
    One line of a page, or of a cell or column of it; in points, from the bottom left of its frame.

    Attributes:
        text: Its text without line end.
        left: Where its first visible character begins.
        right: Where its last visible character ends.
        base: Height that its characters stand on.
        size: Height of its characters.
        turn: Angle in degrees of the frame in which it runs from left to right; -90 for vertical text.
        page: Page that it stands on.
        is_whole: Whether it is a paragraph as it is, such as the value of a form field.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int = 0
    page: int = 0
    is_whole: bool = False

    @cached_property
    def pitch(self) -> float:
        """Distance of full-width characters, as far as the line's length tells: their size, or more if spaced out."""
        return max(self.size, min(2.5 * self.size, 2 * (self.right - self.left) / max(1, _width(self.text.strip()))))

    @property
    def is_short(self) -> bool:
        """Whether it is no longer than the label of a cell."""
        return self.right - self.left < _SHORT * self.pitch


def join_lines(lines: Sequence[PageLine]) -> list[str]:
    """The paragraphs that ``lines``, in the order of the content, were broken from."""
    shown = [line for line in lines if line.text.strip()]
    edges = _Edges(shown)
    follows = _followers(shown, edges)
    followed = set(follows.values())
    paragraphs: list[str] = []
    last: PageLine | None = None
    for index, line in enumerate(shown):
        if index in followed:
            continue
        text, is_single = line.text.strip(), index not in follows
        at = index
        while (following := follows.get(at)) is not None:
            text = joined(text, shown[following].text.strip())
            at = following
        if last is not None and is_single and _is_same_row(last, line):
            paragraphs[-1] = f"{paragraphs[-1]} {text}"
        else:
            paragraphs.append(text)
        last = line if is_single else None
    return paragraphs


def joined(first: str, second: str) -> str:
    """
    Two pieces of a broken paragraph as one: a space between western words, nothing beside Japanese characters.

    A hyphen at the end goes if it stands behind a letter and the next piece begins with a small letter.
    """
    if _HYPHENATED.fullmatch(first[-2:]) and second[:1].islower():
        return first[:-1] + second
    is_western = bool(first and second) and not (is_wide(first[-1]) or is_wide(second[0]))
    return f"{first} {second}" if is_western else first + second


@lru_cache(maxsize=16384)
def is_wide(sign: str) -> bool:
    """Whether a character takes the width of two western ones."""
    return unicodedata.east_asian_width(sign) in "WF"


def _followers(lines: Sequence[PageLine], edges: "_Edges") -> dict[int, int]:
    """For each line that goes on, the place of the line that it goes on with."""
    follows: dict[int, int] = {}
    taken: set[int] = set()
    for index, below in enumerate(edges.below):
        following = index + 1 if below is None else below
        if following >= len(lines) or following in taken:
            continue
        if below not in (None, index + 1) and not edges.is_running_text(index):
            # Cells of a table in the order of its rows, one below the other, are no text that goes on.
            continue
        if edges.has_label_between(index, following):
            continue
        if _continues(index, following, lines, edges):
            follows[index] = following
            taken.add(following)
    return follows


def _is_same_row(line: PageLine, other: PageLine) -> bool:
    return (
        line.page == other.page
        and line.turn == other.turn
        and not (line.is_whole or other.is_whole)
        and abs(line.base - other.base) <= _ROW * max(line.size, other.size)
        and other.left > line.right
    )


class _Edges:
    """How the lines of pages lie to each other: which is below which, and where those end that are full."""

    def __init__(self, lines: Sequence[PageLine]) -> None:
        self._lines = lines
        self._pages: dict[tuple[int, int], list[PageLine]] = {}
        for line in lines:
            if not line.is_whole:
                self._pages.setdefault((line.page, line.turn), []).append(line)
        self.below = [self._below(index) for index in range(len(lines))]
        # What begins behind the end of a line stands in the next cell: how far below says nothing.
        self._drops = [
            0.0 if at is None or lines[at].left > lines[i].right else lines[i].base - lines[at].base
            for i, at in enumerate(self.below)
        ]
        self._above: dict[int, int] = {}
        for index, at in enumerate(self.below):
            if at is not None:
                self._above.setdefault(at, index)
        self._blocks: dict[int, list[PageLine]] = {}
        for index in range(len(lines)):
            if index not in self._blocks:
                self._add_block(index)

    def is_full(self, index: int, following: PageLine) -> bool:
        """
        Whether a line reaches the right edge of the text that it stands in, so that ``following`` had to be broken off.

        Lines that begin at the same place are of one text. The edge is the farthest that one of them reaches; or, as
        a heading or header may reach farther, where several of them end or where those close to this one end.
        """
        line = self._lines[index]
        slack = max(_EDGE_SLACK * line.pitch, _first_word(following) + line.pitch / 2)
        block = self._blocks[index]
        if line is block[0] and len(block) > _RUNNING and line.right - max(o.right for o in block[1:]) > slack:
            # A heading that reaches farther than the text below it.
            return False
        beyond = max(other.right for other in self._peers(line)) - line.right
        if beyond <= slack or self._room(line) <= slack + _PADDING * line.pitch:
            return True
        is_running = self.is_running_text(index)
        is_aligned = abs(following.left - line.left) <= line.size / 2
        if line.is_short or (line.text.rstrip().endswith(_SENTENCE_END) and not (is_running and is_aligned)):
            # Short of the edge a sentence that has ended is the end of a paragraph.
            return False
        if is_running:
            return True
        if line.right - line.left >= _LONG * line.pitch and beyond <= _HEADING_BEYOND * line.pitch:
            return True
        edge = max(other.right for other in block[block[0] is not line :])
        n_full = sum(edge - other.right <= slack for other in block[:-1])
        return len(block) >= _RUNNING and edge - line.right <= slack and n_full >= _FULL_SHARE * (len(block) - 1)

    def _room(self, line: PageLine) -> float:
        """Distance to what stands to the right of a line: the next cell or column, if there is one."""
        reach = _BESIDE * line.size
        return min(
            (
                other.left - line.right
                for other in self._pages[line.page, line.turn]
                if other.left > line.right and abs(other.base - line.base) <= reach
            ),
            default=math.inf,
        )

    def is_running_text(self, index: int) -> bool:
        """Whether several lines from the same place end where this one ends, which no list or table has."""
        line = self._lines[index]
        n_near = sum(abs(other.right - line.right) <= line.pitch for other in self._peers(line))
        return n_near >= _RUNNING and not line.is_short

    def is_alone(self, index: int) -> bool:
        """Whether no line of the same text stands right above or below a line."""
        return len(self._blocks[index]) == 1

    def has_label_between(self, index: int, following: int) -> bool:
        """Whether the content has a label to the left between two lines, so that the second is of the next cell."""
        line = self._lines[index]
        return any(
            self._lines[at].right <= line.left
            and self._lines[at].base < line.base - _ROW * line.size
            and len(self._blocks[at]) <= _MOST_LABEL_LINES
            and self._lines[at].right - self._lines[at].left < _LONG * self._lines[at].pitch
            for at in range(index + 1, following)
        )

    def is_gap(self, index: int, least: float = _GAP) -> bool:
        """Whether a line is farther from the one below, ``least`` times, than the lines around are from each other."""
        below, above = self.below[index], self._above.get(index)
        near = [self._drops[at] for at in (below, above) if at is not None and self._drops[at] > 0]
        drop = self._drops[index]
        return bool(near) and drop > max(least * min(near), min(near) + _LEAST_GAP)

    def _peers(self, line: PageLine) -> list[PageLine]:
        reach = _COLUMN * line.pitch
        return [other for other in self._pages[line.page, line.turn] if abs(other.left - line.left) <= reach]

    def _below(self, index: int) -> int | None:
        """The next line of the column, behind what stands beside this one in the order of the content."""
        line = self._lines[index]
        for at in range(index + 1, min(len(self._lines), index + 1 + _LOOK_AHEAD)):
            other = self._lines[at]
            if other.page != line.page or other.turn != line.turn or line.is_whole:
                break
            if abs(other.left - line.left) <= _COLUMN * line.pitch and line.base - other.base > _ROW * line.size:
                return at
        return None

    def _add_block(self, index: int) -> None:
        """Lines of one size from here down, without a gap between them."""
        block = [index]
        while (at := self.below[block[-1]]) is not None and at not in self._blocks:
            if self.is_gap(block[-1]) or not _is_same_size(self._lines[block[-1]], self._lines[at]):
                break
            block.append(at)
        found = [self._lines[at] for at in block]
        for at in block:
            self._blocks[at] = found


def _is_same_size(line: PageLine, other: PageLine) -> bool:
    return max(line.size, other.size) <= _MAX_SIZE_RATIO * min(line.size, other.size)


def _continues(index: int, at: int, lines: Sequence[PageLine], edges: _Edges) -> bool:
    line, following = lines[index], lines[at]
    if line.is_whole or following.is_whole or line.turn != following.turn or _is_same_row(line, following):
        return False
    if _BEGINNING.match(following.text.lstrip()) or _is_labelled(following.text):
        return False
    if _HYPHENATED.fullmatch(line.text.rstrip()[-2:]) and following.text[:1].islower():
        return True
    if not _is_same_size(line, following) or not edges.is_full(index, following):
        return False
    drop = line.base - following.base
    if line.page != following.page or drop < 0:
        # On to the next column or page: only a sentence that has not ended. A cell beside is no next column.
        is_beside = line.page == following.page and -drop <= _BESIDE * line.size
        # What stands alone and is that short is a heading at the foot of a page, or a label in the middle of its cell.
        most = _LONG if line.page == following.page else _SHORT
        is_heading = line.right - line.left < most * line.pitch and edges.is_alone(index)
        return not is_beside and not is_heading and not line.text.rstrip().endswith(_SENTENCE_END)
    pitch = statistics.fmean((line.pitch, following.pitch))
    gap = _GAP_OF_CELLS if line.text.rstrip().endswith(_SENTENCE_END) else _GAP
    if drop > _most_drop(index, lines, edges) * pitch or (edges.below[index] == at and edges.is_gap(index, gap)):
        return False
    return not _is_apart(line, following, pitch)


def _is_labelled(text: str) -> bool:
    """Whether a line begins with a label of a form and a colon: 研究代表者：…"""
    label = _LABEL.match(text)
    return label is not None and is_label(label[1])


def _most_drop(index: int, lines: Sequence[PageLine], edges: "_Edges") -> float:
    if lines[index].is_short:
        return _SHORT_PITCH
    # Drafts are printed with two or three lines' room for remarks.
    return _MAX_DRAFT_PITCH if edges.is_running_text(index) else _MAX_PITCH


def _first_word(line: PageLine) -> float:
    """Width of what could not be broken off: a western word; a Japanese line breaks anywhere."""
    text = line.text.strip()
    word = text.split(maxsplit=1)[0]
    western = next((index for index, sign in enumerate(word) if is_wide(sign)), len(word))
    return western * line.pitch / 2


def _is_apart(line: PageLine, following: PageLine, pitch: float) -> bool:
    """Whether the next line is indented, or stands in another column to the left."""
    indent = following.left - line.left
    if _BEGINNING.match(line.text.lstrip()):
        # The text of an item may hang under its first word.
        return abs(indent) > _COLUMN * pitch
    return indent > _INDENT * pitch or indent < -_COLUMN * pitch


def _width(text: str) -> int:
    return sum(2 if is_wide(sign) else 1 for sign in text)
