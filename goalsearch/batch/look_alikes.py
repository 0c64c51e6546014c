"""Pairs of proposals that resemble each other: sent in twice, from one group, or on one subject."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from goalsearch.batch.row import Row
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import Rows

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOST_PAIRS: Final = 200
LEAST_SIMILARITY: Final = 0.5
_N_TERMS: Final = 8
# Rows compared at a time with all that follow: bounds the memory of a folder of any size.
_BLOCK: Final = 256
# Sums of equal products in another order differ in the last places, and must not decide which pair comes first.
_DIGITS: Final = 12


class LookAlike(NamedTuple):
    """
    Two proposals that resemble each other.

    Attributes:
        first: ``document_id`` of the one that comes first in the folder.
        second: That of the other.
        similarity: Cosine of their vectors, in ``(0, 1]``: 1 for the same words in the same numbers.
        terms: The terms that they share, heaviest first.
    """

    first: str
    second: str
    similarity: float
    terms: tuple[str, ...]


def look_alikes(
    rows: Sequence[Row],
    labels: Sequence[str],
    *,
    most: int = MOST_PAIRS,
    least_similarity: float = LEAST_SIMILARITY,
) -> tuple[LookAlike, ...]:
    """
    The pairs that resemble each other most, most alike first, equal ones in the order of the folder.

    Only words that occur in some goal are compared.

    Args:
        rows: Rows with their vectors; those without are passed over.
        labels: How to write each term of the vocabulary that the vectors count in.
        most: Most pairs to return.
        least_similarity: Pairs below this are no look-alikes.
    """
    # Loading scipy takes longer than matching a small folder, and most batches ask for no look-alikes.
    from scipy.sparse import csr_matrix

    compared = [row for row in rows if row.vector]
    lengths = [len(row.vector) for row in compared]
    terms = np.array([term for row in compared for term, _ in row.vector], dtype=np.int64)
    weights = np.array([weight for row in compared for _, weight in row.vector], dtype=np.float64)
    indptr = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    vectors = csr_matrix((weights, terms, indptr), shape=(len(compared), len(labels)))
    vectors.sort_indices()
    nearest = sorted(_nearest(vectors, most, least_similarity), key=lambda pair: (-pair[0], pair[1], pair[2]))
    return tuple(
        LookAlike(
            compared[first].document_id,
            compared[second].document_id,
            similarity,
            tuple(labels[term] for term in _shared(vectors, first, second)),
        )
        for similarity, first, second in nearest[:most]
    )


def _nearest(vectors: "csr_matrix", most: int, least: float) -> list[tuple[float, int, int]]:
    """At least the ``most`` nearest pairs, in no order."""
    kept: list[tuple[float, int, int]] = []
    others = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], _BLOCK):
        for similarities, firsts, seconds in _pairs(vectors, others, start, least):
            kept.extend(zip(similarities.tolist(), firsts.tolist(), seconds.tolist(), strict=True))
        if len(kept) > most:
            kept.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
            del kept[most:]
            # A later pair with the same similarity comes after all that are kept.
            least = max(least, kept[-1][0])
    return kept


def _pairs(
    vectors: "csr_matrix", others: "csr_matrix", start: int, least: float
) -> Iterator[tuple[Floats, Rows, Rows]]:
    """The pairs of a block of rows with rows that follow them, of which the similarity is not below ``least``."""
    block = (vectors[start : start + _BLOCK] @ others).tocoo()
    similarities = np.minimum(np.round(block.data, _DIGITS), 1.0)
    near = (similarities >= least) & (block.col > block.row + start)
    yield similarities[near], block.row[near] + start, block.col[near]


def _shared(vectors: "csr_matrix", first: int, second: int) -> list[int]:
    products = vectors[first].multiply(vectors[second]).tocsr()
    products.sort_indices()
    heaviest: list[int] = products.indices[np.argsort(-products.data, kind="stable")[:_N_TERMS]].tolist()
    return heaviest
