"""A query laid over the index: what every goal scores, and which score best."""

from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Floats, Scale
from goalsearch.ranking.long_postings import LongPostings

Rows = NDArray[np.intp]

# Of many blocks the best of so many at a time are compared.
_BLOCKS: Final = 16
_BLOCK: Final = 64
# So many rows are sorted in less time than the best of them are picked out, and the rows of so many blocks compared in
# less than those of some are looked up.
_FEW: Final = 256


class Best(NamedTuple):
    """
    The goals that score best, best first.

    Attributes:
        rows: Their places in the corpus, shape ``(n_best,)``.
        scores: Their scores, same shape.
    """

    rows: Rows
    scores: Floats


class Scorer(Protocol):
    """Scores the goals of a corpus that is so large that scores of all of them are made only if somebody asks."""

    @property
    def keeps_goals(self) -> bool:
        """Whether the scores of some goals take less time than those of all."""

    def scores(self, term_ids: Rows, weights: Floats) -> Floats:
        """The score of every goal, shape ``(n_goals,)``."""

    def scores_of(self, rows: Rows, term_ids: Rows, weights: Floats) -> Floats:
        """The scores of some goals, the same to the bit, shape ``(n_rows,)``."""

    def best(
        self, term_ids: Rows, weights: Floats, k: int, scale: Scale | None, allowed: NDArray[np.bool_] | None
    ) -> Best:
        """What `Match.best` gives."""


class Match:
    """
    A query laid over the index.

    Args:
        term_ids: The query's known terms, in order of first occurrence, shape ``(n_known,)``.
        weights: Their weights in the query's unit vector, shape ``(n_known,)``.
        scores: Cosine similarity of the query with every goal, shape ``(n_goals,)``; or what gives it.
    """

    def __init__(self, term_ids: Rows, weights: Floats, scores: Floats | Scorer) -> None:
        self.term_ids = term_ids
        self.weights = weights
        self._scores = scores

    @property
    def scores(self) -> Floats:
        """Cosine similarity of the query with every goal, shape ``(n_goals,)``; found when it is first asked for."""
        if not isinstance(self._scores, np.ndarray):
            self._scores = self._scores.scores(self.term_ids, self.weights)
        return self._scores

    def scores_of(self, rows: Rows) -> Floats:
        """That of some goals, shape ``(n_rows,)``."""
        if isinstance(self._scores, np.ndarray) or not self._scores.keeps_goals:
            return self.scores[rows]
        return self._scores.scores_of(rows, self.term_ids, self.weights)

    def best(self, k: int, scale: Scale | None = None, allowed: NDArray[np.bool_] | None = None) -> Best:
        """
        The ``k`` best goals, in the order of `top_rows`.

        Args:
            k: Most goals, at least 1.
            scale: What makes fits of scores, by which they are ordered; by the scores themselves when left out.
            allowed: The goals that may be among them, shape ``(n_goals,)``; None if all may.

        Raises:
            ValueError: If ``k`` is below 1.
        """
        if not isinstance(self._scores, np.ndarray):
            return self._scores.best(self.term_ids, self.weights, k, scale, allowed)
        scores = self._scores if allowed is None else self._scores * allowed
        return _best(scores, k, None if scale is None else scale.fits(scores), allowed)


class AllGoals:
    """
    Finds the best goals by the scores of all, in memory that is used again.

    Memory of some hundred kilobytes is given back to the system when it is free, and to get it again takes longer than
    to write to it.

    Args:
        postings: The postings of the terms.
        n_goals: Number of goals.
    """

    def __init__(self, postings: LongPostings, n_goals: int) -> None:
        self._postings = postings
        self._n_goals = n_goals
        # Of threads that search at once each takes one.
        self._spare: list[tuple[Floats, Floats]] = []

    def best(
        self, term_ids: Rows, weights: Floats, k: int, scale: Scale | None, allowed: NDArray[np.bool_] | None
    ) -> Best:
        """What `Match.best` gives for a match of these terms."""
        try:
            scores, fits = self._spare.pop()
        except IndexError:
            scores, fits = np.zeros(self._n_goals), np.zeros(self._n_goals)
        try:
            scores.fill(0)
            self._postings.add(scores, term_ids, weights)
            at_most_one(scores)
            if allowed is not None:
                scores *= allowed
            return _best(scores, k, None if scale is None else scale.fits(scores, out=fits), allowed)
        finally:
            self._spare.append((scores, fits))


