"""
How well a text fits a goal: the one measure that orders goals and decides what is said of them.

Cosines of different goals cannot be compared: a goal with many words lies near to every text, one of which only title
and summary are known near to none. So a score is counted in what texts of the field reach with that goal. The field is
the example abstracts (`goalsearch.corpus.Corpus.examples`), each language by itself:

    fit(text, g) = (score(text, g) - mean_g) / spread_g + 3 (known(text) - 0.9)
    spread_g     = reach_g - mean_g

``mean_g`` is the mean score of the examples with the goal, and ``reach_g`` the score that one example in a hundred gets
to; an example that the goal's vector is made of is scored against the goal without it. 0 is a text of the field that is
about something else, 1 one as near as the nearest in a hundred. Most goals have 20 examples of their own, one in a
hundred of all, and differ in what others reach with them by little but chance: the spread of these is 0.3 of their own
and 0.7 of the median of all (`OWN_SPREAD`), and the mean of every goal half of its own and half of their median
(`OWN_MEAN`). The spread of goals without examples is half of their own, at least `LEAST_SPREAD`, and half of that
median, so that a goal that hardly an example touches, such as one in another language, is not carried up by a single
word; a tenth is taken off, since it is they that people look for the year they are new (`POOR_SPREAD`, `LEAN`).

``known`` is the part of the text's different terms that goals or examples hold. A text of another field uses words that
nobody in this one does; its length plays no part. It is the same for all goals: it moves bands and verdicts, not ranks.

What the bands mean, and how the constants were found, stands in docs/ranking.md.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.model import Band

Floats = NDArray[np.float64]

STRONG: Final = 1.5
"""A fit from here on is strong: of 100 such goals at least 80 fit."""
POSSIBLE: Final = 1.15
"""One from here on is possible, and the text has a goal: about 50 of 100 fit."""
NEAR: Final = 0.95
"""One from here on is a near miss: about 25 of 100 fit. Below, fewer than 15 do."""

OWN_MEAN: Final = 0.5
OWN_SPREAD: Final = 0.3
POOR_SPREAD: Final = 0.5
LEAN: Final = 0.9
LEAST_SPREAD: Final = 0.02
_USUALLY_KNOWN: Final = 0.9
_PER_UNKNOWN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Scale:
    """
    What makes fits of the scores of one text.

    Attributes:
        means: Mean score of each goal, shape ``(n_goals,)``.
        spreads: How much more than that adds 1 to its fit, same shape.
        lift: What is added to the fits of all goals.
        english: Whether the text is in English.
    """

    means: Floats
    spreads: Floats
    lift: float
    english: bool

    def fits(self, scores: Floats, rows: NDArray[np.intp] | None = None, out: Floats | None = None) -> Floats:
        """
        The fits of all goals, or of some.

        Args:
            scores: Their scores.
            rows: Their places in the corpus; None for all.
            out: Where to write them; into memory of their own when left out.
        """
        fits = np.subtract(scores, self.means if rows is None else self.means[rows], out=out)
        fits /= self.spreads if rows is None else self.spreads[rows]
        fits += self.lift
        return fits


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    What the examples reach with each goal, in Japanese and in English.

    Attributes:
        means: Mean score, shape ``(2, n_goals)``.
        spreads: How much more than that a text needs for a fit of 1, positive, same shape.
    """

    means: Floats
    spreads: Floats

    def scale(self, known: float, *, english: bool) -> Scale:
        """
        What makes fits of the scores of a text.

        Args:
            known: The part of its different terms that goals or examples hold, in ``[0, 1]``.
            english: Whether it is in English.
        """
        side = int(english)
        return Scale(self.means[side], self.spreads[side], _PER_UNKNOWN * (known - _USUALLY_KNOWN), english)

    def fits(self, scores: Floats, known: float, *, english: bool) -> Floats:
        """
        How well a text fits each goal, shape ``(n_goals,)``.

        Args:
            scores: Its cosine with each goal, same shape.
            known: The part of its different terms that goals or examples hold, in ``[0, 1]``.
            english: Whether it is in English.
        """
        return self.scale(known, english=english).fits(scores)


def band_of(fit: float) -> Band:
    """The band of a fit."""
    if fit >= STRONG:
        return "strong"
    if fit >= POSSIBLE:
        return "possible"
    return "near" if fit >= NEAR else "weak"
