"""
The index that a query reads: plain arrays, no scikit-learn.

Sparse goal vectors are kept once, by term, as postings. What explains a goal, its heaviest terms and the goals near to
it, is found in them when somebody asks: of a corpus of thousands few goals are ever looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Calibration, Floats, Scale
from goalsearch.ranking.long_postings import LongPostings, add_rows
from goalsearch.ranking.match import AllGoals, Best, Match, Rows, at_most_one, top_rows
from goalsearch.ranking.met_terms import MetTerms
from goalsearch.ranking.weighting import FIELDS
from goalsearch.text.strings import NONE, Places, Strings

if TYPE_CHECKING:
    from goalsearch.ranking.shortlist import Bounds, Shortlist

Ints = NDArray[np.int32]
FieldBits = np.uint32
"""A bit for each searched field: of so many there is room."""

_CALIBRATION: Final = "calibration_"
_BOUNDS: Final = "bounds_"
_TEXTS: Final = ("vocabulary", "labels", "familiar")
_UTF8: Final = "_utf8"
_ENDS: Final = "_ends"

# 32 MB. Our own goals take a fifth of it.
_LARGEST_TABLE: Final = 4_000_000


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
        bounds: What says which goals can be among the best; None where there are so few postings that a look at all of
            them is as quick.
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
    bounds: "Bounds | None" = None

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
        for prefix, part in ((_CALIBRATION, self.calibration), (_BOUNDS, self.bounds)):
            if part is not None:
                arrays |= {f"{prefix}{field.name}": getattr(part, field.name) for field in fields(part)}
        return arrays

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], **others: Any) -> Self:
        """
        The index whose ``arrays()`` these are, with what it has besides arrays.

        Raises:
            KeyError: If one of those for the terms is missing.
            TypeError: If another one is missing, or one is unknown.
        """
        own = {name: array for name, array in arrays.items() if not name.startswith((_CALIBRATION, _BOUNDS))}
        measured, bounds = (
            {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}
            for prefix in (_CALIBRATION, _BOUNDS)
        )
        texts: dict[str, Any] = {name: Strings(own.pop(f"{name}{_UTF8}"), own.pop(f"{name}{_ENDS}")) for name in _TEXTS}
        index = cls(**own, **texts, **others, calibration=Calibration(**measured))
        if not bounds:
            return index
        from goalsearch.ranking.shortlist import Bounds  # few corpora are so large

        return replace(index, bounds=Bounds(**bounds))

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
        return Match(term_ids, weights, self.scores(term_ids, weights) if self._is_small else self)

    @property
    def keeps_goals(self) -> bool:
        """Whether the postings are kept by goal too, so that scores of some goals take less time than those of all."""
        return len(self.goal_ends) > 0

    def scores(self, term_ids: Rows, weights: Floats) -> Floats:
        """
        The product of every goal with a vector of length one, at most 1, shape ``(n_goals,)``.

        Args:
            term_ids: Its terms, shape ``(n_terms,)``.
            weights: Their weights in it, same shape.
        """
        if self._is_small:
            terms, postings = self._postings_of(term_ids)
            rows, contributions = self.rows[postings].astype(np.intp), weights[terms] * self.weights[postings]
            return at_most_one(np.bincount(rows, contributions, self.n_goals).astype(np.float64, copy=False))
        scores = np.zeros(self.n_goals)
        self._long_postings.add(scores, term_ids, weights)
        return at_most_one(scores)

    def scores_of(self, rows: Rows, term_ids: Rows, weights: Floats) -> Floats:
        """That of some goals, the same to the bit, shape ``(n_rows,)``."""
        hits, terms, postings = self._shared_postings(rows, term_ids)
        matrix = np.zeros((len(term_ids), len(rows)))
        matrix[terms, hits] = self.weights[postings]
        scores, backwards = np.zeros(len(rows)), np.argsort(-term_ids)
        add_rows(scores, matrix, backwards, weights[backwards])
        return at_most_one(scores)

    def best(
        self, term_ids: Rows, weights: Floats, k: int, scale: Scale | None, allowed: NDArray[np.bool_] | None
    ) -> Best:
        """What `Match.best` gives for a match of these terms."""
        shortlist = self.shortlist(term_ids, weights, k, scale, allowed)
        if shortlist is None:
            return self._all_goals.best(term_ids, weights, k, scale, allowed)
        rows, scores = shortlist
        places = top_rows(scores, k, None if scale is None else scale.fits(scores, rows))
        return Best(rows[places], scores[places])

    def shortlist(
        self, term_ids: Rows, weights: Floats, k: int, scale: Scale | None, allowed: NDArray[np.bool_] | None
    ) -> tuple[Rows, Floats] | None:
        """Goals in corpus order among which the ``k`` best are, with their scores; None if all have to be looked at."""
        if self._shortlist is None:
            return None
        scores_of = partial(self.scores_of, term_ids=term_ids, weights=weights)
        return self._shortlist.find(term_ids, weights, k, scores_of, scale, allowed)

    @cached_property
    def _all_goals(self) -> AllGoals:
        return AllGoals(self._long_postings, self.n_goals)

    @cached_property
    def _shortlist(self) -> "Shortlist | None":
        if self.bounds is None:
            return None
        from goalsearch.ranking.shortlist import Shortlist

        return Shortlist(self.indptr, self.rows, self.bounds)

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
            hits, terms, postings = self._shared_postings(rows, match.term_ids)
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

    def _shared_postings(self, rows: Rows, term_ids: Rows) -> tuple[Rows, Rows, Rows]:
        """
        Where goals meet terms, goal after goal; of a corpus whose postings are kept by goal too.

        Args:
            rows: Places of the goals in the corpus.
            term_ids: The terms.

        Returns:
            Places of the goals in ``rows``, of the terms in ``term_ids``, and of the postings.
        """
        ends = self.goal_ends[rows]
        firsts = np.where(rows > 0, self.goal_ends[rows - 1], 0)
        of_goals = [self.by_goal[first:end] for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)]
        postings = np.concatenate([self.by_goal[:0], *of_goals]).astype(np.intp)
        in_order = np.argsort(term_ids)
        terms = np.searchsorted(self.indptr[term_ids[in_order]], postings, side="right") - 1
        # A posting before those of all terms finds the end that is added, and none is before that.
        kept = np.flatnonzero(postings < np.append(self.indptr[term_ids[in_order] + 1], 0)[terms])
        hits = np.repeat(np.arange(len(rows)), ends - firsts)
        return hits[kept], in_order[terms[kept]], postings[kept]

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
            yield Match(term_ids, weights, at_most_one(scores)), products

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


def field_names(bits: int) -> tuple[str, ...]:
    """The fields that ``bits`` stands for, in the order of `FIELDS`."""
    return tuple(name for place, name in enumerate(FIELDS) if bits >> place & 1)
