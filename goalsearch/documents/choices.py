"""
Boxes to tick (☑応用 □基礎, ■ against □): what is ticked counts, and what is not was said by the form alone.

A box is also a mark of headings and lists. It is one to tick if several stand on one line; or if lines that follow one
another begin with boxes of which some are ticked and some are not, and none of them is a known heading.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from goalsearch.documents.heading import heading_of

_EMPTY: Final = r"[□☐❏❑◻⬜▢]|[\[［(（][ \u3000]{1,2}[\])］）]|[\[［][\]］]"
_TICKED: Final = r"[■☑☒✓✔✅🗹◼⬛]|[\[［(（][xXｘＸ✓✔レ✕×○〇◯●■][\])］）]"
_BOX: Final = re.compile(rf"(?P<empty>{_EMPTY})|(?P<ticked>{_TICKED})")
# ● against ○ is a list as often: a pair of them has to stand on one line.
_ROUND: Final = re.compile(r"(?P<empty>[○〇◯])|(?P<ticked>[●◉])")
_MAX_CHARS: Final = 40
_SEVERAL: Final = 2
_BETWEEN: Final = " \t\u3000・、,／/|"


class _OfferedChoice(NamedTuple):
    is_ticked: bool
    said: str


def ticked(lines: Sequence[str]) -> dict[int, str]:
    """For each line with boxes to tick, by its number, what remains of it."""
    if not any(_BOX.search(line) or _ROUND.search(line) for line in lines):
        return {}
    remains = {number: found for number, line in enumerate(lines) if (found := _of_line(line)) is not None}
    for group in _groups(lines):
        if {choice.is_ticked for _, choice in group} == {True, False}:
            remains |= {number: choice.said if choice.is_ticked else "" for number, choice in group}
    return remains


def _of_line(line: str) -> str | None:
    """What remains of a line that holds several boxes; None if it does not."""
    for boxes in (_BOX, _ROUND):
        before, choices = _choices(line, boxes)
        n_ticked = sum(choice.is_ticked for choice in choices)
        # All of them ticked, or one kind of sign alone, is a list: ■ … ■ …
        if len(choices) < _SEVERAL or n_ticked == len(choices) or (boxes is _ROUND and n_ticked == 0):
            continue
        if (
            len(before) <= _MAX_CHARS
            and "。" not in before
            and all(0 < len(choice.said) <= _MAX_CHARS for choice in choices)
        ):
            said = " ".join(choice.said for choice in choices if choice.is_ticked)
            return f"{before} {said}".strip() if said else ""
    return None


def _choices(line: str, boxes: re.Pattern[str]) -> tuple[str, list[_OfferedChoice]]:
    """What stands before the first box of a line, and what each stands for: what is behind it, as a rule."""
    marks = list(boxes.finditer(line))
    if not marks:
        return line, []
    places = [0, *(place for mark in marks for place in mark.span()), len(line)]
    before, *behind = (line[begin:end].strip(_BETWEEN) for begin, end in zip(places[::2], places[1::2], strict=True))
    if before and len(marks) >= _SEVERAL and not behind[-1]:
        # 基礎□ 応用☑
        behind, before = [before, *behind[:-1]], ""
    is_ticked = [mark.lastgroup == "ticked" for mark in marks]
    return before, [_OfferedChoice(*pair) for pair in zip(is_ticked, behind, strict=True)]


def _groups(lines: Sequence[str]) -> Iterator[list[tuple[int, _OfferedChoice]]]:
    """Lines that follow one another and begin with a box each, or have one alone in the cell before."""
    group: list[tuple[int, _OfferedChoice]] = []
    box: tuple[int, _OfferedChoice] | None = None
    for number, line in enumerate(lines):
        if not (stripped := line.strip()):
            continue
        if box is not None and len(stripped) <= _MAX_CHARS and not _BOX.search(stripped):
            group += [(box[0], box[1]), (number, _OfferedChoice(box[1].is_ticked, stripped))]
            box = None
            continue
        before, choices = _choices(stripped, _BOX)
        box = (number, choices[0]) if len(choices) == 1 and not (before or choices[0].said) else None
        if box is None and (choice := _of_whole_line(stripped)) is not None:
            group.append((number, choice))
        elif box is None:
            yield group
            group = []
    yield group


def _of_whole_line(line: str) -> _OfferedChoice | None:
    before, choices = _choices(line, _BOX)
    if before or len(choices) != 1 or not 0 < len(choices[0].said) <= _MAX_CHARS:
        return None
    heading = heading_of(line)
    is_known = heading is not None and (heading.is_abstract or heading.is_section or heading.is_structure)
    return None if is_known or choices[0].said.endswith("。") else choices[0]
