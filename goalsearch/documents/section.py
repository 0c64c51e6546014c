"""
Which part of a long proposal is matched: the whole, or only its abstract.

The rule. With ``auto``, a text of up to 3,000 characters is matched as a whole. Of a longer one, the section under the
first heading that names an abstract (研究概要, 要旨, 概要, 要約, Abstract, Summary and the like) is matched, if it has
100 characters or more; else the whole. With ``abstract`` the length of the text does not matter; with ``whole`` nothing
is looked for.

A heading stands at the start of a line, with or without a number (１．, (1), 第1章, Ⅰ.), in brackets (【研究概要】) or
behind a mark (■), and may be followed by a note in brackets (400字以内), a colon, and the text itself. Its section ends
at the next short line with a number or bracket of the same kind; without one, at the next numbered, bracketed or known
heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

PartName = Literal["auto", "whole", "abstract"]
Rule = Literal["whole", "short", "abstract", "abstract-not-found"]

SHORT_CHARS: Final = 3000
MIN_ABSTRACT_CHARS: Final = 100
_MAX_HEADING_CHARS: Final = 50

_NAMES: Final = (
    r"(?:本?研究|本?研究開発|本?研究課題|研究提案|提案|申請|計画|課題|本計画)?(?:計画|課題|提案|内容)?の?(?:概\s*要|要\s*旨|要\s*約)"
    r"|研究開始時の研究の概要|研究概要|抄\s*録|アブストラクト|サマリー"
    r"|(?:executive |project |research )?summary(?: of (?:the )?(?:research|proposal|project))?"
    r"|(?:research |project |proposal )?abstract"
)
# Kinds of what stands before a heading; a section ends where the same kind comes again.
_KINDS: Final = {
    "chapter": r"第\s*[0-9０-９一二三四五六七八九十]{1,3}\s*[章節部]\s*",
    "decimal": r"[0-9０-９]{1,2}\s*(?:[.．\-－][0-9０-９]{1,2})+[.．]?\s*",
    "number": r"[0-9０-９]{1,2}\s*[.．、:：)）]\s*|[0-9０-９]{1,2}[\s　]+",
    "roman": r"(?:[Ⅰ-Ⅻⅰ-ⅻ]|[IVX]{1,4}(?=[.．]))\s*[.．、]?\s*",
    "parenthesis": r"[(（][0-9０-９]{1,2}[)）]\s*",
    "circled": r"[①-⑳]\s*",
    # Such as （概要） and （本文） in the forms of JSPS: alone on their line, or it is a remark in the text.
    "round": r"[(（](?=[^()（）\n]{1,20}[)）][ \t　]*$)\s*",
    "bracket": r"[【［〔\[<＜《]\s*",
    "mark": r"[■□●○◆◇▼▽◎・#]+\s*",
}
_PREFIX: Final = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
# Left to re's own cache to compile: it takes longer than reading a file, and few texts are long enough to need it.
_ABSTRACT: Final = (
    rf"^[ \t　]*(?:{_PREFIX})?(?P<name>{_NAMES})[ \t　]*[】］〕\]>＞》)）]?"
    r"[ \t　]*(?:[(（][^)）\n]{0,60}[)）])?[ \t　]*(?:(?P<colon>[:：])[ \t　]*|(?P<end>$)|(?<=[】］〕\]>＞》]))"
)
_NUMBERED: Final = rf"^[ \t　]*(?:{_PREFIX})"
_KNOWN: Final = (
    r"(?:(?:研究(?:開発)?の?)?(?:目的|背景|内容|計画|方法|体制|意義|特色|業績|経費|構想|実施計画|目標)|研究目的|はじめに|緒言|序論"
    r"|キーワード|参考文献|引用文献|謝辞|研究費|予算|(?:1\s*)?introduction|background|objectives?|aims?|specific aims"
    r"|methods?|keywords?|key words|references|research plan|budget)[ \t　]*(?:[:：]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    The part of a text that is matched.

    Attributes:
        text: The part itself.
        start: Where it begins in the whole text.
        rule: Why this part: ``whole`` was asked for; the text is ``short``; its ``abstract`` was found; or it was
            looked for and ``abstract-not-found``, and the part is the whole.
        heading: The heading of the abstract, as the text has it.
    """

    text: str
    start: int = 0
    rule: Rule = "whole"
    heading: str | None = None


def select_part(text: str, part: PartName = "auto") -> Part:
    """The part of ``text`` that is to be matched, by the rule of this module."""
    if part == "whole":
        return Part(text=text, rule="whole")
    if part == "auto" and len(text) <= SHORT_CHARS:
        return Part(text=text, rule="short")
    return next(_abstracts(text), Part(text=text, rule="abstract-not-found"))


def _abstracts(text: str) -> Iterator[Part]:
    for heading in re.finditer(_ABSTRACT, text, re.IGNORECASE | re.MULTILINE):
        end = _section_end(text, heading)
        section = text[heading.end() : end]
        if len(section.strip()) >= MIN_ABSTRACT_CHARS:
            start = heading.end() + len(section) - len(section.lstrip())
            yield Part(text=section.strip(), start=start, rule="abstract", heading=_heading_text(heading))


def _heading_text(heading: re.Match[str]) -> str:
    return heading[0].strip(" \t\u3000:：")


def _section_end(text: str, heading: re.Match[str]) -> int:
    kind = _kind(heading)
    position = heading.end()
    for line in text[position:].splitlines(keepends=True):
        # The rest of the heading's own line is text.
        if position > heading.end() and _ends_section(line.strip(), kind):
            return position
        position += len(line)
    return len(text)


def _ends_section(line: str, kind: str | None) -> bool:
    is_short = 0 < len(line) <= _MAX_HEADING_CHARS and not line.endswith(("。", "、", ",", ";"))
    numbered = re.match(_NUMBERED, line, re.IGNORECASE) if is_short else None
    if kind is not None:
        return numbered is not None and _kind(numbered) == kind
    return numbered is not None or re.match(_KNOWN, line, re.IGNORECASE) is not None


def _kind(match: re.Match[str]) -> str | None:
    return next((kind for kind in _KINDS if match[kind] is not None), None)
