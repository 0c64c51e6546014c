"""
The few goals of a large corpus that can be among the best, by scores in single precision.

These take a third less memory to pass by, and terms may be added up in any order, all in one call. How much rounding
can change is known, so that it is known which goals cannot be among the best.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Calibration, Floats, Scale
from goalsearch.ranking.long_postings import LongPostings
from goalsearch.ranking.match import Rows, promising_rows
from goalsearch.ranking.shortlist import MANY_POSTINGS

Singles = NDArray[np.float32]

# Fewer postings are those of fewer than some 50,000 goals.
_LEAST_POSTINGS: Final = 4_000_000
# With fewer postings a query costs less where all goals are scored at once.
_POSTINGS_OF_QUERY: Final = 150_000
# More goals than this are not worth to be scored again.
_MOST_GOALS: Final = 500
# The part of a number that rounding to single precision may change, with a tenth for roundings of what was rounded
# before, and more than the times that one is rounded besides once a term.
_ROUNDING: Final = 1.1 * 2.0**-24
_ROUNDINGS: Final = 16
_LEAST_WEIGHT: Final = 1e-18
"""Products of smaller weights may be nothing in single precision."""


def single_weights(weights: Floats) -> Singles | None:
    """Weights in single precision; None where there are so few that nothing is gained, or for which there is better."""
    if not _LEAST_POSTINGS <= len(weights) < MANY_POSTINGS or weights.min() < _LEAST_WEIGHT:
        return None
    return weights.astype(np.float32)


class SingleScores:
    """
    Finds the goals that can be among the best.

    Args:
        indptr: Where the postings of each term begin.
        rows: The goal of each posting.
        weights: The weight of each in single precision.
        calibration: What unrelated texts reach.
    """

    def __init__(self, indptr: Rows, rows: NDArray[np.int32], weights: Singles, calibration: Calibration) -> None:
        self._n_goals = calibration.spreads.shape[1]
        self._postings = LongPostings(indptr, rows, weights, self._n_goals)
        self._lengths = np.diff(indptr)
        self._means = calibration.means.astype(np.float32)
        self._per_spread = (1 / calibration.spreads).astype(np.float32)
        self._largest_means = np.abs(calibration.means).max(axis=1, initial=0.0).tolist()
        self._most_per_spread = self._per_spread.max(axis=1, initial=0.0).tolist()
        # Of threads that search at once each takes one.
        self._spare: list[tuple[Singles, Singles]] = []

    def find(
        self,
        term_ids: Rows,
        weights: Floats,
        k: int,
        scores_of: Callable[[Rows], Floats],
        scale: Scale | None = None,
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[Rows, Floats] | None:
        """What `goalsearch.ranking.shortlist.Shortlist.find` gives."""
        if self._lengths[term_ids].sum() < _POSTINGS_OF_QUERY or weights.min(initial=1.0) < _LEAST_WEIGHT:
            return None
        try:
            sums, fits = self._spare.pop()
        except IndexError:
            sums, fits = np.zeros(self._n_goals, np.float32), np.zeros(self._n_goals, np.float32)
        try:
            sums.fill(0)
            self._postings.add(sums, term_ids, weights)
            if allowed is not None:
                sums *= allowed
            # So much each score may be off, and twice that the difference of two.
            error = 2 * _ROUNDING * (len(term_ids) + _ROUNDINGS)
            largest = float(sums.max(initial=0.0))
            if scale is None:
                keys, error = sums, error * largest
            else:
                # What is added to all fits does not change their order.
                side = int(scale.english)
                keys = np.subtract(sums, self._means[side], out=fits)
                keys *= self._per_spread[side]
                error *= (largest + self._largest_means[side]) * self._most_per_spread[side]
                if allowed is not None:
                    np.copyto(keys, -np.inf, where=~allowed)
            rows = promising_rows(sums, k, keys, error)
            if not k <= len(rows) <= max(_MOST_GOALS, k):
                return None
            of_rows = keys[rows]
            rows = rows[of_rows >= float(np.partition(of_rows, -k)[-k]) - error]
            return rows, scores_of(rows)
        finally:
            self._spare.append((sums, fits))
