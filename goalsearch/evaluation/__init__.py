"""How well a searcher ranks: judged queries in, measures with intervals and the worst misses out."""

from goalsearch.defaults import QUERY_FIELDS, QueryField
from goalsearch.evaluation.evaluation import Evaluation, FieldEvaluation, Outcome, QueryGroup, evaluate, outcomes
from goalsearch.evaluation.graded import GradedEvaluation, GradedOutcome, Share
from goalsearch.evaluation.intervals import Estimate, mean_difference, mean_interval, ratio_interval
from goalsearch.evaluation.judgements import FITS, Judgement, read_judgements
from goalsearch.evaluation.lines import InvalidQueriesError, QueryProblem
from goalsearch.evaluation.metrics import (
    GRADED_MEASURES,
    MEASURES,
    best_rank,
    graded_ndcg_at,
    measure,
    measure_graded,
    ndcg_at,
    recall_at,
    reciprocal_rank,
    share_found_at,
)
from goalsearch.evaluation.queries import LabelledQuery, read_queries, read_query_files, with_judgements
from goalsearch.evaluation.run_file import run_text

__all__ = [
    "FITS",
    "GRADED_MEASURES",
    "MEASURES",
    "QUERY_FIELDS",
    "Estimate",
    "Evaluation",
    "FieldEvaluation",
    "GradedEvaluation",
    "GradedOutcome",
    "InvalidQueriesError",
    "Judgement",
    "LabelledQuery",
    "Outcome",
    "QueryField",
    "QueryGroup",
    "QueryProblem",
    "Share",
    "best_rank",
    "evaluate",
    "graded_ndcg_at",
    "mean_difference",
    "mean_interval",
    "measure",
    "measure_graded",
    "ndcg_at",
    "outcomes",
    "ratio_interval",
    "read_judgements",
    "read_queries",
    "read_query_files",
    "recall_at",
    "reciprocal_rank",
    "run_text",
    "share_found_at",
    "with_judgements",
]
