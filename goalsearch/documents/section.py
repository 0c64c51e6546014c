"""
Which part of a proposal is matched: its abstract, where it has one, or the whole.

The rule. With ``auto`` and ``abstract``, whatever the length of the text, the section under the first heading that
names an abstract (研究概要, 要旨, （概要）, 研究の目的・概要, Abstract, Project summary and the like) is matched, if it
has 50 characters or more; else the whole. With ``whole`` nothing is looked for. Either way what belongs to the form,
and not to the research, is left out: see `goalsearch.documents.form`.

A heading stands at the start of a line, as `goalsearch.documents.heading` describes. Its section ends at the next
abstract or known section (研究計画, 経費, キーワード：…, 1. Introduction), at the next line that is numbered, bracketed
or marked as a heading of its depth or of one further out, or, where nothing marks the headings, at a short line that
can only be one. Items further in, (1) under 1., do not end it.
"""

import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from goalsearch.defaults import DEFAULT_PART, PartName
from goalsearch.documents.form import NO_FORM, Research, without_form
from goalsearch.documents.heading import MAX_HEADING_CHARS, Heading, heading_of, is_plain_heading
from goalsearch.documents.heading_name import MENTIONS
from goalsearch.documents.instruction import is_instruction
from goalsearch.documents.labels import is_label
from goalsearch.messages import Language
from goalsearch.messages import text as message

Rule = Literal["whole", "short", "abstract", "abstract-not-found"]

SHORT_CHARS: Final = 3000
"""A longer text without an abstract is worth a word: it is matched with all its plans and budgets."""
MIN_ABSTRACT_CHARS: Final = 50

