"""
What a score means: how it stands to the scores that unrelated texts reach.

A background of abstracts from all over the sciences and humanities (``background.jsonl``, written for this purpose; see
docs/quality.md) is searched when the index is built. For each goal it tells the score that a text on something else
reaches on average, which is higher for wordy goals; what a query's score exceeds that by is its *lift*. And it tells
the *level*: the lift that 98 of 100 unrelated texts stay below with the goal that they happen to be nearest to. Both
change with the number of terms, so they are measured on texts of several lengths, made by taking background texts
together, and interpolated.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.model import Band

Floats = NDArray[np.float64]

STRONG: Final = 1.5
"""A lift of so many levels is strong; of one, possible."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    What unrelated texts reach, by language (Japanese, English) and by length.

    Attributes:
        lengths: Mean number of known terms of the texts of each size, shape ``(2, n_sizes)``, ascending.
        means: Mean score of each goal, shape ``(2, n_sizes, n_goals)``.
        levels: Lift that 98 % of the texts stay below with their best goal, shape ``(2, n_sizes)``.
    """

    lengths: Floats
    means: Floats
    levels: Floats

    def lifts(self, scores: Floats, n_known: int, *, english: bool) -> Floats:
        """
        What each score exceeds that of unrelated texts of the same length by, in levels: 1 is where goals begin to fit.

        Args:
            scores: Scores of a query, shape ``(n_goals,)``.
            n_known: Number of its known terms.
            english: Whether the query is in English.
        """
        side = int(english)
        lengths = self.lengths[side]
        lower = min(max(int(lengths.searchsorted(n_known)) - 1, 0), len(lengths) - 2)
        first, last = math.log1p(lengths[lower]), math.log1p(lengths[lower + 1])
        share = min(max((math.log1p(n_known) - first) / (last - first), 0.0), 1.0)
        mean = (1 - share) * self.means[side, lower] + share * self.means[side, lower + 1]
        level = (1 - share) * self.levels[side, lower] + share * self.levels[side, lower + 1]
        lifts: Floats = (scores - mean) / level
        return lifts


def band_of(lift: float) -> Band:
    """The band of a lift, counted in levels."""
    if lift >= STRONG:
        return "strong"
    return "possible" if lift >= 1 else "weak"
