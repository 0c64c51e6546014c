"""
Sums over long postings in one pass.

numpy has no loop for it: it copies goals and products first, which takes two to three times as long. scipy has one, for
sparse columns. Of scipy this library is loaded alone, in a millisecond: ``import scipy.sparse`` takes longer than a
search.
"""

from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Floats

_ONE_COLUMN: Final = 1


class LongPostings:
    """
    Postings by term; see `goalsearch.ranking.index.GoalIndex` for the arrays.

    Args:
        indptr: Where those of each term begin.
        rows: The goal of each posting, no goal twice in a term.
        weights: The weight of each.
        n_goals: Number of goals.
    """

    def __init__(self, indptr: NDArray[np.intp], rows: NDArray[np.int32], weights: Floats, n_goals: int) -> None:
        self._indptr = indptr
        self._rows = rows
        self._weights = weights
        self._n_goals = n_goals
        self._are_checked = np.zeros(max(len(indptr) - 1, 0), np.bool_)

    def sums(self, term_ids: NDArray[np.intp], weights: Floats) -> Floats:
        """
        The product of every goal with a vector, shape ``(n_goals,)``, added up in the order of its terms.

        Args:
            term_ids: The terms of the vector, shape ``(n_terms,)``.
            weights: Their weights in it, same shape.

        Raises:
            IndexError: If a posting is one of no goal, as only a damaged index has them.
        """
        self._check(term_ids[~self._are_checked[term_ids]])
        sums, sparse = np.zeros(self._n_goals), _sparse_tools()
        column, factor = np.zeros(2, np.int32), np.zeros(1)
        ends = zip(self._indptr[term_ids].tolist(), self._indptr[term_ids + 1].tolist(), weights.tolist(), strict=True)
        for start, end, weight in ends:
            rows, of_term = self._rows[start:end], self._weights[start:end]
            if sparse is None:
                sums[rows] += of_term * weight
            else:
                column[1], factor[0] = len(rows), weight
                sparse.csc_matvec(self._n_goals, _ONE_COLUMN, column, rows, of_term, factor, sums)
        return sums

    def _check(self, term_ids: NDArray[np.intp]) -> None:
        """Look at the postings of some terms once: scipy writes wherever they say."""
        for term in term_ids.tolist():
            # As numbers without a sign, so that none is below zero.
            rows = self._rows[self._indptr[term] : self._indptr[term + 1]].view(np.uint32)
            if len(rows) and rows.max() >= self._n_goals:
                raise IndexError(f"term {term} has a posting of goal {rows.max()}, but there are {self._n_goals}")
        self._are_checked[term_ids] = True


@cache
def _sparse_tools() -> Any:
    """The library of scipy's sparse matrices; None where it is not found, which costs time and nothing else."""
    scipy = find_spec("scipy")
    folders = [f"{folder}/sparse" for folder in (scipy and scipy.submodule_search_locations) or ()]
    found = PathFinder.find_spec("_sparsetools", folders)
    if found is None or found.loader is None:
        return None
    try:
        library = module_from_spec(found)
        found.loader.exec_module(library)
    except ImportError:
        return None
    return library if hasattr(library, "csc_matvec") else None
