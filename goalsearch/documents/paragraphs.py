"""
Lines of a page to paragraphs: what the layout broke is joined again.

A PDF knows lines, not paragraphs; 量子コン at the end of one line and ピュータ at the start of the next would be two
wrong words. A line is joined to the next one if it reaches the right edge of its column and the next one does not look
like a beginning.
"""

import itertools
import re
import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

# Bullets, numbers and brackets that begin an item or a heading.
_BEGINNING: Final = re.compile(
    r"[・●○■□◆◇◎▪•※*【［〔]|[-–—] |[(（]?(?:[0-9０-９]{1,2}|[ivxIVX]{1,4}|[a-z])[)）.．、](?![0-9０-９])|[①-⑳Ⅰ-Ⅻⅰ-ⅻ]"
    r"|第[0-9０-９一二三四五六七八九十]{1,3}[章節条部]"
)
_SENTENCE_END: Final = tuple("。．.！？!?：:」』）")
_HYPHENATED: Final = re.compile(r"[^\W\d_]-")
# In units of the character size.
_EDGE_SLACK: Final = 1.6
_INDENT: Final = 0.7
_COLUMN: Final = 3.5
_MAX_PITCH: Final = 2.4
# Proportional letters make the size of a western line a rough guess.
_MAX_SIZE_RATIO: Final = 1.35


# Without slots: a cached property needs somewhere to be kept.
@dataclass(frozen=True, kw_only=True)
class Line:
    """
    One line of a page, in points from the bottom left.

    Attributes:
        text: Its text without line end.
        left: Where its first visible character begins.
        right: Where its last visible character ends.
        base: Height of its lower edge.
        page: Page that it stands on.
    """

    text: str
    left: float
    right: float
    base: float
    page: int = 0

    @cached_property
    def size(self) -> float:
        """Width of a full-width character, as far as the line's length tells."""
        return 2 * (self.right - self.left) / max(1, _width(self.text.strip()))


def join_lines(lines: Sequence[Line]) -> list[str]:
    """The paragraphs that ``lines``, in reading order, were broken from."""
    shown = [line for line in lines if line.text.strip()]
    edges = _right_edges(shown)
    paragraphs: list[str] = []
    for index, line in enumerate(shown):
        if index and _continues(shown[index - 1], line, edges[index - 1]):
            paragraphs[-1] = joined(paragraphs[-1], line.text.strip())
        else:
            paragraphs.append(line.text.strip())
    return paragraphs


def joined(first: str, second: str) -> str:
    """
    Two pieces of a broken paragraph as one: a space between western words, nothing beside Japanese characters.

    A hyphen at the end goes if it stands behind a letter and the next piece begins with a small letter.
    """
    if _HYPHENATED.fullmatch(first[-2:]) and second[:1].islower():
        return first[:-1] + second
    is_western = bool(first and second) and not (_is_wide(first[-1]) or _is_wide(second[0]))
    return f"{first} {second}" if is_western else first + second


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """For each line the right edge of the column it stands in: the farthest that a line with its left edge reaches."""
    edges = []
    for _, group in itertools.groupby(lines, key=lambda line: line.page):
        page = list(group)
        for line in page:
            reach = _COLUMN * line.size
            edges.append(max(other.right for other in page if abs(other.left - line.left) <= reach))
    return edges


def _continues(line: Line, following: Line, edge: float) -> bool:
    if _BEGINNING.match(following.text.lstrip()):
        return False
    if _HYPHENATED.fullmatch(line.text.rstrip()[-2:]) and following.text[:1].islower():
        return True
    size = statistics.fmean((line.size, following.size))
    if max(line.size, following.size) > _MAX_SIZE_RATIO * min(line.size, following.size):
        return False
    if edge - line.right > max(_EDGE_SLACK * size, _first_word(following) + size / 2):
        return False
    drop = line.base - following.base
    if line.page != following.page or drop < 0:
        # On to the next column or page: only a sentence that has not ended.
        return not line.text.rstrip().endswith(_SENTENCE_END)
    return drop <= _MAX_PITCH * size and not _is_indented(line, following, size)


def _first_word(line: Line) -> float:
    """Width of what could not be broken off: a western word; a Japanese line breaks anywhere."""
    text = line.text.strip()
    word = text.split(maxsplit=1)[0]
    western = next((index for index, sign in enumerate(word) if _is_wide(sign)), len(word))
    return western * line.size / 2


def _is_indented(line: Line, following: Line, size: float) -> bool:
    indent = following.left - line.left
    if _BEGINNING.match(line.text.lstrip()):
        # The text of an item may hang under its first word.
        return indent > _COLUMN * size
    return indent > _INDENT * size


def _width(text: str) -> int:
    return sum(2 if _is_wide(sign) else 1 for sign in text)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
