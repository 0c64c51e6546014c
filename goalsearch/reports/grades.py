"""How near a goal is, the same on every screen, page and sheet: in a word with a mark, as a bar, in figures."""

import math
from typing import Final

from goalsearch.messages import Language, text
from goalsearch.model import GoalAnswer, Hit, NewestGoal, RankedGoal
from goalsearch.ranking.calibration import POSSIBLE

_CELLS: Final = 5
"""Cells of a bar on either side of its tick."""
_LEAST_SHOWN: Final = 0.01


def grade(hit: Hit | NewestGoal | GoalAnswer | RankedGoal, lang: Language) -> str:
    """
    The grade of a goal: ``◎ 有力``, ``○ 候補``, ``あと一歩 95%``, ``△ 参考``.

    A near miss says how much it has of the fit that a candidate needs; whole per cent, and never all of them.
    """
    if hit.band != "near":
        return text(f"grade.{hit.band}", lang)
    return text("grade.near", lang, share=min(99, int(100 * (hit.fit or 0.0) / POSSIBLE)))


def percent(fit: float) -> float:
    """Length of a bar for a fit: 50 where goals begin to fit, 100 at twice that."""
    return round(min(max(50 * fit / POSSIBLE, 0.0), 100.0), 1)


def is_measured(fit: float) -> bool:
    """Whether a fit is worth a bar and a figure: below what any text reaches there is nothing to compare."""
    return fit >= _LEAST_SHOWN


def bar(fit: float) -> str:
    """A bar of text: filled up to the tick or beyond only if the goal fits, and never full before twice that."""
    # Rounded down: what stays below the tick must not look as if it reached it.
    filled = min(max(math.floor(_CELLS * fit / POSSIBLE), 0), 2 * _CELLS)
    cells = "█" * filled + "░" * (2 * _CELLS - filled)
    return f"{cells[:_CELLS]}│{cells[_CELLS:]}"


def shown_fit(fit: float) -> str:
    """A fit in figures, rounded down so that it agrees with its grade; below 0 there is nothing to compare."""
    return f"{math.floor(max(fit, 0.0) * 100 + 1e-9) / 100:.2f}"
