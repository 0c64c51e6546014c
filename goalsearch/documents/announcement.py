"""
Goals that a ministry announces, read from the page or PDF of the announcement, for a person to check.

Two forms are known: one section after the other (１．目標名, ２．概要, ３．達成目標 …, again for the next goal), and
the table of an overview (目標名 概要), for which see `goalsearch.documents.announcement_table`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.documents.announced_text import AnnouncedText, Section, agency_of, section_of
from goalsearch.documents.announcement_table import goals_of_tables
from goalsearch.documents.document import Document
from goalsearch.documents.goal_group import GoalGroup, GroupsSoFar, group_of
from goalsearch.documents.goal_names import names_above
from goalsearch.documents.heading import Heading, heading_of
from goalsearch.documents.source import shown
from goalsearch.errors import DocumentError
from goalsearch.text.characters import hidden
from goalsearch.text.fiscal_year import fiscal_year

_WANTED: Final[dict[Section | None, str]] = {"title": "目標名", "summary": "概要", "aims": "達成目標"}
# 令和９年度戦略目標「…」, as the title of a page or a line of its own.
_QUOTED: Final = re.compile(r"(?:戦略目標|研究開発目標)[^「『」』。]{0,8}[「『](?P<title>[^」』。]{4,120})[」』]")
# Of text without blanks.
_YEAR: Final = re.compile(r"(?:(?:令和|平成)(?:元|\d{1,2})|20\d\d)年度(?=[^。\n]{0,20}目標)")
_PARTS_OF_A_GOAL: Final[tuple[Section, ...]] = ("summary", "aims")
_LONGEST_TITLE: Final = 120


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


def announced_goals(document: Document) -> tuple[Announced, ...]:
    """
    The goals that a document announces, in its order.

    Raises:
        DocumentError: If no goal is found in it.
    """
    # What nobody sees would be refused in a corpus file.
    unseen = set(hidden(document.text, one_line=False))
    text = "".join(sign for place, sign in enumerate(document.text) if place not in unseen)
    of_tables, rest = goals_of_tables(text)
    goals = [*_from_sections(rest, document.title)]
    # Of a goal that stands in an overview and has sections of its own, these say more.
    if not {_name_of(goal) for goal in of_tables} <= {_name_of(goal) for goal in goals}:
        goals = of_tables
    if not goals:
        raise _no_goal(document.path, text)
    folded = unicodedata.normalize("NFKC", f"{document.title or ''}\n{text}")
    year = fiscal_year(found[0]) if (found := _YEAR.search(folded.replace(" ", ""))) else None
    around = agency_of(folded)
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


def _no_goal(path: Path, text: str) -> DocumentError:
    """What to say of a text without goals: which headings it has, if it has any of a goal."""
    headings = [heading for line in text.splitlines() if (heading := heading_of(line))]
    found = {section: heading.shown for heading in headings if (section := section_of(heading.name)) in _WANTED}
    if not found:
        return DocumentError("document.no_goal", file=shown(path))
    missing = "、".join(name for section, name in _WANTED.items() if section not in found)
    there = "、".join(found.values())
    return DocumentError("document.no_whole_goal", file=shown(path), found=there, missing=missing)


def _from_sections(text: str, page_title: str | None) -> Iterator[AnnouncedText]:
    """The sections of each goal. One that has no heading for its name has it in a line or in the title of the page."""
    quoted = _QUOTED.search(page_title or "")
    sections = _Sections(quoted)
    lines = text.splitlines()
    names = names_above(lines, _QUOTED, quoted is not None)
    for place, line in enumerate(lines):
        if place in names:
            yield from sections.begin(names[place])
        else:
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

    def read(self, line: str) -> Iterator[AnnouncedText]:
        """The goal that is over with a line, if one is."""
        if group := group_of(line):
            yield from self._enter(group)
            return
        heading = heading_of(line)
        found = None if heading is None else section_of(heading.name)
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

    def begin(self, name: str) -> Iterator[AnnouncedText]:
        """A line that is the name of the next goal."""
        yield from self.whole()
        self._goal = {"title": name}
        self._section = "other"

    def whole(self) -> Iterator[AnnouncedText]:
        """
        The goal, by the name in quotation marks if it has no other.

        Without either it has an empty name, or is none if it has not both 概要 and 達成目標.
        """
        goal, quoted = self._goal, self._quoted
        self._goal, self._quoted = {}, None
        title = goal.get("title", "").strip() or (quoted["title"] if quoted else "")
        is_goal = goal.keys() - {"title"} if title else all(goal.get(part, "").strip() for part in _PARTS_OF_A_GOAL)
        if is_goal:
            self._groups.goal()
            said = quoted[0] if quoted else ""
            yield AnnouncedText(sections={**goal, "title": title}, quoted=said, group_agency=self._groups.agency)

    def _enter(self, group: GoalGroup) -> Iterator[AnnouncedText]:
        if self._groups.is_repeated(group):
            return
        if self._goal.keys() - {"title"}:
            yield from self.whole()
        self._groups.enter(group)
        self._section = "other"

    def _named(self, name: re.Match[str]) -> Iterator[AnnouncedText]:
        """A line that names a goal in quotation marks: the next one, if sections of one stand above it."""
        if self._goal.keys() - {"title"}:
            yield from self.whole()
        self._quoted = self._quoted or name
        self._section = "other"

    def _is_over(self, heading: Heading, line: str) -> bool:
        """Whether a heading of another name ends the section."""
        is_filled = bool(self._goal.get(self._section, "").strip())
        return is_filled and _is_alone(line) and _ends(heading, self._above)


def _ends(heading: Heading, above: Heading | None) -> bool:
    """Whether a heading of another name ends a section: it is numbered as the section's own is, or further out."""
    if above is None or above.depth is None or heading.depth is None or heading.has_text:
        return False
    # A mark is the point of a list, unless sections are marked by it.
    return heading.depth <= above.depth and (heading.kind != "mark" or heading.sign == above.sign)


def _is_alone(line: str) -> bool:
    """Whether a line can be a heading, and is not a sentence."""
    return "。" not in line and len(line.strip()) <= _LONGEST_TITLE


def _name_of(goal: AnnouncedText) -> str:
    return "".join(_title(goal.sections["title"]).split())


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
