"""Whether what was read is a text at all: a font may give its signs any meaning, or none."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

# Pairs of letters that are frequent in English; German, French, Spanish and Italian text has many of them too.
_PAIRS: Final = (
    "th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se as ou io le ve co me de ri ro ic ne ea "
    "ra ce li ch ll ma si om ur la ec el ta di ie un"
)
_FREQUENT: Final = frozenset(_PAIRS.split())
# Their share of all pairs: at least .47 in each of 200 abstracts, at most .16 in one with its alphabet moved.
_MIN_FREQUENT: Final = 0.2
_MIN_PAIRS: Final = 80
# Kanji of everyday use come first in JIS X 0208; hardly a text of research has less than .8 of them.
_MIN_COMMON: Final = 0.5
_MIN_KANJI: Final = 60
_LETTERS: Final = re.compile("[a-z]{2,}")
_MEANINGLESS: Final = frozenset(("Co", "Cn", "Cc"))


def garbled(text: str) -> float:
    """Share of the visible characters of a text that nobody can make sense of, in ``[0, 1]``."""
    signs = Counter("".join(text.split()))
    if not signs:
        return 0.0
    meaningless = sum(n for sign, n in signs.items() if sign == "\ufffd" or unicodedata.category(sign) in _MEANINGLESS)
    return (meaningless + _of_wrong_alphabet(text) + _of_wrong_kanji(signs)) / signs.total()


def _of_wrong_alphabet(text: str) -> int:
    """Western letters, if they follow one another as in no language."""
    words = _LETTERS.findall(text.lower())
    pairs = [first + second for word in words for first, second in itertools.pairwise(word)]
    if len(pairs) < _MIN_PAIRS or sum(pair in _FREQUENT for pair in pairs) >= _MIN_FREQUENT * len(pairs):
        return 0
    return sum(sign.isascii() and sign.isalpha() for sign in text)


def _of_wrong_kanji(signs: Mapping[str, int]) -> int:
    """Kanji, if they are not those that text is made of."""
    kanji = {sign: n for sign, n in signs.items() if "\u4e00" <= sign <= "\u9fff"}
    total = sum(kanji.values())
    if total < _MIN_KANJI or sum(n for sign, n in kanji.items() if _is_common(sign)) >= _MIN_COMMON * total:
        return 0
    return total


@lru_cache(maxsize=16384)
def _is_common(sign: str) -> bool:
    """Whether a kanji is of level 1 of JIS X 0208, rows 16 to 47, or of level 1 of GB 2312 for Chinese."""
    return _row(sign, "euc_jp") in range(0xB0, 0xD0) or _row(sign, "gb2312") in range(0xB0, 0xD8)


def _row(sign: str, encoding: str) -> int:
    code = sign.encode(encoding, "ignore")
    return code[0] if len(code) == 2 else 0
