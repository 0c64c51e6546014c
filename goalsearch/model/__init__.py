"""The values that travel. All frozen; none knows where it came from or how it is shown."""

from goalsearch.model.goal import Area, Goal, Json, Programme, Provenance
from goalsearch.model.result import (
    Band,
    Evidence,
    Explanation,
    Hit,
    MissingTerm,
    NearestPassage,
    Notice,
    Passage,
    Query,
    RankedGoal,
    RelatedGoal,
    SearchResult,
    Span,
    Term,
)

__all__ = [
    "Area",
    "Band",
    "Evidence",
    "Explanation",
    "Goal",
    "Hit",
    "Json",
    "MissingTerm",
    "NearestPassage",
    "Notice",
    "Passage",
    "Programme",
    "Provenance",
    "Query",
    "RankedGoal",
    "RelatedGoal",
    "SearchResult",
    "Span",
    "Term",
]