def _best(scores: Floats, k: int, fits: Floats | None, allowed: NDArray[np.bool_] | None) -> Best:
    if fits is not None and allowed is not None:
        # Their scores are nothing; among so low fits few blocks have to be looked at.
        np.copyto(fits, -np.inf, where=~allowed)
    rows = top_rows(scores, k, fits)
    return Best(rows, scores[rows])


def at_most_one(scores: Floats) -> Floats:
    """The scores, cut at 1 in place: rounding may carry the cosine of equal vectors past it."""
    # Seldom: to look takes a fourth of the time of cutting.
    return np.minimum(scores, 1.0, out=scores) if scores.max(initial=0.0) > 1 else scores


def top_rows(scores: Floats, k: int, fits: Floats | None = None) -> Rows:
    """
    Rows of the ``k`` best fits, best first.

    Rows that score zero share no term with the query and are left out, so the answer may be shorter than ``k``.
    Equal fits keep corpus order: the same index and query always give the same ranking.

    Args:
        scores: Cosine similarities in ``[0, 1]``, shape ``(n_goals,)``.
        k: Most rows to return, at least 1; more than ``n_goals`` is fine.
        fits: What they are ordered by, same shape; the scores themselves when left out.

    Raises:
        ValueError: If ``scores`` is not one-dimensional, or ``k`` is below 1.
    """
    if scores.ndim != 1:
        raise ValueError(f"scores must have shape (n_goals,), got {scores.shape}")
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    keys = scores if fits is None else fits
    found = _promising(scores, k, keys)
    worst_first = -keys[found]
    if len(found) > max(k, _FEW):
        # All that are no worse than the k-th: which of equal ones stay is for the stable sort to say.
        among = worst_first <= np.partition(worst_first, k - 1)[k - 1]
        found, worst_first = found[among], worst_first[among]
    return found[np.argsort(worst_first, kind="stable")[:k]]


def place_of(row: int, scores: Floats, fits: Floats) -> int:
    """
    The place of a row in the order of `top_rows`, 1 for the best.

    Args:
        row: The row; it scores above zero.
        scores: As there.
        fits: As there.
    """
    better = fits > fits[row]
    better[:row] |= fits[:row] == fits[row]
    return 1 + int(np.count_nonzero(better & (scores > 0)))


def _promising(scores: Floats, k: int, fits: Floats) -> Rows:
    """Rows that score above zero, without most of those that are worse than the ``k``-th best."""
    n_blocks = len(scores) // _BLOCK
    if n_blocks > k:
        # Rows that stand as far apart as there are blocks form one: so the best of all are found in one pass.
        in_blocks = n_blocks * _BLOCK
        best = fits[:in_blocks].reshape(_BLOCK, n_blocks).max(axis=0)
        # In k blocks at least the best row is no worse than this, so k rows are: what is worse is not among the first
        # k, and few blocks hold anything else. To look at these alone costs a tenth of a partition of all rows.
        of_few = best
        if n_blocks > 2 * _BLOCKS * k:
            # Of many blocks the k-th best is found among the best of each so many, and is hardly worse.
            of_few = best[: n_blocks // _BLOCKS * _BLOCKS].reshape(_BLOCKS, -1).max(axis=0)
        least = np.partition(of_few, -k)[-k]
        if n_blocks < _FEW:
            rows: Rows = np.flatnonzero(fits >= least)
            rows = rows[scores[rows] > 0]
        else:
            in_best = np.arange(0, in_blocks, n_blocks)[:, None] + np.flatnonzero(best >= least)
            rows = np.concatenate([in_best.ravel(), np.arange(in_blocks, len(scores))])
            rows = rows[(fits[rows] >= least) & (scores[rows] > 0)]
        # Of goals that score zero the fit may be better than that of others.
        if len(rows) >= k:
            return rows
    return np.flatnonzero(scores > 0)
