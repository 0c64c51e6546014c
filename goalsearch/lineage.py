"""Related goals of past years, and of later ones."""

import math
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from goalsearch.model import Goal, RelatedGoal
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.index import NONE, GoalIndex

Direction = Literal["earlier", "later"]
_SIDES: Final[dict[Direction, int]] = {"earlier": 0, "later": 1}


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
        goals: The goals in its order.
    """

    def __init__(self, index: GoalIndex, goals: Sequence[Goal]) -> None:
        self._index = index
        self._goals = goals
        self._neighbours: dict[tuple[int, Direction], tuple[_Neighbour, ...]] = {}

    def related(
        self, row: int, k: int, *, direction: Direction = "earlier", query_scores: Floats | None = None
    ) -> tuple[RelatedGoal, ...]:
        """
        The goals of other fiscal years that are nearest to a goal, best first.

        With a query's scores, a related goal has to be near to both: its score is the geometric mean of its similarity
        to the goal and of its own score for the query, and a goal that shares nothing with the query is left out.

        Args:
            row: Place of the goal in the corpus.
            k: Most goals to return.
            direction: Whether to look at fiscal years before or after the goal's own.
            query_scores: Scores of a query, shape ``(n_goals,)``.
        """
        neighbours = self._neighbours_of(row, direction)
        if query_scores is None:
            scored = [(neighbour.similarity, neighbour) for neighbour in neighbours]
        else:
            scored = [
                (math.sqrt(neighbour.similarity * query_scores.item(neighbour.row)), neighbour)
                for neighbour in neighbours
            ]
        # Stable: of equals the one nearer to the goal comes first.
        scored.sort(key=lambda pair: -pair[0])
        return tuple(
            RelatedGoal(goal=self._goals[neighbour.row], score=score, terms=neighbour.terms)
            for score, neighbour in scored[:k]
            if score > 0
        )

    def _neighbours_of(self, row: int, direction: Direction) -> tuple[_Neighbour, ...]:
        if (row, direction) not in self._neighbours:
            index, side = self._index, _SIDES[direction]
            self._neighbours[row, direction] = tuple(
                _Neighbour(neighbour, similarity, tuple(index.labels[term] for term in links if term != NONE))
                for neighbour, similarity, links in zip(
                    index.neighbours[row, side].tolist(),
                    index.similarities[row, side].tolist(),
                    index.links[row, side].tolist(),
                    strict=True,
                )
                if neighbour != NONE
            )
        return self._neighbours[row, direction]
