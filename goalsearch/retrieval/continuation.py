"""
Which past goals a goal continues.

Every goal is near to some past goal, if only by common words, so nearness alone is no continuation. What goals that do
not continue each other reach is known: the ministry sets the goals of one fiscal year apart from one another. Below the
*level*, the similarity that 98 of 100 pairs of goals of the same year stay below, there is no link. Of the past goals
above it, a goal continues the nearest; and the second nearest too, unless the first leads there anyway by the links of
its own: 2018 continues 2015, which continues 2013. What was tried is in docs/pictures.md.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.model import Goal, Json, RelatedGoal
from goalsearch.retrieval.lineage import DEFAULT_LEVEL, N_NEIGHBOURS
from goalsearch.retrieval.searcher import Searcher
from goalsearch.retrieval.similarity import Similarities

_QUANTILE: Final = 0.98
_MOST_COMPARED: Final = 2_000
_FEWEST_PAIRS: Final = 100
_MOST_LINKS: Final = 2


class Continuation(NamedTuple):
    """
    A goal that continues a past one.

    Attributes:
        goal: The later of the two.
        earlier: The past goal.
        score: Cosine similarity of the two.
        terms: Terms that link them, heaviest first.
        rank: 1 for the nearest past goal, 2 for the next.
    """

    goal: Goal
    earlier: Goal
    score: float
    terms: tuple[str, ...]
    rank: int

    def to_dict(self) -> Json:
        """Plain values, ready for JSON; without the later goal."""
        return {"id": self.earlier.id, "score": self.score, "terms": list(self.terms)}


def level(searcher: Searcher) -> float:
    """The similarity from which on a goal continues a past one."""
    years = searcher.corpus.facts.years
    # Of thousands of goals some, evenly spaced: there are as many pairs as the square of their number.
    rows = np.arange(0, len(years), -(-len(years) // _MOST_COMPARED) or 1)
    years = years[rows]
    first, second = np.triu_indices(len(years), 1)
    same = years[first] == years[second]
    if np.count_nonzero(same) < _FEWEST_PAIRS:
        return DEFAULT_LEVEL
    pairs = Similarities(searcher.index).of_goals(rows)[first[same], second[same]]
    return float(np.quantile(pairs, _QUANTILE, method="higher"))


def continuations(
    searcher: Searcher, goals: Sequence[Goal], allowed: NDArray[np.bool_] | None = None
) -> tuple[Continuation, ...]:
    """
    What of ``goals`` continues what, by year, in the order of the corpus.

    Goals that are not among ``goals`` neither continue nor are continued: a picture of some years shows what continues
    what in these. A goal without a year does neither.

    Args:
        searcher: Knows the goals and how near they are.
        goals: Goals of its corpus.
        allowed: Which goals of the corpus may be continued, shape ``(n_goals,)``; ``goals`` alone when left out. With
            it, ``goals`` may be few of very many, such as `around` gives, and have the same links as among them all.
    """
    corpus = searcher.corpus
    if allowed is None:
        allowed = np.zeros(len(corpus), np.bool_)
        allowed[[corpus.row(goal.id) for goal in goals]] = True
    least = level(searcher)
    links: list[Continuation] = []
    # Ids of all past goals that the links lead to from each goal.
    reached: dict[str, set[str]] = {}
    # Earliest first, so that the way on from a past goal is known; stable, so equal years keep corpus order.
    for goal in sorted(goals, key=lambda goal: goal.fiscal_year or 0):
        ids = reached.setdefault(goal.id, set())
        for place, found in enumerate(_nearest_past(searcher, goal, allowed, least), 1):
            earlier = found.goal
            if earlier.id not in ids:
                links.append(Continuation(goal, earlier, found.score, found.terms, place))
                ids |= {earlier.id} | reached.get(earlier.id, set())
    return among(goals, links)


def around(
    searcher: Searcher, first: Iterable[Goal], allowed: NDArray[np.bool_], most: int, *, later: bool
) -> list[Goal]:
    """
    Goals with those that they continue over any number of links, found without a look at all goals.

    Args:
        searcher: Knows the goals and how near they are.
        first: Goals to begin at.
        allowed: Which goals of the corpus may be found, shape ``(n_goals,)``.
        most: Most goals to find; those that the fewest links lead to come first.
        later: Whether to find those too that continue ``first``, as far as they are among the `N_NEIGHBOURS` later
            goals nearest to what they continue.

    Returns:
        The goals, in the order of the corpus.
    """
    corpus = searcher.corpus
    least = level(searcher)

    def past(goal: Goal) -> list[Goal]:
        return [found.goal for found in _nearest_past(searcher, goal, allowed, least)]

    def future(goal: Goal) -> list[Goal]:
        near = searcher.related(goal.id, N_NEIGHBOURS, direction="later")
        later_goals = [found.goal for found in near if allowed[corpus.row(found.goal.id)]]
        return [other for other in later_goals if any(earlier.id == goal.id for earlier in past(other))]

    found = {goal.id: goal for goal in first}
    ways = (past, future) if later else (past,)
    # What a later goal continues besides is not of the family: each way goes on as it began.
    waiting = deque((goal, way) for goal in found.values() for way in ways)
    while waiting:
        goal, way = waiting.popleft()
        for other in way(goal):
            if other.id not in found and len(found) < most:
                found[other.id] = other
                waiting.append((other, way))
    return sorted(found.values(), key=lambda goal: corpus.row(goal.id))


def _nearest_past(searcher: Searcher, goal: Goal, allowed: NDArray[np.bool_], least: float) -> list[RelatedGoal]:
    """The past goals that a goal may continue, nearest first."""
    row = searcher.corpus.row
    near = searcher.related(goal.id, N_NEIGHBOURS)
    return [found for found in near if found.score > least and allowed[row(found.goal.id)]][:_MOST_LINKS]


def among(goals: Iterable[Goal], links: Iterable[Continuation]) -> tuple[Continuation, ...]:
    """The links between ``goals``."""
    ids = {goal.id for goal in goals}
    return tuple(link for link in links if link.goal.id in ids and link.earlier.id in ids)


def kin(goal_id: str, links: Sequence[Continuation]) -> set[str]:
    """Ids of a goal, of all that it continues and of all that continue it, over any number of links."""
    return _reachable(goal_id, _grouped((link.goal.id, link.earlier.id) for link in links)) | _reachable(
        goal_id, _grouped((link.earlier.id, link.goal.id) for link in links)
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for start, end in pairs:
        grouped.setdefault(start, []).append(end)
    return grouped


def _reachable(start: str, ways: Mapping[str, list[str]]) -> set[str]:
    found = {start}
    waiting = [start]
    while waiting:
        new = [end for end in ways.get(waiting.pop(), ()) if end not in found]
        found.update(new)
        waiting += new
    return found
