"""
Goals that a ministry announces, read from the page or PDF of the announcement, for a person to check.

Two forms are known: one section after the other (１．目標名, ２．概要, ３．達成目標 …, again for the next goal), and
the table of an overview (目標名 概要), of which a reader of PDF gives each row as a short paragraph and the long ones
behind it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from goalsearch.documents.document import Document
from goalsearch.documents.goal_group import GoalGroup, GroupsSoFar, group_of
from goalsearch.documents.heading import Heading, heading_of
from goalsearch.documents.source import shown
from goalsearch.errors import DocumentError
from goalsearch.text.characters import hidden
from goalsearch.text.fiscal_year import fiscal_year

Section = Literal["title", "summary", "aims", "background", "other"]

_SECTIONS: Final[dict[Section, re.Pattern[str]]] = {
    "title": re.compile(r"(?:新たな)?(?:戦略|研究開発)?目標(?:名称?|の名称|名[(（].*)|題名|タイトル|名称"),
    "summary": re.compile(r"(?:(?:戦略|研究開発)?目標の|本目標の)?(?:概要|要旨|趣旨)"),
    "aims": re.compile(
        r"(?:具体的な)?達成目標|達成(?:を)?目指す(?:状態|こと|目標)|(?:具体的な|想定される)?研究(?:開発)?の?例|具体例"
    ),
    "background": re.compile(
        r"(?:(?:目標|策定|設定|提案|(?:研究)?(?:開発)?の?推進|研究(?:開発)?)の?)?背景(?:(?:と|・|及び|および)(?:課題|経緯|目的|必要性))?|(?:国内外の|国内の?|国外の?|海外の?)(?:研究)?動向|研究動向"
        r"|(?:研究推進の際に見据えるべき|見据えるべき|将来の|目指す)*(?:将来の)?社会(?:像|の姿)"
    ),
    "other": re.compile(
        r"(?:目標の?)?検討の?経緯|策定の?経緯|閣議決定文書等における関係記載|関連する?(?:施策|文書|資料)|その他|参考(?:資料|文献)?|備考"
        r"|添付資料|関連リンク|お?問い?合わ?せ先?(?:・担当)?|担当|別添.*"
    ),
}
# 令和９年度戦略目標「…」, as the title of a page or a line of its own.
_QUOTED: Final = re.compile(r"(?:戦略目標|研究開発目標)[^「『」』。]{0,8}[「『](?P<title>[^」』。]{4,120})[」』]")
# Of text without blanks.
_YEAR: Final = re.compile(r"(?:(?:令和|平成)(?:元|\d{1,2})|20\d\d)年度(?=[^。\n]{0,20}目標)")
_TABLE: Final = re.compile(r"^[ \t\u3000]*(?:戦略|研究開発)?目標名[ \t\u3000]+(?:目標の)?概要[ \t\u3000]*$", re.M)
_PARAGRAPH: Final = re.compile(r"\n[ \t\u3000]*\n+")
# A cell with the name of a goal has short lines, one with its summary long ones.
_LONG_LINE: Final = 30
_LONGEST_TITLE: Final = 120
_AGENCIES: Final = {"研究開発目標": "AMED", "戦略目標": "JST"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """
    One goal of an announcement.

    Attributes:
        title: Its name.
        fiscal_year: The year whose goals are announced; None if the text does not say.
        agency: JST for a 戦略目標, AMED for a 研究開発目標, by the heading of its group or its own text; None where
            neither is named, or both are.
        summary: What stands under 概要; empty if nothing does.
        aims: What stands under 達成目標 and the examples of research.
        background: What stands under 背景, 研究動向 and 社会像.
    """

    title: str
    fiscal_year: int | None = None
    agency: str | None = None
    summary: str = ""
    aims: str = ""
    background: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _AnnouncedText:
    """A goal as it stands in the text: its sections, its name in quotation marks, the agency of the group it is in."""

    sections: dict[Section, str]
    quoted: str = ""
    group_agency: str | None = None

    def agency(self) -> str | None:
        """The agency that the announcement says for this goal."""
        return _agency(self.quoted) or self.group_agency or _agency(" ".join(self.sections.values()))


def announced_goals(document: Document) -> tuple[Announced, ...]:
    """
    The goals that a document announces, in its order.

    Raises:
        DocumentError: If no goal is found in it.
    """
    # What nobody sees would be refused in a corpus file.
    unseen = set(hidden(document.text, one_line=False))
    text = "".join(sign for place, sign in enumerate(document.text) if place not in unseen)
    goals = [*_from_table(text)] or [*_from_sections(text, document.title)]
    if not goals:
        raise DocumentError("document.no_goal", file=shown(document.path))
    folded = unicodedata.normalize("NFKC", f"{document.title or ''}\n{text}")
    year = fiscal_year(found[0]) if (found := _YEAR.search(folded.replace(" ", ""))) else None
    around = _agency(folded)
    return tuple(
        Announced(
            title=_title(goal.sections["title"]),
            fiscal_year=year,
            agency=goal.agency() or around,
            summary=_tidy(goal.sections.get("summary", "")),
            aims=_tidy(goal.sections.get("aims", "")),
            background=_tidy(goal.sections.get("background", "")),
        )
        for goal in goals
    )


def _from_sections(text: str, page_title: str | None) -> Iterator[_AnnouncedText]:
    """The sections of each goal. One that has no heading for its name has it in a line or in the title of the page."""
    sections = _Sections(_QUOTED.search(page_title or ""))
    for line in text.splitlines():
        yield from sections.read(line)
    yield from sections.whole()


class _Sections:
    """The goal that is being read, line by line."""

    def __init__(self, quoted: re.Match[str] | None) -> None:
        self._goal: dict[Section, str] = {}
        self._quoted = quoted
        self._section: Section = "other"
        self._above: Heading | None = None
        self._groups = GroupsSoFar()

    def read(self, line: str) -> Iterator[_AnnouncedText]:
        """The goal that is over with a line, if one is."""
        if group := group_of(line):
            yield from self._enter(group)
            return
        heading = heading_of(line)
        found = None if heading is None else _section_of(heading)
        if found is None and (name := _QUOTED.search(line)) and _is_alone(line):
            yield from self._named(name)
            return
        if found is not None and heading is not None:
            if (found == "title" and self._goal.get("title")) or (found == "summary" and self._goal.get("summary")):
                yield from self.whole()
            self._section, self._above = found, heading
            line = line[heading.text_start :]
        elif heading is not None and self._is_over(heading, line):
            self._section = "other"
        if self._section != "other":
            before = self._goal.get(self._section)
            self._goal[self._section] = f"{before}\n{line}" if before else line

    def whole(self) -> Iterator[_AnnouncedText]:
        """The goal, by the name in quotation marks if it has no other; nothing if it has neither."""
        goal, quoted = self._goal, self._quoted
        self._goal, self._quoted = {}, None
        title = goal.get("title", "").strip() or (quoted["title"] if quoted else "")
        if title and goal.keys() - {"title"}:
            self._groups.goal()
            said = quoted[0] if quoted else ""
            yield _AnnouncedText(sections={**goal, "title": title}, quoted=said, group_agency=self._groups.agency)

    def _enter(self, group: GoalGroup) -> Iterator[_AnnouncedText]:
        if self._groups.is_repeated(group):
            return
        if self._goal.keys() - {"title"}:
            yield from self.whole()
        self._groups.enter(group)
        self._section = "other"

    def _named(self, name: re.Match[str]) -> Iterator[_AnnouncedText]:
        """A line that names a goal in quotation marks: the next one, if sections of one stand above it."""
        if self._goal.keys() - {"title"}:
            yield from self.whole()
        self._quoted = self._quoted or name
        self._section = "other"

    def _is_over(self, heading: Heading, line: str) -> bool:
        """Whether a heading of another name ends the section."""
        is_filled = bool(self._goal.get(self._section, "").strip())
        return is_filled and _is_alone(line) and _ends(heading, self._above)


def _section_of(heading: Heading) -> Section | None:
    name = unicodedata.normalize("NFKC", heading.name)
    return next((section for section, pattern in _SECTIONS.items() if pattern.fullmatch(name)), None)


def _ends(heading: Heading, above: Heading | None) -> bool:
    """Whether a heading of another name ends a section: it is numbered as the section's own is, or further out."""
    if above is None or above.depth is None or heading.depth is None or heading.has_text:
        return False
    # A mark is the point of a list, unless sections are marked by it.
    return heading.depth <= above.depth and (heading.kind != "mark" or heading.sign == above.sign)


