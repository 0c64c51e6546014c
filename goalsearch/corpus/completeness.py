"""
Which fiscal years a corpus lacks, and of which it has only some goals.

A year without goals in a corpus is not a year without goals. A corpus that says which years there are (``[[year]]``,
see `goalsearch.model.GoalYear`) can be held against that; of any other nothing is claimed.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from goalsearch.model import GoalYear

if TYPE_CHECKING:
    from goalsearch.corpus.corpus import Corpus


class YearGap(NamedTuple):
    """
    A fiscal year of which a corpus lacks goals.

    Attributes:
        fiscal_year: The year.
        n_goals: How many of its goals the corpus has.
        goals_set: How many were set; None if that is not known.
        is_absent: Whether the corpus has no goal of that year at all.
    """

    fiscal_year: int
    n_goals: int
    goals_set: int | None
    is_absent: bool


def year_gaps(corpus: "Corpus", years: Iterable[int]) -> tuple[YearGap, ...]:
    """
    Those of ``years`` of which the corpus is known to lack goals, in their order.

    Args:
        corpus: The goals. If it says nothing about years, there are no gaps.
        years: Fiscal years, also such as the corpus does not name.
    """
    if not corpus.goal_years:
        return ()
    said = {year.fiscal_year: year for year in corpus.goal_years}
    gaps = []
    for year in years:
        of_year = corpus.facts.has_year([year])
        about = said.get(year, GoalYear(fiscal_year=year))
        # Goals of another agency that were added are none of those that were counted.
        counted = of_year & corpus.facts.has_agency(about.agencies) if about.agencies else of_year
        n_goals, is_absent = int(counted.sum()), not of_year.any()
        if is_absent or (about.goals_set is not None and n_goals < about.goals_set):
            gaps.append(YearGap(year, n_goals, about.goals_set, is_absent))
    return tuple(gaps)


def known_span(corpus: "Corpus", this_year: int) -> range:
    """
    The fiscal years that a corpus should have goals of, up to the one that is now; none if it says nothing about years.

    Args:
        corpus: The goals.
        this_year: The fiscal year that is now.
    """
    years = [year.fiscal_year for year in corpus.goal_years]
    return range(min(years), max(*years, this_year) + 1) if years else range(0)


def years_in_short(years: Sequence[int]) -> str:
    """Ascending years in short: ``2004-2007, 2010-2023``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
