"""Goals to index. scipy is imported here, and nowhere that a query passes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from goalsearch.model import Example, Goal
from goalsearch.model import fields as goal_fields
from goalsearch.model.fields import BORROWED, EXAMPLES, EXAMPLES_EN, twin_of
from goalsearch.progress import report
from goalsearch.ranking.calibration import LEAST_SPREAD, Calibration
from goalsearch.ranking.examples import (
    ExampleCounts,
    GoalVectors,
    Links,
    borrowed_links,
    calibrate,
    own_links,
    unit_rows,
    without_talk,
)
from goalsearch.ranking.index import FieldBits, GoalIndex, Ints
from goalsearch.ranking.known_texts import TextCounter
from goalsearch.ranking.match import Rows
from goalsearch.ranking.shortlist import bounds_of
from goalsearch.ranking.weighting import FIELDS, Weighting, field_texts
from goalsearch.text.normalize import normalize
from goalsearch.text.tokenizer import Tokenizer

# Dictionary forms of verbs and adjectives; a noun that ends so (サル) is written in katakana where it is one.
_INFLECTED: Final = re.compile("[々一-\u9fffぁ-ん]*[うくぐすつぬぶむるい]")
_NOUN_ENDINGS: Final = dict(zip("うくぐすつぬぶむる", "いきぎしちにびみり", strict=True))
_OFTEN: Final = 3
# To look at so many for those of one goal takes half a millisecond, and no other order has to be read at every start.
_MANY_POSTINGS: Final = 1_000_000
_KATAKANA: Final = re.compile("[ァ-ヶー]+")


def build_index(
    goals: Sequence[Goal],
    tokenizer: Tokenizer,
    weighting: Weighting,
    examples: Mapping[str, Sequence[Example]] = MappingProxyType({}),
    counter: TextCounter | None = None,
) -> GoalIndex:
    """
    Fit TF-IDF over ``goals``; the formula stands in `goalsearch.ranking.weighting`.

    The same arguments always give the same arrays, to the byte.

    Args:
        goals: The goals.
        tokenizer: How texts become terms.
        weighting: How terms are weighed.
        examples: Example abstracts by the id of their goal. Those of goals that are not among ``goals`` count too: as
            texts of the field, and for goals that have none of their own; see `goalsearch.ranking.examples`.
        counter: Counts the terms of texts by ``tokenizer``; one that knows nothing but what comes along when left out.
    """
    held = _count(goals, counter or TextCounter(tokenizer), weighting, examples)
    if not held.vocabulary:
        return _empty_index(len(goals), weighting, held.familiar)
    n_with = np.bincount(held.counts.indices, minlength=len(held.vocabulary))
    idf = np.log((1 + len(goals)) / (1 + n_with)) + 1

    def weigh(counts: csr_matrix) -> csr_matrix:
        weighed = _damped(counts) if weighting.sublinear else csr_matrix(counts, dtype=np.float64, copy=True)
        weighed.data *= idf[weighed.indices]
        return weighed

    raw = weigh(held.counts)
    # Sorted by goal, since those of each goal come after those of the one before.
    postings = csc_matrix(unit_rows(raw))
    rows = postings.indices.astype(np.int32)
    indptr, weights = postings.indptr.astype(np.intp), postings.data.astype(np.float64)
    by_goal, goal_ends = _by_goal(postings)
    vectors = GoalVectors(held.counts, raw, postings)
    calibration = calibrate(vectors, held.examples, held.own, held.borrowed, weigh)
    return GoalIndex(
        vocabulary=held.vocabulary,
        labels=held.labels,
        familiar=held.familiar,
        idf=idf,
        indptr=indptr,
        rows=rows,
        weights=weights,
        field_bits=held.field_bits,
        by_goal=by_goal,
        goal_ends=goal_ends,
        sublinear=weighting.sublinear,
        calibration=calibration,
        bounds=bounds_of(indptr, rows, weights, calibration),
    )


class _Held(NamedTuple):
    """
    What the goals hold.

    Attributes:
        counts: Weighted counts of shape ``(n_goals, n_terms)``.
        field_bits: The field bits of their entries, column by column.
        vocabulary: The terms.
        labels: How each is written.
        familiar: Terms of examples that no goal holds, sorted.
        examples: Counts of the examples over the same terms.
        own: The examples that goals have.
        borrowed: The examples that goals borrow.
    """

    counts: csr_matrix
    field_bits: NDArray[FieldBits]
    vocabulary: tuple[str, ...]
    labels: tuple[str, ...]
    familiar: tuple[str, ...]
    examples: ExampleCounts
    own: Links
    borrowed: Links


def searched_texts(
    goals: Iterable[Goal], fields: Sequence[str], examples: Mapping[str, Sequence[Example]]
) -> list[str]:
    """The fields of the goals, goal by goal, then the Japanese texts of the examples, then their English ones."""
    goals = tuple(goals)
    by_field = [field_texts(goals, field) for field in fields]
    texts = list(chain.from_iterable(zip(*by_field, strict=True)))
    for english in (False, True):
        texts += [example.text(english=english) for of_goal in examples.values() for example in of_goal]
    return texts


def _count(
    goals: Sequence[Goal], counter: TextCounter, weighting: Weighting, examples: Mapping[str, Sequence[Example]]
) -> _Held:
    fields = [field for field in goal_fields.SEARCHED if twin_of(field) != EXAMPLES and weighting.of_field(field) > 0]
    owners = [goal_id for goal_id, of_goal in examples.items() for _ in of_goal]
    by_text, terms, labels = _count_texts(searched_texts(goals, fields, examples), counter)
    n_goals, n_fields, n_examples = len(goals), len(fields), len(owners)
    n_texts = n_goals * n_fields
    by_field = csr_matrix(by_text[:n_texts])
    # The goals in the order in which they come with examples, as numbers.
    group_of = {goal_id: number for number, goal_id in enumerate(dict.fromkeys(owners))}
    of_examples = ExampleCounts(
        csr_matrix(by_text[n_texts : n_texts + n_examples]),
        csr_matrix(by_text[n_texts + n_examples :]),
        np.array([group_of[goal_id] for goal_id in owners], dtype=np.intp),
    )
    shape = (n_goals, n_texts)
    places = (np.arange(n_texts) // max(n_fields, 1), np.arange(n_texts))
    weights = np.tile([weighting.of_field(field) for field in fields], n_goals)
    of_texts = csr_matrix(csr_matrix((weights, places), shape=shape) @ by_field)
    own = own_links([goal.id for goal in goals], owners, weighting.of_field(EXAMPLES))
    borrowers = np.setdiff1d(np.arange(n_goals), own.goals)
    borrowed = borrowed_links(of_texts, of_examples, borrowers, weighting.of_field(BORROWED[0]))
    if borrowed.weights.any():
        of_texts = without_talk(of_texts, of_examples, borrowed)
    counts, bits = of_texts, _bits(by_field, places, [FIELDS.index(field) for field in fields] * n_goals, n_goals)
    for links, names in ((own, (EXAMPLES, EXAMPLES_EN)), (borrowed, BORROWED)):
        if not links.weights.any():
            continue
        taken = links.matrix(n_goals, n_examples)
        counts = csr_matrix(counts + taken @ of_examples.both)
        for name, of_language in zip(names, (of_examples.japanese, of_examples.english), strict=True):
            present = csr_matrix(taken.astype(np.bool_).astype(np.int32) @ of_language).astype(np.bool_)
            bits = csr_matrix(bits + present.astype(np.int64) * (1 << FIELDS.index(name)))
    kept = np.bincount(counts.indices, minlength=len(terms)) > 0
    field_bits = csc_matrix(bits[:, kept])
    field_bits.sort_indices()
    return _Held(
        csr_matrix(counts[:, kept]),
        field_bits.data.astype(FieldBits),
        tuple(compress(terms, kept)),
        tuple(compress(labels, kept)),
        tuple(compress(terms, ~kept)),
        of_examples.columns(kept),
        own,
        borrowed,
    )


def _count_texts(texts: Sequence[str], counter: TextCounter) -> tuple[csr_matrix, list[str], list[str]]:
    """Counts of shape ``(n_texts, n_terms)``, the terms, sorted, and how each is shown."""
    # Most goals have a few of the fields only.
    filled = [place for place, text in enumerate(texts) if text]
    found = counter.count([texts[place] for place in filled], report)
    forms = [form for form, _ in found.written]
    terms = sorted(set(forms))
    column_of = dict(zip(terms, range(len(terms)), strict=True))
    columns = np.fromiter(map(column_of.__getitem__, forms), np.int64, len(forms))
    lengths = np.zeros(len(texts), dtype=np.int64)
    lengths[filled] = found.lengths
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    shape = len(texts), len(terms)
    counts = csr_matrix((found.counts, columns[found.ids], indptr), shape=shape, copy=True)
    # A text may write a term in two ways.
    counts.sum_duplicates()
    n_times = np.bincount(found.ids, found.counts, len(forms)).astype(np.int64)
    # The first of the most frequent: they are in order of first occurrence.
    best_first = np.lexsort((-n_times, columns))
    best = best_first[np.searchsorted(columns[best_first], np.arange(len(terms)))]
    written = map(found.written.__getitem__, best.tolist())
    labels = [_label(term, spelling, n) for (term, spelling), n in zip(written, n_times[best].tolist(), strict=True)]
    return counts, terms, labels


def _bits(by_field: csr_matrix, places: tuple[Rows, Rows], bits: Sequence[int], n_goals: int) -> csr_matrix:
    """Which of the goals' fields hold which terms, as numbers made of bits, shape ``(n_goals, n_terms)``."""
    values = np.left_shift(1, np.array(bits, dtype=np.int64))
    # Each term stands once or not at all in a field, so that the sum of bits is their union.
    return csr_matrix(
        csr_matrix((values, places), shape=(n_goals, by_field.shape[0])) @ by_field.astype(np.bool_).astype(np.int64)
    )


