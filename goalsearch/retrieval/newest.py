"""The goals of the newest fiscal year that are nearest to a text: for a reader who wants to apply now."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.corpus import Corpus
from goalsearch.model import NewestGoal
from goalsearch.ranking.calibration import band_of
from goalsearch.ranking.match import place_of, top_rows
from goalsearch.ranking.rankers import Scoring
from goalsearch.retrieval.finder import Request
from goalsearch.retrieval.lazy import LazySequence

N_NEWEST: Final = 2
"""Goals of the newest fiscal year that a result names besides its hits."""


class NewestGoals:
    """
    Finds them for any text.

    Args:
        corpus: The goals; of a corpus without years none is the newest.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._goals = corpus.goals
        self._year = corpus.years[-1] if corpus.years else None
        self._are_newest = corpus.facts.has_year(corpus.years[-1:])

    def nearest(self, request: Request, scoring: Scoring) -> Sequence[NewestGoal]:
        """The nearest of them, best first, if the search is about more than that year."""
        allowed = self._are_newest if request.allowed is None else self._are_newest & request.allowed
        if np.count_nonzero(allowed) in {0, request.n_candidates}:
            return ()
        return LazySequence(partial(self._find, allowed, scoring))

    def left_out(self, request: Request) -> int | None:
        """The newest fiscal year, if the filters leave none of its goals."""
        if request.allowed is None or np.any(self._are_newest & request.allowed):
            return None
        return self._year

    def _find(self, allowed: NDArray[np.bool_], scoring: Scoring) -> tuple[NewestGoal, ...]:
        ranked = scoring.all
        rows = top_rows(ranked.scores * allowed, N_NEWEST, ranked.fits)
        return tuple(
            NewestGoal(self._goals[row], place_of(row, ranked.scores, ranked.fits), fit, band_of(fit))
            for row, fit in zip(rows.tolist(), ranked.fits[rows].tolist(), strict=True)
        )
