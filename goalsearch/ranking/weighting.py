"""
How terms are weighed, in one object.

A term ``t`` of a goal ``g`` gets the weight

    w(g, t) = damped(tf(g, t)) · idf(t)     damped(tf) = 1 + ln tf, or tf itself below 1
                                            idf(t) = ln((1 + N) / (1 + df(t))) + 1

where ``tf`` counts the occurrences in the goal's fields, each field times its weight, ``df`` is the number of goals
that hold ``t`` and ``N`` the number of goals. A goal's weights, taken together, are a vector of length one. A query is
weighed in the same way over the terms that some goal holds, and a score is the cosine of the two vectors: the sum over
the shared terms of the products of their weights. This is scikit-learn's ``TfidfTransformer`` with
``sublinear_tf`` (whose logarithm turns negative below 1, where fields that count little come to lie) and
``smooth_idf``, whose idf differs from the textbook's ``ln(N / df)`` so that no term is lost and none divides by zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from goalsearch.model import Example, Goal
from goalsearch.model import fields as goal_fields

FIELDS: Final = (*goal_fields.SEARCHED, *goal_fields.BORROWED)
"""Every text of a goal that is searched. A posting keeps the fields that hold its term as bits in this order."""

# What a borrowed example counts beside one of the goal's own: it says what is studied near the goal, not under it.
_OF_BORROWED: Final = 0.25
_SENTENCE: Final = "\n\n"


@dataclass(frozen=True, slots=True, init=False)
class Weighting:
    """
    Settings of the TF-IDF ranker. Of the others that `benchmarks/quality.py` tries none is proven better.

    Equal settings have the same ``repr``, which is part of the name under which an index is kept.

    Attributes:
        weights: How much one occurrence in each searched field counts, and in its English twin (``title_en`` …), in the
            order of `goalsearch.model.fields.TABLE`; 0 leaves the field out.
        sublinear: Whether ``1 + ln tf`` stands for ``tf``.
    """

    weights: tuple[tuple[str, float], ...]
    sublinear: bool

    def __init__(self, *, sublinear: bool = True, **weights: float) -> None:
        """
        The weights of `goalsearch.model.fields.TABLE`, but for those that are given: ``Weighting(title=2.0)``.

        Raises:
            TypeError: If there is no such searched field.
        """
        standard = goal_fields.weights()
        if unknown := sorted(set(weights) - set(standard)):
            raise TypeError(f"no searched field is called {', '.join(unknown)}; there are {', '.join(standard)}")
        chosen = tuple((name, float(weights.get(name, weight))) for name, weight in standard.items())
        object.__setattr__(self, "weights", chosen)
        object.__setattr__(self, "sublinear", sublinear)

    def of_field(self, field: str) -> float:
        """
        The weight of one of `FIELDS`.

        Raises:
            KeyError: If it is none of them.
        """
        weights = dict(self.weights)
        if field in goal_fields.BORROWED:
            return _OF_BORROWED * weights[goal_fields.EXAMPLES]
        return weights[goal_fields.twin_of(field)]


def field_text(goal: Goal, field: str, examples: Sequence[Example] = ()) -> str:
    """
    One searched text of a goal; items of a list become sentences, so that no term spans two of them.

    Args:
        goal: The goal.
        field: One of `FIELDS`; what a goal borrows is no text of its own.
        examples: Its examples, which it does not hold itself; see `goalsearch.corpus.Corpus.examples`.
    """
    if goal_fields.twin_of(field) == goal_fields.EXAMPLES:
        return _joined(item.text(english=goal_fields.is_english(field)) for item in examples)
    return "" if field in goal_fields.BORROWED else field_texts((goal,), field)[0]


def field_texts(goals: Iterable[Goal], field: str) -> list[str]:
    """What `field_text` gives for each goal, of a field that goals hold themselves: no examples, nothing borrowed."""
    if field == "areas":
        return [
            _joined(part for area in goal.areas for part in (area.name, area.name_en)) if goal.areas else ""
            for goal in goals
        ]
    values = map(attrgetter(field), goals)
    return [(value if isinstance(value, str) else _SENTENCE.join(value)) if value else "" for value in values]


def _joined(parts: Iterable[str | None]) -> str:
    return _SENTENCE.join(filter(None, parts))
