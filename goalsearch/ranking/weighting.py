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

from dataclasses import dataclass
from typing import Final

from goalsearch.model import Goal

# Every text of a goal that is searched. A posting keeps the fields of its term as bits in this order, so new ones go to
# the end.
FIELDS: Final[tuple[str, ...]] = (
    "title",
    "summary",
    "keywords",
    "description",
    "topics",
    "areas",
    "title_en",
    "summary_en",
    "keywords_en",
    "description_en",
    "topics_en",
    "edge_topics",
    "edge_topics_en",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """
    Settings of the TF-IDF ranker. Of the others that `benchmarks/quality.py` tries none is proven better.

    Attributes:
        title, summary, keywords, description, topics, edge_topics, areas: How much one occurrence in the field counts,
            and in its English twin (``title_en`` …); 0 leaves the field out.
        sublinear: Whether ``1 + ln tf`` stands for ``tf``.
    """

    title: float = 1.0
    summary: float = 1.0
    keywords: float = 1.0
    description: float = 1.0
    topics: float = 1.0
    edge_topics: float = 0.4
    areas: float = 1.0
    sublinear: bool = True

    def of_field(self, field: str) -> float:
        """The weight of one of `FIELDS`."""
        weight: float = getattr(self, field.removesuffix("_en"))
        return weight


def field_text(goal: Goal, field: str) -> str:
    """One searched text of a goal; items of a list become sentences, so that no term spans two of them."""
    if field == "areas":
        return "\n\n".join(part for area in goal.areas for part in (area.name, area.name_en) if part)
    value = getattr(goal, field)
    return "\n\n".join(value) if isinstance(value, tuple) else value or ""
