"""
How well a goal is found of which nobody has written more than title and summary, as of one that is added next spring.

Of each query that is asked, one goal is the best and has a summary. That goal is stripped to its Japanese title and
summary, loses its examples, and stands in its own place in the corpus; all others stay whole. Then it is looked for.
"""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from benchmarks.rankers import Ranker
from goalsearch import Corpus, Goal
from goalsearch.evaluation import Estimate, LabelledQuery, best_rank, mean_interval
from goalsearch.model import Json

FIELD: Final = "abstract_ja"
_KEPT: Final = ("id", "fiscal_year", "agencies", "category", "title", "summary", "summary_source")
_COPY: Final = "copy-of-"


class Stripped(NamedTuple):
    """
    Where the stripped goals came.

    Attributes:
        ranks: Rank of the goal for each query; None where it was not found.
    """

    ranks: tuple[int | None, ...]

    def within(self, k: int) -> Estimate:
        """Share of queries whose goal is among the first ``k``."""
        return mean_interval([float(rank is not None and rank <= k) for rank in self.ranks])

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "n_queries": len(self.ranks),
            "first": self.within(1).to_dict(),
            "within_five": self.within(5).to_dict(),
        }


def asked(queries: Sequence[LabelledQuery], corpus: Corpus) -> dict[str, list[str]]:
    """The texts to search for, by the goal that is best for them."""
    texts: dict[str, list[str]] = {}
    for query in queries:
        best = query.judgement.best if query.judgement else ()
        if len(best) == 1 and FIELD in query.texts and corpus.get(best[0]).summary:
            texts.setdefault(best[0], []).append(query.texts[FIELD])
    return texts


def in_place(make: Callable[[Corpus], Ranker], corpus: Corpus, texts: dict[str, list[str]]) -> Stripped:
    """Each goal stripped in its own place, one at a time."""
    ranks = []
    for goal_id, of_goal in texts.items():
        ranker = make(without_text(corpus, goal_id))
        ranks += [best_rank(ranker.rank(text), {goal_id}) for text in of_goal]
    return Stripped(tuple(ranks))


def beside(make: Callable[[Corpus], Ranker], corpus: Corpus, texts: dict[str, list[str]]) -> Stripped:
    """
    Stripped copies of all goals that have a summary, added to the corpus as a user adds goals.

    For each query the copy of its best goal is looked for; the original and the other copies do not count. The
    original's text and examples are in the index all the same, of which a ranker must not make use.
    """
    copies = tuple(stripped(goal, _COPY + goal.id) for goal in corpus if goal.summary)
    added = dataclasses.replace(
        corpus, goals=(*corpus.goals, *copies), fingerprint=f"{corpus.fingerprint} with copies", places={}
    )
    ranker = make(added)
    names = {copy.id for copy in copies}
    ranks = []
    for goal_id, of_goal in texts.items():
        others = (names | {goal_id}) - {_COPY + goal_id}
        for text in of_goal:
            ranked = [found for found in ranker.rank(text) if found not in others]
            ranks.append(best_rank(ranked, {_COPY + goal_id}))
    return Stripped(tuple(ranks))


def whole(make: Callable[[Corpus], Ranker], corpus: Corpus, texts: dict[str, list[str]]) -> Stripped:
    """The same queries with the goals as they are, to compare with."""
    ranker = make(corpus)
    return Stripped(
        tuple(best_rank(ranker.rank(text), {goal_id}) for goal_id, of_goal in texts.items() for text in of_goal)
    )


def stripped(goal: Goal, goal_id: str) -> Goal:
    """A goal of which only title and summary are known."""
    return dataclasses.replace(Goal(**{name: getattr(goal, name) for name in _KEPT}), id=goal_id)


def without_text(corpus: Corpus, goal_id: str) -> Corpus:
    """The corpus with one goal stripped, and without its examples."""
    goals = tuple(stripped(goal, goal.id) if goal.id == goal_id else goal for goal in corpus)
    examples = {name: items for name, items in corpus.examples().items() if name != goal_id}
    return dataclasses.replace(
        corpus,
        goals=goals,
        fingerprint=f"{corpus.fingerprint} without the text of {goal_id}",
        places={},
        example_reader=lambda: examples,
    )
