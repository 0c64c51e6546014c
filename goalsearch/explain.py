"""Why a goal is a hit: what the query shares with it, which sentence speaks for it, and what the query lacks."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

import numpy as np

from goalsearch.lineage import Lineage
from goalsearch.model import Evidence, Explanation, MissingTerm, Passage, Span, Term
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.index import NONE, GoalIndex, Match, Rows, field_names
from goalsearch.text.sentences import sentence_spans

N_MISSING: Final = 5
TIED: Final = 1.0
"""Hits nearer than so many standard errors cannot be told apart."""
N_RELATED: Final = 3

_fields = lru_cache(maxsize=4096)(field_names)


class Explainer:
    """
    Explains hits over one index.

    Args:
        index: The index that is searched.
        lineage: The relations of its goals.
    """

    def __init__(self, index: GoalIndex, lineage: Lineage) -> None:
        self._index = index
        self._lineage = lineage
        # What is heavy in a goal does not depend on the query.
        self._heaviest: dict[tuple[int, bool], tuple[tuple[int, MissingTerm], ...]] = {}

    def explain(
        self,
        rows: Rows,
        scores: Floats,
        text: str,
        reasons: Callable[[], tuple[Match, Sequence[Term]]],
        *,
        english: bool,
        unit: float = 1.0,
    ) -> tuple[Explanation, ...]:
        """
        Explain the hits of one query, in their order.

        Args:
            rows: Places of the goals in the corpus, shape ``(n_hits,)``.
            scores: What they are ordered by, same shape.
            text: The query.
            reasons: Gives the query laid over the index, and its terms as the tokenizer does.
            english: Whether to name missing terms in English.
            unit: What a contribution of 1 adds to a score.
        """
        index = self._index
        match, query_terms = reasons()
        hits, kept = _of_hits(index, rows, match)
        term_ids = match.term_ids.tolist()
        terms = match.terms[kept]
        places: defaultdict[str, list[Span]] = defaultdict(list)
        for form, start, end in query_terms:
            places[form].append((start, end))
        spans = [tuple(places[index.vocabulary[term_id]]) for term_id in term_ids]
        evidence = tuple(
            Evidence(
                term=index.labels[term_ids[term]],
                contribution=contribution,
                spans=spans[term],
                fields=_fields(bits),
            )
            for term, contribution, bits in zip(
                terms.tolist(),
                match.contributions[kept].tolist(),
                index.field_bits[match.postings[kept]].tolist(),
                strict=True,
            )
        )
        sentences = sentence_spans(text)
        bounds = np.searchsorted(hits, np.arange(len(rows) + 1)).tolist()
        contributions = np.zeros((len(rows), len(term_ids)))
        contributions[hits, terms] = match.contributions[kept]
        by_sentence = contributions @ _sentence_shares(spans, sentences)
        known = set(term_ids)
        ties = _ties(scores, unit * contributions)
        return tuple(
            Explanation(
                evidence=evidence[first:last],
                passage=_best_passage(text, sentences, support),
                missing=self._missing(row, known, english=english),
                related=self._lineage.related(row, N_RELATED, query_scores=match.scores),
                tied_with=tied_with,
            )
            for row, first, last, support, tied_with in zip(
                rows.tolist(), bounds[:-1], bounds[1:], by_sentence, ties, strict=True
            )
        )

    def _missing(self, row: int, known: set[int], *, english: bool) -> tuple[MissingTerm, ...]:
        """The goal's heaviest terms in one language that are not among the ``known`` ones."""
        if (row, english) not in self._heaviest:
            self._heaviest[row, english] = self._heaviest_terms(row, english=english)
        absent = (term for term_id, term in self._heaviest[row, english] if term_id not in known)
        return tuple(islice(absent, N_MISSING))

    def _heaviest_terms(self, row: int, *, english: bool) -> tuple[tuple[int, MissingTerm], ...]:
        """The heaviest terms of a goal in one language, heaviest first, each with its number."""
        index = self._index
        postings = index.heaviest[row, int(english)]
        postings = postings[postings != NONE]
        return tuple(
            (term_id, MissingTerm(term=index.labels[term_id], weight=weight, fields=_fields(bits)))
            for term_id, weight, bits in zip(
                index.posting_terms[postings].tolist(),
                index.weights[postings].tolist(),
                index.field_bits[postings].tolist(),
                strict=True,
            )
        )


