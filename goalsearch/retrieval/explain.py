"""Why a goal is a hit: what the query shares with it, which sentence speaks for it, and what the query lacks."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Final

import numpy as np

from goalsearch.model import Evidence, Explanation, MissingTerm, Passage, Phrase, Span
from goalsearch.model.fields import EXAMPLES, SEARCHED, is_english, twin_of
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.index import GoalIndex, field_names
from goalsearch.ranking.match import Match, Rows
from goalsearch.ranking.weighting import FIELDS
from goalsearch.retrieval.lazy import LazyItems, LazySequence
from goalsearch.retrieval.lineage import Lineage
from goalsearch.retrieval.phrases import Layout, Run
from goalsearch.text.sentences import sentence_spans
from goalsearch.text.strings import texts_at
from goalsearch.text.tokenizer import Reading

N_MISSING: Final = 5
TIED: Final = 1.0
"""Hits nearer than so many standard errors cannot be told apart."""
N_RELATED: Final = 3

_N_HEAVIEST: Final = 24
# Goals whose heaviest terms are remembered, in either language: some kilobytes each.
_MOST_REMEMBERED: Final = 4096
# What a goal says itself; the words of imaginary projects are not what a text lacks.
_OWN: Final = [field for field in SEARCHED if twin_of(field) != EXAMPLES]
_ENGLISH_BITS: Final = sum(1 << FIELDS.index(field) for field in _OWN if is_english(field))
_JAPANESE_BITS: Final = sum(1 << FIELDS.index(field) for field in _OWN if not is_english(field))

_fields = lru_cache(maxsize=4096)(field_names)
# A NamedTuple's own constructor is a Python function and takes three times as long.
_new_evidence: Final[Callable[[tuple[str, float, tuple[Span, ...], tuple[str, ...], str]], Evidence]] = partial(
    tuple.__new__, Evidence
)


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
        self._heaviest_terms = lru_cache(_MOST_REMEMBERED)(self._find_heaviest_terms)

    def explain(
        self,
        rows: Rows,
        fits: Floats,
        text: str,
        reasons: Callable[[], tuple[Match, Reading]],
        *,
        english: bool,
        units: Floats,
    ) -> tuple[Explanation, ...]:
        """
        Explain the hits of one query, in their order.

        Args:
            rows: Places of the goals in the corpus, shape ``(n_hits,)``.
            fits: What they are ordered by, same shape.
            text: The query.
            reasons: Gives the query laid over the index, and what it holds.
            english: Whether to name missing terms in English.
            units: What a contribution of 1 adds to each hit's fit, same shape.
        """
        index = self._index
        match, reading = reasons()
        query_terms, normalized = reading.find_terms(), reading.normalized
        shared = index.shared(rows, match)
        term_ids, terms = match.term_ids.tolist(), shared.terms
        places: defaultdict[str, list[Span]] = defaultdict(list)
        for form, start, end in query_terms:
            places[form].append(normalized.original_span(start, end))
        forms = texts_at(index.vocabulary, term_ids)
        labels = texts_at(index.labels, term_ids)
        spans = [tuple(places[form]) for form in forms]
        numbers = terms.tolist()
        evidence = tuple(
            map(
                _new_evidence,
                zip(
                    map(labels.__getitem__, numbers),
                    shared.contributions.tolist(),
                    map(spans.__getitem__, numbers),
                    map(_fields, index.field_bits[shared.postings].tolist()),
                    map(forms.__getitem__, numbers),
                    strict=True,
                ),
            )
        )
        layout = Layout(normalized, query_terms, _numbers(index, term_ids))
        sentences = sentence_spans(text)
        bounds = np.searchsorted(shared.hits, np.arange(len(rows) + 1)).tolist()
        contributions = np.zeros((len(rows), len(term_ids)))
        contributions[shared.hits, terms] = shared.contributions
        by_sentence = contributions @ _sentence_shares(spans, sentences)
        known = set(term_ids)
        ties = _ties(fits, units[:, None] * contributions)
        return tuple(
            Explanation(
                evidence=evidence[first:last],
                phrases=_phrases(layout, numbers[first:last], evidence[first:last], of_hit, labels),
                passage=_best_passage(text, sentences, support),
                missing=LazySequence(partial(self.missing, row, known, english=english)),
                related=LazySequence(partial(self._lineage.related, row, N_RELATED, query=match)),
                tied_with=tied_with,
                later=LazySequence(partial(self._lineage.continued_by, row)),
            )
            for row, first, last, of_hit, support, tied_with in zip(
                rows.tolist(), bounds[:-1], bounds[1:], contributions.tolist(), by_sentence, ties, strict=True
            )
        )

    def missing(self, row: int, known: Collection[int], *, english: bool) -> tuple[MissingTerm, ...]:
        """The goal's heaviest terms in one language that are not among the ``known`` ones."""
        absent = (term for term_id, term in self._heaviest_terms(row, english) if term_id not in known)
        return tuple(islice(absent, N_MISSING))

    def _find_heaviest_terms(self, row: int, english: bool) -> tuple[tuple[int, MissingTerm], ...]:
        """The heaviest terms of a goal in one language, heaviest first, each with its number."""
        index = self._index
        postings = index.goal_postings(row)
        postings = postings[index.field_bits[postings] & (_ENGLISH_BITS if english else _JAPANESE_BITS) != 0]
        postings = postings[np.argsort(-index.weights[postings], kind="stable")[:_N_HEAVIEST]]
        return tuple(
            (term_id, MissingTerm(term=index.labels[term_id], weight=weight, fields=_fields(bits)))
            for term_id, weight, bits in zip(
                index.terms_of(postings).tolist(),
                index.weights[postings].tolist(),
                index.field_bits[postings].tolist(),
                strict=True,
            )
        )


