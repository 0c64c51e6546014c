"""
Signs of a page with the places where they stand, and those that follow one another on a line.

PDFium parts lines and words by rules of its own, which take letter spacing for blanks and a narrow column for vertical
text; so only the places of its signs are used.
"""

import bisect
import itertools
import math
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from goalsearch.documents.paragraphs import is_wide

# In units of the character size.
SAME_BASE: Final = 0.3
# A raised or lowered sign stands beside the one before it; a line below never does.
_RAISED: Final = 0.75
_RAISED_AS_LARGE: Final = 0.5
_RAISED_GAP: Final = 0.6
_RAISED_SIZE: Final = 0.85
_BACK: Final = 1.2
# From here on it is another cell or column, not a blank.
_CELL: Final = 2.0
# Letters that stand below one another, from the top of one to the top of the next.
_STACKED: Final = (0.5, 1.7)
_MIN_STACK: Final = 2
_SAME_SIZE: Final = 1.25


# Without frozen: millions are made, and a frozen one takes three times as long.
@dataclass(slots=True)
class Glyph:
    """
    One visible sign or blank, in a frame that is turned so that its line runs from left to right.

    Attributes:
        sign: The character, or half of one beyond U+FFFF.
        left: Where it begins, in points.
        right: Where it ends.
        base: Height of the line that it stands on.
        size: Height of the character, in points.
        turn: Angle of the frame in degrees; 0 for ordinary text, -90 for text that runs down.
    """

    sign: str
    left: float
    right: float
    base: float
    size: float
    turn: int = 0


def runs_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that follow one another on a line without a gap as wide as between cells."""
    run: list[Glyph] = []
    body: Glyph | None = None
    for glyph in _with_stacks(glyphs):
        if body is not None and glyph.base == body.base and glyph.size == body.size and _is_beside(run[-1], glyph):
            # As nearly all do.
            run.append(glyph)
            continue
        if body is not None and _goes_on(run[-1], body, glyph):
            # What is raised or lowered is small; the line is where the larger signs stand.
            if glyph.size >= body.size or abs(glyph.base - body.base) < SAME_BASE * body.size:
                body = glyph if glyph.size > _RAISED_SIZE * body.size else body
            run.append(glyph)
            continue
        if run:
            yield run
        run, body = [glyph], glyph
    if run:
        yield run


def _is_beside(last: Glyph, glyph: Glyph) -> bool:
    return glyph.turn == last.turn and -_BACK * glyph.size <= glyph.left - last.right <= _CELL * glyph.size


def _goes_on(last: Glyph, body: Glyph, glyph: Glyph) -> bool:
    if glyph.turn != last.turn:
        return False
    size = max(body.size, glyph.size)
    gap = glyph.left - last.right
    if gap < -_BACK * size or gap > _CELL * size:
        return False
    rise = min(abs(glyph.base - body.base), abs(glyph.base - last.base))
    if rise <= SAME_BASE * min(body.size, glyph.size):
        return True
    is_small = min(body.size, glyph.size, last.size) <= _RAISED_SIZE * size
    return (
        rise <= (_RAISED if is_small else _RAISED_AS_LARGE) * size
        and abs(gap) <= _RAISED_GAP * size
        and abs(glyph.base - body.base) <= size
    )


def _with_stacks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs, with those of vertical text turned so that they run from left to right."""
    listed = _in_order(list(glyphs))
    if not any(last.base != glyph.base and _is_below(last, glyph) for last, glyph in itertools.pairwise(listed)):
        return listed
    stacks: list[list[Glyph]] = []
    n_stacked = n_wide = 0
    for glyph in listed:
        is_of_text = is_wide(glyph.sign)
        n_wide += is_of_text
        if stacks and _is_below(stacks[-1][-1], glyph):
            stacks[-1].append(glyph)
            n_stacked += is_of_text
        else:
            stacks.append([glyph])
    if n_stacked == 0:
        return [glyph for stack in stacks for glyph in stack]
    # On a page of vertical text a letter that stands alone, at the end or beside a western word, is vertical too.
    least = 1 if 2 * n_stacked > n_wide else _MIN_STACK
    neighbours = zip([None, *stacks[:-1]], [*stacks[1:], None], strict=True)
    return [
        glyph
        for stack, (before, after) in zip(stacks, neighbours, strict=True)
        for glyph in (_turned(stack) if len(stack) >= least and not _is_of_lines(stack, before, after) else stack)
    ]


def _in_order(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs, with those that were drawn behind their line put into the gaps that were left for them."""
    # A sign that the font of a text lacks is drawn in another one, by some programs when the rest of the line is done.
    if not any(last.base == glyph.base and glyph.right < last.left for last, glyph in itertools.pairwise(glyphs)):
        return glyphs
    placed: list[Glyph] = []
    start = 0
    for glyph in glyphs:
        if placed and (glyph.base, glyph.turn) != (placed[-1].base, placed[-1].turn):
            start = len(placed)
        at = len(placed)
        if at > start and glyph.left < placed[-1].left:
            at = bisect.bisect_left(placed, glyph.left, start, key=attrgetter("left"))
            slack = SAME_BASE * glyph.size
            fits = start < at < len(placed) and (
                placed[at - 1].right <= glyph.left + slack and glyph.right <= placed[at].left + slack
            )
            at = at if fits else len(placed)
        placed.insert(at, glyph)
    return placed


def _is_of_lines(stack: list[Glyph], before: list[Glyph] | None, after: list[Glyph] | None) -> bool:
    """Whether two signs below one another are the end of a line and the beginning of the next."""
    is_end = before is not None and before[-1].base == stack[0].base and _is_beside(before[-1], stack[0])
    is_begin = after is not None and after[0].base == stack[-1].base and _is_beside(stack[-1], after[0])
    return len(stack) == _MIN_STACK and (is_end or is_begin)


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    least, most = _STACKED
    return (
        upper.turn == lower.turn == 0
        and max(upper.size, lower.size) <= _SAME_SIZE * min(upper.size, lower.size)
        and least * upper.size <= upper.base - lower.base <= most * upper.size
        # The centres: a small っ or 、 is as wide as the others, western signs are not.
        and abs(upper.left + upper.right - lower.left - lower.right) <= upper.size
        and (is_wide(lower.sign) or is_wide(upper.sign) or lower.sign.isspace() or upper.sign.isspace())
    )


def _turned(stack: list[Glyph]) -> list[Glyph]:
    if stack[0].turn:
        return stack
    return [
        Glyph(g.sign, -g.base - g.size, -g.base, statistics.median([g.left for g in stack]), g.size, -90) for g in stack
    ]


def turned(x: float, y: float, degrees: int) -> tuple[float, float]:
    """A place on the page as seen in a frame that is turned by ``degrees``."""
    if degrees == 0:
        return x, y
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return x * cosine + y * sine, y * cosine - x * sine
