"""A theme that no goal covers: its texts, its years, and the goals that it misses."""

from dataclasses import dataclass
from typing import NamedTuple

from goalsearch.model import Band, Goal, Json


class ThemeText(NamedTuple):
    """
    A text without a good goal.

    Attributes:
        document_id: Where it stands, see `goalsearch.documents.Document`.
        title: Its title, if it is known.
        year: Its fiscal year, if it is known.
    """

    document_id: str
    title: str
    year: int | None


class MissedGoal(NamedTuple):
    """
    A goal near to a theme, which it misses all the same.

    Attributes:
        goal: The goal.
        score: Mean of its scores over the theme's texts, 0 for those that do not have it among their nearest.
        band: The best of its bands.
        n_texts: Texts that have it among their nearest.
    """

    goal: Goal
    score: float
    band: Band
    n_texts: int

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {**self.goal.identity(), "score": self.score, "band": self.band, "n_texts": self.n_texts}


class Growth(NamedTuple):
    """
    A theme over the years, tested as a term is in `goalsearch.landscape.trend_test`.

    Attributes:
        counts: Its texts in each year.
        z: Its trend in standard deviations; above 0 if it grows.
        p: Probability of such a trend by chance.
        q: The same with regard to the number of themes.
    """

    counts: tuple[int, ...]
    z: float
    p: float
    q: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """
    Texts without a good goal that share their terms.

    Attributes:
        terms: The terms that weigh most in them, heaviest first, as the phrases that they form there.
        texts: The texts, those in the middle of the theme first.
        growth: The theme over the years, if years are known.
        goals: The goals that are nearest, and which it misses.
    """

    terms: tuple[str, ...]
    texts: tuple[ThemeText, ...]
    growth: Growth | None
    goals: tuple[MissedGoal, ...]

    @property
    def size(self) -> int:
        """Number of its texts."""
        return len(self.texts)

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "terms": list(self.terms),
            "size": self.size,
            "texts": [text._asdict() for text in self.texts],
            "growth": None if self.growth is None else {**self.growth._asdict(), "counts": list(self.growth.counts)},
            "goals": [missed.to_dict() for missed in self.goals],
        }
