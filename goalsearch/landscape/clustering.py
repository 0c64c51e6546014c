"""
Texts to themes: groups of texts that share their terms.

Each text is a vector of length one over all its terms, weighed by ``ln((1 + N) / (1 + df))`` over the texts and the
bundled background together, so that even among a dozen texts the words of every abstract weigh little. Groups are
joined by average linkage (R. R. Sokal and C. D. Michener, Univ. Kansas Sci. Bull. 38, 1958, 1409–1438) as long as the
mean cosine between the texts of two groups is at least `LEAST_SIMILARITY`. No number of themes is asked for, and a text
that resembles no other stays alone.

Average linkage takes a number for each pair of texts. Of more than `MOST_AT_ONCE` texts it is therefore done in parts,
halves of halves along the direction in which the texts differ most (principal direction divisive partitioning,
D. Boley, Data Min. Knowl. Discov. 2, 1998, 325–344), and then once more over the largest groups found, each by its mean
vector: the mean cosine of two groups is the product of these.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import Rows

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LEAST_SIMILARITY: Final = 0.10
"""On tests/data/themes.jsonl themes are found whole from 0.04 to 0.10; the highest of these joins fewest strangers."""
MOST_AT_ONCE: Final = 4000
"""The pairs of so many texts take 64 MB."""
_BLOCK: Final = 256
_ROUNDS: Final = 30


def unit_vectors(matrix: "csr_matrix", n_texts: int) -> "csr_matrix":
    """
    Texts as vectors.

    Args:
        matrix: Which text holds which term; the texts, and below them the background.
        n_texts: How many are texts.

    Returns:
        Rows of length one, or zero for a text without terms, shape ``(n_texts, n_terms)``.
    """
    from scipy.sparse import csr_matrix, diags

    n_with = np.asarray(matrix.sum(axis=0, dtype=np.int64)).ravel()
    idf = np.log((1 + matrix.shape[0]) / (1 + n_with))
    vectors = matrix[:n_texts].astype(np.float64) @ diags(idf)
    lengths = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.where(lengths > 0, lengths, 1)) @ vectors)


def find_themes(vectors: "csr_matrix", most_at_once: int = MOST_AT_ONCE) -> list[Rows]:
    """
    The groups of two texts or more, the largest first, those of one size in the order of their first texts.

    Args:
        vectors: As `unit_vectors` gives them.
        most_at_once: Most texts whose pairs are looked at together.

    Returns:
        For each group its rows, ascending.
    """
    parts = list(_parts(vectors, np.arange(vectors.shape[0]), most_at_once))
    groups = [rows[group] for rows in parts for group in _linked(vectors[rows])]
    if len(parts) > 1:
        groups = _joined(vectors, groups, most_at_once)
    found = [np.sort(group) for group in groups if len(group) > 1]
    return sorted(found, key=lambda group: (-len(group), int(group[0])))


def _parts(vectors: "csr_matrix", rows: Rows, most: int) -> Iterator[Rows]:
    """The rows in parts of at most ``most``."""
    if len(rows) <= most:
        yield rows
        return
    part = vectors[rows]
    mean = np.asarray(part.mean(axis=0)).ravel()
    direction = np.random.default_rng(0).normal(size=len(mean))
    for _ in range(_ROUNDS):
        # The power method, without laying the centred vectors out in memory.
        projected = part @ direction - mean @ direction
        direction = part.T @ projected - mean * projected.sum()
        direction /= max(float(np.sqrt(direction @ direction)), np.finfo(float).tiny)
    order = np.argsort(np.round(part @ direction, 9), kind="stable")
    yield from _parts(vectors, np.sort(rows[order[: len(rows) // 2]]), most)
    yield from _parts(vectors, np.sort(rows[order[len(rows) // 2 :]]), most)


def _joined(vectors: "csr_matrix", groups: Sequence[Rows], most: int) -> list[Rows]:
    """Groups of different parts that belong together, as one."""
    from scipy.sparse import csr_matrix, vstack

    # Single texts last: if there are too many to be looked at together, they stay as they are.
    by_size = sorted(groups, key=lambda group: (-len(group), int(group[0])))
    looked_at, others = by_size[:most], by_size[most:]
    means = csr_matrix(vstack([csr_matrix(vectors[group].mean(axis=0)) for group in looked_at]))
    return [np.concatenate([looked_at[place] for place in joined]) for joined in _linked(means)] + others


def _linked(vectors: "csr_matrix") -> list[Rows]:
    """Rows in groups by average linkage."""
    from scipy.cluster.hierarchy import fcluster, linkage

    n_rows = vectors.shape[0]
    if n_rows < 2:
        return [np.arange(n_rows)] if n_rows else []
    # scipy's own rounding of equal distances differs with the order of sums; 1e-9 is below any difference that counts.
    tree = linkage(np.round(_distances(vectors), 9), "average")
    labels = fcluster(tree, 1 - LEAST_SIMILARITY, "distance")
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)


def _distances(vectors: "csr_matrix") -> Floats:
    """One less the product of each pair of rows, in the order of scipy's condensed matrices."""
    n_rows = vectors.shape[0]
    distances = np.empty(n_rows * (n_rows - 1) // 2)
    others = vectors.T.tocsr()
    end = 0
    for start in range(0, n_rows, _BLOCK):
        block = (vectors[start : start + _BLOCK] @ others).toarray()
        for row, products in enumerate(block, start):
            begin, end = end, end + n_rows - row - 1
            distances[begin:end] = np.maximum(1 - products[row + 1 :], 0)
    return distances
