"""
Pairs of fields that come to share terms.

The years are cut in two periods with about half of the texts each. In a period a field is the vector of its terms:
for each the share of the field's texts that hold it, times the inverse document frequency over all texts,
``ln((1 + N) / (1 + df)) + 1``, so that words of every abstract count little. Two fields share as much as the cosine of
their vectors says, and what is tested is by how much it grows from the earlier period to the later.

Cosines of few texts are lower than those of many, so a field that merely grows would seem to come nearer to all others.
The test is therefore a permutation test (E. J. G. Pitman, Suppl. J. R. Stat. Soc. 4, 1937, 119–130): within each field
the texts are dealt anew to the two periods, as many to each as there were, again and again; ``p`` is the share of deals
in which the cosine grows at least as much, the real one counted among them. Benjamini and Hochberg's q-values account
for the number of pairs.
"""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.landscape.incidence import Incidence
from goalsearch.landscape.phrases import Phrases
from goalsearch.model import Json
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import Rows

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOST_FIELDS: Final = 15
"""The fields with most texts are compared, so many at most."""
LEAST_TEXTS: Final = 10
"""A field is compared if it has so many texts in each period."""
_MOST_TEXTS: Final = 1000
_MOST_TERMS: Final = 2000
_LEAST_DEALS: Final = 999
# So many for each pair that the q-value of a single one can reach 0.05.
_DEALS_PER_PAIR: Final = 40
_AT_ONCE: Final = 50
_N_LINKS: Final = 6
# Sums of equal products in another order differ in the last places.
_TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPair:
    """
    Two fields of research.

    Attributes:
        first: One of them.
        second: The other.
        before: Cosine of their terms in the earlier period, from 0 to 1.
        after: The same in the later one.
        p: Probability by chance that it grows by so much.
        q: The same with regard to the number of pairs.
        terms: The terms that add most to the growth.
    """

    first: str
    second: str
    before: float
    after: float
    p: float
    q: float
    terms: tuple[str, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "fields": [self.first, self.second],
            "before": self.before,
            "after": self.after,
            "p": self.p,
            "q": self.q,
            "terms": list(self.terms),
        }


class Compared(NamedTuple):
    """
    What came of comparing fields.

    Attributes:
        pairs: All pairs, those that grow most improbably first.
        n_fields: Fields that were compared.
        n_left_out: Fields that were not.
        n_beyond: Those of them that have enough texts and are beyond `MOST_FIELDS`.
    """

    pairs: tuple[FieldPair, ...]
    n_fields: int
    n_left_out: int
    n_beyond: int


def compare_fields(
    table: Incidence, phrases: Phrases, fields: Sequence[str | None], is_late: NDArray[np.bool_], terms: Rows
) -> Compared:
    """
    Compare all fields with each other.

    Args:
        table: The texts.
        phrases: Their phrases.
        fields: Field of each text; None for none.
        is_late: Whether the text is of the later period, shape ``(n_texts,)``.
        terms: Columns of ``table`` that may be shared.
    """
    from scipy.stats import false_discovery_control

    names = np.array([field or "" for field in fields], dtype=object)
    n_late = Counter(names[is_late].tolist())
    n_early = Counter(names[~is_late].tolist())
    by_size = sorted((n_late + n_early).items(), key=lambda item: (-item[1], item[0]))
    named = [name for name, _ in by_size if name]
    enough = [name for name in named if min(n_late[name], n_early[name]) >= LEAST_TEXTS]
    if len(enough) < 2:
        return Compared((), 0, len(named), 0)
    large = enough[:MOST_FIELDS]
    n_with = np.asarray(table.matrix.sum(axis=0, dtype=np.int64)).ravel()[terms]
    order = np.argsort(-n_with, kind="stable")[:_MOST_TERMS]
    weights = np.log((1 + table.matrix.shape[0]) / (1 + n_with[order])) + 1
    columns = table.matrix[:, terms[order]].astype(np.float64)
    generator = np.random.default_rng(0)
    chosen = [_chosen(np.flatnonzero(names == name), generator) for name in large]
    texts = [columns[rows] for rows in chosen]
    real = [is_late[rows][:, None] for rows in chosen]
    vectors = _vectors(texts, real, weights)
    before, after = (cosines.ravel() for cosines in _cosines(vectors))
    p = _improbability(texts, real, weights, after - before, generator)
    q = false_discovery_control(p)
    pairs = [
        FieldPair(
            first=large[one],
            second=large[other],
            before=float(before[number]),
            after=float(after[number]),
            p=float(p[number]),
            q=float(q[number]),
            terms=phrases.apart(terms[order][_links(vectors, one, other)].tolist(), _N_LINKS),
        )
        for number, (one, other) in enumerate(itertools.combinations(range(len(large)), 2))
    ]
    pairs.sort(key=lambda pair: (pair.p, pair.before - pair.after, pair.first, pair.second))
    return Compared(tuple(pairs), len(large), len(named) - len(large), len(enough) - len(large))


