"""
Goals by meaning: how near the vector of a query is to that of a goal.

Vectors of one model all point roughly the same way, and what they share says nothing. So means are taken off before the
cosine: from a goal's vector the mean of all goals, from a query's the mean of the background's texts in its language.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import POSSIBLE, Floats
from goalsearch.ranking.encoder import Encoder, Vectors
from goalsearch.ranking.passages import windows

FUSION_WEIGHT = 0.5
"""
How much the semantic part counts in a hybrid score beside the TF-IDF part, each in what unrelated texts reach.

Chosen on the development queries; cross-validation proves no value better than another (docs/quality.md).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SemanticIndex:
    """
    Vectors of the goals, and what unrelated texts reach with them.

    Attributes:
        goals: Centred unit vectors of the goals, shape ``(n_goals, n_dimensions)``.
        passages: Centred unit vectors of the goals' pieces, shape ``(n_passages, n_dimensions)``.
        passage_rows: Goal of each piece, ascending, shape ``(n_passages,)``.
        query_means: Mean vectors of Japanese and of English background texts, shape ``(2, n_dimensions)``.
        means: Mean score of each goal on them, shape ``(2, n_goals)``.
        reach: Score that 98 % of them stay below with their best goal, shape ``(2,)``.
        levels: Lift (score less the goal's mean) that 98 % of them stay below, shape ``(2,)``.
        tfidf_reach: As ``reach``, of the TF-IDF ranker.
        hybrid_levels: As ``levels``, of the sum of a TF-IDF fit and the lift in levels at `FUSION_WEIGHT`.
    """

    goals: Vectors
    passages: Vectors
    passage_rows: NDArray[np.int32]
    query_means: Vectors
    means: Floats
    reach: Floats
    levels: Floats
    tfidf_reach: Floats
    hybrid_levels: Floats

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All arrays by name, ready to be stored."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def scores(self, text: str, encoder: Encoder, *, english: bool) -> Floats:
        """
        Cosine similarity of ``text`` and each goal, in ``[-1, 1]``, shape ``(n_goals,)``.

        A text without letters is near to nothing and scores 0.
        """
        if not any(map(str.isalpha, text)):
            return np.zeros(len(self.goals))
        vectors = self.query_vectors(windows(text), encoder, english=english)
        similarities: Floats = (self.goals @ vectors.mean(axis=0)).astype(np.float64)
        return similarities

    def query_vectors(self, texts: Sequence[str], encoder: Encoder, *, english: bool) -> Vectors:
        """Centred unit vectors of pieces of a query, shape ``(n_texts, n_dimensions)``."""
        return centred(encoder.queries(texts), self.query_means[int(english)])

    def fits(self, scores: Floats, *, english: bool) -> Floats:
        """
        What each score exceeds that of unrelated texts by, shape ``(n_goals,)``.

        On the scale of `goalsearch.ranking.calibration`: what 98 % of unrelated texts stay below is *possible*.
        """
        return POSSIBLE * self._lifts(scores, english=english)

    def _lifts(self, scores: Floats, *, english: bool) -> Floats:
        side = int(english)
        lifts: Floats = (scores - self.means[side]) / self.levels[side]
        return lifts

    def hybrid_scores(self, tfidf: Floats, semantic: Floats, *, english: bool) -> Floats:
        """Both scores in one: each counted in what unrelated texts reach, the semantic one at `FUSION_WEIGHT`."""
        side = int(english)
        fused: Floats = tfidf / self.tfidf_reach[side] + FUSION_WEIGHT * semantic / self.reach[side]
        return fused

    def hybrid_fits(self, tfidf_fits: Floats, semantic: Floats, *, english: bool) -> Floats:
        """A TF-IDF fit and a semantic score in one, on the same scale; shape ``(n_goals,)``."""
        lifts = self._lifts(semantic, english=english)
        return (tfidf_fits + FUSION_WEIGHT * lifts) * self.hybrid_unit(english=english)

    def hybrid_unit(self, *, english: bool) -> float:
        """What a TF-IDF fit of 1 adds to a hybrid one."""
        return POSSIBLE / self.hybrid_levels.item(int(english))


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """
    Vectors less their mean, of length one, shape ``(n_vectors, n_dimensions)``.

    One that has no direction, before or after, becomes zero; see `unit`.
    """
    says_something = np.linalg.norm(unit(vectors), axis=1, keepdims=True) > 0
    return unit(np.where(says_something, vectors - mean, 0).astype(vectors.dtype))


def unit(vectors: Vectors) -> Vectors:
    """
    Vectors of length one in the same directions, shape ``(n_vectors, n_dimensions)``.

    What has no direction, because it is zero or not finite, becomes zero, which is near to nothing.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > 1e-6)
    scaled: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=usable)
    return scaled
