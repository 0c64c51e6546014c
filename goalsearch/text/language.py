"""In which language a text is written, as far as the search needs to know."""

import re
from typing import Final, Literal

from goalsearch.text.stopwords import ENGLISH

TextLanguage = Literal["ja", "en", "mixed", "other", "none"]

_KANA: Final = re.compile("[ぁ-ゖァ-ヺー\uff66-\uff9f]")
_JAPANESE: Final = re.compile("[々ぁ-ゖァ-ヺー㐀-䶿一-鿿\uf900-\ufaff\uff66-\uff9f]+")
# The first by itself: the engine looks for a class of characters in half of the time that it tries a repetition in.
_LATIN: Final = re.compile("[A-Za-zÀ-ɏＡ-Ｚａ-ｚ][A-Za-zÀ-ɏＡ-Ｚａ-ｚ]*")
# A Japanese text of this many kanji has kana in it; a Chinese one has none.
_MANY_KANJI: Final = 40
# An English text of this many words has function words in it; romaji or another language has hardly any.
_MANY_WORDS: Final = 12
_LEAST_FUNCTION_WORDS: Final = 0.1
# A Japanese character says about as much as two and a half Latin letters.
_LETTERS_PER_CHARACTER: Final = 2.5


def language_of(text: str) -> TextLanguage:
    """
    The language of ``text``: ``ja``, ``en``, ``mixed`` (a third or more of each), ``other``; ``none`` without letters.

    A rule of thumb: short texts get the benefit of the doubt.
    """
    japanese = sum(map(len, _JAPANESE.findall(text)))
    words: list[str] = _LATIN.findall(text)
    n_latin = sum(map(len, words))
    latin = n_latin / _LETTERS_PER_CHARACTER
    # Letters of further scripts, counted only where those of the known ones are few.
    foreign = sum(map(str.isalpha, text)) - japanese - n_latin if japanese + n_latin < len(text) / 2 else 0
    if foreign > japanese + n_latin or (japanese > _MANY_KANJI and not _KANA.search(text)):
        return "other"
    if not japanese and not words:
        return "none"
    if japanese >= 2 * latin:
        return "ja"
    if latin >= 2 * japanese:
        return "en" if _is_english(words) else "other"
    return "mixed"


def _is_english(words: list[str]) -> bool:
    if len(words) < _MANY_WORDS:
        return True
    return sum(word.lower() in ENGLISH for word in words) >= _LEAST_FUNCTION_WORDS * len(words)
