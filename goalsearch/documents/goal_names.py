"""Names of announced goals that are a heading themselves: （１）題名, right before its 概要."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from goalsearch.documents.announced_text import section_of
from goalsearch.documents.goal_group import group_of
from goalsearch.documents.heading import heading_of
from goalsearch.documents.heading_prefix import Prefix, prefix_of

_LONGEST: Final = 120
_SHORTEST: Final = 4
_POINTS: Final = frozenset("・•‣-–—※→✓✔")
# What stands on top of an announcement: its date, its own title, who made it.
_NO_NAME: Final = re.compile(
    r"\d月\d{1,2}日|年度.{0,20}目標|(?:決定|公表|発表|お知らせ|について|一覧|概要|資料)$|文部科学省|(?:局|課|室|係)$|電話|https?:|[、,:]$"
)
_ENDS_IN_KANA: Final = re.compile(r"[\u3041-\u309f]$")


def names_above(lines: Sequence[str], name_of_line: "re.Pattern[str]", is_named: bool) -> Mapping[int, str]:
    """
    The lines that are the name of a goal, with the name.

    A line counts if it stands right before 概要, the goal has no other name, and it is numbered without going on with a
    list, or is a paragraph of its own behind a sentence or the heading of a group.

    Args:
        lines: The text.
        name_of_line: Finds the name of a goal in a line of its own (戦略目標「…」).
        is_named: Whether the first goal has its name from elsewhere.
    """
    names: dict[int, str] = {}
    # The last line that is not empty, and where the section began in which it stands.
    above, begin, is_in_goal = -1, 0, False
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        heading = heading_of(line)
        section = section_of(heading.name) if heading else None
        if section == "title" or name_of_line.search(line):
            is_named = True
        elif section == "summary":
            if not is_named and above >= 0 and (name := _name(lines, begin, above, is_in_goal)):
                names[above] = name
            is_named = False
        if section or group_of(line):
            begin, is_in_goal = place + 1, section is not None
        above = place
    return names


def _name(lines: Sequence[str], begin: int, at: int, is_in_goal: bool) -> str | None:
    """The name that a line is; None if that is not sure. ``begin`` is where the section above it begins."""
    line = lines[at].strip()
    if at < begin or len(line) > _LONGEST or "。" in line:
        return None
    prefix = prefix_of(line)
    bare = line[prefix.end :].strip()
    if prefix.is_open and (heading := heading_of(line)):
        bare = heading.shown
    if len(bare) < _SHORTEST or _NO_NAME.search(unicodedata.normalize("NFKC", line)):
        return None
    before = [other.strip() for other in lines[begin:at]]
    if prefix.kind is not None and prefix.sign.strip() not in _POINTS:
        # The first of a list may be its only one; the second goal of a page is not its first.
        return None if (is_in_goal and _number(prefix) == 1) or _goes_on(prefix, before) else bare
    return bare if prefix.kind is None and _is_apart(line, before) else None


def _goes_on(prefix: Prefix, before: Sequence[str]) -> bool:
    """Whether a number is the next one of a list in the section above."""
    last = next((other for line in reversed(before) if (other := prefix_of(line)).kind == prefix.kind), None)
    if last is None:
        return False
    was, now = _number(last), _number(prefix)
    return was is None or now is None or now == was + 1


def _number(prefix: Prefix) -> int | None:
    found = re.search(r"\d+", unicodedata.normalize("NFKC", prefix.sign))
    return int(found[0]) if found else None


def _is_apart(line: str, before: Sequence[str]) -> bool:
    """Whether a line without number is a paragraph of its own, a noun, and no point of a list without marks."""
    if _ENDS_IN_KANA.search(line):
        return False
    last = next((other for other in reversed(before) if other), "")
    if not last:
        return True
    is_behind_sentence = last.endswith(("。", "。）", "。」"))
    is_behind_head = _NO_NAME.search(unicodedata.normalize("NFKC", last)) is not None
    return not before[-1] and (is_behind_sentence or is_behind_head)
