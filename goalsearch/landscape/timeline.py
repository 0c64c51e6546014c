"""Texts on their years: what is tested of them, and what comes of it as topics."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.landscape.field_pairs import Compared, compare_fields
from goalsearch.landscape.incidence import Incidence
from goalsearch.landscape.phrases import Phrases
from goalsearch.landscape.topic import Topic, cooccurring, distinct, named, near_goals
from goalsearch.landscape.trend_test import TrendTest, trend_test
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import Rows
from goalsearch.retrieval.searcher import Searcher

Kind = Literal["new", "rising", "falling", "undecided"]
KINDS: Final[tuple[Kind, ...]] = ("new", "rising", "falling", "undecided")
# Of so many terms for each topic those are left out that are other words of a topic before them.
_CANDIDATES: Final = 10


class TimelineFindings(NamedTuple):
    """
    What the tests say of the terms at some level.

    Attributes:
        test: The tests.
        is_of: For each kind whether a term is of it; each term is of one kind at most.
        n_passes: Tests that were passed: a new term that also rises has passed two, and had two chances to be false.
    """

    test: TrendTest
    is_of: Mapping[Kind, NDArray[np.bool_]]
    n_passes: int

    def strength(self, kind: Kind) -> Floats:
        """By what the terms of a kind are ordered, the largest first."""
        return -self.test.log_p_new if kind == "new" else np.abs(self.test.z)


class Timeline:
    """
    Texts with their years.

    Args:
        table: The texts.
        dated: Year of each, of at least two different years.
        min_documents: Fewest texts of a term that is tested.

    Attributes:
        years: All years from the first to the last.
        totals: Texts of each, same shape.
        split: The first year of the later period.
        tested: Columns of the terms that are tested, shape ``(n_tested,)``.
        counts: Texts that hold each of them, shape ``(n_years, n_tested)``.
    """

    def __init__(self, table: Incidence, dated: Sequence[int], min_documents: int) -> None:
        self._table = table
        self._phrases = Phrases(table)
        self._dated = np.asarray(dated, np.intp)
        self.years: Rows = np.arange(self._dated.min(), self._dated.max() + 1)
        self.totals: Rows = np.bincount(self._dated - self.years[0], minlength=len(self.years))
        self.split = split_of(self.years, self.totals)
        n_with = np.asarray(table.matrix.sum(axis=0, dtype=np.int64)).ravel()
        self.tested: Rows = np.flatnonzero(n_with >= min_documents)
        self.counts = self._yearly()

    def found(self, level: float) -> TimelineFindings:
        """What the tests give if a part of at most ``level`` may be false."""
        test = trend_test(self.counts, self.totals, self.years)
        is_new = test.q_new <= level
        passes = test.q <= level
        is_of: dict[Kind, NDArray[np.bool_]] = {
            "new": is_new,
            "rising": passes & (test.z > 0) & ~is_new,
            "falling": passes & (test.z < 0) & ~is_new,
            "undecided": ~passes & ~is_new,
        }
        return TimelineFindings(test, is_of, int(is_new.sum() + passes.sum()))

    def topics(self, found: TimelineFindings, kind: Kind, limit: int, searcher: Searcher) -> tuple[Topic, ...]:
        """
        The terms of one kind as topics.

        Args:
            found: What the tests gave.
            kind: The kind.
            limit: Most topics to return.
            searcher: Finds the goals that are near.
        """
        order = np.lexsort((self.tested, -self.counts.sum(axis=0), -np.round(found.strength(kind), 9)))
        candidates = order[found.is_of[kind][order]][: _CANDIDATES * limit]
        groups = distinct(self._table, self._phrases, self.tested[candidates], limit)
        is_late = self.years >= self.split
        n_early, n_late = self.totals[~is_late].sum(), self.totals[is_late].sum()
        p, q = (found.test.p_new, found.test.q_new) if kind == "new" else (found.test.p, found.test.q)
        topics = []
        for group, others in zip(groups, cooccurring(self._table, [group[0] for group in groups]), strict=True):
            place = int(np.searchsorted(self.tested, group[0]))
            words = named(self._phrases, group, others)
            topics.append(
                Topic(
                    term=words.term,
                    form=self._table.terms[group[0]],
                    kind=kind,
                    counts=tuple(self.counts[:, place].tolist()),
                    before=float(self.counts[~is_late, place].sum() / n_early),
                    after=float(self.counts[is_late, place].sum() / n_late),
                    first_year=int(self.years[found.test.first[place]]),
                    z=float(found.test.z[place]),
                    p=float(p[place]),
                    q=float(q[place]),
                    twins=words.twins,
                    cooccurring=words.cooccurring,
                    goals=near_goals(searcher, [words.term, *words.twins, *words.cooccurring]),
                )
            )
        return tuple(topics)

    def compare(self, fields: Sequence[str | None]) -> Compared:
        """Compare the fields of the texts, see `goalsearch.landscape.field_pairs`."""
        return compare_fields(self._table, self._phrases, fields, self._dated >= self.split, self.tested)

    def _yearly(self) -> Rows:
        from scipy.sparse import csr_matrix

        n_texts = len(self._dated)
        places = self._dated - self.years[0], np.arange(n_texts)
        by_year = csr_matrix((np.ones(n_texts, np.int32), places), shape=(len(self.years), n_texts))
        # Chosen before they are laid out: most terms of a large dataset are too rare to be tested.
        counts: Rows = (by_year @ self._table.matrix)[:, self.tested].toarray().astype(np.intp)
        return counts


def split_of(years: Rows, totals: Rows) -> int:
    """The first year of the later period: as near as can be to half of the texts before it, and at least one year."""
    before = np.cumsum(totals)[:-1]
    # The last of equal ones: the years between have no texts, and a period begins with a year that has some.
    from_the_end = np.abs(2 * before - totals.sum())[::-1].argmin()
    return int(years[len(before) - from_the_end])
