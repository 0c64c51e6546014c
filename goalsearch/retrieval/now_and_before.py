"""A query against the goals of now and those of the years before, apart."""

from dataclasses import replace
from typing import Any, NamedTuple

from goalsearch.errors import QueryError
from goalsearch.messages import Language
from goalsearch.model import Json, SearchResult
from goalsearch.retrieval.filters import LATEST, fiscal_years
from goalsearch.retrieval.searcher import Searcher


class NowAndBefore(NamedTuple):
    """
    What a query is nearest to now, and what it was nearest to before.

    Attributes:
        year: The fiscal year that is now.
        is_latest: Whether it is the latest of which there are goals.
        now: The search among the goals of that year.
        before: The search among those of earlier years; None if there are none.
    """

    year: int
    is_latest: bool
    now: SearchResult
    before: SearchResult | None

    def to_dict(self, lang: Language | None = None) -> Json:
        """Plain values, ready for JSON."""
        return {
            "year": self.year,
            "is_latest": self.is_latest,
            "now": self.now.to_dict(lang),
            "before": self.before and self.before.to_dict(lang),
        }


def now_and_before(searcher: Searcher, text: str, k: int, now: str | int = LATEST, **how: Any) -> NowAndBefore:
    """
    Search the goals of one year, and apart from them those of the years before.

    Args:
        searcher: Searches.
        text: As in `Searcher.search`.
        k: Most hits of each of the two.
        now: The year that is now, or ``latest`` for the latest of the corpus.
        how: Further arguments of `Searcher.search`, other than ``years``.

    Raises:
        QueryError: As in `Searcher.search`, and if ``now`` names more than one year.
    """
    known = searcher.corpus.years
    named = fiscal_years(str(now), searcher.corpus)
    if len(named) != 1:
        raise QueryError("error.now", now=now)
    (year,) = named
    earlier = [other for other in known if other < year]
    return NowAndBefore(
        year=year,
        is_latest=year == known[-1],
        # In the words that were given: what is asked for as the latest is told if the clock is past it.
        now=_part(searcher.search(text, k, years=now, **how)),
        before=_part(searcher.search(text, k, years=f"{earlier[0]}-{earlier[-1]}", **how)) if earlier else None,
    )


def _part(result: SearchResult) -> SearchResult:
    """One of the two: that it has no goal of the newest year is what was asked for."""
    return replace(result, newest_left_out=None)
