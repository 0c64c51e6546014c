"""A term as a topic: its years, the terms that occur with it, and the goals that are near to both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from goalsearch.landscape.incidence import Incidence
from goalsearch.landscape.phrases import Phrases
from goalsearch.model import Goal, Json
from goalsearch.ranking.match import Rows
from goalsearch.retrieval.searcher import Searcher

_N_COOCCURRING: Final = 6
_N_TWINS: Final = 5
_N_GOALS: Final = 3
# Texts of either of two terms that hold both, from which the two are one topic.
_TWINS_FROM: Final = 0.8
# In so large a part of the term's texts, and in two of them at least, another term is said to occur with it.
_LEAST_SHARE: Final = 0.15


class TopicWords(NamedTuple):
    """
    A topic in words.

    Attributes:
        term: Its term.
        twins: Its other terms.
        cooccurring: The terms that occur with it.
    """

    term: str
    twins: tuple[str, ...]
    cooccurring: tuple[str, ...]


class NearGoal(NamedTuple):
    """
    A goal near to a topic.

    Attributes:
        goal: The goal.
        score: Cosine of the goal and the topic's terms: how near it is beside other goals, and no verdict on a text.
    """

    goal: Goal
    score: float

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {**self.goal.identity(), "score": self.score}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """
    A term with its years.

    Attributes:
        term: The term as it is written, with what stands beside it in most texts that hold it.
        form: The form under which it is counted.
        kind: ``new``, ``rising``, ``falling``, or ``undecided`` if the tests say none of these.
        counts: Texts that hold it, in each year.
        before: Share of the texts of the earlier period that hold it.
        after: The same for the later period.
        first_year: The first year that has it.
        z: Its trend in standard deviations, see `goalsearch.landscape.trend_test`; above 0 if it rises.
        p: Probability by chance: for a new term of its absence before, for the others of the trend.
        q: The same with regard to the number of terms tested.
        twins: Other terms of which the tests say the same, in about the same texts: the other words of one topic.
        cooccurring: The terms that occur in the same texts more often than chance, most so first.
        goals: The goals nearest to the term and those that occur with it, nearest first.
    """

    term: str
    form: str
    kind: str
    counts: tuple[int, ...]
    before: float
    after: float
    first_year: int
    z: float
    p: float
    q: float
    twins: tuple[str, ...]
    cooccurring: tuple[str, ...]
    goals: tuple[NearGoal, ...]

    @property
    def n_documents(self) -> int:
        """Texts that hold it."""
        return sum(self.counts)

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "term": self.term,
            "form": self.form,
            "kind": self.kind,
            "n_documents": self.n_documents,
            "counts": list(self.counts),
            "before": self.before,
            "after": self.after,
            "first_year": self.first_year,
            "z": self.z,
            "p": self.p,
            "q": self.q,
            "twins": list(self.twins),
            "cooccurring": list(self.cooccurring),
            "goals": [near.to_dict() for near in self.goals],
        }


def distinct(table: Incidence, phrases: Phrases, columns: Rows, most: int) -> list[list[int]]:
    """
    Terms as topics: those in about the same texts as a stronger one are not topics of their own.

    Nor are those of which the phrase is part of a stronger one's, or the other way round: 機械 and 機械学習.

    Args:
        table: The texts.
        phrases: Their phrases.
        columns: The terms, the strongest first.
        most: Most topics to return.

    Returns:
        For each topic its term and the twins of it.
    """
    texts = table.matrix[:, columns].astype(np.int32)
    n_both = (texts.T @ texts).toarray()
    n_with = n_both.diagonal()
    are_twins = n_both >= _TWINS_FROM * (n_with[:, None] + n_with - n_both)
    topics: list[list[int]] = []
    first_of: list[int] = []
    shown: list[str] = []
    for place, column in enumerate(columns.tolist()):
        known = next((number for number, first in enumerate(first_of) if are_twins[place, first]), None)
        if known is not None:
            topics[known].append(column)
        elif len(topics) < most:
            phrase = phrases.of(column)
            if not any(phrase in other or other in phrase for other in shown):
                first_of.append(place)
                topics.append([column])
                shown.append(phrase)
    return [topic[: 1 + _N_TWINS] for topic in topics]


def cooccurring(table: Incidence, topics: Sequence[int]) -> list[Rows]:
    """
    For each topic the terms that occur in its texts more often than chance.

    With ``c`` texts that hold both terms and ``e`` expected if one had nothing to do with the other, those with the
    largest residual ``(c − e) / √(e + 1)``, which is Pearson's but for the 1, without which the rarest terms would come
    first.

    Args:
        table: The texts.
        topics: The term of each.

    Returns:
        Columns of the others, the strongest first.
    """
    n_texts = table.matrix.shape[0]
    n_with = np.asarray(table.matrix.sum(axis=0, dtype=np.int64)).ravel()
    together = table.matrix[:, topics].T.astype(np.int32) @ table.matrix
    beside = []
    for topic, counts in zip(topics, together.tocsr(), strict=True):
        others, n_both = counts.indices, counts.data
        expected = n_with[others] * n_with[topic] / n_texts
        residuals = np.round((n_both - expected) / np.sqrt(expected + 1), 9)
        often = (others != topic) & (n_both >= max(2, _LEAST_SHARE * n_with[topic])) & (residuals > 0)
        beside.append(others[often][np.lexsort((others[often], -residuals[often]))])
    return beside


def named(phrases: Phrases, topic: Sequence[int], others: Rows) -> TopicWords:
    """
    A topic in words, as the phrases that they form.

    Args:
        phrases: The phrases of the texts.
        topic: Its terms, as `distinct` gives them.
        others: The terms that occur with it, as `cooccurring` gives them.
    """
    term, twins = phrases.of(topic[0]), topic[1:]
    of_twins = phrases.apart(twins, len(twins), term)
    return TopicWords(term, of_twins, phrases.apart(others.tolist(), _N_COOCCURRING, term, *of_twins))


def near_goals(searcher: Searcher, labels: Sequence[str]) -> tuple[NearGoal, ...]:
    """The goals nearest to some terms, taken as a text of these terms alone."""
    hits = searcher.search("、".join(labels), len(searcher.corpus)).hits
    # A few terms are no text of the field: how near a goal is to them is their cosine, not how well they fit it.
    nearest = sorted(hits, key=lambda hit: -hit.score)[:_N_GOALS]
    return tuple(NearGoal(hit.goal, hit.score) for hit in nearest)
