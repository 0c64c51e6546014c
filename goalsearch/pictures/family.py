"""The part of a lineage that an answer is about: its goals and what they continue, small enough for a screen."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from goalsearch.model import Goal
from goalsearch.retrieval.continuation import Continuation, among

MOST_GOALS: Final = 13
"""With the text beside them they fill a screen, or a page of A4."""
MOST_PERIODS: Final = 5
_FULL_PERIOD: Final = 4

Periods = list[tuple[int, ...]]
"""Fiscal years that stand in one column, for each column; 0 are the goals without a year."""


def family(first: Sequence[Goal], links: Sequence[Continuation]) -> tuple[list[Goal], Periods]:
    """
    Goals with what they continue, nearest past goals first, and the columns in which they stand.

    What is too much for a page is left out, from the oldest on, but never one of the goals themselves.

    Args:
        first: The goals of an answer, best first.
        links: What continues what.
    """
    kept = _with_past(first, links)
    own = {goal.id for goal in first}
    while len(columns := periods(kept, links)) > MOST_PERIODS:
        oldest = min((goal for goal in kept if goal.id not in own), key=_year, default=None)
        if oldest is None:
            break
        kept = [goal for goal in kept if goal is not oldest]
    return kept, columns


def periods(goals: Collection[Goal], links: Iterable[Continuation]) -> Periods:
    """
    The fiscal years of ``goals`` in columns, earliest first: years share one as long as no link runs inside it.

    A column that is full takes no further year.
    """
    pairs = {(_year(link.goal), _year(link.earlier)) for link in among(goals, links)}
    columns: list[list[int]] = []
    n_goals = 0
    for year in sorted({_year(goal) for goal in goals}, reverse=True):
        n_of_year = sum(_year(goal) == year for goal in goals)
        is_linked = columns and any((later, year) in pairs for later in columns[-1])
        # Goals without a year stand apart: between which years they belong is not known.
        if not columns or is_linked or n_goals + n_of_year > _FULL_PERIOD or year == 0:
            columns.append([])
            n_goals = 0
        columns[-1].append(year)
        n_goals += n_of_year
    return [tuple(sorted(column)) for column in reversed(columns)]


def _with_past(first: Sequence[Goal], links: Sequence[Continuation]) -> list[Goal]:
    """The goals, then what they continue, then what that continues, as many as there is room for."""
    kept = list(first)
    place = 0
    while place < len(kept) and len(kept) < MOST_GOALS:
        past = [link for link in links if link.goal.id == kept[place].id and link.earlier not in kept]
        kept += [link.earlier for link in sorted(past, key=lambda link: link.rank)][: MOST_GOALS - len(kept)]
        place += 1
    return kept


def _year(goal: Goal) -> int:
    return goal.fiscal_year or 0
