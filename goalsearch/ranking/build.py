"""Goals to index. scikit-learn is imported here, and nowhere that a query passes."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from goalsearch.model import Goal
from goalsearch.ranking.background import calibrate
from goalsearch.ranking.calibration import Calibration, Floats
from goalsearch.ranking.index import NONE, GoalIndex, Ints, Rows
from goalsearch.ranking.weighting import FIELDS, Weighting, field_text
from goalsearch.text.normalize import normalize
from goalsearch.text.tokenizer import Tokenizer

_N_HEAVIEST: Final = 24
_N_NEIGHBOURS: Final = 12
_N_LINKS: Final = 8
# Goals compared at a time with all others: bounds the memory of a corpus of any size.
_BLOCK: Final = 512
# Dictionary forms of verbs and adjectives; a noun that ends so (サル) is written in katakana where it is one.
_INFLECTED: Final = re.compile("[々一-\u9fffぁ-ん]*[うくぐすつぬぶむるい]")
_KATAKANA: Final = re.compile("[ァ-ヶー]+")
_ENGLISH_BITS: Final = sum(1 << place for place, field in enumerate(FIELDS) if field.endswith("_en"))
_JAPANESE_BITS: Final = (1 << len(FIELDS)) - 1 - _ENGLISH_BITS


def build_index(goals: Sequence[Goal], tokenizer: Tokenizer, weighting: Weighting) -> GoalIndex:
    """
    Fit TF-IDF over ``goals``; the formula stands in `goalsearch.ranking.weighting`.

    The same goals, tokenizer and weighting always give the same arrays, to the byte.
    """
    counts, field_bits, vocabulary, labels = _count(goals, tokenizer, weighting)
    if not vocabulary:
        return _empty_index(len(goals), weighting)
    transformer = TfidfTransformer(smooth_idf=True, norm="l2").fit(counts)

    def weigh(counts: csr_matrix) -> csr_matrix:
        return csr_matrix(transformer.transform(_damped(counts) if weighting.sublinear else counts))

    vectors = weigh(counts)
    vectors.sort_indices()
    postings = csc_matrix(vectors)
    postings.sort_indices()
    relations = _relations(vectors, goals)
    return GoalIndex(
        vocabulary=vocabulary,
        labels=labels,
        idf=transformer.idf_.astype(np.float64),
        indptr=postings.indptr.astype(np.intp),
        rows=postings.indices.astype(np.int32),
        weights=postings.data.astype(np.float64),
        field_bits=np.asarray(field_bits, dtype=np.uint16),
        heaviest=_heaviest(postings, field_bits),
        neighbours=relations.neighbours,
        similarities=relations.similarities,
        links=relations.links,
        sublinear=weighting.sublinear,
        calibration=calibrate(vectors, weigh, dict(zip(vocabulary, count(), strict=False)), tokenizer),
    )


def _count(
    goals: Sequence[Goal], tokenizer: Tokenizer, weighting: Weighting
) -> tuple[csr_matrix, NDArray[np.uint16], tuple[str, ...], tuple[str, ...]]:
    """
    What the goals hold.

    Returns:
        Weighted counts of shape ``(n_goals, n_terms)``, the field bits of their entries column by column, the terms,
        and how each is written.
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def analyse(text: str) -> list[str]:
        forms = []
        for form, start, end in tokenizer(text):
            forms.append(form)
            spellings[form][text[start:end]] += 1
        return forms

    fields = [field for field in FIELDS if weighting.of_field(field) > 0]
    vectorizer = CountVectorizer(analyzer=analyse)
    texts = [field_text(goal, field) for goal in goals for field in fields]
    try:
        by_field = csr_matrix(vectorizer.fit_transform(texts))
    except ValueError:
        # What scikit-learn says of texts without a single term.
        if spellings:
            raise
        return csr_matrix((len(goals), 0)), np.zeros(0, np.uint16), (), ()
    rows = np.arange(len(texts)) // len(fields)
    columns = np.arange(len(texts))
    n_fields = len(fields)
    weigh = np.tile([weighting.of_field(field) for field in fields], len(goals))
    bits = np.tile([1 << FIELDS.index(field) for field in fields], len(goals))
    shape = (len(goals), len(goals) * n_fields)
    counts = csr_matrix((weigh, (rows, columns)), shape=shape) @ by_field
    present = by_field.astype(bool).astype(np.int32)
    # Each term stands once or not at all in a field, so that the sum of bits is their union.
    field_bits = csc_matrix(csr_matrix((bits, (rows, columns)), shape=shape) @ present)
    field_bits.sort_indices()
    vocabulary = tuple(str(term) for term in vectorizer.get_feature_names_out())
    labels = tuple(_label(term, spellings[term]) for term in vocabulary)
    return counts, field_bits.data.astype(np.uint16), vocabulary, labels