def _phrases(
    layout: Layout,
    numbers: Sequence[int],
    evidence: Sequence[Evidence],
    contributions: Sequence[float],
    labels: Sequence[str],
) -> Sequence[Phrase]:
    """
    The phrases that the evidence of a hit forms in the query, strongest first; each is made when it is looked at.

    Args:
        layout: Where the terms of the query stand.
        numbers: The number of each piece of evidence among the query's known terms.
        evidence: The evidence, strongest first.
        contributions: What each of the query's known terms adds to the score of the hit.
        labels: How the goals write each of them.
    """
    of_number = dict(zip(numbers, evidence, strict=True))

    def phrase(run: Run) -> Phrase:
        held = [of_number[number] for number in run.terms]
        return Phrase(
            text=layout.written(run, labels.__getitem__),
            contribution=sum([item.contribution for item in held]),
            spans=LazySequence(partial(layout.spans, run)),
            fields=_fields_of(held),
            terms=tuple([item.term for item in held]),
        )

    return LazyItems(_strongest_first(layout.runs(numbers, contributions), contributions), phrase)


def _strongest_first(runs: Iterable[Run], contributions: Sequence[float]) -> list[Run]:
    # Stable: of equals the one with the strongest term goes first.
    return sorted(runs, key=lambda run: -sum([contributions[term] for term in run.terms]))


def _fields_of(held: Sequence[Evidence]) -> tuple[str, ...]:
    """The fields that hold any of some terms, in the order of `FIELDS`."""
    if len(held) == 1:
        return held[0].fields
    named = {field for item in held for field in item.fields}
    return tuple(field for field in FIELDS if field in named)


def leading_phrases(
    index: GoalIndex, rows: Rows, match: Match, products: Floats | None, reading: Reading, n_phrases: int
) -> tuple[tuple[str, ...], ...]:
    """
    For each hit the phrases around the shared terms that contribute most, strongest first, at less cost than evidence.

    Args:
        index: The index that was searched.
        rows: Places of the hits in the corpus, shape ``(n_hits,)``.
        match: The query laid over the index.
        products: What each of its terms adds to each goal's score, see `GoalIndex.score_all`; None to ask ``match``.
        reading: The query as it was read.
        n_phrases: Most phrases of a hit.
    """
    term_ids = match.term_ids.tolist()
    if products is None:
        shared = index.shared(rows, match)
        of_hits = np.zeros((len(rows), len(term_ids)))
        of_hits[shared.hits, shared.terms] = shared.contributions
    else:
        of_hits = products.T[rows]
    # Stable, as the evidence is: of equals the one that the text has first.
    orders = (-of_hits).argsort(axis=1, kind="stable").tolist()
    layout = Layout(reading.normalized, reading.find_terms(), _numbers(index, term_ids))
    label = texts_at(index.labels, term_ids).__getitem__
    return tuple(
        [
            _leading(layout, order, contributions, label, n_phrases)
            for order, contributions in zip(orders, of_hits.tolist(), strict=True)
        ]
    )


def _leading(
    layout: Layout, order: Sequence[int], contributions: Sequence[float], label: Callable[[int], str], n_phrases: int
) -> tuple[str, ...]:
    runs = islice(layout.runs(order, contributions), n_phrases)
    return tuple([layout.written(run, label) for run in _strongest_first(runs, contributions)])


def _numbers(index: GoalIndex, term_ids: Sequence[int]) -> dict[str, int]:
    """The place of each known term of a query among them."""
    return dict(zip(texts_at(index.vocabulary, term_ids), range(len(term_ids)), strict=True))


def _ties(fits: Floats, contributions: Floats) -> list[int]:
    """
    For each hit the rank of the best hit that it cannot be told apart from.

    A paired test over the query's terms: had the text other words of the same kind, would the order hold? The
    differences of the two goals' contributions, term by term, are taken for a sample. The hits are tied if the
    difference of their fits is less than `TIED` times the standard error of these differences' sum.

    Args:
        fits: What the hits are ordered by, shape ``(n_hits,)``, best hit first.
        contributions: What each term adds to them, shape ``(n_hits, n_known)``.
    """
    n_hits, n_known = contributions.shape
    ties = []
    for hit in range(n_hits):
        differences = contributions[: hit + 1] - contributions[hit]
        # One term alone is no sample; where terms add nothing to a fit, only equal fits are tied.
        spread = differences.std(axis=1, ddof=1) if n_known > 1 else np.where(differences.any(axis=1), np.inf, 0.0)
        errors = np.sqrt(n_known) * spread
        gaps = fits[: hit + 1] - fits[hit]
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
