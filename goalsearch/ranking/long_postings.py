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

Weights = NDArray[np.float64] | NDArray[np.uint16]

# Places are numbers of 32 bits there.
_MOST_POSTINGS: Final = 2**31 - 1


class LongPostings:
    """
    Postings by term; see `goalsearch.ranking.index.GoalIndex` for the arrays.

    Args:
        indptr: Where those of each term begin.
        rows: The goal of each posting, no goal twice in a term.
        weights: The weight of each.
        n_goals: Number of goals.

    Raises:
        IndexError: If the arrays do not belong together, as those of a damaged index may not.
    """

    def __init__(self, indptr: NDArray[np.intp], rows: NDArray[np.int32], weights: Weights, n_goals: int) -> None:
        # scipy reads and writes wherever they say.
        n_postings = min(len(rows), len(weights))
        if indptr[0] < 0 or np.any(indptr[1:] < indptr[:-1]) or indptr[-1] > n_postings:
            raise IndexError(f"terms have postings that are not among the {n_postings} that there are")
        self._indptr = indptr
        self._rows = rows
        self._weights = weights
        self._n_goals = n_goals
        self._are_checked = np.zeros(len(indptr) - 1, np.bool_)

    def add(self, sums: Weights, term_ids: NDArray[np.intp], weights: Floats) -> None:
        """
        Add the product of every goal with a vector, from the last of its terms in the vocabulary to the first.

        Args:
            sums: What it is added to, shape ``(n_goals,)`` or longer, of the type of the postings' weights.
            term_ids: The terms of the vector, shape ``(n_terms,)``.
            weights: Their weights in it, same shape.

        Raises:
            IndexError: If a posting is one of no goal, as only a damaged index has them.
        """
        self._check(term_ids)
        backwards = np.argsort(-term_ids)
        term_ids, factors = term_ids[backwards], weights[backwards].astype(sums.dtype)
        sparse, firsts, ends = _sparse_tools(), self._indptr[term_ids], self._indptr[term_ids + 1]
        if sparse is None or len(self._rows) > _MOST_POSTINGS:
            for first, end, factor in zip(firsts.tolist(), ends.tolist(), factors, strict=True):
                sums[self._rows[first:end]] += self._weights[first:end] * factor
            return
        # A call takes longer than the postings of a rare term, and columns need not lie one behind the other: between
        # those of two terms stands one from the end of the first to the beginning of the second, which has no postings
        # where the second lies before the first.
        columns, of_columns = np.empty(2 * len(term_ids), np.int32), np.zeros(2 * len(term_ids), sums.dtype)
        columns[::2], columns[1::2], of_columns[::2] = firsts, ends, factors
        sparse.csc_matvec(self._n_goals, max(len(columns) - 1, 0), columns, self._rows, self._weights, of_columns, sums)

    def _check(self, term_ids: NDArray[np.intp]) -> None:
        """Look at the postings of some terms, of each once."""
        are_checked = self._are_checked[term_ids]
        if are_checked.all():
            return
        for term in term_ids[~are_checked].tolist():
            # As numbers without a sign, so that none is below zero.
            rows = self._rows[self._indptr[term] : self._indptr[term + 1]].view(np.uint32)
            if len(rows) and rows.max() >= self._n_goals:
                raise IndexError(f"term {term} has a posting of goal {rows.max()}, but there are {self._n_goals}")
        self._are_checked[term_ids] = True


def add_rows(sums: Weights, matrix: Weights, rows: NDArray[np.intp], weights: Floats) -> None:
    """
    Add some rows of a matrix, each as often as its weight says, one after the other.

    Where each row holds what a term weighs in each goal, these are the sums of `LongPostings.add` to the bit: scipy's
    loops multiply and add in the same way.

    Args:
        sums: What they are added to, shape ``(n_columns,)``.
        matrix: Shape ``(n_rows, n_columns)``, of the same type.
        rows: Which, shape ``(n_added,)``.
        weights: Their weights, same shape.
    """
    weights = weights.astype(sums.dtype)
    if (sparse := _sparse_tools()) is None:
        for row, weight in zip(rows.tolist(), weights, strict=True):
            sums += weight * matrix[row]
        return
    ends, places = np.array([0, len(rows)], np.int32), rows.astype(np.int32)
    sparse.csr_matvecs(1, *matrix.shape, ends, places, weights, matrix.ravel(), sums)


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
