"""Where the sentences of a text stand."""

import re
from typing import Final

from goalsearch.text.late_pattern import late

# A sentence ends at a Japanese full stop, at an English one before a space, at an empty line, and at a line end before
# a bullet or number. Other line ends may be where a page broke its line.
_BULLET: Final = r"・•◦●○■□◆◇※*\-–—(（\[【①-⑳0-9０-９"
_IN_LINE: Final = r"""[。！？｡]+[」』）)]*|[.!?][\"')\]]*(?=\s{1,9}[A-Z0-9(\[\"'“])"""
_END_IN_LINE: Final = re.compile(_IN_LINE)
_END: Final = late(rf"{_IN_LINE}|\n[^\S\n]*(?:\n|(?=[{_BULLET}]))")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """
    Start and end of each sentence of ``text``, in order; blanks around a sentence belong to none.

    Every character that is not blank lies in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in (_END if "\n" in text else _END_IN_LINE).finditer(text):
        _add_stripped(spans, text, start, match.end())
        start = match.end()
    _add_stripped(spans, text, start, len(text))
    return spans


def _add_stripped(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(stripped)))