def leading_terms(
    index: GoalIndex, rows: Rows, match: Match, products: Floats | None, n_terms: int
) -> tuple[tuple[str, ...], ...]:
    """
    For each hit the shared terms that contribute most, strongest first: the beginning of its evidence, at less cost.

    Args:
        index: The index that was searched.
        rows: Places of the hits in the corpus, shape ``(n_hits,)``.
        match: The query laid over the index.
        products: What each of its terms adds to each goal's score, see `GoalIndex.score_all`; None to ask ``match``.
        n_terms: Most terms of a hit.
    """
    labels = index.labels
    if products is not None:
        losses = -products.T[rows]
        # Stable, as the evidence is: of equals the one that the text has first.
        order = losses.argsort(axis=1, kind="stable")[:, :n_terms]
        n_shared = (losses < 0).sum(axis=1).tolist()
        return tuple(
            tuple([labels[term] for term in terms[:n]])
            for terms, n in zip(match.term_ids[order].tolist(), n_shared, strict=True)
        )
    hits, kept = _of_hits(index, rows, match)
    terms = match.term_ids[match.terms[kept]].tolist()
    bounds = np.searchsorted(hits, np.arange(len(rows) + 1)).tolist()
    return tuple(
        tuple(labels[term] for term in terms[first : min(last, first + n_terms)]) for first, last in pairwise(bounds)
    )


def _of_hits(index: GoalIndex, rows: Rows, match: Match) -> tuple[Rows, Rows]:
    """
    The meetings of query terms with hits, hit after hit, in each the strongest first.

    Returns:
        The hit of each meeting, as a place in ``rows``, and the meeting, as a place in the arrays of ``match``.
    """
    place = np.full(index.n_goals, NONE)
    place[rows] = np.arange(len(rows))
    hits = place[index.rows[match.postings]]
    kept = np.flatnonzero(hits != NONE)
    kept = kept[np.lexsort((-match.contributions[kept], hits[kept]))]
    return hits[kept], kept


def _ties(scores: Floats, contributions: Floats) -> list[int]:
    """
    For each hit the rank of the best hit that it cannot be told apart from.

    A paired test over the query's terms: had the text other words of the same kind, would the order hold? The
    differences of the two goals' contributions, term by term, are taken for a sample. The hits are tied if the
    difference of their scores is less than `TIED` times the standard error of these differences' sum.

    Args:
        scores: What the hits are ordered by, shape ``(n_hits,)``, best hit first.
        contributions: What each term adds to them, shape ``(n_hits, n_known)``.
    """
    n_hits, n_known = contributions.shape
    ties = []
    for hit in range(n_hits):
        differences = contributions[: hit + 1] - contributions[hit]
        # One term alone is no sample; where terms add nothing to a score, only equal scores are tied.
        spread = differences.std(axis=1, ddof=1) if n_known > 1 else np.where(differences.any(axis=1), np.inf, 0.0)
        errors = np.sqrt(n_known) * spread
        gaps = scores[: hit + 1] - scores[hit]
        # A hit cannot be told apart from itself, so there is always one.
        ties.append(int(np.argmax((gaps == 0) | (gaps < TIED * errors))) + 1)
    return ties


def _sentence_shares(spans: Sequence[Sequence[Span]], sentences: Sequence[Span]) -> Floats:
    """Which part of each term's occurrences stands in which sentence, shape ``(n_known, n_sentences)``."""
    n_occurrences = [len(of_term) for of_term in spans]
    terms = np.repeat(np.arange(len(spans)), n_occurrences)
    containing = np.searchsorted(
        [start for start, _ in sentences], [start for of_term in spans for start, _ in of_term], side="right"
    )
    counts = np.bincount(terms * len(sentences) + containing - 1, minlength=len(spans) * len(sentences))
    shares: Floats = counts.reshape(-1, len(sentences)) / np.array(n_occurrences)[:, None]
    return shares


def _best_passage(text: str, sentences: Sequence[Span], support: Floats) -> Passage:
    """The sentence that contributes most; the first of equals."""
    best = int(support.argmax())
    start, end = sentences[best]
    return Passage(start=start, end=end, text=text[start:end], score=float(support[best]))
