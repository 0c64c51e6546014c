"""Why a goal is not the answer, or not the first: what a reader asks who expected it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.errors import QueryError
from goalsearch.model import Goal, GoalAnswer, Hit, MissingTerm, WeakerTerm
from goalsearch.ranking.calibration import POSSIBLE
from goalsearch.ranking.match import Rows, place_of, top_rows
from goalsearch.ranking.rankers import Ranked

N_WEAKER: Final = 5
"""Most terms that are named in which a goal is weaker than the first."""


class Standing(NamedTuple):
    """
    Where a goal stands.

    Attributes:
        row: Its place in the corpus.
        first: That of the first of the goals that the filters let through; None if none shares anything with the text.
        rank: Its place among these; None if it shares nothing. One that they leave out is ranked among them all the
            same.
        n_candidates: How many these are, with the goal itself.
        is_candidate: Whether the filters let it through.
    """

    row: int
    first: int | None
    rank: int | None
    n_candidates: int
    is_candidate: bool

    @property
    def rows(self) -> Rows:
        """Those of the two that share something with the text, the first before the goal."""
        wanted = [self.first, None if self.rank is None else self.row]
        return np.array(list(dict.fromkeys(row for row in wanted if row is not None)), dtype=np.intp)


def standing_of(row: int, ranked: Ranked, allowed: NDArray[np.bool_] | None) -> Standing:
    """
    Where a goal stands.

    Args:
        row: Its place in the corpus.
        ranked: All goals with their scores.
        allowed: Which goals the filters let through; None for all.
    """
    candidates = np.ones(len(ranked.scores), dtype=np.bool_) if allowed is None else allowed
    first = top_rows(np.where(candidates, ranked.scores, 0.0), 1, ranked.fits).tolist()
    among = candidates.copy()
    among[row] = True
    rank = place_of(row, np.where(among, ranked.scores, 0.0), ranked.fits) if ranked.scores[row] > 0 else None
    n_candidates = int(np.count_nonzero(among))
    return Standing(row, first[0] if first else None, rank, n_candidates, bool(candidates[row]))


def goal_answer(goal: Goal, standing: Standing, hits: Mapping[int, Hit], heaviest: Sequence[MissingTerm]) -> GoalAnswer:
    """
    Where one goal stands among all for a text, and why there.

    Args:
        goal: The goal that is asked about.
        standing: Where it stands.
        hits: The goal and the first of all, by their places in the corpus, as far as they share something.
        heaviest: The terms that the goal uses most, for one that shares nothing.
    """
    hit = hits.get(standing.row)
    first = None if standing.first is None else hits[standing.first]
    return GoalAnswer(
        goal=goal,
        rank=standing.rank,
        n_candidates=standing.n_candidates,
        is_candidate=standing.is_candidate,
        score=0.0 if hit is None else hit.score,
        fit=None if hit is None else hit.fit,
        fit_needed=POSSIBLE,
        band="weak" if hit is None else hit.band,
        evidence=() if hit is None else hit.evidence,
        missing=tuple(heaviest) if hit is None else hit.missing,
        first=first,
        weaker=() if first is None or standing.rank == 1 else _weaker_terms(hit, first),
    )


def _weaker_terms(hit: Hit | None, first: Hit) -> tuple[WeakerTerm, ...]:
    """The terms that add more to the score of the first goal, those that make most of the difference first."""
    own = {item.term: item.contribution for item in hit.evidence} if hit else {}
    terms = (WeakerTerm(item.term, own.get(item.term, 0.0), item.contribution) for item in first.evidence)
    weaker = [term for term in terms if term.contribution < term.contribution_to_first]
    weaker.sort(key=lambda term: term.contribution - term.contribution_to_first)
    return tuple(weaker[:N_WEAKER])


class Ask:
    """
    A question that a result can put to the searcher that made it, as long as both are in one process.

    Args:
        answer: Answers for the id of a goal.
    """

    def __init__(self, answer: Callable[[str], GoalAnswer]) -> None:
        self._answer = answer

    def __call__(self, goal_id: str) -> GoalAnswer:
        """The answer for one goal."""
        return self._answer(goal_id)

    def __reduce__(self) -> tuple[object, ...]:
        # What travels to another process is the answer, not the index that it was made from.
        return _elsewhere, ()


def _elsewhere() -> Callable[[str], GoalAnswer]:
    return _refuse


def _refuse(goal_id: str) -> GoalAnswer:
    raise QueryError("error.explain_elsewhere", goal_id=goal_id)