def _by_goal(postings: csc_matrix) -> tuple[Ints, Rows]:
    """The postings in the order of the goals, and where those of each goal end; nothing where there are few."""
    if postings.nnz <= _MANY_POSTINGS:
        return np.zeros(0, np.int32), np.zeros(0, np.intp)
    places = csc_matrix((np.arange(postings.nnz, dtype=np.int32), postings.indices, postings.indptr), postings.shape)
    by_goal = places.tocsr()
    return by_goal.data, by_goal.indptr[1:].astype(np.intp)


def _damped(counts: csr_matrix) -> csr_matrix:
    """``1 + ln tf``, and ``tf`` itself below 1, where the logarithm would go below zero."""
    damped = counts.copy()
    damped.data = np.where(counts.data < 1, counts.data, 1 + np.log(np.maximum(counts.data, 1)))
    return damped


def _label(term: str, written: str, n_times: int) -> str:
    """How a term is shown that is mostly written so, and so often."""
    label = normalize(written).text
    # A verb or adjective mostly stands in a text as a stem that nobody would look up: 読み取っ, 強. Where the ending is
    # that of the dictionary, only the writing differs: つくる for 作る.
    if label[-1:] == term[-1] or not _INFLECTED.fullmatch(term) or _KATAKANA.fullmatch(label):
        return label
    # It may be the form in which a verb is a noun, and often stand so: なりすまし, 折り畳み, 埋め込み.
    is_noun = n_times >= _OFTEN and label[-1:] == _NOUN_ENDINGS.get(term[-1]) and len(label) > 1
    return label if is_noun else term


def _empty_index(n_goals: int, weighting: Weighting, familiar: tuple[str, ...]) -> GoalIndex:
    """An index of goals without a single term: nothing ever matches, and nothing fails."""
    return GoalIndex(
        vocabulary=(),
        labels=(),
        familiar=familiar,
        idf=np.zeros(0),
        indptr=np.zeros(1, dtype=np.intp),
        rows=np.zeros(0, dtype=np.int32),
        weights=np.zeros(0),
        field_bits=np.zeros(0, dtype=FieldBits),
        by_goal=np.zeros(0, dtype=np.int32),
        goal_ends=np.zeros(0, dtype=np.intp),
        sublinear=weighting.sublinear,
        calibration=Calibration(np.zeros((2, n_goals)), np.full((2, n_goals), LEAST_SPREAD)),
    )
