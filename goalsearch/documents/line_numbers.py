"""Numbers of lines in the margin, as reviewers ask for: they stand between the lines of a sentence and are no text."""

import bisect
import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from goalsearch.documents.glyphs import Glyph

_MIN_NUMBERS: Final = 3
_MAX_DIGITS: Final = 4
# In units of the size of the digits: between a number and the text beside it; and how exactly numbers are aligned.
_GAP: Final = 0.4
_ALIGNED: Final = 0.4
_ADJACENT: Final = 0.25
# Between the height of a number and that of its line; digits are often smaller than the text.
_BESIDE: Final = 0.8
# Share of the steps from number to number that are the same: a new count on a page or in a section is none.
_STEADY: Final = 0.8
# Lines to a number: a table that numbers its rows has more.
_CROWDED: Final = 1.2


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at one end of a run: where it stands, and which glyphs of the run it takes."""

    run: int
    begin: int
    end: int
    value: int
    left: float
    right: float
    base: float
    size: float


def without_line_numbers(runs: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """
    The runs of a page without the numbers of its lines.

    Numbers count as such if they stand one below the other, in steady steps, outside of all other text, and there are
    no more lines of text than they count: the numbers of a list or a table are left in.
    """
    taken: dict[int, list[_Number]] = {}
    for is_left in (True, False):
        found = [number for index, run in enumerate(runs) if (number := _number(index, run, is_left)) is not None]
        for column in _columns(found, is_left):
            if (
                _is_count(column)
                and _is_margin(column, runs, is_left)
                and _is_beside_text(column, runs)
                and not _is_crowded(column, runs)
            ):
                for number in column:
                    taken.setdefault(number.run, []).append(number)
    if not taken:
        return list(runs)
    return [rest for index, run in enumerate(runs) if (rest := _rest(run, taken.get(index, ())))]


def _rest(run: list[Glyph], numbers: Sequence[_Number]) -> list[Glyph]:
    gone = {at for number in numbers for at in range(number.begin, number.end)}
    return [glyph for at, glyph in enumerate(run) if at not in gone]


def _number(index: int, run: Sequence[Glyph], is_left: bool) -> _Number | None:
    outer = run[0 if is_left else -1].sign
    if run[0].turn or not (outer.isdigit() or outer.isspace()):
        return None
    order = range(len(run)) if is_left else range(len(run) - 1, -1, -1)
    visible = [at for at in order if not run[at].sign.isspace()]
    digits: list[int] = []
    for at in visible:
        apart = _distance(run[digits[-1]], run[at]) if digits else 0.0
        if not (run[at].sign.isascii() and run[at].sign.isdigit()) or apart > _ADJACENT * run[at].size:
            break
        digits.append(at)
    if not digits or len(digits) > _MAX_DIGITS:
        return None
    following = visible[len(digits)] if len(digits) < len(visible) else None
    last = run[digits[-1]]
    if following is not None and _distance(last, run[following]) <= _GAP * last.size:
        return None
    begin, end = min(digits), max(digits) + 1
    value = int("".join(run[at].sign for at in sorted(digits)))
    return _Number(index, begin, end, value, run[begin].left, run[end - 1].right, last.base, last.size)


def _distance(one: Glyph, other: Glyph) -> float:
    return max(one.left, other.left) - min(one.right, other.right)


def _columns(numbers: Sequence[_Number], is_left: bool) -> Iterator[list[_Number]]:
    """Numbers that end, or begin, at the same place, from the top down."""
    for edge in (attrgetter("right"), attrgetter("left")):
        rest = sorted(numbers, key=edge, reverse=not is_left)
        while rest:
            place = edge(rest[0])
            column = [number for number in rest if abs(edge(number) - place) <= _ALIGNED * number.size]
            if len(column) >= _MIN_NUMBERS or _is_every_few(column):
                yield sorted(column, key=lambda number: -number.base)
            rest = [number for number in rest if number not in column]


def _is_every_few(column: Sequence[_Number]) -> bool:
    """Whether two numbers are those of every fifth or tenth line."""
    values = sorted(number.value for number in column)
    return values in ([5, 10], [10, 20])


def _is_count(column: Sequence[_Number]) -> bool:
    steps = [following.value - number.value for number, following in itertools.pairwise(column)]
    usual = statistics.mode(steps)
    return usual > 0 and steps.count(usual) >= _STEADY * len(steps)


def _is_margin(column: Sequence[_Number], runs: Sequence[Sequence[Glyph]], is_left: bool) -> bool:
    own = {number.run: number for number in column}
    top, bottom = column[0].base + column[0].size, column[-1].base - column[-1].size
    inner = max(n.right for n in column) if is_left else min(n.left for n in column)
    for index, run in enumerate(runs):
        number = own.get(index)
        rest = [g for at, g in enumerate(run) if number is None or not number.begin <= at < number.end]
        rest = [g for g in rest if not g.sign.isspace() and bottom <= g.base <= top]
        if rest and (min(g.left for g in rest) < inner if is_left else max(g.right for g in rest) > inner):
            return False
    return True


def _is_beside_text(column: Sequence[_Number], runs: Sequence[Sequence[Glyph]]) -> bool:
    own = {number.run: number for number in column}
    bases = sorted(
        run[0].base for at, run in enumerate(runs) if at not in own or len(run) > own[at].end - own[at].begin
    )
    n_beside = 0
    for number in column:
        reach = _BESIDE * number.size
        at = bisect.bisect_left(bases, number.base - reach)
        n_beside += at < len(bases) and bases[at] <= number.base + reach
    return n_beside >= _STEADY * len(column)


def _is_crowded(column: Sequence[_Number], runs: Sequence[Sequence[Glyph]]) -> bool:
    """Whether there are more lines of text than the numbers count."""
    top, bottom = column[0].base, column[-1].base
    size = column[0].size
    bases = sorted({run[0].base for run in runs if bottom - size <= run[0].base <= top + size})
    n_lines = 1 + sum(following - base > _BESIDE * size for base, following in itertools.pairwise(bases))
    counted = sum(max(1, following.value - number.value) for number, following in itertools.pairwise(column))
    return n_lines > _CROWDED * (counted + 1)
