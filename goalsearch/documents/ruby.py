"""Readings above kanji (ruby): small kana between two lines, which are no text and part the words that they explain."""

import bisect
import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from goalsearch.documents.glyphs import Glyph

# Of the size of the text: how small readings are, and how far above the height of the text their own lies.
_SIZES: Final = (0.3, 0.62)
_RISES: Final = (0.6, 1.7)


def without_ruby(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The signs of a page without small kana that stand right above kanji of the usual size."""
    if len({glyph.size for glyph in glyphs}) <= 1:
        return list(glyphs)
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs if _is_kanji(glyph.sign))
    if not sizes:
        return list(glyphs)
    usual = sizes.most_common(1)[0][0]
    least, most = (share * usual for share in _SIZES)
    if not any(least <= glyph.size <= most and _is_kana(glyph.sign) for glyph in glyphs):
        return list(glyphs)
    kanji = sorted((g.base, g.left, g.right) for g in glyphs if g.size > most and not g.turn and _is_kanji(g.sign))

    def is_reading(glyph: Glyph) -> bool:
        if glyph.turn or not least <= glyph.size <= most or not _is_kana(glyph.sign):
            return False
        low, high = (glyph.base - rise * usual for rise in reversed(_RISES))
        centre = (glyph.left + glyph.right) / 2
        for at in range(bisect.bisect_left(kanji, (low, -math.inf, 0.0)), len(kanji)):
            base, left, right = kanji[at]
            if base > high:
                return False
            # A reading may be longer than its kanji.
            if left - usual <= centre <= right + usual:
                return True
        return False

    return [glyph for glyph in glyphs if not is_reading(glyph)]


def _is_kana(sign: str) -> bool:
    return "\u3041" <= sign <= "\u30ff"


def _is_kanji(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or sign in "々〆ヶ"
