"""The terms that queries have brought so far, with what each weighs, side by side."""

import threading
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Floats
from goalsearch.text.strings import NONE, Places

# New words never end in a large folder; what is kept of those that no goal holds has to.
_MOST_UNKNOWN: Final = 50_000


class MetTerms:
    """
    What was looked up of an index once, so that it need not be again.

    The terms of a query lie far apart in the vocabulary and in the postings: to fetch them from there takes longer than
    to add them up. Those that were met lie close together here. Rows are only ever added, and known to others when they
    are filled, so that threads can share one.

    Args:
        vocabulary: Where a term is in the index; at most all of its terms are kept.
        idf: Inverse document frequency of each term of the index.
        n_goals: How many goals it has; None to keep nothing of what a term weighs in each.
        fill: Writes what some terms weigh in each goal into an array of zeros, shape ``(n_terms, n_goals)``.

    Attributes:
        term_ids: The number of each term met, shape ``(n_terms,)``, filled as far as there are any.
        idf: Inverse document frequency of each, same shape.
        weights: Weight of each in each goal, shape ``(n_terms, n_goals)``; None if those are not kept.
    """

    def __init__(
        self, vocabulary: Places, idf: Floats, n_goals: int | None, fill: Callable[[NDArray[np.intp], Floats], object]
    ) -> None:
        n_terms = len(idf)
        self._vocabulary = vocabulary
        self._all_idf = idf
        self._fill = fill
        self._lock = threading.Lock()
        self._place_of: dict[str, int] = {}
        self._n_met = 0
        self.term_ids: NDArray[np.intp] = np.zeros(n_terms, np.intp)
        self.idf: Floats = np.zeros(n_terms)
        # As large as it can get, and of no weight before it is written to: a system gives such memory page by page.
        self.weights: Floats | None = None if n_goals is None else np.zeros((n_terms, n_goals))

    def find(self, terms: Sequence[str]) -> NDArray[np.intp]:
        """The place of each term among those met, `NONE` of one that no goal holds."""
        try:
            return np.fromiter(map(self._place_of.__getitem__, terms), np.intp, len(terms))
        except KeyError:
            with self._lock:
                place_of = self._learn([term for term in dict.fromkeys(terms) if term not in self._place_of])
            return np.fromiter(map(place_of.get, terms, repeat(NONE)), np.intp, len(terms))

    def _learn(self, new: list[str]) -> dict[str, int]:
        numbers = self._vocabulary.find(new)
        is_known = numbers != NONE
        term_ids = numbers[is_known]
        rows = slice(self._n_met, self._n_met + len(term_ids))
        self.term_ids[rows], self.idf[rows] = term_ids, self._all_idf[term_ids]
        if self.weights is not None:
            self._fill(term_ids, self.weights[rows])
        self._n_met = rows.stop
        places = np.full(len(new), NONE)
        places[is_known] = np.arange(rows.start, rows.stop)
        if len(self._place_of) - self._n_met > _MOST_UNKNOWN:
            self._place_of = {term: place for term, place in self._place_of.items() if place != NONE}
        self._place_of.update(zip(new, places.tolist(), strict=True))
        return self._place_of
