"""How near goals are to each other, and texts to goals: products of the vectors in the index."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.match import Rows

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Sums of equal products in another order differ in the last places, and must decide nothing.
_DIGITS = 12


class Similarities:
    """
    Cosine similarities of goals and texts.

    Args:
        index: The vectors of all goals.
    """

    def __init__(self, index: GoalIndex) -> None:
        # Loading scipy takes as long as a dozen searches; only pictures need it.
        from scipy.sparse import csc_matrix

        shape = index.n_goals, len(index.idf)
        self._goals: csr_matrix = csc_matrix((index.weights, index.rows, index.indptr), shape=shape).tocsr()

    def of_goals(self, rows: Rows) -> Floats:
        """
        Similarity of each of some goals to each of them, 1 to itself, shape ``(n_rows, n_rows)``.

        Args:
            rows: Their places in the corpus.
        """
        goals = self._goals[rows]
        products = np.round((goals @ goals.T).toarray(), _DIGITS)
        np.fill_diagonal(products, 1.0)
        similarities: Floats = np.clip(products, 0.0, 1.0)
        return similarities

    def of_text(self, vector: Iterable[tuple[int, float]]) -> Floats:
        """
        Similarity of a text to each goal, shape ``(n_goals,)``.

        Args:
            vector: Places and weights of the text's known terms, as a `Ranking` of the searcher and a row of a
                batch have them.
        """
        dense = np.zeros(self._goals.shape[1])
        for term, weight in vector:
            dense[term] = weight
        scores: Floats = np.clip(np.round(self._goals @ dense, _DIGITS), 0.0, 1.0)
        return scores
