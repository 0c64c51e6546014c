"""How well a searcher ranks: labelled queries in, measures with intervals and the worst misses out."""

from goalsearch.evaluation.evaluation import Evaluation, FieldEvaluation, Group, Outcome, evaluate, outcomes
from goalsearch.evaluation.intervals import Estimate, mean_difference, mean_interval
from goalsearch.evaluation.metrics import MEASURES, best_rank, measure, ndcg_at, recall_at, reciprocal_rank
from goalsearch.evaluation.queries import (
    QUERY_FIELDS,
    InvalidQueriesError,
    LabelledQuery,
    QueryField,
    QueryProblem,
    read_queries,
)

__all__ = [
    "MEASURES",
    "QUERY_FIELDS",
    "Estimate",
    "Evaluation",
    "FieldEvaluation",
    "Group",
    "InvalidQueriesError",
    "LabelledQuery",
    "Outcome",
    "QueryField",
    "QueryProblem",
    "best_rank",
    "evaluate",
    "mean_difference",
    "mean_interval",
    "measure",
    "ndcg_at",
    "outcomes",
    "read_queries",
    "recall_at",
    "reciprocal_rank",
]
