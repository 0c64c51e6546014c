"""A figure that a benchmark measures, with what it should be, for the table and for the results."""

from collections.abc import Mapping
from typing import NamedTuple

from goalsearch.model import Json


class Figure(NamedTuple):
    """
    One measured figure.

    Attributes:
        name: What was measured.
        value: The figure; None where this system cannot tell it.
        unit: ``x`` for a ratio.
        at_most: What it should not exceed; None if it is for orientation.
        at_least: What it should reach.
        details: The figures behind it.
    """

    name: str
    value: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    details: Mapping[str, float] = {}

    @property
    def is_missed(self) -> bool:
        """Whether it is not what it should be."""
        if self.value is None:
            return False
        too_low = self.at_least is not None and self.value < self.at_least
        return too_low or (self.at_most is not None and self.value > self.at_most)

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "name": self.name,
            "value": None if self.value is None else round(self.value, 3),
            "unit": self.unit,
            "at_least": self.at_least,
            "at_most": self.at_most,
            "missed": self.is_missed,
            **{name: round(value, 3) for name, value in self.details.items()},
        }

    def row(self) -> list[str]:
        """The figure as a row of the table."""
        value = "not known here" if self.value is None else f"{self.value:,.2f} {self.unit}"
        bounds = {"at least": self.at_least, "at most": self.at_most}
        target = ", ".join(f"{word} {bound:g}" for word, bound in bounds.items() if bound is not None)
        details = ", ".join(f"{name} {value:,.4g}" for name, value in self.details.items())
        return [self.name, value, target + (" MISSED" if self.is_missed else ""), details]
