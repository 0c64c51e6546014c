"""Whether a name in a file is a known one with a slip of the pen, or a word of its own."""

import itertools
from collections.abc import Iterable
from typing import Final

# Shorter names in Latin letters are near to too many others: no, pi, ids.
_SHORTEST: Final = 4
# One character away from a known heading, and headings themselves.
_WORDS_OF_THEIR_OWN: Final = frozenset(
    (
        *(
            "目的",
            "年月",
            "年次",
            "年齢",
            "年数",
            "年額",
            "内訳",
            "分担",
            "分科",
            "要件",
            "要点",
            "要項",
            "概算",
            "備品",
        ),
        *("所属", "所長", "所轄", "機種", "機器", "機構", "開始年月", "採択年月", "研究種目", "課題数", "field"),
    )
)


def slip_of(name: str, known: Iterable[str]) -> str | None:
    """
    The name among ``known`` that ``name`` is but for one slip: a wrong letter, one too many or too few, or two that
    changed places; None if there is none.

    In Japanese one character is as much as a word, and one more makes another: 氏名 is no 題名, 大分類 no 分類. There
    the slip is a wrong character that is not the first: 題明.

    Args:
        name: In lower case and NFKC, without white space around it.
        known: The same.
    """
    if name in _WORDS_OF_THEIR_OWN or (name.isascii() and len(name) < _SHORTEST):
        return None
    return next((other for other in known if _is_slip(name, other)), None)


def _is_slip(name: str, other: str) -> bool:
    if not name.isascii():
        return len(name) == len(other) and name[0] == other[0] and _one_change(name, other)
    if len(other) < _SHORTEST:
        return False
    shorter, longer = sorted((name, other), key=len)
    if len(longer) == len(shorter) + 1:
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    return len(longer) == len(shorter) and _one_change(name, other)


def _one_change(name: str, other: str) -> bool:
    """Whether texts of one length differ in one character, or in the order of two that stand side by side."""
    places = [place for place, pair in enumerate(zip(name, other, strict=True)) if pair[0] != pair[1]]
    if len(places) == 1:
        return True
    if [after - before for before, after in itertools.pairwise(places)] != [1]:
        return False
    first, second = places
    return name[first] == other[second] and name[second] == other[first]
