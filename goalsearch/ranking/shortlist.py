"""
The few goals of a very large corpus that can be among the best for a query, without adding up all postings exactly.

What a posting adds to a score is rounded up to a whole number, so that sums of 16 bits do: a fourth of the memory
passes by, and no sum is too low. Half of the postings of a query are those of a few terms that more than an eighth of
all goals hold, and that weigh little: they are left out at first. What they can add at most is known for blocks of
goals, so that of few blocks anything is looked at, and for each goal, so that of few goals the score has to be found.
What these reach says which others cannot be among the best. The rest is a short list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Calibration, Floats, Scale
from goalsearch.ranking.long_postings import LongPostings, add_rows
from goalsearch.text.strings import NONE

Rows = NDArray[np.intp]
Levels = NDArray[np.uint16]

# With fewer postings all of them are added up in less than a millisecond.
_MANY_POSTINGS: Final = 16_000_000
# A term is frequent if more than this part of the goals hold it.
_FREQUENT: Final = 1 / 8
# Into so many levels the weights of a term are divided: with more of them there is less room for the query's weights.
_N_LEVELS: Final = 48
# Goals of a block stand as far apart as there are blocks: so the best of each are found in one pass.
_BLOCK: Final = 16
# The best of so many blocks are looked at first, where others are as good.
_BLOCKS_OF_GUESS: Final = 64
# To look at a goal again takes as long as to add up so many postings.
_POSTINGS_OF_GOAL: Final = 12
# If more than one block in so many has to be looked at, all goals are.
_ONE_IN: Final = 4
_LARGEST_SUM: Final = np.iinfo(np.uint16).max
# A sum that is less often the score than this says too little.
_LEAST_TIMES: Final = 4_096
# What is rounded up may still be too low by the last digits of a number in single precision.
_SLACK: Final = 1 + 1e-6
# A fit that is not this much above that of a score of nothing says too little.
_LEAST: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    What is known of the goals of a very large corpus.

    Block ``b`` of ``n_blocks`` has goals ``b``, ``b + n_blocks``, ``b + 2 n_blocks`` …

    Attributes:
        units: What one level of each term is, shape ``(n_terms,)``.
        levels: The weight of each posting in these units, rounded up, shape ``(n_postings,)``.
        frequent: The terms that many goals hold, shape ``(n_frequent,)``.
        of_goals: Their levels in each goal, shape ``(n_goals, n_frequent)``.
        of_blocks: Their highest levels in each block, shape ``(n_frequent, n_blocks)``.
        means: The least mean score of a goal in each block, see `Calibration`, shape ``(2, n_blocks)``.
        spreads: The least spread, same shape.
    """

    units: Floats
    levels: Levels
    frequent: Rows
    of_goals: NDArray[np.uint8]
    of_blocks: Levels
    means: Floats
    spreads: Floats


