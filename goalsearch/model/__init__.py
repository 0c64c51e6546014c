"""The values that travel. All frozen; none knows where it came from or how it is shown."""

from goalsearch.model.evidence import (
    Evidence,
    Explanation,
    GoalSentence,
    MissingTerm,
    NearestPassage,
    Passage,
    Phrase,
    RelatedGoal,
    Span,
    Term,
    WeakerTerm,
)
from goalsearch.model.example import Example
from goalsearch.model.goal import CATEGORIES, Area, Goal, Json, Programme, Provenance
from goalsearch.model.goal_year import GoalYear
from goalsearch.model.query import Notice, Query
from goalsearch.model.result import (
    BANDS,
    Band,
    GoalAnswer,
    Hit,
    NewestGoal,
    RankedGoal,
    SearchResult,
    Verdict,
    is_fit,
)

__all__ = [
    "BANDS",
    "CATEGORIES",
    "Area",
    "Band",
    "Evidence",
    "Example",
    "Explanation",
    "Goal",
    "GoalAnswer",
    "GoalSentence",
    "GoalYear",
    "Hit",
    "Json",
    "MissingTerm",
    "NearestPassage",
    "NewestGoal",
    "Notice",
    "Passage",
    "Phrase",
    "Programme",
    "Provenance",
    "Query",
    "RankedGoal",
    "RelatedGoal",
    "SearchResult",
    "Span",
    "Term",
    "Verdict",
    "WeakerTerm",
    "is_fit",
]
