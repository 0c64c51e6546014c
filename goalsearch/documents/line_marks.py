"""
Lines of a plain text without what mail programs and editors put around them.

Marks of quotation (``> ``), the sides of a frame (``| … |``, ``│ … │``), and line ends that are no part of the text
part words: 量子コン at the end of one line and ピュータ behind the mark of the next.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from goalsearch.documents.bar_table import RULE, SIDE, without_bars

# MS-DOS, old Macintosh, mainframes, and the separators of Unicode; a line end that was converted twice is one.
_LINE_END: Final = re.compile("\r*\n|\r|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Some programs put a name before the mark.
_QUOTED: Final = re.compile(r"[ \t]*(?:[A-Za-z]{0,12}[>＞][ \t]?)+")
_FRAME: Final = re.compile(r"[ \t]*[|｜│┃║┆┊][ \t]?(.*?)[ \t]*[|｜│┃║┆┊]?[ \t]*$")
_BOX_TOP: Final = re.compile(r"[ \t]*[┌╔┏╭+＋][+＋┬┼─━═╦┳\-=]{2,}[┐╗┓╮+＋]?[ \t]*$")
_ENCODED: Final = re.compile(rb"(?:=[0-9A-F]{2}){2}")
# A soft line break of quoted-printable: an equals sign that ends a line of the longest kind.
_SOFT_BREAK: Final = re.compile(r"(?<=\S)=\n(?=\S)")
_LEAST_LINES: Final = 2
_LEAST_ENCODED: Final = 10


def tidy_lines(text: str) -> str:
    """``text`` with ``\\n`` for every line end, and its lines without marks that all of a passage have."""
    text = _LINE_END.sub("\n", text)
    if _SOFT_BREAK.search(text) and len(_SOFT_BREAK.findall(text)) >= _LEAST_LINES:
        text = _SOFT_BREAK.sub("", text)
    if ">" in text or "＞" in text:
        text = _without(_QUOTED, text)
    return _without_frames(text) if SIDE.search(text) else text


def decoded_transfer(data: bytes) -> bytes:
    """Bytes that a mail program saved in quoted-printable as they were before; other bytes as they are."""
    if not data.isascii() or b"=" not in data:
        return data
    if b"=1B$B" not in data and len(_ENCODED.findall(data)) < _LEAST_ENCODED:
        return data
    import quopri

    return quopri.decodestring(data)


def _without(mark: re.Pattern[str], text: str) -> str:
    """Passages of lines that all begin with a mark without it; a single line may mean what it says."""
    lines = text.split("\n")
    n_marked = [0] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        n_marked[index] = n_marked[index + 1] + 1 if mark.match(lines[index]) else 0
    is_passage = False
    for index, line in enumerate(lines):
        is_passage = n_marked[index] >= _LEAST_LINES or (is_passage and n_marked[index] > 0)
        if is_passage:
            lines[index] = mark.sub("", line, count=1)
    return "\n".join(lines)


def _without_frames(text: str) -> str:
    """Lines between the sides of a frame without them: around nearly all lines, or a box around a few."""
    lines = text.split("\n")
    if _is_framed(lines):
        return "\n".join(_within(lines))
    lines = without_bars(lines)
    kept: list[str] = []
    start = 0
    while start < len(lines):
        end = _box_end(lines, start)
        kept += _within(lines[start:end]) if end > start else lines[start : start + 1]
        start = max(end, start + 1)
    return "\n".join(kept)


def _box_end(lines: Sequence[str], start: int) -> int:
    """Where a box with a rule above and below that begins at ``start`` ends; ``start`` if none does."""
    if not _BOX_TOP.match(lines[start]):
        return start
    end = start + 1
    while end < len(lines) and not RULE.match(lines[end]) and _FRAME.match(lines[end]):
        end += 1
    is_box = start + 1 < end < len(lines) and RULE.match(lines[end]) and _is_framed(lines[start + 1 : end], least=1)
    return end + 1 if is_box else start


def _is_framed(lines: Sequence[str], least: int = _LEAST_LINES) -> bool:
    """Whether nearly all lines stand between the sides of a frame that has one column."""
    filled = [line for line in lines if line.strip() and not RULE.match(line)]
    framed = [match for line in filled if (match := _FRAME.match(line))]
    if len(framed) < least or 5 * len(framed) < 4 * len(filled):
        return False
    return not any(SIDE.search(match[1]) for match in framed)


def _within(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if not RULE.match(line):
            yield match[1] if (match := _FRAME.match(line)) else line
