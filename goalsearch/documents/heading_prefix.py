"""What stands before a heading: that it must be filled in, its number (１．, (1), 第1章, Ⅰ., Q3), or a mark (■)."""

import re
from typing import Final, NamedTuple

_DIGITS: Final = "0-9０-９"
_KANJI: Final = "一二三四五六七八九十"
_GAP: Final = r"[ \t　]"
# ３ー１ is what one gets whose keyboard is still set to kana.
_DASH: Final = r"\-－−‐–—―ー"

_KINDS: Final = {
    "form": rf"[(（【［\[]?(?:別紙様式|様式|別紙|別添|別記|付表|資料){_GAP}*第?{_GAP}*"
    rf"[{_DIGITS}{_KANJI}A-ZＡ-Ｚ]{{1,3}}(?:{_GAP}*[{_DASH}の]{_GAP}*[{_DIGITS}]{{1,2}})*号?(?:の[{_DIGITS}])?"
    rf"(?:[)）】］\]]{_GAP}*|{_GAP}*[:：.．]{_GAP}*|{_GAP}+)",
    "chapter": rf"第{_GAP}*[{_DIGITS}{_KANJI}]{{1,3}}{_GAP}*[章節部項]{_GAP}*"
    rf"|第{_GAP}*[{_DIGITS}{_KANJI}]{{1,3}}{_GAP}+|§{_GAP}*[{_DIGITS}.．]{{1,5}}{_GAP}*",
    # A number alone in any brackets: 【１】, [1], 〈2〉.
    "boxed": rf"[【［〔\[<＜《〈]{_GAP}*[{_DIGITS}{_KANJI}Ⅰ-Ⅻ]{{1,3}}{_GAP}*[】］〕\]>＞》〉]{_GAP}*",
    # Also 1-(a), 2(1), 1.a., (1)-2 and (1-2).
    "decimal": rf"[{_DIGITS}]{{1,2}}{_GAP}*(?:[.．{_DASH}][{_DIGITS}]{{1,2}})+[.．)）]?{_GAP}*"
    rf"|[{_DIGITS}]{{1,2}}(?:[.．{_DASH}]?[(（][{_DIGITS}a-zア-ン]{{1,2}}[)）]|[.．{_DASH}][a-z](?:[.．)）]|{_GAP})){_GAP}*"
    rf"|[(（][{_DIGITS}]{{1,2}}(?:[)）][{_DASH}][(（]?|[{_DASH}])[{_DIGITS}]{{1,2}}[)）]?{_GAP}*",
    "number": rf"(?:[QＱqｑ]|[NＮ][oｏ][.．]?|(?:[Ss]tep|STEP|[Ss]ection|SECTION|[Ii]tem|ITEM|[Pp]art|PART)"
    rf"|設?問|質問|項目|欄|ステップ|パート){_GAP}*[{_DIGITS}]{{1,2}}(?:{_GAP}*[.．、:：)）]|{_GAP}){_GAP}*"
    rf"|(?:[Ss]ection|SECTION|[Pp]art|PART){_GAP}+[A-Z](?:{_GAP}*[.:：)）]|{_GAP}){_GAP}*"
    rf"|[{_DIGITS}]{{1,2}}{_GAP}*[.．、，:：)）]{_GAP}*|[{_DIGITS}]{{1,2}}{_GAP}+"
    rf"|[{_KANJI}]{{1,3}}(?:[.．、)）]|{_GAP}){_GAP}*|[⒈-⒛]{_GAP}*"
    # Set apart by its typography alone: ２概要.
    rf"|[{_DIGITS}]{{1,2}}(?=[一-龠])",
    "roman": rf"(?:[Ⅰ-Ⅻ]|[IVX]{{1,4}}(?={_GAP}*[.．])){_GAP}*[.．、)）]?{_GAP}*",
    "letter": rf"[A-Za-zＡ-Ｚａ-ｚ][.．)）]{_GAP}*",
    "parenthesis": rf"[(（][{_DIGITS}{_KANJI}]{{1,2}}[)）]{_GAP}*|[⑴-⒇㈠-㈩]{_GAP}*"
    rf"|[(（](?:[A-Za-zＡ-Ｚａ-ｚア-ンｱ-ﾝⅠ-ⅻ]|[ivx]{{2,4}})[)）]{_GAP}*",
    "kana": rf"[ア-ンｱ-ﾝ](?:[.．、)）]|{_GAP}){_GAP}*",
    "circled": rf"[⓪①-⑳❶-❿⓫-⓴⓵-⓾Ⓐ-ⓩ㊀-㊉]{_GAP}*|(?:[ⅰ-ⅻ]|[ivx]{{1,4}}(?=[.．)）]))[.．、)）]?{_GAP}*",
    # Such as （概要） and （本文） in the forms of JSPS: alone on their line, or it is a remark in the text.
    "round": rf"[(（](?=[^()（）]{{1,20}}[)）]{_GAP}*$){_GAP}*",
    # Alone on their line as well, or they quote a word.
    "quote": rf"[「『](?=[^「」『』]{{1,30}}[」』]{_GAP}*"
    rf"(?:[(（【［\[][^)）】］\]。]*[)）】］\]])?{_GAP}*[:：]?{_GAP}*$){_GAP}*",
    "bracket": rf"(?:\*\*|__|[【［〔\[<＜《〈≪]){_GAP}*",
    "hash": rf"#{{1,6}}{_GAP}*",
    "mark": rf"(?:[\-–—―]{_GAP}+|[→⇒➡➢➤✓✔]){_GAP}*|[■□●○〇◆◇◎◉▲△▼▽▶▷►・•‣▪◾◼★☆※*＊]+{_GAP}*",
}
_PREFIX: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
# The outermost first. A line of a kind further in is an item of the section, not its end.
DEPTHS: Final = {
    "form": 0,
    "chapter": 0,
    "roman": 1,
    "boxed": 2,
    "number": 2,
    "bracket": 2,
    "hash": 2,
    "mark": 2,
    "round": 2,
    "quote": 2,
    "letter": 3,
    "decimal": 3,
    "parenthesis": 4,
    "kana": 4,
    "circled": 5,
}
OPENING: Final = frozenset({"round", "quote", "bracket"})
"""Kinds that open brackets around the name."""
_NUMBERED: Final = frozenset({"boxed", "decimal", "number", "roman", "letter", "parenthesis", "circled"})
_LEADING: Final = frozenset({"form", "chapter", "hash", "mark"})
_REQUIRED: Final = re.compile(
    rf"(?:[【(（\[［〔<＜]{_GAP}*(?:必須|任意|公開|非公開|必要|記入必須|required|optional){_GAP}*[】)）\]］〕>＞]{_GAP}*"
    rf"|(?:必須|任意){_GAP}+)(?={_GAP}*[^{_GAP[1:-1]}])",
    re.I,
)
_BLANKS: Final = re.compile(rf"{_GAP}*")


