"""Ways to bring the two rankers of goalsearch together, from the same two scores."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np

from benchmarks.levers import CORE_FIELDS, Experiment, Floats, Lab, Recipe
from benchmarks.rankers import Ranker, ranked_ids
from goalsearch import Goal
from goalsearch.ranking.encoder import Encoder
from goalsearch.ranking.semantic_build import build_semantic_index
from goalsearch.text.language import language_of

# As in Cormack, Clarke and Büttcher, SIGIR 2009.
_RRF: Final = 60


class Scores(NamedTuple):
    """
    What both rankers say of one text.

    Attributes:
        tfidf: TF-IDF scores, shape ``(n_goals,)``.
        semantic: Semantic scores, shape ``(n_goals,)``.
        tfidf_reach: What unrelated texts reach with TF-IDF.
        semantic_reach: What they reach by meaning.
    """

    tfidf: Floats
    semantic: Floats
    tfidf_reach: float
    semantic_reach: float


Fuse = Callable[[Scores], Floats]


class TwoScores:
    """
    Both scores of any text, with TF-IDF by any recipe.

    Args:
        lab: The goals.
        encoder: Makes vectors.
        recipe: How terms are weighed; the core when left out.
    """

    def __init__(self, lab: Lab, encoder: Encoder, recipe: Recipe | None = None) -> None:
        self._tfidf = Experiment(lab, recipe or Recipe(fields=CORE_FIELDS))
        self._encoder = encoder
        self._index = build_semantic_index(lab.goals, encoder, lambda text, _: (self._tfidf.scores(text),) * 2)

    def of(self, text: str) -> Scores:
        """Both scores of a text."""
        english = language_of(text) == "en"
        return Scores(
            tfidf=self._tfidf.scores(text),
            semantic=self._index.scores(text, self._encoder, english=english),
            tfidf_reach=self._index.tfidf_reach.item(int(english)),
            semantic_reach=self._index.reach.item(int(english)),
        )


class Fused(Ranker):
    """Ranks by both scores, brought together in one way."""

    def __init__(self, scores: TwoScores, fuse: Fuse, goals: Sequence[Goal]) -> None:
        self._scores = scores
        self._fuse = fuse
        self._goals = goals

    def rank(self, text: str) -> list[str]:
        """By the fused score."""
        fused = self._fuse(self._scores.of(text))
        return ranked_ids(fused - fused.min() + 1e-9, self._goals)


def weighted(weight: float) -> Fuse:
    """goalsearch's own, with any weight: each score counted in what unrelated texts reach."""
    return lambda it: it.tfidf / it.tfidf_reach + weight * it.semantic / it.semantic_reach


def z_scores(it: Scores) -> Floats:
    """The sum of both, each less its mean over the goals and divided by its standard deviation."""
    fused: Floats = sum(
        ((part - part.mean()) / max(part.std(), 1e-12) for part in (it.tfidf, it.semantic)), np.zeros(1)
    )
    return fused


def reciprocal_ranks(it: Scores) -> Floats:
    """The sum of 1 / (60 + rank)."""
    return 1 / (_RRF + _ranks(it.tfidf)) + 1 / (_RRF + _ranks(it.semantic))


def _ranks(scores: Floats) -> Floats:
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
