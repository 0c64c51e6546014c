"""What a corpus knows of a fiscal year as a whole."""

from dataclasses import dataclass

from goalsearch.model.goal import Json, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalYear:
    """
    A fiscal year in which goals were or may have been set, whether the corpus has them or not.

    Attributes:
        fiscal_year: The Japanese fiscal year.
        goals_set: How many goals were set in it; None if that was not ascertained.
        agencies: The agencies for which these goals were set; none where goals of any agency count.
        source: Where the number was seen.
    """

    fiscal_year: int
    goals_set: int | None = None
    agencies: tuple[str, ...] = ()
    source: str | None = None

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return plain(self)