def bounds_of(indptr: Rows, rows: NDArray[np.int32], weights: Floats, calibration: Calibration) -> Bounds | None:
    """
    The bounds of an index, see `goalsearch.ranking.index.GoalIndex`; None where there are too few postings for any.

    Args:
        indptr: Where the postings of each term begin; each has one at least.
        rows: The goal of each posting.
        weights: The weight of each, positive.
        calibration: What unrelated texts reach.
    """
    if len(rows) < _MANY_POSTINGS:
        return None
    n_goals, lengths = len(calibration.means[0]), np.diff(indptr)
    units = np.maximum.reduceat(weights, indptr[:-1]) / _N_LEVELS
    in_units = np.repeat(units, lengths)
    np.divide(weights, in_units, out=in_units)
    levels = np.minimum(np.ceil(in_units, out=in_units), _N_LEVELS, out=in_units).astype(np.uint16)
    frequent = np.flatnonzero(lengths > _FREQUENT * n_goals)
    n_blocks = -(-n_goals // _BLOCK)
    of_goals = np.zeros((n_goals, len(frequent)), np.uint8)
    of_blocks = np.zeros((len(frequent), n_blocks), np.uint16)
    for place, term in enumerate(frequent.tolist()):
        of_term = slice(indptr[term], indptr[term + 1])
        of_goals[rows[of_term], place] = levels[of_term]
        in_blocks = np.zeros(_BLOCK * n_blocks, np.uint16)
        in_blocks[rows[of_term]] = levels[of_term]
        of_blocks[place] = in_blocks.reshape(_BLOCK, n_blocks).max(axis=0)
    missing = [(0, 0), (0, _BLOCK * n_blocks - n_goals)]
    means, spreads = (
        np.pad(array, missing, mode="edge").reshape(2, _BLOCK, n_blocks).min(axis=1)
        for array in (calibration.means, calibration.spreads)
    )
    return Bounds(units, levels, frequent, of_goals, of_blocks, means, spreads)


class Shortlist:
    """
    Finds the goals that can be among the best.

    Args:
        indptr: Where the postings of each term begin.
        rows: The goal of each posting.
        bounds: What is known of the goals.
    """

    def __init__(self, indptr: Rows, rows: NDArray[np.int32], bounds: Bounds) -> None:
        self._bounds = bounds
        self._postings = LongPostings(indptr, rows, bounds.levels, len(bounds.of_goals))
        self._lengths = np.diff(indptr)
        self._places = np.full(len(self._lengths), NONE)
        self._places[bounds.frequent] = np.arange(len(bounds.frequent))
        # Of threads that search at once each takes one.
        self._spare: list[_Most] = []

    def find(
        self,
        term_ids: Rows,
        weights: Floats,
        k: int,
        scores_of: Callable[[Rows], Floats],
        scale: Scale | None = None,
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[Rows, Floats] | None:
        """
        Goals in corpus order among which the ``k`` best are, and all that are no worse than the last of these.

        Args:
            term_ids: The terms of a query, shape ``(n_terms,)``.
            weights: Their weights in it, a positive vector of length one, same shape.
            k: How many.
            scores_of: Gives the scores of some goals.
            scale: What makes fits of scores; None if the goals are ordered by their scores.
            allowed: The goals that may be among them, shape ``(n_goals,)``; None if all may.

        Returns:
            Their places and scores; None where it is quicker to look at all goals, or few share a term with the query.

        Raises:
            IndexError: If a posting is one of no goal, as only a damaged index has them.
        """
        try:
            most = self._spare.pop()
        except IndexError:
            most = _Most(self._bounds, self._postings)
        try:
            most.begin(scale, allowed)
            return self._find(most, term_ids, weights, k, scores_of)
        finally:
            self._spare.append(most)

    def _find(
        self, most: "_Most", term_ids: Rows, weights: Floats, k: int, scores_of: Callable[[Rows], Floats]
    ) -> tuple[Rows, Floats] | None:
        places = self._places[term_ids]
        is_frequent = places != NONE
        factors = most.factors(weights * self._bounds.units[term_ids], is_frequent)
        if factors is None:
            return None
        most.add(term_ids[~is_frequent], factors[~is_frequent])
        most.leave_out(places[is_frequent], factors[is_frequent])
        of_blocks = most.of_blocks()
        n_guessed = len(of_blocks) // _BLOCKS_OF_GUESS
        if n_guessed <= 2 * k:
            return None
        guessed = of_blocks[: n_guessed * _BLOCKS_OF_GUESS].reshape(_BLOCKS_OF_GUESS, n_guessed).max(axis=0)
        blocks = np.flatnonzero(of_blocks >= np.partition(guessed, -2 * k)[-2 * k])
        if len(blocks) > n_guessed:
            return None
        guess = most.goals(blocks)
        guess = np.sort(guess[np.argsort(-most.of_goals(guess))[: k + k // 2]])
        if len(guess) < k:
            return None
        of_guess = scores_of(guess)
        # So good are k goals at least.
        least = float(np.partition(most.fits(of_guess, guess), -k)[-k])
        if least <= most.of_nothing:
            return None
        blocks = np.flatnonzero(of_blocks >= least)
        if len(blocks) * _BLOCK * _POSTINGS_OF_GOAL > self._lengths[term_ids[is_frequent]].sum():
            most.add(term_ids[is_frequent], factors[is_frequent])
            most.leave_out(places[:0], factors[:0])
            blocks = np.flatnonzero(most.of_blocks() >= least)
        if len(blocks) > len(of_blocks) // _ONE_IN:
            return None
        rows = most.goals(blocks, least)
        rows = np.sort(rows[most.of_goals(rows) >= least])
        places = np.searchsorted(guess, rows)
        is_new = np.append(guess, NONE)[places] != rows
        scores = np.append(of_guess, 0.0)[places]
        scores[is_new] = scores_of(rows[is_new])
        return rows, scores


class _Most:
    """
    What the fits of goals are at most, or their scores where there is no scale.

    It serves one query after the other: memory that the system has just given is slow to write to.

    Args:
        bounds: What is known of the goals.
        postings: Their levels by term.

    Attributes:
        of_nothing: Little more than the fit of a score of nothing with a goal that no other text reaches.
    """

    def __init__(self, bounds: Bounds, postings: LongPostings) -> None:
        n_frequent, n_blocks = bounds.of_blocks.shape
        self._bounds = bounds
        self._postings = postings
        self._sums = np.zeros((_BLOCK, n_blocks), np.uint16)
        self._highest = np.zeros(n_blocks, np.uint16)
        self._left_out = np.zeros(n_blocks, np.uint16)
        self._of_blocks = np.zeros(n_blocks, np.float32)
        self._factors = np.zeros(n_frequent, np.float32)

    def begin(self, scale: Scale | None, allowed: NDArray[np.bool_] | None) -> None:
        """
        Forget the query before.

        Args:
            scale: What makes fits of scores.
            allowed: The goals that are asked for; None for all.
        """
        self._scale = scale
        self._allowed = allowed
        self.of_nothing = _LEAST + (0 if scale is None else scale.lift)
        self._sums.fill(0)

    def factors(self, products: Floats, is_frequent: NDArray[np.bool_]) -> Floats | None:
        """
        What a level of each term of the query adds to a sum, a whole number.

        It is as large as it can be without that any sum gets too large: a sum is at most as many times the score as
        factors are times the products, and what rounding both up adds. None if that is too little to tell goals apart.

        Args:
            products: What one level adds to a score, shape ``(n_terms,)``.
            is_frequent: Whether the term is frequent, same shape.
        """
        of_frequent = products[is_frequent]
        in_goal = (_LARGEST_SUM - _N_LEVELS * len(products)) / (_SLACK + products.sum())
        in_block = (_LARGEST_SUM - _N_LEVELS * len(of_frequent)) / max(_N_LEVELS * of_frequent.sum(), 1)
        times = min(in_goal, in_block)
        if times < _LEAST_TIMES:
            return None
        self._unit = _SLACK / times
        factors: Floats = np.ceil(products * times)
        return factors

    def add(self, term_ids: Rows, factors: Floats) -> None:
        """Add what some terms add to each goal."""
        sums = self._sums.ravel()
        self._postings.add(sums, term_ids, factors)
        if self._allowed is not None:
            sums[: len(self._allowed)] *= self._allowed

    def leave_out(self, frequent: Rows, factors: Floats) -> None:
        """
        Take into account what those frequent terms add that are not added.

        Args:
            frequent: Their places among the frequent ones.
            factors: Their factors.
        """
        self._factors.fill(0)
        self._factors[frequent] = factors
        self._left_out.fill(0)
        add_rows(self._left_out, self._bounds.of_blocks, frequent, factors)

    def of_blocks(self) -> NDArray[np.floating]:
        """That of each block, shape ``(n_blocks,)``; until it is asked for again."""
        np.max(self._sums, axis=0, out=self._highest)
        # Whole numbers, and exact.
        most = np.add(self._highest, self._left_out, out=self._of_blocks, dtype=np.float32)
        return self._scaled(np.multiply(most, np.float32(self._unit), out=most), slice(None))

    def _scaled(self, most: NDArray[np.floating], blocks: Rows | slice) -> NDArray[np.floating]:
        if self._scale is None:
            return most
        # Less than nothing says nothing, since spreads differ; but then no fit of the block is above the lift.
        side = int(self._scale.english)
        fits: Floats = most - self._bounds.means[side, blocks]
        fits /= self._bounds.spreads[side, blocks]
        fits += self._scale.lift
        return fits

    def goals(self, blocks: Rows, least: float = -np.inf) -> Rows:
        """The goals of some blocks that are asked for and may reach so much."""
        most = self._sums[:, blocks].astype(np.float64)
        most += self._left_out[blocks]
        most *= self._unit
        places, in_blocks = np.nonzero(self._scaled(most, blocks) >= least)
        rows = places * len(self._left_out) + blocks[in_blocks]
        # The last blocks have fewer goals.
        rows = rows[rows < len(self._bounds.of_goals)]
        return rows if self._allowed is None else rows[self._allowed[rows]]

    def of_goals(self, rows: Rows) -> Floats:
        """That of some goals, shape ``(n_rows,)``."""
        most = self._sums.ravel()[rows].astype(np.float64)
        # Whole numbers, and exact.
        most += self._bounds.of_goals.take(rows, axis=0) @ self._factors
        most *= self._unit
        return self.fits(most, rows)

    def fits(self, scores: Floats, rows: Rows) -> Floats:
        """The fits for scores of some goals."""
        return scores if self._scale is None else self._scale.fits(scores, rows)