# A line of a table of contents ends in the number of a page.
_CONTENTS: Final = re.compile(r"[.．…‥・· \t　]{2,}[0-9０-９]{1,4}$")
_RULE: Final = re.compile(r"[=＝\-－―─━_＿~～*＊]{3,}")
_PAGE_NUMBER: Final = re.compile(
    r"[-－‐–—―－ー]\s*[0-9０-９]{1,4}\s*[-－‐–—―－ー]|[Pp]\.?\s*[0-9]{1,4}|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
# What marks the items of a list as often as headings.
_OF_ITEMS: Final = ("・", "-", "–", "—", "―", "→")
_OF_NOTES: Final = ("※", "＊")
# A letter alone counts as well: a), (ア), ①, 二.
_NUMBER: Final = re.compile(
    "[0-9０-９]+|[①-⑳⑴-⒇⒈-⒛ⅰ-ⅻⅠ-Ⅻ]|(?<![A-Za-z])[A-Za-zＡ-Ｚａ-ｚア-ン一二三四五六七八九十](?![A-Za-z0-9０-９])"
)
# Of a question that has to be answered, as forms on the web mark it.
_REQUIRED: Final = re.compile(r"(?:[*＊]|[(（【\[]?(?:必須|任意|required|optional)[)）】\]]?)[ \t　]*$", re.I)
_DEPTH_OF_NUMBERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    The part of a text that is matched.

    Attributes:
        text: The part itself, without what belongs to the form.
        start: Where it begins in the whole text.
        rule: Why this part: ``whole`` was asked for; the text is ``short`` and names no abstract; its ``abstract`` was
            found; or it was looked for and ``abstract-not-found``, and the part is the whole.
        heading: Name of the abstract's heading, as the text has it: without number, brackets and notes.
        n_form_lines: Lines and sentences between its first and last line that were left out as the form's.
    """

    text: str
    start: int = 0
    rule: Rule = "whole"
    heading: str | None = None
    n_form_lines: int = 0

    def described(self, lang: Language) -> str:
        """What was taken, in words: 「研究の概要」（114 字）, or 全文（様式と見られる 31 行を除く）."""
        return part_described(self.heading, len(self.text), self.n_form_lines, lang)

    def notice(self, lang: Language) -> str | None:
        """What a user should know of what was taken; None if it is all that there is."""
        if self.rule == "abstract":
            return message("search.abstract_only", lang, part=self.described(lang))
        if self.rule == "abstract-not-found":
            return message("search.abstract_missing", lang, part=self.described(lang))
        return message("search.part", lang, part=self.described(lang)) if self.n_form_lines else None


def part_described(heading: str | None, n_characters: int, n_form_lines: int, lang: Language) -> str:
    """What `Part.described` says, of a part that is no longer there itself."""
    if heading is not None:
        return message("search.part_abstract", lang, heading=heading, n=f"{n_characters:,}")
    if n_form_lines:
        return message("search.part_without_form", lang, n=f"{n_form_lines:,}")
    return message("search.part_whole", lang, n=f"{n_characters:,}")


def select_part(text: str, part: PartName = DEFAULT_PART, form: Collection[int] | None = NO_FORM) -> Part:
    """
    The part of ``text`` that is to be matched, by the rule of this module.

    Args:
        text: The whole text.
        part: What is asked for.
        form: Digests of lines that are known to be the form's, see `goalsearch.documents.form.line_digest`. None if
            the text is on no form, as a row of a table: then nothing is left out.
    """
    if part != "whole" and (found := next(_abstracts(text, form), None)) is not None:
        return found
    rule: Rule = "whole" if part == "whole" else "abstract-not-found"
    if part == "auto" and len(text) <= SHORT_CHARS:
        rule = "short"
    research = Research(text, 0, 0) if form is None else without_form(text, form)
    return Part(text=research.text, start=research.start, rule=rule, n_form_lines=research.n_left_out)


class _SectionLine(NamedTuple):
    start: int
    text: str


def _abstracts(text: str, form: Collection[int] | None) -> Iterator[Part]:
    """The sections under the headings of abstracts, in their order, that have enough in them."""
    after = 0
    # Left to re's own cache to compile: it takes longer than reading a file.
    for name in re.finditer(MENTIONS, text, re.IGNORECASE):
        if name.start() < after:
            continue
        start = text.rfind("\n", 0, name.start()) + 1
        end = _line_end(text, start)
        after = end
        line = text[start:end]
        heading = heading_of(line)
        if heading is None or not heading.is_abstract or _CONTENTS.search(line):
            continue
        begin = start + heading.text_start if heading.has_text else end
        section = text[begin : _section_end(text, begin, end, heading)]
        begin += len(section) - len(section.lstrip())
        section = section.strip()
        research = Research(section, 0, 0) if form is None else without_form(section, form)
        if len(research.text) >= MIN_ABSTRACT_CHARS:
            yield Part(
                text=research.text,
                start=begin + research.start,
                rule="abstract",
                heading=heading.shown,
                n_form_lines=research.n_left_out,
            )


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _section_end(text: str, begin: int, line_end: int, heading: Heading) -> int:
    """Where the section under ``heading`` ends, whose text begins at ``begin``."""
    before = text[begin:line_end]
    filled = (line for line in _lines(text, line_end + 1) if line.text.strip())
    for line, following in itertools.pairwise(itertools.chain(filled, (_SectionLine(len(text), ""),))):
        stripped = line.text.strip()
        # Of 研究概要 with a rule below, the rule is no text; and the number of a page may stand anywhere.
        if (before == "" and _RULE.fullmatch(stripped)) or _PAGE_NUMBER.fullmatch(stripped):
            continue
        # The lines of instruction under a heading belong to it, unless they are the heading of the next section.
        if is_instruction(stripped) and _is_next_heading(stripped, heading):
            return line.start
        if not is_instruction(stripped):
            if _ends_section(stripped, (before, following.text.strip()), heading):
                return line.start
            before = stripped
    return len(text)


def _lines(text: str, start: int) -> Iterator[_SectionLine]:
    while start < len(text):
        end = _line_end(text, start)
        yield _SectionLine(start, text[start:end])
        start = end + 1


def _ends_section(line: str, around: tuple[str, str], heading: Heading) -> bool:
    """Whether a line, with those before and behind it, heads the section after that of ``heading``."""
    other = heading_of(line)
    if other is None or _CONTENTS.search(line):
        return False
    if other.is_abstract:
        return True
    if _is_item(other, heading):
        return False
    if other.is_structure and other.has_text:
        # An abstract in the order of 目的: 方法: 結果: is one; a form with 概要：… before 目的：… has two labels.
        return heading.has_text and (other.kind, other.joint) == (heading.kind, heading.joint)
    if other.is_section or is_label(other.name):
        return True
    if not _is_short(line, other):
        return False
    if other.kind is not None:
        return _is_marked_heading(other, heading) and not _is_listed(other, around, heading)
    if other.joint == "colon":
        # Any label ends the text of a label.
        return not other.has_text or heading.joint == "colon"
    before = around[0]
    return bool(before) and is_plain_heading(other.shown if other.notes else line, before)


def _is_next_heading(line: str, heading: Heading) -> bool:
    """
    Whether a line that also tells how to fill in a form heads the next section.

    It does if it is the title of another form (様式２　研究計画), has the name of a section before its instruction
    (研究計画（年度ごとに記述してください）), is marked as a question that has to be answered, as ``heading`` is
    (希望する支援を選んでください *), or is the next of the questions of which that is one (Q2. …を教えてください。).
    """
    if len(line) <= MAX_HEADING_CHARS and _REQUIRED.search(line) and _REQUIRED.search(heading.notes):
        return True
    other = heading_of(line)
    if other is None:
        return False
    if other.joint == "end" and (other.kind == "form" or other.is_section):
        return True
    if other.kind == heading.kind == "mark" and other.sign == heading.sign in _OF_NOTES and not other.has_text:
        # Where ※ marks the headings, what it marks is no note.
        return _is_short(line, other)
    if other.kind is None or other.kind != heading.kind or other.has_text:
        return False
    shapes = [_shape(found) for found in (other, heading)]
    return shapes[0] == shapes[1] and "0" in shapes[0] and other.sign != heading.sign


def _shape(heading: Heading) -> str:
    """The number, letter or mark before a heading, with 0 for what counts."""
    return _NUMBER.sub("0", heading.sign)


def _is_item(other: Heading, heading: Heading) -> bool:
    """Whether a heading stands below that of the abstract: (1) under 1., or 【目的】 in a numbered section."""
    if heading.depth is None or other.depth is None:
        return False
    if heading.kind == "letter" and heading.sign[:1] in "iI" and other.sign[:2].lower() == "ii":
        # i) is a letter until ii) comes.
        return False
    if heading.kind == other.kind == "number" and other.sign.endswith((")", "）")):
        # １） under １．
        return _shape(heading) != _shape(other)
    if other.depth > heading.depth:
        return True
    return other.kind != heading.kind and heading.kind != "bracket" and other.kind == "bracket" and other.is_structure


def _is_marked_heading(other: Heading, heading: Heading) -> bool:
    if other.kind == "round" and heading.kind != "round":
        # A remark in the text, such as （図1参照）.
        return False
    if other.kind == "mark" and (other.sign.startswith(_OF_ITEMS) or heading.kind == "mark"):
        return other.sign == heading.sign
    # What counts from 1 within an abstract is a list of its points.
    return heading.kind is not None or (other.depth or 0) <= _DEPTH_OF_NUMBERS


def _is_listed(other: Heading, around: tuple[str, str], heading: Heading) -> bool:
    """Whether a line stands in a list: one like it, and unlike the headings, stands right before or behind it."""
    if (other.kind, _shape(other)) == (heading.kind, _shape(heading)):
        return False
    near = filter(None, map(heading_of, around))
    return any((found.kind, _shape(found)) == (other.kind, _shape(other)) for found in near)


def _is_short(line: str, other: Heading) -> bool:
    is_sentence = line.endswith(("。", "、", "，", ",", ";", "．")) and not other.notes
    return (
        len(other.name) <= MAX_HEADING_CHARS
        and not is_sentence
        and (len(line) <= MAX_HEADING_CHARS or bool(other.notes))
    )
