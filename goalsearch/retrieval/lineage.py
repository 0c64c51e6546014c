"""Related goals of past years, and of later ones."""

import math
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple

import numpy as np

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, RelatedGoal
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.match import Match

Direction = Literal["earlier", "later"]

N_NEIGHBOURS: Final = 12
"""Most related goals of a goal, of earlier and of later years each."""
_N_LINKS: Final = 8
# Goals whose neighbours are remembered: a kilobyte or two each.
_MOST_REMEMBERED: Final = 4096

DEFAULT_LEVEL: Final = 0.24
"""
The similarity from which on a goal continues another, measured on the goals that come with goalsearch; see
`goalsearch.retrieval.continuation`, which measures it anew on other corpora.
"""


class _Neighbour(NamedTuple):
    """A goal near to another: its place in the corpus, how near, and by which terms."""

    row: int
    similarity: float
    terms: tuple[str, ...]


class Lineage:
    """
    Goals of other fiscal years that are near to a goal.

    Args:
        index: The index of all goals.
        corpus: The goals in its order.
    """

    def __init__(self, index: GoalIndex, corpus: Corpus) -> None:
        self._index = index
        self._goals = corpus.goals
        self._years = corpus.facts.years
        # They do not depend on the query, and cost a search over all goals.
        self._neighbours = lru_cache(_MOST_REMEMBERED)(self._find_neighbours)

    def related(
        self, row: int, k: int, *, direction: Direction = "earlier", query: Match | None = None
    ) -> tuple[RelatedGoal, ...]:
        """
        The goals of other fiscal years that are nearest to a goal, best first.

        With a query, a related goal has to be near to both: its score is the geometric mean of its similarity
        to the goal and of its own score for the query, and a goal that shares nothing with the query is left out.

        Args:
            row: Place of the goal in the corpus.
            k: Most goals to return.
            direction: Whether to look at fiscal years before or after the goal's own.
            query: The match of a query.
        """
        neighbours = self._neighbours_of(row, direction)
        if query is None:
            scored = [(neighbour.similarity, neighbour) for neighbour in neighbours]
        else:
            scores = query.scores_of(np.array([neighbour.row for neighbour in neighbours], np.intp)).tolist()
            scored = [
                (math.sqrt(neighbour.similarity * score), neighbour)
                for neighbour, score in zip(neighbours, scores, strict=True)
            ]
        # Stable: of equals the one nearer to the goal comes first.
        scored.sort(key=lambda pair: -pair[0])
        return tuple(
            RelatedGoal(goal=self._goals[neighbour.row], score=score, terms=neighbour.terms)
            for score, neighbour in scored[:k]
            if score > 0
        )

    def continued_by(self, row: int) -> tuple[RelatedGoal, ...]:
        """The goal of a later year that continues a goal; none if none is near enough."""
        return tuple(found for found in self.related(row, 1, direction="later") if found.score > DEFAULT_LEVEL)

    def descent(self, row: int) -> tuple[Goal, ...]:
        """
        The line that a goal stands in, earliest first: what it continues step by step, itself, what continues it.

        Each step goes to the nearest goal of earlier (later) years, if it is near enough to be continued.

        Args:
            row: Place of the goal in the corpus.

        Returns:
            The goals; none if nothing is near enough on either side.
        """
        before, after = self._line(row, "earlier"), self._line(row, "later")
        rows = [*reversed(before), row, *after] if before or after else []
        return tuple(self._goals[place] for place in rows)

    def _line(self, row: int, direction: Direction) -> list[int]:
        # Years go one way, so the line ends.
        line: list[int] = []
        while (found := self._neighbours_of(row, direction)) and found[0].similarity > DEFAULT_LEVEL:
            row = found[0].row
            line.append(row)
        return line

    def _neighbours_of(self, row: int, direction: Direction) -> tuple[_Neighbour, ...]:
        return self._neighbours(row)[direction == "later"]

    def _find_neighbours(self, row: int) -> tuple[tuple[_Neighbour, ...], tuple[_Neighbour, ...]]:
        """Of earlier years and of later ones: who asks for one mostly asks for the other too."""
        index, years = self._index, self._years
        match = index.match_goal(row)
        # A comparison with a year that is not known is false: such goals have no lineage.
        earlier, later = (
            match.best(N_NEIGHBOURS, allowed=of_that_side) for of_that_side in (years < years[row], years > years[row])
        )
        rows, scores = np.concatenate([earlier.rows, later.rows]), np.concatenate([earlier.scores, later.scores])
        shared = index.shared(rows, match)
        # Two goals may share a thousand terms, of which few are named.
        firsts = np.searchsorted(shared.hits, np.arange(len(rows) + 1)).tolist()
        strongest = (
            match.term_ids[shared.terms[first : min(first + _N_LINKS, end)]].tolist() for first, end in pairwise(firsts)
        )
        found = tuple(
            _Neighbour(neighbour, similarity, tuple(map(index.labels.__getitem__, terms)))
            for neighbour, similarity, terms in zip(rows.tolist(), scores.tolist(), strongest, strict=True)
        )
        return found[: len(earlier.rows)], found[len(earlier.rows) :]
