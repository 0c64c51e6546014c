"""Headings of a group of announced goals, such as 戦略目標（JST）, and the agency of the goals below them."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from goalsearch.documents.heading_prefix import prefix_of

_AGENCY_OF_KIND: Final = {"研究開発目標": "AMED", "戦略目標": "JST"}
_NAMES_OF_AGENCIES: Final = {
    "JST": ("JST", "科学技術振興機構"),
    "AMED": ("AMED", "日本医療研究開発機構"),
}
_YEAR: Final = r"(?:(?:令和|平成|R|H)(?:元|\d{1,2})|20\d\d)(?:年度)?"
_KIND: Final = r"(?:戦略|研究開発)目標"
_NOTE: Final = r"[(\[【〔<〈《][^()\[\]【】〔〕<>〈〉《》。]{1,40}[)\]】〕>〉》]"
# Of a line of one width, without blanks and without the number or mark before it.
_GROUP: Final = re.compile(
    rf"(?:{_YEAR}(?:\({_YEAR}\))?の?)?(?:新たな|新規の?)?(?:(?:JST|AMED)の?)?"
    rf"(?P<kinds>{_KIND}(?:(?:及び|および|並びに|と|・|/|、){_KIND})?)(?:の?一覧|(?:の決定)?について)?"
    rf"(?:[-:]?(?:JST|AMED))?(?:{_NOTE})*[)\]】〕>〉》」』]?(?:{_NOTE})*"
)
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalGroup:
    """
    The heading of a group.

    Attributes:
        heading: The line, in one width and without blanks.
        agency: Whose goals follow; None if it names both, or calls the goals of one by the name of the other.
    """

    heading: str
    agency: str | None


def group_of(line: str) -> GoalGroup | None:
    """The line as the heading of a group; None if it is a sentence, the point of a list, or has text behind it."""
    if len(line) > _LONGEST or "目標" not in line.replace(" ", "").replace("\u3000", ""):
        return None
    prefix = prefix_of(line)
    if prefix.kind == "mark" and prefix.sign.strip() in {"・", "•", "‣", "-", "–", "—", "※"}:
        return None
    heading = _folded(line)
    found = _GROUP.fullmatch(_folded(line[prefix.end :]))
    if found is None:
        return None
    agencies = {_AGENCY_OF_KIND[kind] for kind in re.findall(_KIND, found["kinds"])}
    agencies |= {agency for agency, names in _NAMES_OF_AGENCIES.items() if any(name in heading for name in names)}
    return GoalGroup(heading=heading, agency=agencies.pop() if len(agencies) == 1 else None)


@dataclass(slots=True)
class GroupsSoFar:
    """
    The groups of an announcement, followed from its first line to its last.

    Attributes:
        agency: Whose goals follow; None where that is not clear.
    """

    agency: str | None = None
    _last: GoalGroup | None = None
    _has_goals: bool = False
    _seen: set[str] = field(default_factory=set)

    def is_repeated(self, group: GoalGroup) -> bool:
        """Whether a heading is that of the group that goes on, as on the head of each page."""
        return self._last is not None and self._last.heading == group.heading

    def goal(self) -> None:
        """A goal of the group is read."""
        self._has_goals = True

    def enter(self, group: GoalGroup) -> None:
        """
        A heading of another group.

        Where a list of contents names both groups, the last of them says nothing about the goals below, unless it is
        named again.
        """
        last = self._last.agency if self._last else None
        is_listed = last is not None and not self._has_goals and last != group.agency
        self.agency = None if is_listed and group.agency not in self._seen else group.agency
        self._last, self._has_goals = group, False
        if group.agency:
            self._seen.add(group.agency)


def _folded(line: str) -> str:
    return "".join(unicodedata.normalize("NFKC", line).split())
