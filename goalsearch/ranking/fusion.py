"""The rankers: by shared terms, by meaning, and both together."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from goalsearch.ranking.calibration import Calibration, Floats
from goalsearch.ranking.index import Match

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.semantic import SemanticIndex

Ranker = Literal["tfidf", "semantic", "hybrid"]
RANKERS: Final[tuple[Ranker, ...]] = get_args(Ranker)


class Semantics(NamedTuple):
    """What ranking by meaning takes: the goals' vectors, and what makes those of a query."""

    vectors: "SemanticIndex"
    encoder: "Encoder"


class Ranked(NamedTuple):
    """
    Goals scored by one ranker; all arrays have shape ``(n_goals,)``.

    Attributes:
        scores: What the goals are ordered by.
        lifts: The scores beside those of unrelated texts, in levels; see `goalsearch.ranking.calibration`.
        parts: The scores that went into ``scores``, by ranker.
        unit: What a TF-IDF score of 1 adds to ``scores``.
    """

    scores: Floats
    lifts: Floats
    parts: Mapping[Ranker, Floats]
    unit: float

    def only(self, allowed: NDArray[np.bool_]) -> "Ranked":
        """The same with the scores of goals that are not ``allowed`` at zero, so that they are no hits."""
        return self._replace(scores=np.where(allowed, self.scores, 0.0), lifts=np.where(allowed, self.lifts, -np.inf))


def rank(
    ranker: Ranker,
    text: str,
    match: Match,
    calibration: Calibration,
    semantics: Callable[[], Semantics],
    *,
    english: bool,
) -> Ranked:
    """
    Score every goal.

    Args:
        ranker: Which ranker to use.
        text: The query.
        match: Its terms, laid over the index.
        calibration: What unrelated texts reach with shared terms.
        semantics: Gives what ranking by meaning takes; called only where it is needed.
        english: Whether the query is in English.
    """
    tfidf_lifts = calibration.lifts(match.scores, len(match.term_ids), english=english)
    if ranker == "tfidf" or not len(match.scores):
        return Ranked(match.scores, tfidf_lifts, {"tfidf": match.scores}, 1.0)
    vectors, encoder = semantics()
    semantic = vectors.scores(text, encoder, english=english)
    lifts = vectors.lifts(semantic, english=english)
    if ranker == "semantic":
        return Ranked(semantic, lifts, {"semantic": semantic}, 0.0)
    return Ranked(
        vectors.hybrid_scores(match.scores, semantic, english=english),
        vectors.hybrid_lifts(tfidf_lifts, lifts, english=english),
        {"tfidf": match.scores, "semantic": semantic},
        1 / vectors.tfidf_reach.item(int(english)),
    )
