"""
English that is written in capitals throughout, as titles and old databases have it.

A word in capitals is otherwise taken for a name (DNA, STAT3) and kept whole; in a text of capitals it is a word like
any other. What tells such a text is that hardly a word has a small letter and that it has the words of a sentence.
"""

import re
from collections.abc import Iterator
from typing import Final

from goalsearch.text.late_pattern import late
from goalsearch.text.stopwords import ENGLISH

# Asked of every text: names in capitals stand alone, or between small letters. Written so that it is found and compiled
# in little time, and lets through what is told apart then.
_NEAR_CAPITALS: Final = re.compile("[A-Z][A-Z]{3}[^A-Za-z]{1,3}[A-Z]{2}")
_CAPITALS: Final = late(r"(?<![A-Z])[A-Z]{4,}+[^A-Za-z\u3041-\u30ff\u4e00-\u9fff]{1,3}[A-Z]{2,}")
# Up to a line end, or a full stop behind which a word begins.
_SENTENCE: Final = late(r".+?(?:\n|[.!?][ \t]+(?=[A-Z])|$)|\n", re.S)
_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_JAPANESE: Final = late(r"[\u3041-\u30ff\u4e00-\u9fff]")
_LEAST_WORDS: Final = 3
_LEAST_LONG_WORDS: Final = 5
_LONG: Final = 5
_MOST_SMALL: Final = 0.1
_SMALL_LETTERS: Final = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def in_small_letters(text: str) -> str:
    """``text`` with what is in capitals, the whole or some sentences, in small letters; every sign keeps its place."""
    if not (_NEAR_CAPITALS.search(text) and _CAPITALS.search(text)):
        return text
    if _is_in_capitals(text):
        return text.translate(_SMALL_LETTERS)
    return "".join(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        yield sentence.translate(_SMALL_LETTERS) if _is_in_capitals(sentence) else sentence


def _is_in_capitals(text: str) -> bool:
    words = _WORD.findall(text)
    if len(words) < _LEAST_WORDS or len(_JAPANESE.findall(text)) > _MOST_SMALL * sum(map(len, words)):
        return False
    n_small = sum(not word.isupper() for word in words)
    if n_small > _MOST_SMALL * len(words):
        return False
    n_long = sum(len(word) >= _LONG for word in words)
    return n_long >= _LEAST_LONG_WORDS or (n_long > 0 and any(word.lower() in ENGLISH for word in words))
