"""What of a text goes to Sudachi."""

import re
from collections.abc import Iterator
from typing import Final

from goalsearch.text.late_pattern import late

# Sudachi takes at most 49,149 bytes a call; a character of UTF-8 takes at most four.
_MOST_CHARACTERS: Final = 12_000
_SENTENCE_ENDS: Final = "。！？!?\n"

# Letters that only Sudachi can cut into words: those that hardly a Japanese text lacks, and all.
_MOST_UNSPACED: Final = re.compile("[ぁ-ヿ]")
_UNSPACED: Final = late("[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uff66-\uff9f]")


def chunks(text: str) -> Iterator[tuple[int, str]]:
    """
    Pieces of ``text`` that Sudachi takes in one call, cut after a sentence where there is one.

    Yields:
        Where each begins, and the piece; nothing of a text that is cut into words without Sudachi.
    """
    if text.isascii() or not (_MOST_UNSPACED.search(text) or _UNSPACED.search(text)):
        return
    start = 0
    while len(text) - start > _MOST_CHARACTERS:
        window = text[start : start + _MOST_CHARACTERS]
        cut = max(window.rfind(mark) for mark in _SENTENCE_ENDS) + 1 or _MOST_CHARACTERS
        yield start, text[start : start + cut]
        start += cut
    if start < len(text):
        yield start, text[start:]
