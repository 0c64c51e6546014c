"""The two functions for whoever wants an answer without setting anything up."""

from functools import cache
from typing import Unpack

from goalsearch.defaults import DEFAULT_K
from goalsearch.model import RelatedGoal, SearchResult
from goalsearch.retrieval.explain import N_RELATED
from goalsearch.retrieval.lineage import Direction
from goalsearch.retrieval.options import SearchOptions
from goalsearch.retrieval.searcher import Searcher


def search(
    text: str,
    k: int = DEFAULT_K,
    **options: Unpack[SearchOptions],
) -> SearchResult:
    """
    The national research goals nearest to ``text``; see `Searcher.search`.

    The first call reads the index, or builds it once; the next ones take about a millisecond.

    Args:
        text: An abstract, or any other text, Japanese or English, of any length.
        k: Most hits to return, at least 1.
        options: ``years``, ``agency``, ``category`` and ``ranker``; see `goalsearch.retrieval.options.SearchOptions`.
            Goals of one's own are searched with a `Searcher`.
    """
    return _searcher().search(text, k, **options)


def related(goal_id: str, k: int = N_RELATED, *, direction: Direction = "earlier") -> list[RelatedGoal]:
    """The goals of earlier (or later) fiscal years nearest to a goal; see `Searcher.related`."""
    return list(_searcher().related(goal_id, k, direction=direction))


@cache
def _searcher() -> Searcher:
    return Searcher()
