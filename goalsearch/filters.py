"""Which goals may be hits: by fiscal year, agency and category."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.corpus import Corpus
from goalsearch.errors import QueryError
from goalsearch.model import Goal
from goalsearch.text.normalize import normalize

LATEST: Final = "latest"
_YEARS: Final = re.compile(r"(\d{4})(?:\s*[-~]\s*(\d{4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFilter:
    """
    Restricts the hits, never the related goals.

    Attributes:
        years: ``2019``, ``2015-2018``, ``latest``, or several of these with commas; None lets all years through.
        agency: Name of an agency, upper or lower case.
        category: Name of a category, upper or lower case.
    """

    years: str | None = None
    agency: str | None = None
    category: str | None = None

    def allowed(self, corpus: Corpus) -> NDArray[np.bool_] | None:
        """
        Which goals pass, shape ``(n_goals,)``; None if nothing is filtered.

        A goal without a year passes no filter on years.

        Raises:
            QueryError: If no goal is of such a year, agency or category; the message lists the known ones.
        """
        if self == _OPEN:
            return None
        allowed = np.ones(len(corpus), dtype=np.bool_)
        if self.years is not None:
            years = fiscal_years(self.years, corpus.years)
            allowed &= np.array([goal.fiscal_year in years for goal in corpus], dtype=np.bool_)
        if self.agency is not None:
            agency = _known("error.agency", self.agency, corpus.agencies)
            allowed &= np.array([agency in goal.agencies for goal in corpus], dtype=np.bool_)
        if self.category is not None:
            category = _known("error.category", self.category, corpus.categories)
            allowed &= np.array([goal.category == category for goal in corpus], dtype=np.bool_)
        return allowed

    def goals(self, corpus: Corpus) -> list[Goal]:
        """
        The goals that pass, in the order of the corpus.

        Raises:
            QueryError: As `allowed`.
        """
        allowed = self.allowed(corpus)
        return [goal for row, goal in enumerate(corpus) if allowed is None or allowed[row]]


_OPEN: Final = GoalFilter()


def _known(error_key: str, name: str, known: Sequence[str]) -> str:
    """The one of ``known`` that ``name`` names, whatever its case."""
    wanted = name.strip().casefold()
    for candidate in known:
        if candidate.casefold() == wanted:
            return candidate
    raise QueryError(error_key, name=name, known=", ".join(known))


def fiscal_years(text: str, known: Sequence[int]) -> set[int]:
    """
    The fiscal years that ``text`` names (see `GoalFilter`), of those that are ``known``, in ascending order.

    Raises:
        QueryError: If it names none of them.
    """
    named: set[int] = set()
    # Full-width digits and dashes are what a Japanese keyboard gives.
    for part in map(str.strip, re.split("[,、]", normalize(text).text)):
        if part.casefold() == LATEST:
            found = set(known[-1:])
        elif match := _YEARS.fullmatch(part):
            first = int(match[1])
            last = int(match[2] or first)
            if last < first:
                raise QueryError("error.years_reversed", years=part, first=last, last=first)
            found = {year for year in known if first <= year <= last}
        else:
            raise QueryError("error.years_form", years=text)
        if not found:
            raise QueryError("error.years_unknown", years=part, known=_ranges(known))
        named |= found
    return named


def _ranges(years: Sequence[int]) -> str:
    """Sorted years in short: ``2004-2007, 2010-2023``."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