def _is_alone(line: str) -> bool:
    """Whether a line can be a heading, and is not a sentence."""
    return "。" not in line and len(line.strip()) <= _LONGEST_TITLE


def _from_table(text: str) -> Iterator[_AnnouncedText]:
    """The rows of the overview; the name of a goal is a paragraph of short lines before one with long lines."""
    for table in _TABLE.split(text)[1:]:
        goal: dict[Section, str] = {}
        paragraphs = [paragraph.strip("\n") for paragraph in _PARAGRAPH.split(table.strip())]
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
            if not _is_body(paragraph):
                yield from _row(goal)
                goal = {"title": paragraph} if _is_body(following) else {}
            elif goal:
                goal["summary"] = goal.get("summary", "") + _unwrapped(paragraph)
        yield from _row(goal)


def _row(goal: dict[Section, str]) -> Iterator[_AnnouncedText]:
    """The goal, unless what stands behind its name is no sentence."""
    if "。" in goal.get("summary", ""):
        yield _AnnouncedText(sections=goal)


def _is_body(paragraph: str) -> bool:
    return max(map(len, paragraph.splitlines()), default=0) >= _LONG_LINE or paragraph.rstrip().endswith("。")


def _unwrapped(paragraph: str) -> str:
    return "".join(line.strip() for line in paragraph.splitlines())


def _title(written: str) -> str:
    """A name on one line, without the quotation marks around it."""
    title = re.sub(r"[ \t\u3000]*\n[ \t\u3000]*", "", written.strip()).strip(" \t\u3000")
    for opening, closing in ("「」", "『』"):
        if title.startswith(opening) and title.endswith(closing) and title.count(opening) == 1:
            title = title[1:-1]
    return title


def _tidy(text: str) -> str:
    lines = (line.strip(" \t\u3000") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _agency(text: str) -> str | None:
    """The agency whose goals a text speaks of, unless it speaks of both."""
    named = {agency for name, agency in _AGENCIES.items() if name in text}
    return named.pop() if len(named) == 1 else None
