"""
The index that a query reads: plain arrays, no scikit-learn.

Sparse goal vectors are kept twice over: by term, as postings, for scoring; and of each goal only its heaviest terms and
its nearest other goals, for explaining.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Calibration, Floats
from goalsearch.ranking.weighting import FIELDS

Ints = NDArray[np.int32]
Rows = NDArray[np.intp]

_CALIBRATION: Final = "calibration_"

_NO_ROWS: Final[Rows] = np.zeros(0, np.intp)
_NO_FLOATS: Final[Floats] = np.zeros(0)
# 32 MB. Our own goals take a fifth of it.
_LARGEST_TABLE: Final = 4_000_000

NONE: Final = -1
"""Stands in an array of term or row numbers where there are fewer than the array has room for."""


@dataclass(frozen=True, slots=True)
class Match:
    """
    A query laid over the index.

    The last three arrays belong together: one entry for each (query term, goal) pair that meets.

    Attributes:
        term_ids: The query's known terms, in order of first occurrence, shape ``(n_known,)``.
        weights: Their weights in the query's unit vector, shape ``(n_known,)``.
        scores: Cosine similarity of the query with every goal, shape ``(n_goals,)``.
        terms: Which known term meets, as a position in ``term_ids``.
        postings: Where it meets, as a position in the postings.
        contributions: What the meeting adds to the goal's score.
    """

    term_ids: Rows
    weights: Floats
    scores: Floats
    terms: Rows
    postings: Rows
    contributions: Floats


@dataclass(frozen=True, kw_only=True)
class GoalIndex:
    """
    TF-IDF vectors of all goals, ready to be read.

    Attributes:
        vocabulary: All terms, sorted.
        labels: How the goals themselves write each term most often, for showing.
        idf: Inverse document frequency, shape ``(n_terms,)``.
        indptr: Postings of term ``t`` are entries ``indptr[t]`` up to ``indptr[t + 1]``, shape ``(n_terms + 1,)``.
        rows: Goal of each posting, as its place in the corpus, shape ``(n_postings,)``.
        weights: Weight of the term in the goal's unit vector, shape ``(n_postings,)``.
        field_bits: Fields that hold the term, bit ``i`` for ``FIELDS[i]``, shape ``(n_postings,)``.
        heaviest: Postings of each goal's heaviest terms, heaviest first; Japanese fields in ``[:, 0]``, English ones
            in ``[:, 1]``, shape ``(n_goals, 2, n_kept)``.
        neighbours: Nearest goals of earlier fiscal years in ``[:, 0]`` and of later ones in ``[:, 1]``, nearest first,
            shape ``(n_goals, 2, n_neighbours)``.
        similarities: Their cosine similarities, same shape.
        links: Terms that link a goal with a neighbour, heaviest product first, shape
            ``(n_goals, 2, n_neighbours, n_links)``.
        sublinear: Whether ``1 + ln tf`` stands for ``tf``, see `goalsearch.ranking.weighting`.
        calibration: What unrelated texts reach.
    """

    vocabulary: Sequence[str]
    labels: Sequence[str]
    idf: Floats
    indptr: Rows
    rows: Ints
    weights: Floats
    field_bits: NDArray[np.uint16]
    heaviest: Rows
    neighbours: Ints
    similarities: Floats
    links: Rows
    sublinear: bool
    calibration: Calibration

    @property
    def n_goals(self) -> int:
        """Number of goals."""
        return len(self.neighbours)

    @cached_property
    def term_ids(self) -> Mapping[str, int]:
        """Number of each term."""
        return dict(zip(self.vocabulary, range(len(self.vocabulary)), strict=True))

    @cached_property
    def posting_terms(self) -> Rows:
        """Term of each posting, shape ``(n_postings,)``."""
        return np.repeat(np.arange(len(self.idf)), np.diff(self.indptr))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All arrays by name, ready to be stored; `from_arrays` takes them back."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        arrays = {name: value for name, value in own.items() if isinstance(value, np.ndarray)}
        measured = {field.name: getattr(self.calibration, field.name) for field in fields(self.calibration)}
        return arrays | {f"{_CALIBRATION}{name}": value for name, value in measured.items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], **others: Any) -> Self:
        """
        The index whose ``arrays()`` these are, with what it has besides arrays.

        Raises:
            TypeError: If one is missing or unknown.
        """
        own = {name: array for name, array in arrays.items() if not name.startswith(_CALIBRATION)}
        measured = {name.removeprefix(_CALIBRATION): array for name, array in arrays.items() if name not in own}
        return cls(**own, **others, calibration=Calibration(**measured))

    def match(self, counts: Mapping[str, int]) -> Match:
        """
        Score a query against every goal.

        Args:
            counts: How often each term occurs in the query. Terms that no goal holds are passed over.
        """
        term_ids, weights = self.weigh(counts)
        first = self.indptr[term_ids]
        lengths = self.indptr[term_ids + 1] - first
        terms = np.repeat(np.arange(len(term_ids)), lengths)
        # Postings of the first term, then of the second …: within a term they follow each other.
        postings = np.arange(len(terms)) + np.repeat(first - np.cumsum(lengths) + lengths, lengths)
        contributions = weights[terms] * self.weights[postings]
        scores = np.bincount(self.rows[postings], contributions, self.n_goals).astype(np.float64, copy=False)
        return Match(term_ids, weights, _at_most_one(scores), terms, postings, contributions)

    @cached_property
    def table(self) -> Floats | None:
        """Weight of each term in each goal, shape ``(n_terms, n_goals)``; None if it would be too large to be quick."""
        shape = len(self.vocabulary), self.n_goals
        if shape[0] * shape[1] > _LARGEST_TABLE:
            return None
        table = np.zeros(shape)
        table[self.posting_terms, self.rows] = self.weights
        return table

    def score_all(self, queries: Sequence[Mapping[str, int]]) -> Iterator[tuple[Match, Floats | None]]:
        """
        `match` for whoever has thousands of texts: equal to the bit, in a third of the time, without the meetings.

        Args:
            queries: How often each term occurs, for each query.

        Yields:
            The match, its last three arrays empty, and what each known term adds to each goal's score, shape
            ``(n_known, n_goals)``. Of a corpus too large for that, the match as `match` gives it, and None.
        """
        if self.table is None:
            yield from ((self.match(counts), None) for counts in queries)
            return
        for term_ids, weights in self.weigh_all(queries):
            products = self.table.take(term_ids, axis=0)
            products *= weights[:, None]
            # Row by row, in the order in which match() adds up.
            scores = np.add.reduce(products, axis=0)
            yield Match(term_ids, weights, _at_most_one(scores), _NO_ROWS, _NO_ROWS, _NO_FLOATS), products

    def weigh(self, counts: Mapping[str, int]) -> tuple[Rows, Floats]:
        """
        A query as a vector of length one.

        Args:
            counts: How often each term occurs in the query. Terms that no goal holds are passed over.

        Returns:
            Its terms in order of first occurrence, and their weights.
        """
        return next(self.weigh_all([counts]))

    def weigh_all(self, queries: Sequence[Mapping[str, int]]) -> Iterator[tuple[Rows, Floats]]:
        """`weigh` for each of several queries."""
        # All terms are looked up before anything else is done, while the vocabulary is in the processor's caches.
        numbers = np.fromiter(map(self.term_ids.get, chain.from_iterable(queries), repeat(NONE)), np.intp)
        frequencies = np.fromiter(chain.from_iterable(counts.values() for counts in queries), np.float64)
        for start, end in pairwise(accumulate(map(len, queries), initial=0)):
            known = numbers[start:end] != NONE
            term_ids, tf = numbers[start:end][known], frequencies[start:end][known]
            weights = (1 + np.log(tf) if self.sublinear else tf) * self.idf[term_ids]
            if len(term_ids):
                weights /= np.sqrt(weights @ weights)
            yield term_ids, weights


def _at_most_one(scores: Floats) -> Floats:
    # Rounding may carry the cosine of equal vectors past 1.
    return np.minimum(scores, 1.0)


def top_rows(scores: Floats, k: int) -> Rows:
    """
    Rows of the ``k`` best scores, best first.

    Rows that score zero share no term with the query and are left out, so the answer may be shorter than ``k``.
    Equal scores keep corpus order: the same index and query always give the same ranking.

    Args:
        scores: Cosine similarities in ``[0, 1]``, shape ``(n_goals,)``.
        k: Most rows to return, at least 1; more than ``n_goals`` is fine.

    Raises:
        ValueError: If ``scores`` is not one-dimensional, or ``k`` is below 1.
    """
    if scores.ndim != 1:
        raise ValueError(f"scores must have shape (n_goals,), got {scores.shape}")
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    # A full stable sort, not argpartition: argpartition leaves the order of equal scores undefined.
    best_first = np.argsort(-scores, kind="stable")[:k]
    return best_first[scores[best_first] > 0]


def field_names(bits: int) -> tuple[str, ...]:
    """The fields that ``bits`` stands for, in the order of `FIELDS`."""
    return tuple(name for place, name in enumerate(FIELDS) if bits >> place & 1)