def _damped(counts: csr_matrix) -> csr_matrix:
    """``1 + ln tf``, and ``tf`` itself below 1, where the logarithm would go below zero."""
    damped = counts.copy()
    damped.data = np.where(counts.data < 1, counts.data, 1 + np.log(np.maximum(counts.data, 1)))
    return damped


def _label(term: str, spellings: Counter[str]) -> str:
    # The first of the most frequent: a Counter keeps the order in which it saw them.
    label = normalize(spellings.most_common(1)[0][0]).text
    # A verb or adjective mostly stands in a text as a stem that nobody would look up: 読み取っ, 強. Where the ending is
    # that of the dictionary, only the writing differs: つくる for 作る.
    is_stem = _INFLECTED.fullmatch(term) and label[-1:] != term[-1] and not _KATAKANA.fullmatch(label)
    return term if is_stem else label


def _heaviest(postings: csc_matrix, field_bits: NDArray[np.uint16]) -> Rows:
    """For each goal the postings of its heaviest terms, by language of the field; shape ``(n_goals, 2, n_kept)``."""
    heaviest = np.full((postings.shape[0], 2, _N_HEAVIEST), NONE, dtype=np.intp)
    for side, language_bits in enumerate((_JAPANESE_BITS, _ENGLISH_BITS)):
        spoken = np.flatnonzero(field_bits & language_bits)
        by_goal_and_weight = spoken[np.lexsort((-postings.data[spoken], postings.indices[spoken]))]
        goals = postings.indices[by_goal_and_weight]
        starts = np.searchsorted(goals, np.arange(postings.shape[0]))
        ends = np.searchsorted(goals, np.arange(postings.shape[0]), side="right")
        for goal, (start, end) in enumerate(zip(starts, ends, strict=True)):
            kept = by_goal_and_weight[start : min(end, start + _N_HEAVIEST)]
            heaviest[goal, side, : len(kept)] = kept
    return heaviest


class _Relations(NamedTuple):
    """Neighbours of each goal in earlier and in later years, how near they are, and what links them."""

    neighbours: Ints
    similarities: Floats
    links: Rows


def _relations(vectors: csr_matrix, goals: Sequence[Goal]) -> _Relations:
    n_goals = len(goals)
    neighbours = np.full((n_goals, 2, _N_NEIGHBOURS), NONE, dtype=np.int32)
    similarities = np.zeros((n_goals, 2, _N_NEIGHBOURS))
    links = np.full((n_goals, 2, _N_NEIGHBOURS, _N_LINKS), NONE, dtype=np.intp)
    years = np.array([np.nan if goal.fiscal_year is None else goal.fiscal_year for goal in goals])
    for start in range(0, n_goals, _BLOCK):
        block = (vectors[start : start + _BLOCK] @ vectors.T).toarray()
        for row, nearness in enumerate(block, start):
            # A comparison with a year that is not known is false: such goals have no lineage.
            for side, of_that_side in enumerate((years < years[row], years > years[row])):
                nearest = _nearest(np.where(of_that_side, nearness, 0.0))
                neighbours[row, side, : len(nearest)] = nearest
                similarities[row, side, : len(nearest)] = nearness[nearest]
                for place, other in enumerate(nearest):
                    shared = _links(vectors[row], vectors[other])
                    links[row, side, place, : len(shared)] = shared
    return _Relations(neighbours, similarities, links)


def _nearest(nearness: Floats) -> Rows:
    best_first: Rows = np.argsort(-nearness, kind="stable")[:_N_NEIGHBOURS]
    return best_first[nearness[best_first] > 0]


def _links(goal: csr_matrix, other: csr_matrix) -> Rows:
    products = goal.multiply(other).tocsr()
    products.sort_indices()
    strongest: Rows = products.indices[np.argsort(-products.data, kind="stable")[:_N_LINKS]].astype(np.intp)
    return strongest


def _empty_index(n_goals: int, weighting: Weighting) -> GoalIndex:
    """An index of goals without a single term: nothing ever matches, and nothing fails."""
    none: Rows = np.zeros(0, dtype=np.intp)
    rows: Ints = np.zeros(0, dtype=np.int32)
    return GoalIndex(
        vocabulary=(),
        labels=(),
        idf=np.zeros(0),
        indptr=np.zeros(1, dtype=np.intp),
        rows=rows,
        weights=np.zeros(0),
        field_bits=np.zeros(0, dtype=np.uint16),
        heaviest=np.full((n_goals, 2, 0), NONE, dtype=np.intp),
        neighbours=np.full((n_goals, 2, 0), NONE, dtype=np.int32),
        similarities=np.zeros((n_goals, 2, 0)),
        links=np.tile(none, (n_goals, 2, 0, 1)),
        sublinear=weighting.sublinear,
        calibration=Calibration(np.tile(np.arange(2.0), (2, 1)), np.zeros((2, 2, n_goals)), np.ones((2, 2))),
    )