_Vectors = Sequence[tuple[Floats, Floats]]


def _chosen(rows: Rows, generator: np.random.Generator) -> Rows:
    """The rows, or a sample of them where there are very many: the test takes its time for each."""
    if len(rows) <= _MOST_TEXTS:
        return rows
    return np.sort(generator.choice(rows, _MOST_TEXTS, replace=False))


def _vectors(texts: "Sequence[csr_matrix]", is_late: Sequence[NDArray[np.bool_]], weights: Floats) -> _Vectors:
    """
    Unit vectors of each field in the earlier and the later period, under several deals of its texts.

    Args:
        texts: For each field its texts by terms.
        is_late: For each field which texts are of the later period, shape ``(n_texts, n_deals)``.
        weights: Weight of each term.
    """
    vectors = []
    for of_field, late in zip(texts, is_late, strict=True):
        in_late = of_field.T @ late.astype(np.float64)
        in_early = np.asarray(of_field.sum(axis=0)).reshape(-1, 1) - in_late
        vectors.append((_unit(in_early * weights[:, None]), _unit(in_late * weights[:, None])))
    return vectors


def _unit(vectors: Floats) -> Floats:
    lengths = np.sqrt((vectors**2).sum(axis=0))
    return vectors / np.where(lengths > 0, lengths, 1)


def _cosines(vectors: _Vectors) -> tuple[Floats, Floats]:
    """Cosine of each pair of fields in the earlier and in the later period, shape ``(n_pairs, n_deals)``."""
    early, late = (
        np.array([(one[side] * other[side]).sum(axis=0) for one, other in itertools.combinations(vectors, 2)])
        for side in (0, 1)
    )
    return early, late


def _improbability(
    texts: "Sequence[csr_matrix]",
    is_late: Sequence[NDArray[np.bool_]],
    weights: Floats,
    growth: Floats,
    generator: np.random.Generator,
) -> Floats:
    """The p-value of each pair."""
    n_deals = max(_LEAST_DEALS, _DEALS_PER_PAIR * len(growth) - 1)
    n_as_large = np.ones(len(growth))
    for start in range(0, n_deals, _AT_ONCE):
        shape = min(_AT_ONCE, n_deals - start)
        dealt = [generator.permuted(np.repeat(late, shape, axis=1), axis=0) for late in is_late]
        early, late = _cosines(_vectors(texts, dealt, weights))
        n_as_large += (late - early >= growth[:, None] - _TOLERANCE).sum(axis=1)
    return n_as_large / (n_deals + 1)


def _links(vectors: _Vectors, one: int, other: int) -> Rows:
    """The terms whose part of the cosine grows, most so first."""
    (early_one, late_one), (early_other, late_other) = vectors[one], vectors[other]
    growth = np.round(late_one * late_other - early_one * early_other, 12).ravel()
    order: Rows = np.argsort(-growth, kind="stable")
    return order[growth[order] > 0]