class Prefix(NamedTuple):
    """
    What stands before a name.

    Attributes:
        kind: ``chapter``, ``number``, ``bracket`` and the like; None if nothing does.
        sign: The number or mark itself.
        end: Where the name begins, behind the opening bracket if there is one.
        is_open: Whether brackets are open around the name.
    """

    kind: str | None
    sign: str
    end: int
    is_open: bool


def prefix_of(line: str, start: int = 0) -> Prefix:
    """What stands before the name in a line, from ``start`` on: a number, a mark, or both and brackets: ■１．【."""
    place = _skipped(line, start)
    if required := _REQUIRED.match(line, place):
        place = required.end()
    first = _PREFIX.match(line, place)
    if first is None:
        return Prefix(None, "", place, is_open=False)
    kind = str(first.lastgroup)
    sign = first[0].strip(" \t\u3000")
    place = first.end()
    if kind in OPENING:
        return Prefix(kind, sign, place, is_open=True)
    further = _PREFIX.match(line, place)
    if further is not None and kind in _LEADING and further.lastgroup in _NUMBERED:
        place = further.end()
        further = _PREFIX.match(line, place)
    if further is not None and further.lastgroup == "bracket":
        # １．【研究概要】
        return Prefix(kind, sign, further.end(), is_open=True)
    return Prefix(kind, sign, place, is_open=False)


def _skipped(line: str, start: int) -> int:
    found = _BLANKS.match(line, start)
    return start if found is None else found.end()
