"""
Terms as the phrases that they form in the texts: 電界効果トランジスタ, not 電界 and 効果 and トランジスタ.

A term is shown together with what stands beside it in at least `MOSTLY` of the texts that hold it, and that together
with what stands beside it in as many of its own. A term that is as often part of a longer one is shown as that.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.landscape.incidence import Incidence
from goalsearch.landscape.side_by_side import WITHIN

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOSTLY: Final = 0.8
_MOST_TERMS: Final = 6
_FEWEST_TEXTS: Final = 2


class Phrases:
    """
    The phrases of some texts.

    Args:
        table: The texts.
    """

    def __init__(self, table: Incidence) -> None:
        self._labels, self._pairs = table.labels, table.pairs
        self._n_with = np.asarray(table.matrix.sum(axis=0, dtype=np.int64)).ravel()
        is_within = np.array([sign == WITHIN for sign in table.pairs.known_signs], np.bool_)[table.pairs.signs]
        # In how many texts the term of a row has that of a column behind it, before it, around it.
        self._after = self._counts(~is_within)
        self._before = self._after.T.tocsr()
        self._around = self._counts(is_within)

    def _counts(self, chosen: NDArray[np.bool_]) -> "csr_matrix":
        from scipy.sparse import csr_matrix

        firsts, seconds = self._pairs.firsts[chosen], self._pairs.seconds[chosen]
        shape = len(self._labels), len(self._labels)
        return csr_matrix((np.ones(len(firsts), np.int32), (firsts, seconds)), shape=shape)

    def of(self, column: int) -> str:
        """The phrase that the term of a column of the texts forms, as it is written; mostly the term alone."""
        longer = self._mostly(self._around, column)
        terms = [column if longer is None else longer]
        terms += self._chain(self._after, terms)
        terms = [*reversed(self._chain(self._before, terms)), *terms]
        written = self._labels[terms[0]]
        for one, other in itertools.pairwise(terms):
            written += self._between(one, other) + self._labels[other]
        return written

    def apart(self, columns: Iterable[int], most: int, *beside: str) -> tuple[str, ...]:
        """
        The first phrases of which none is part of another.

        Args:
            columns: Terms, the strongest first.
            most: Most phrases to return.
            beside: Phrases that they will stand beside, of which none may be a part either, or the other way round.
        """
        chosen = list(beside)
        for column in columns:
            if len(chosen) == len(beside) + most:
                break
            phrase = self.of(column)
            if not any(phrase in known or known in phrase for known in chosen):
                chosen.append(phrase)
        return tuple(chosen[len(beside) :])

    def _chain(self, counts: "csr_matrix", terms: Sequence[int]) -> list[int]:
        """What mostly stands on one side of a term, and of that, and so on; each term once."""
        chain: list[int] = []
        at = terms[-1] if counts is self._after else terms[0]
        while len(terms) + len(chain) < _MOST_TERMS:
            found = self._mostly(counts, at)
            if found is None or found in terms or found in chain:
                break
            chain.append(found)
            at = found
        return chain

    def _mostly(self, counts: "csr_matrix", column: int) -> int | None:
        """What stands in most texts of a term where ``counts`` counts, if anything does."""
        row = slice(counts.indptr[column], counts.indptr[column + 1])
        if row.start == row.stop:
            return None
        best = row.start + int(counts.data[row].argmax())
        n_texts = int(counts.data[best])
        is_mostly = n_texts >= max(_FEWEST_TEXTS, MOSTLY * self._n_with[column])
        return int(counts.indices[best]) if is_mostly else None

    def _between(self, one: int, other: int) -> str:
        """What mostly stands between two terms."""
        there = (self._pairs.firsts == one) & (self._pairs.seconds == other)
        signs: list[str] = [self._pairs.known_signs[place] for place in self._pairs.signs[there]]
        return max(sorted(set(signs) - {WITHIN}), key=signs.count)
