"""What filters and lists ask of every goal, as arrays: of a corpus of thousands hardly a goal need be made for that."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from goalsearch.model import Goal

Numbers = NDArray[np.int32]
Value = TypeVar("Value")

_ARRAYS: Final = ("years", "agency_of", "category_of")


class GoalFacts(NamedTuple):
    """
    Facts about goals; all arrays have shape ``(n_goals,)``.

    Attributes:
        years: Their fiscal years, not a number where there is none.
        agencies: The agencies that goals have together, each set of them once, in order of first appearance.
        agency_of: Which of these each goal has, as a place.
        categories: Their categories, in order of first appearance.
        category_of: Which of these each goal has, as a place.
    """

    years: NDArray[np.float64]
    agencies: Sequence[tuple[str, ...]]
    agency_of: Numbers
    categories: Sequence[str | None]
    category_of: Numbers

    @classmethod
    def of(cls, goals: Iterable[Goal]) -> "GoalFacts":
        """The facts about goals that are at hand."""
        goals = list(goals)
        agencies, agency_of = _numbered([goal.agencies for goal in goals])
        categories, category_of = _numbered([goal.category for goal in goals])
        years = np.array([np.nan if goal.fiscal_year is None else goal.fiscal_year for goal in goals], np.float64)
        return cls(years, agencies, agency_of, categories, category_of)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What is to be stored as arrays; `texts` gives the rest, `stored` takes both back."""
        return {name: getattr(self, name) for name in _ARRAYS}

    def texts(self) -> dict[str, Any]:
        """What is to be stored as plain values."""
        return {"agencies": list(map(list, self.agencies)), "categories": self.categories}

    @classmethod
    def stored(cls, arrays: dict[str, NDArray[Any]], texts: dict[str, Any]) -> "GoalFacts":
        """
        What was stored.

        Raises:
            KeyError: If a part of it is missing.
        """
        of_arrays = {name: arrays[name] for name in _ARRAYS}
        return cls(agencies=list(map(tuple, texts["agencies"])), categories=texts["categories"], **of_arrays)

    def has_year(self, years: Iterable[int]) -> NDArray[np.bool_]:
        """Which goals are of one of some fiscal years."""
        return np.isin(self.years, np.array(list(years), np.float64))

    def has_agency(self, agencies: Iterable[str]) -> NDArray[np.bool_]:
        """Which goals are of at least one of some agencies."""
        wanted = set(agencies)
        return np.array([not wanted.isdisjoint(some) for some in self.agencies], np.bool_)[self.agency_of]

    def has_category(self, category: str) -> NDArray[np.bool_]:
        """Which goals are of a category."""
        return np.array([some == category for some in self.categories], np.bool_)[self.category_of]


def _numbered(values: Sequence[Value]) -> tuple[list[Value], Numbers]:
    number = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return list(number), np.fromiter(map(number.__getitem__, values), np.int32, len(values))
