"""The example abstracts when an index is built: a text of their goal, of goals that have none, and what texts reach."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, diags

from goalsearch.ranking.calibration import LEAN, LEAST_SPREAD, OWN_MEAN, OWN_SPREAD, POOR_SPREAD, Calibration, Floats
from goalsearch.ranking.long_postings import LongPostings
from goalsearch.ranking.match import Rows

N_BORROWED: Final = 40
"""How many examples a goal without any of its own takes from those nearest to its text."""
# How much the mean of the examples of one goal counts against the single example, where the nearest are looked for: a
# goal speaks policy and has few words in common with one example, more with all of a goal.
_OF_GROUP: Final = 0.5
# What a word counts that only goals use, beside what it would.
_OF_TALK: Final = 0.2
# Goals that borrow at most. In corpora of many thousands every text has a namesake, and vectors have to stay short.
_MOST_BORROWERS: Final = 2_000
# Goals that are worked on at a time.
_BLOCK: Final = 512
# Pairs of goal and example that are worked on at a time.
_PAIRS: Final = 256
# Products of goals and examples that are looked at: of the examples of the built-in goals all, up to 2,000 goals.
_MOST_SCORES: Final = 4_000_000
# One text in so many gets to the reach of a goal.
_IN_REACH: Final = 100


class Links(NamedTuple):
    """
    Which examples are part of which goals; arrays of one length.

    Attributes:
        examples: Places of the examples.
        goals: Places of the goals.
        weights: How much one occurrence of a term in the example counts in the goal.
    """

    examples: Rows
    goals: Rows
    weights: Floats

    def some(self, which: NDArray[np.bool_] | Rows | slice) -> "Links":
        """Some of them."""
        return Links(self.examples[which], self.goals[which], self.weights[which])

    def and_those_of(self, other: "Links") -> "Links":
        """These, then the others."""
        return Links(
            np.concatenate([self.examples, other.examples]),
            np.concatenate([self.goals, other.goals]),
            np.concatenate([self.weights, other.weights]),
        )

    def matrix(self, n_goals: int, n_examples: int) -> csr_matrix:
        """The links as weights, shape ``(n_goals, n_examples)``."""
        return csr_matrix((self.weights, (self.goals, self.examples)), shape=(n_goals, n_examples))


@dataclass(frozen=True, slots=True)
class ExampleCounts:
    """
    How often each term occurs in each example.

    Attributes:
        japanese: Of the Japanese texts, shape ``(n_examples, n_terms)``.
        english: Of the English texts, same shape.
        groups: The goal of each example as a number, whether or not that goal is in the corpus.
    """

    japanese: csr_matrix
    english: csr_matrix
    groups: Rows

    @property
    def both(self) -> csr_matrix:
        """Of both texts together."""
        return csr_matrix(self.japanese + self.english)

    def __len__(self) -> int:
        return len(self.groups)

    def columns(self, kept: NDArray[np.bool_]) -> "ExampleCounts":
        """The counts of some of the terms."""
        return ExampleCounts(csr_matrix(self.japanese[:, kept]), csr_matrix(self.english[:, kept]), self.groups)


def own_links(goal_ids: Sequence[str], example_goals: Sequence[str], weight: float) -> Links:
    """Each example with its own goal, as far as that is in the corpus."""
    row = {goal_id: place for place, goal_id in enumerate(goal_ids)}
    pairs = [(place, row[goal_id]) for place, goal_id in enumerate(example_goals) if goal_id in row]
    examples, goals = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return Links(examples, goals, np.full(len(pairs), weight))


def borrowed_links(texts: csr_matrix, examples: ExampleCounts, borrowers: Rows, weight: float) -> Links:
    """
    Goals without examples of their own, each with the examples nearest to its text.

    Nearness is the cosine with the example, and half that with the mean of its goal's examples. An example that shares
    no term with the goal is not borrowed, so a goal of another field may borrow few or none.

    Args:
        texts: Counts of the goals' own texts, shape ``(n_goals, n_terms)``.
        examples: The examples.
        borrowers: Places of the goals.
        weight: How much one occurrence in a borrowed example counts.
    """
    none: Rows = np.zeros(0, dtype=np.intp)
    if not len(examples) or not 0 < len(borrowers) <= _MOST_BORROWERS:
        return Links(none, none, np.zeros(0))
    both = examples.both
    n_texts = texts.shape[0] + len(examples)
    n_with = _n_with(texts) + _n_with(both)
    idf = np.log((1 + n_texts) / (1 + n_with)) + 1
    of_examples = unit_rows(_weighed(both, idf))
    members = csr_matrix((np.ones(len(examples)), (examples.groups, np.arange(len(examples)))))
    of_groups = unit_rows(csr_matrix(members @ of_examples))
    found_examples, found_goals = [], []
    for start in range(0, len(borrowers), _BLOCK):
        goals = borrowers[start : start + _BLOCK]
        of_goals = unit_rows(_weighed(csr_matrix(texts[goals]), idf))
        single = (of_goals @ of_examples.T).toarray()
        nearness = single + _OF_GROUP * (of_goals @ of_groups.T).toarray()[:, examples.groups]
        nearness[single <= 0] = 0.0
        for goal, near in zip(goals, nearness, strict=True):
            nearest = np.argsort(-near, kind="stable")[:N_BORROWED]
            nearest = nearest[near[nearest] > 0]
            found_examples.append(nearest)
            found_goals.append(np.full(len(nearest), goal))
    taken = np.concatenate(found_examples)
    return Links(taken, np.concatenate(found_goals), np.full(len(taken), weight))


def without_talk(texts: csr_matrix, examples: ExampleCounts, borrowed: Links) -> csr_matrix:
    """
    Goals' own texts, in which the words count less that only goals use: 推進, 国際競争力.

    Of a goal with nothing but title and summary they are half of what is known, and any policy prose would fit it. Such
    a word is one that another goal's text holds too and none of the borrowed examples does, which are those on the same
    subject. A word that the goal has to itself may be its very subject.

    Args:
        texts: Counts of the goals' own texts, shape ``(n_goals, n_terms)``.
        examples: The examples.
        borrowed: Those that goals borrow. Texts of goals that borrow none are left as they are.
    """
    quieter = csr_matrix(texts, dtype=np.float64, copy=True)
    taken = borrowed.matrix(texts.shape[0], len(examples)).astype(np.bool_).astype(np.int32)
    used = csr_matrix(taken @ examples.both)
    is_used = np.zeros(texts.shape, np.bool_)
    is_used[_rows(used), used.indices] = True
    rows = _rows(texts)
    is_talk = np.isin(rows, borrowed.goals) & (_n_with(texts)[texts.indices] > 1) & ~is_used[rows, texts.indices]
    quieter.data[is_talk] *= _OF_TALK
    return quieter


class GoalVectors(NamedTuple):
    """
    What the goals hold, their examples included, shape ``(n_goals, n_terms)``.

    Attributes:
        counts: Weighted counts.
        weights: What `calibrate` has for weighing makes of them.
        unit: The same, each goal of length one, term by term.
    """

    counts: csr_matrix
    weights: csr_matrix
    unit: csc_matrix


def calibrate(
    goals: GoalVectors,
    examples: ExampleCounts,
    own: Links,
    borrowed: Links,
    weigh: Callable[[csr_matrix], csr_matrix],
) -> Calibration:
    """
    Measure what the examples reach; the formula stands in `goalsearch.ranking.calibration`.

    Args:
        goals: The goals.
        examples: The examples. Of thousands of goals only a part of them is looked at, evenly spaced.
        own: The goals' own examples.
        borrowed: Those that goals borrow.
        weigh: Makes weights of counts, not yet of length one.
    """
    n_goals = goals.counts.shape[0]
    means, spreads = np.zeros((2, n_goals)), np.full((2, n_goals), LEAST_SPREAD)
    if not len(examples):
        return Calibration(means, spreads)
    step = -(-len(examples) * n_goals // _MOST_SCORES) or 1
    looked_at = np.arange(0, len(examples), step)
    links = own.and_those_of(borrowed)
    links = links.some(links.examples % step == 0)
    queries = weigh(examples.japanese), weigh(examples.english)
    without = _Without(goals, weigh, examples.both, queries).scores(links)
    has_own = np.zeros(n_goals, dtype=np.bool_)
    has_own[own.goals] = True
    # One piece of memory for both languages: to get it takes as long as to fill it.
    memory = np.empty((len(looked_at), n_goals))
    for side, texts in enumerate((examples.japanese, examples.english)):
        scores = _scores(unit_rows(csr_matrix(queries[side][looked_at])), goals.unit, memory)
        scores[links.examples // step, links.goals] = without[side]
        # An example may have a text in one language only.
        is_there = np.diff(texts.indptr)[looked_at] > 0
        if not is_there.any():
            continue
        if not is_there.all():
            scores = scores[is_there]
        means[side] = scores.mean(axis=0)
        n_beyond = -(-len(scores) // _IN_REACH)
        scores.partition(len(scores) - n_beyond, axis=0)
        spreads[side] = np.maximum(scores[len(scores) - n_beyond] - means[side], LEAST_SPREAD)
        if has_own.any():
            usual_mean, usual = np.median(means[side, has_own]), np.median(spreads[side, has_own])
            means[side] = OWN_MEAN * means[side] + (1 - OWN_MEAN) * usual_mean
            poor = LEAN * (POOR_SPREAD * spreads[side] + (1 - POOR_SPREAD) * usual)
            spreads[side] = np.where(has_own, OWN_SPREAD * spreads[side] + (1 - OWN_SPREAD) * usual, poor)
            spreads[side] = np.maximum(spreads[side], LEAST_SPREAD)
        else:
            spreads[side] = POOR_SPREAD * spreads[side] + (1 - POOR_SPREAD) * np.median(spreads[side])
    return Calibration(means, spreads)


def _scores(queries: csr_matrix, goals: csc_matrix, out: Floats) -> Floats:
    """The products of all queries with all goals, shape ``(n_queries, n_goals)``, written to ``out``."""
    n_goals = goals.shape[0]
    if n_goals <= _MOST_BORROWERS:
        return np.asarray((queries @ goals.T).toarray(out=out))
    # Where nearly all products are more than zero, a third of the time of a product of sparse matrices.
    postings = LongPostings(goals.indptr.astype(np.intp), goals.indices, goals.data, n_goals)
    out[:] = 0
    for row, (start, end) in zip(out, pairwise(queries.indptr.tolist()), strict=True):
        postings.add(row, queries.indices[start:end].astype(np.intp), queries.data[start:end])
    return out


class _Without:
    """Scores of examples against goals of which they are a part, as if they were none."""

    def __init__(
        self,
        goals: GoalVectors,
        weigh: Callable[[csr_matrix], csr_matrix],
        both: csr_matrix,
        queries: Iterable[csr_matrix],
    ) -> None:
        self._counts, self._weigh, self._both = goals.counts, weigh, both
        self._squares = _squares(goals.weights)
        self._is_alone = _n_with(goals.counts) == 1
        # What the texts in each language weigh, entry by entry of both together.
        self._queries = [_laid_over(of_language, both) for of_language in queries]

    def scores(self, links: Links) -> Floats:
        """One score for each link in each language, shape ``(n_languages, n_links)``."""
        # Goal after goal, so that a block has few goals, whose counts are laid out whole for the look-up of terms.
        by_goal = np.argsort(links.goals, kind="stable")
        links = links.some(by_goal)
        scores = np.zeros((len(self._queries), len(by_goal)))
        for start in range(0, len(by_goal), _PAIRS):
            block = slice(start, start + _PAIRS)
            scores[:, by_goal[block]] = self._scores(links.some(block))
        return scores

    def _scores(self, links: Links) -> list[Floats]:
        first, n_terms = self._both.indptr[links.examples], np.diff(self._both.indptr)[links.examples]
        ends = np.cumsum(n_terms)
        # From here on there is one value for each term of each example.
        entries = np.arange(ends[-1]) + np.repeat(first - ends + n_terms, n_terms)
        link, terms = np.repeat(np.arange(len(n_terms)), n_terms), self._both.indices[entries]
        goals, places = np.unique(links.goals, return_inverse=True)
        held = self._counts[goals].toarray()[places[link], terms]
        left = held - links.weights[link] * np.where(held == 0, 0, self._both.data[entries])
        # What sums of the same weights leave over is nothing.
        left[np.abs(left) < 1e-9] = 0
        shape = len(n_terms), self._both.shape[1]
        before, after = (self._weigh(csr_matrix((counts, terms, [0, *ends]), shape)).data for counts in (held, left))
        sums = partial(np.bincount, link, minlength=len(n_terms))
        squares = self._squares[links.goals] - sums(before**2) + sums(after**2)
        # A term that only this example brought would not be known without it.
        is_known = ~((held != 0) & (left == 0) & self._is_alone[terms])
        scores = []
        for of_language in self._queries:
            query = np.where(is_known, of_language[entries], 0)
            lengths = np.sqrt(np.maximum(squares, 0) * sums(query**2))
            cosines = np.divide(sums(query * after), lengths, out=np.zeros_like(lengths), where=lengths > 0)
            scores.append(np.minimum(cosines, 1.0))
        return scores


def _laid_over(values: csr_matrix, pattern: csr_matrix) -> Floats:
    """What a matrix holds at each entry of another one that has its entries and more, shape ``(n_entries,)``."""
    laid = np.zeros(pattern.nnz)
    laid[np.searchsorted(_cells(pattern), _cells(values))] = values.data
    return laid


def _cells(matrix: csr_matrix) -> Rows:
    """The place of each entry in the matrix as one number, ascending."""
    cells: Rows = _rows(matrix) * matrix.shape[1] + matrix.indices
    return cells


def _rows(matrix: csr_matrix) -> Rows:
    """The row of each entry."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


def _n_with(counts: csr_matrix) -> Floats:
    """How many rows hold each term, shape ``(n_terms,)``."""
    return np.bincount(counts.indices[counts.data != 0], minlength=counts.shape[1]).astype(np.float64)


def _squares(matrix: csr_matrix) -> Floats:
    squares: Floats = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    return squares


def _weighed(counts: csr_matrix, idf: Floats) -> csr_matrix:
    damped = counts.astype(np.float64)
    damped.data = np.where(damped.data < 1, damped.data, 1 + np.log(np.maximum(damped.data, 1)))
    return csr_matrix(damped @ diags(idf))


def unit_rows(matrix: csr_matrix) -> csr_matrix:
    """Rows of length one; rows of nothing stay so."""
    lengths = np.sqrt(_squares(matrix))
    shares = np.repeat(1 / np.where(lengths > 0, lengths, 1.0), np.diff(matrix.indptr))
    return csr_matrix((shares * matrix.data, matrix.indices, matrix.indptr), shape=matrix.shape)
