"""
The index that a query reads: plain arrays, no scikit-learn.

Sparse goal vectors are kept once, by term, as postings. What explains a goal, its heaviest terms and the goals near to
it, is found in them when somebody asks: of a corpus of thousands few goals are ever looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Calibration, Floats
from goalsearch.ranking.long_postings import LongPostings
from goalsearch.ranking.met_terms import MetTerms
from goalsearch.ranking.weighting import FIELDS
from goalsearch.text.strings import NONE, Places, Strings

Ints = NDArray[np.int32]
Rows = NDArray[np.intp]
FieldBits = np.uint32
"""A bit for each searched field: of so many there is room."""

_CALIBRATION: Final = "calibration_"
_TEXTS: Final = ("vocabulary", "labels", "familiar")
_UTF8: Final = "_utf8"
_ENDS: Final = "_ends"

_NO_ROWS: Final[Rows] = np.zeros(0, np.intp)
_BLOCK: Final = 64
# So many are sorted in less time than the best of them are picked out.
_FEW: Final = 256
# 32 MB. Our own goals take a fifth of it.
_LARGEST_TABLE: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """
    A query laid over the index.

    Attributes:
        term_ids: The query's known terms, in order of first occurrence, shape ``(n_known,)``.
        weights: Their weights in the query's unit vector, shape ``(n_known,)``.
        scores: Cosine similarity of the query with every goal, shape ``(n_goals,)``.
    """

    term_ids: Rows
    weights: Floats
    scores: Floats


@dataclass(frozen=True, slots=True)
class Shared:
    """
    Terms that some goals share with a query; arrays of one length, goal after goal, in each the strongest term first.

    Attributes:
        hits: The goal, as a place among those that were asked for.
        terms: The term, as a place among the query's known terms.
        postings: Where the two meet, as a place in the postings.
        contributions: What that adds to the goal's score.
    """

    hits: Rows
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
        familiar: Terms of example abstracts that no goal holds: known in the field, if not to a goal.
        idf: Inverse document frequency, shape ``(n_terms,)``.
        indptr: Postings of term ``t`` are entries ``indptr[t]`` up to ``indptr[t + 1]``, shape ``(n_terms + 1,)``.
        rows: Goal of each posting, as its place in the corpus, shape ``(n_postings,)``.
        weights: Weight of the term in the goal's unit vector, shape ``(n_postings,)``.
        field_bits: Fields that hold the term, bit ``i`` for ``FIELDS[i]``, shape ``(n_postings,)``.
        by_goal: The postings of the first goal, by term, then those of the second …, shape ``(n_postings,)``; empty
            where there are so few that a look at all of them is as quick.
        goal_ends: Where in ``by_goal`` those of each goal end, shape ``(n_goals,)`` or empty.
        sublinear: Whether ``1 + ln tf`` stands for ``tf``, see `goalsearch.ranking.weighting`.
        calibration: What unrelated texts reach.
    """

    vocabulary: Sequence[str]
    labels: Sequence[str]
    familiar: Sequence[str]
    idf: Floats
    indptr: Rows
    rows: Ints
    weights: Floats
    field_bits: NDArray[FieldBits]
    by_goal: Ints
    goal_ends: Rows
    sublinear: bool
    calibration: Calibration

    @property
    def n_goals(self) -> int:
        """Number of goals."""
        return len(self.calibration.means[0])

    @cached_property
    def term_ids(self) -> Places:
        """Number of each term."""
        return Places(self.vocabulary)

    @cached_property
    def familiar_terms(self) -> Places:
        """Which terms are familiar."""
        return Places(self.familiar)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All arrays by name, ready to be stored; `from_arrays` takes them back."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        arrays = {name: value for name, value in own.items() if isinstance(value, np.ndarray)}
        for name in _TEXTS:
            texts = own[name]
            utf8, ends = (texts if isinstance(texts, Strings) else Strings.of(texts)).arrays()
            arrays |= {f"{name}{_UTF8}": utf8, f"{name}{_ENDS}": ends}
        measured = {field.name: getattr(self.calibration, field.name) for field in fields(self.calibration)}
        return arrays | {f"{_CALIBRATION}{name}": value for name, value in measured.items()}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], **others: Any) -> Self:
        """
        The index whose ``arrays()`` these are, with what it has besides arrays.

        Raises:
            KeyError: If one of those for the terms is missing.
            TypeError: If another one is missing, or one is unknown.
        """
        own = {name: array for name, array in arrays.items() if not name.startswith(_CALIBRATION)}
        measured = {name.removeprefix(_CALIBRATION): array for name, array in arrays.items() if name not in own}
        texts: dict[str, Any] = {name: Strings(own.pop(f"{name}{_UTF8}"), own.pop(f"{name}{_ENDS}")) for name in _TEXTS}
        return cls(**own, **texts, **others, calibration=Calibration(**measured))

    def match(self, counts: Mapping[str, int]) -> Match:
        """
        Score a query against every goal.

        Args:
            counts: How often each term occurs in the query. Terms that no goal holds are passed over.
        """
        match, _ = next(self.score_all([counts]))
        return match

    def match_goal(self, row: int) -> Match:
        """
        Score a goal against every goal, itself among them.

        Args:
            row: Its place in the corpus.
        """
        postings = self.goal_postings(row)
        return self._match(self.terms_of(postings), self.weights[postings])

    def _match(self, term_ids: Rows, weights: Floats) -> Match:
        if self._is_small:
            terms, postings = self._postings_of(term_ids)
            rows, contributions = self.rows[postings].astype(np.intp), weights[terms] * self.weights[postings]
            scores = np.bincount(rows, contributions, self.n_goals).astype(np.float64, copy=False)
        else:
            scores = self._long_postings.sums(term_ids, weights)
        return Match(term_ids, weights, _at_most_one(scores))

    @cached_property
    def _is_small(self) -> bool:
        """Whether the weights of all terms in all goals are not too many to be kept."""
        return len(self.vocabulary) * self.n_goals <= _LARGEST_TABLE

    @cached_property
    def _long_postings(self) -> LongPostings:
        return LongPostings(self.indptr, self.rows, self.weights, self.n_goals)

    def _postings_of(self, term_ids: Rows) -> tuple[Rows, Rows]:
        """The postings of the first term, then of the second …, each after the place of its term in ``term_ids``."""
        first = self.indptr[term_ids]
        lengths = self.indptr[term_ids + 1] - first
        terms = np.repeat(np.arange(len(term_ids)), lengths)
        # Within a term they follow each other.
        return terms, np.arange(len(terms)) + np.repeat(first - np.cumsum(lengths) + lengths, lengths)

    def shared(self, rows: Rows, match: Match) -> Shared:
        """
        The terms that goals share with a query.

        Args:
            rows: Places of the goals in the corpus, shape ``(n_rows,)``.
            match: The match of the query.
        """
        if len(self.goal_ends):
            of_goals = [self.goal_postings(row) for row in rows.tolist()]
            postings = np.concatenate([_NO_ROWS, *of_goals])
            hits = np.repeat(np.arange(len(rows)), list(map(len, of_goals)))
            terms = _places(self.terms_of(postings), match.term_ids)
            kept = np.flatnonzero(terms != NONE)
        else:
            terms, postings = self._postings_of(match.term_ids)
            place = np.full(self.n_goals, NONE)
            place[rows] = np.arange(len(rows))
            hits = place[self.rows[postings]]
            kept = np.flatnonzero(hits != NONE)
        hits, terms, postings = hits[kept], terms[kept], postings[kept]
        contributions = match.weights[terms] * self.weights[postings]
        in_order = np.lexsort((terms, -contributions, hits))
        return Shared(hits[in_order], terms[in_order], postings[in_order], contributions[in_order])

    def goal_postings(self, row: int) -> Rows:
        """The postings of a goal, by term, shape ``(n_terms_of_goal,)``."""
        if len(self.goal_ends):
            return self.by_goal[self.goal_ends[row - 1] if row else 0 : self.goal_ends[row]].astype(np.intp)
        return np.flatnonzero(self.rows == row)

    def terms_of(self, postings: Rows) -> Rows:
        """The term of each of some postings, same shape."""
        return np.searchsorted(self.indptr, postings, side="right") - 1

    @cached_property
    def _met(self) -> MetTerms:
        """The terms that queries brought, with their weights in all goals if that is not too much to be quick."""
        return MetTerms(self.term_ids, self.idf, self.n_goals if self._is_small else None, self._fill)

    def _fill(self, term_ids: Rows, table: Floats) -> None:
        """Write what terms weigh in each goal into an array of zeros, shape ``(n_terms, n_goals)``."""
        terms, postings = self._postings_of(term_ids)
        table[terms, self.rows[postings]] = self.weights[postings]

    def score_all(self, queries: Sequence[Mapping[str, int]]) -> Iterator[tuple[Match, Floats | None]]:
        """
        `match` for whoever has thousands of texts: equal to the bit, in less than half of the time.

        Args:
            queries: How often each term occurs, for each query.

        Yields:
            The match, and what each known term adds to each goal's score, shape ``(n_known, n_goals)``; None in its
            place of a corpus too large for that.
        """
        met = self._met
        for places, weights in self._weigh_all(met, queries):
            term_ids = met.term_ids[places]
            if met.weights is None:
                yield self._match(term_ids, weights), None
                continue
            products = met.weights.take(places, axis=0)
            products *= weights[:, None]
            # Row by row, in the order in which _match() adds up.
            scores = np.add.reduce(products, axis=0)
            yield Match(term_ids, weights, _at_most_one(scores)), products

    def weigh(self, counts: Mapping[str, int]) -> tuple[Rows, Floats]:
        """
        A query as a vector of length one.

        Args:
            counts: How often each term occurs in the query. Terms that no goal holds are passed over.

        Returns:
            Its terms in order of first occurrence, and their weights.
        """
        met = self._met
        places, weights = next(self._weigh_all(met, [counts]))
        return met.term_ids[places], weights

    def _weigh_all(self, met: MetTerms, queries: Sequence[Mapping[str, int]]) -> Iterator[tuple[Rows, Floats]]:
        """`weigh` for each of several queries, with the terms as places among those met."""
        # All terms are looked up before anything else is done, while they are in the processor's caches.
        found = met.find(list(chain.from_iterable(queries)))
        frequencies = np.fromiter(chain.from_iterable(counts.values() for counts in queries), np.float64, len(found))
        for start, end in pairwise(accumulate(map(len, queries), initial=0)):
            known = found[start:end] != NONE
            places, tf = found[start:end][known], frequencies[start:end][known]
            weights = (1 + np.log(tf) if self.sublinear else tf) * met.idf[places]
            if len(places):
                weights /= np.sqrt(weights @ weights)
            yield places, weights


def _places(wanted: Rows, among: Rows) -> Rows:
    """Where each of some numbers is among others, which are different from each other; `NONE` where it is not."""
    in_order = np.argsort(among)
    at = np.searchsorted(among, wanted, sorter=in_order)
    places = np.append(in_order, NONE)[at]
    return np.where(np.append(among, NONE)[places] == wanted, places, NONE)


def _at_most_one(scores: Floats) -> Floats:
    # Rounding may carry the cosine of equal vectors past 1. Seldom: to look takes a fourth of the time of cutting.
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
        least = np.partition(best, n_blocks - k)[n_blocks - k]
        in_best = np.arange(0, in_blocks, n_blocks)[:, None] + np.flatnonzero(best >= least)
        rows: Rows = np.concatenate([in_best.ravel(), np.arange(in_blocks, len(scores))])
        rows = rows[(fits[rows] >= least) & (scores[rows] > 0)]
        # Of goals that score zero the fit may be better than that of others.
        if len(rows) >= k:
            return rows
    return np.flatnonzero(scores > 0)


def field_names(bits: int) -> tuple[str, ...]:
    """The fields that ``bits`` stands for, in the order of `FIELDS`."""
    return tuple(name for place, name in enumerate(FIELDS) if bits >> place & 1)
