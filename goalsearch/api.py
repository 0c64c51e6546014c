"""The two functions for whoever wants an answer without setting anything up."""

from functools import cache

from goalsearch.explain import N_RELATED
from goalsearch.lineage import Direction
from goalsearch.model import RelatedGoal, SearchResult
from goalsearch.ranking.fusion import Ranker
from goalsearch.searcher import DEFAULT_K, Searcher


def search(
    text: str,
    k: int = DEFAULT_K,
    *,
    years: str | int | None = None,
    agency: str | None = None,
    category: str | None = None,
    ranker: Ranker | None = None,
) -> SearchResult:
    """
    The national research goals nearest to ``text``; see `Searcher.search`.

    The first call reads the index, or builds it once; the next ones take about a millisecond.
    """
    return _searcher().search(text, k, years=years, agency=agency, category=category, ranker=ranker)


def related(goal_id: str, k: int = N_RELATED, *, direction: Direction = "earlier") -> list[RelatedGoal]:
    """The goals of earlier (or later) fiscal years nearest to a goal; see `Searcher.related`."""
    return list(_searcher().related(goal_id, k, direction=direction))


@cache
def _searcher() -> Searcher:
    return Searcher()
