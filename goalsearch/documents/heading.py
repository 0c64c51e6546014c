"""
Lines that head a section or label a value, as proposals and the forms for them write them.

Such a line has, in this order and all but the name optional: a number (１．, (1), 第1章, Ⅰ.) or mark (■), brackets
(【研究概要】), the name itself, also spaced out (研　究　概　要), notes ((400字以内), ※必須), and a colon or gap with
text behind it. The names are those of the forms of JSPS, JST, AMED and of universities.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from goalsearch.documents.heading_name import asked_abstract, english_abstract, is_abstract, is_section, is_structure
from goalsearch.documents.heading_prefix import DEPTHS, prefix_of
from goalsearch.documents.instruction import is_instruction

Joint = Literal["end", "colon", "bracket", "gap"]

MAX_HEADING_CHARS: Final = 50
# Longer lines are looked at no further: a heading with its notes fits.
_SEEN_CHARS: Final = 240
_LEAST_BEHIND_GAP: Final = 20

_CLOSING: Final = "】］〕]>＞》〉≫)）」』*_"
_INNER_OPENING: Final = "(（[［【〔＜〈《"
_INNER_CLOSING: Final = ")）]］】〕＞〉》"
# Letters of full width as those of half width; the length of a line stays.
_NARROW_LETTERS: Final = {ord("Ａ") + at + shift: ord("A") + at + shift for at in range(26) for shift in (0, 32)}
_NOTE: Final = re.compile(
    r"[ \t　]*(?:[(（\[［【〔<＜〈《≪「][^)）\]］】〕>＞〉》≫」\n]{0,120}[)）\]］】〕>＞〉》≫」]"
    r"|[※＊*][^。\n]{0,120}。?$|[↓⇩▼▽]+|[＊*]+|必須|任意"
    r"|(?:全角|半角|和文|英文)?[0-9０-９,，]{2,5}[ \t　]*(?:字|文字)(?:以内|程度|以上|まで)?)"
)
# Possessive, as a line of many marks could be parted in very many ways.
_FRAMED: Final = re.compile(
    r"[ \t　]*(?P<rule>[=\-―—–─━~〜～◇◆■□●○☆★]++)[ \t　]*(?P<name>[^ \t　].{0,40}?)[ \t　]*[=\-―—–─━~〜～◇◆■□●○☆★]++"
    rf"(?P<notes>(?:{_NOTE.pattern})*+)[ \t　]*"
)
# Alone behind the colon, as in 要旨：（和文）.
_SHORT_NOTE: Final = re.compile(r"[(（\[［【][^)）\]］】\n]{1,30}[)）\]］】][ \t　]*$")
_JOINT: Final = re.compile(r"[ \t　]*(?:(?P<colon>[:：；])|(?P<end>[。．.]?$)|(?P<gap>(?<=[ \t　])))[ \t　]*")
_NAME_END: Final = re.compile(
    r"[:：；↓⇩▼▽(（\[［【〔<＜〈《≪「※＊*。．\n]|\.(?=[ \t]|$)|必須|[ \t　][0-9０-９,，]{2,5}字"
)
_GAP: Final = re.compile(r"[ \t　]+")
_SPACED_OUT: Final = re.compile(r"(?:\S[ \t　]+)+\S[ \t　]*")
_SENTENCE_MARKS: Final = frozenset("。、．，,;；!！?？")
_PARTICLE: Final = re.compile(r"[をはがにでともやの]|より|から|まで|では|とは")

_ENGLISH_JOINT: Final = re.compile(r"[ \t]*(?:(?P<colon>[:：]|--|[—–―]|\.(?=[ \t]|$)|-(?=[ \t]))|(?P<end>$))[ \t]*")
# 学術的な問い, 位置づけ, 見通し; and what a heading asks or promises: 何をどこまで明らかにするか, 明らかにすること.
_NOUN_IN_KANA: Final = re.compile(
    r"(?:問い|づけ|付け|通し|組み|ねらい|狙い|違い|がり|まとめ|強み|試み|進め方|ありかた|考え方|[一-龠]り|[るすうくの一-龠]か|[るすう]こと)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """
    A line, taken for a heading or label.

    Attributes:
        name: Its name as it is compared: one width and case, without number, brackets and notes.
        shown: Its name as the line has it.
        notes: The notes behind the name.
        kind: What stands before it: ``chapter``, ``number``, ``bracket`` and the like; None if nothing does.
        sign: That itself, such as ``■``; empty if nothing does.
        joint: What comes after it: the line's ``end``, a ``colon``, its closing ``bracket``, or a ``gap``.
        text_start: Where in the line the text behind it begins.
        has_text: Whether there is any.
    """

    name: str
    shown: str
    notes: str
    kind: str | None
    sign: str
    joint: Joint
    text_start: int
    has_text: bool

    @property
    def is_abstract(self) -> bool:
        """Whether it heads an abstract: 概要, 要旨, Abstract and the like, or 研究目的（概要）."""
        return is_abstract(self.name, self.notes)

    @property
    def is_section(self) -> bool:
        """Whether it heads one of the other sections that forms and papers have: 研究計画, 経費, Keywords."""
        return is_section(self.name)

    @property
    def is_structure(self) -> bool:
        """Whether it is one of the words by which an abstract itself is ordered: 目的, 方法, 結果, Background."""
        return is_structure(self.name)

    @property
    def depth(self) -> int | None:
        """0 for what stands before a chapter, more for numbers of items; None if nothing stands before it."""
        return None if self.kind is None else DEPTHS[self.kind]


def heading_of(line: str) -> Heading | None:
    """
    A line as a heading; None if it cannot be one.

    Whether it is one still depends on its name: every short line has a name.
    """
    # What is behind the first characters only matters by being there.
    return _heading_of(line if len(line) <= _SEEN_CHARS else line[: _SEEN_CHARS + 1])


# The proposals of a folder share a form, and with it most of their lines.
@lru_cache(maxsize=4096)
def _heading_of(line: str) -> Heading | None:
    seen = line[:_SEEN_CHARS].rstrip().translate(_NARROW_LETTERS)
    if not seen.strip(" \t\u3000"):
        return None
    if framed := _FRAMED.fullmatch(seen):
        return _between_rules(line, framed)
    prefix = prefix_of(seen)
    begin, kind, sign = prefix.end, prefix.kind, prefix.sign
    if prefix.is_open:
        return _in_brackets(line, seen, begin, kind, sign)
    if seen[begin : begin + 1].isascii() and (found := _english_abstract(line, seen, begin, kind, sign)):
        return found
    if (end := asked_abstract(seen, begin)) is not None and is_instruction(seen[begin:]):
        return _asked(line, seen[begin:end], seen[end:], kind, sign)
    return _bare(line, seen, begin, kind, sign)


def folded(name: str) -> str:
    """A name as it is compared: one width and case; without blanks, unless it is English."""
    name = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return name if name.isascii() else name.replace(" ", "")


def is_plain_heading(line: str, before: str) -> bool:
    """
    Whether a line looks like a heading that nothing marks as one: short, a noun, and after the end of a sentence.

    Args:
        line: The line.
        before: The last line before it that is not empty.
    """
    line, before = line.strip(), before.strip()
    if not line or len(line) > MAX_HEADING_CHARS or _SENTENCE_MARKS & set(line):
        return False
    if (
        not before.endswith(("。", "．", ".", "!", "?", "！", "？", "）", ")", "」"))
        and len(before) < 2 * MAX_HEADING_CHARS
    ):
        return False
    if line.isascii():
        # A title in English: few words, and the first with a capital.
        words = line.split()
        return len(words) <= 7 and line[0].isupper() and line[-1].isalpha()
    last = line[-1]
    is_noun = _NOUN_IN_KANA.search(line) or (not "\u3041" <= last <= "\u309f" and (last.isalnum() or last in ")）」】"))
    return bool(is_noun) and len(line) <= MAX_HEADING_CHARS // 2


def _in_brackets(line: str, seen: str, begin: int, kind: str | None, sign: str) -> Heading | None:
    end = next(
        (place for place in range(begin, len(seen)) if seen[place] in _CLOSING and not _opened(seen[begin:place])), None
    )
    if end is None or end == begin:
        return None
    inner = seen[begin:end]
    number = prefix_of(inner)
    if number.kind is not None and not number.is_open:
        inner = inner[number.end :]
    cut = _NAME_END.search(inner)
    name = inner[: cut.start()] if cut else inner
    notes = inner[cut.start() :] if cut else ""
    after, more = _after_notes(seen, end + 1)
    joint = _JOINT.match(seen, after)
    text_start = joint.end() if joint else after
    has_text = bool(line[text_start:].strip())
    return Heading(
        name=folded(_closed_up(name)),
        shown=_closed_up(name).strip(" \t\u3000"),
        notes=notes + more,
        kind=kind,
        sign=sign,
        joint="bracket" if has_text else "end",
        text_start=text_start,
        has_text=has_text,
    )


def _opened(text: str) -> bool:
    """Whether a bracket that ``text`` opens is still open at its end, as in （概要（400字 or [概要［400字."""
    return sum(text.count(sign) for sign in _INNER_OPENING) > sum(text.count(sign) for sign in _INNER_CLOSING)


def _english_abstract(line: str, seen: str, begin: int, kind: str | None, sign: str) -> Heading | None:
    end = english_abstract(seen, begin)
    if end is None:
        return None
    after, notes = _after_notes(seen, end)
    joint = _ENGLISH_JOINT.match(seen, after)
    if joint is None:
        return None
    return Heading(
        name=folded(seen[begin:end]),
        shown=seen[begin:end],
        notes=notes,
        kind=kind,
        sign=sign,
        joint="colon" if joint["colon"] else "end",
        text_start=joint.end(),
        has_text=bool(line[joint.end() :].strip()),
    )


def _bare(line: str, seen: str, begin: int, kind: str | None, sign: str) -> Heading | None:
    rest = seen[begin:]
    cut = _NAME_END.search(rest)
    piece = rest[: cut.start()] if cut else rest
    name = piece
    if not piece.isascii() and not _SPACED_OUT.fullmatch(piece):
        # The text may begin behind a gap, as a table's cells do when they become a line.
        name = _GAP.split(piece.strip(" \t\u3000"), maxsplit=1)[0]
    name = name.rstrip(" \t\u3000")
    if not name or len(name) > MAX_HEADING_CHARS:
        return None
    after, notes = _after_notes(seen, begin + len(piece) - len(piece.lstrip()) + len(name))
    joint = _JOINT.match(seen, after)
    if joint is None:
        return None
    text_start = joint.end()
    if joint["colon"] and (note := _SHORT_NOTE.match(line, text_start)):
        text_start, notes = note.end(), notes + note[0]
    behind = line[text_start:].strip()
    if joint["gap"] is not None and behind and (len(behind) < _LEAST_BEHIND_GAP or _PARTICLE.match(behind)):
        # A blank within a sentence, or the name goes on behind it.
        return _whole_line(line, seen, begin, kind, sign)
    return Heading(
        name=folded(_closed_up(name)),
        shown=_closed_up(name),
        notes=notes,
        kind=kind,
        sign=sign,
        joint="colon" if joint["colon"] else "gap" if behind else "end",
        text_start=text_start,
        has_text=bool(behind),
    )


def _between_rules(line: str, framed: re.Match[str]) -> Heading | None:
    """--- 研究概要 ---"""
    inner = _heading_of(framed["name"])
    if inner is None or inner.has_text:
        return None
    notes = inner.notes + framed["notes"]
    return replace(inner, kind="mark", sign=framed["rule"], joint="end", text_start=len(line), notes=notes)


def _asked(line: str, name: str, wish: str, kind: str | None, sign: str) -> Heading:
    """研究概要を400字以内で記入してください, alone on its line."""
    return Heading(
        name=folded(name),
        shown=name,
        notes=wish,
        kind=kind,
        sign=sign,
        joint="end",
        text_start=len(line),
        has_text=False,
    )


def _whole_line(line: str, seen: str, begin: int, kind: str | None, sign: str) -> Heading | None:
    if len(line) - begin > MAX_HEADING_CHARS:
        return None
    return Heading(
        name=folded(seen[begin:]),
        shown=seen[begin:],
        notes="",
        kind=kind,
        sign=sign,
        joint="end",
        text_start=len(line),
        has_text=False,
    )


def _after_notes(seen: str, place: int) -> tuple[int, str]:
    """Where the notes that begin at ``place`` end, and the notes."""
    first = place
    while note := _NOTE.match(seen, place):
        place = note.end()
    return place, seen[first:place]


def _closed_up(name: str) -> str:
    """研　究　概　要 as one word."""
    return _GAP.sub("", name) if _SPACED_OUT.fullmatch(name.strip(" \t\u3000")) else name
