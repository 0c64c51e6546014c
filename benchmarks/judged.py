"""The judged development queries, what a ranker does with them, and the tables that say so."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.rankers import Ranker
from goalsearch import Corpus
from goalsearch.evaluation import (
    GRADED_MEASURES,
    Estimate,
    GradedEvaluation,
    GradedOutcome,
    LabelledQuery,
    QueryField,
    mean_difference,
    mean_interval,
    measure,
    read_judgements,
    read_query_files,
    with_judgements,
)
from goalsearch.model import Json

FIELDS: Final[tuple[QueryField, ...]] = ("abstract_ja", "abstract_en", "title_ja")
LABEL_MEASURES: Final = ("recall@1", "mrr")
HEADINGS: Final = {
    **{name: name for name in GRADED_MEASURES},
    "ndcg@5": "nDCG@5",
    "recall@1": "R@1",
    "mrr": "MRR",
}
_FOLDER: Final = Path(__file__).parent.parent / "tests" / "data" / "queries"
QUERIES: Final = _FOLDER / "dev.jsonl"
"""The queries that some goal fits."""
RESULTS: Final = Path(__file__).parent / "results"
# Each stands in both files of results.
_difference = cache(mean_difference)


def judged_queries(corpus: Corpus) -> tuple[LabelledQuery, ...]:
    """The development queries with what judges think of the goals of ``corpus``."""
    queries = read_query_files([QUERIES, _FOLDER / "dev-nomatch.jsonl"], corpus, unlabelled=True)
    return with_judgements(queries, read_judgements(_FOLDER / "dev-judged.jsonl", corpus))


class OfField(NamedTuple):
    """
    What a ranker did with one text of each query that has it.

    Attributes:
        graded: The measures by grades, with who is told that no goal fits and what the bands mean.
        labelled: The measures by right goals, query by query.
    """

    graded: GradedEvaluation
    labelled: Mapping[str, Sequence[float]]

    def values(self, name: str) -> tuple[float, ...]:
        """One measure, query by query."""
        if name in self.labelled:
            return tuple(self.labelled[name])
        return tuple(outcome.measures[name] for outcome in self.graded.outcomes if outcome.judgement.fitting)

    def estimate(self, name: str) -> Estimate:
        """One measure with its interval."""
        return mean_interval(self.values(name))

    def minus(self, other: "OfField", name: str = "ndcg@5") -> Estimate:
        """How much higher a measure is than the other's, query by query."""
        return _difference(self.values(name), other.values(name))

    def to_dict(self, core: "OfField") -> Json:
        """Plain values, ready for JSON."""
        return {
            **self.graded.to_dict(),
            "labelled": {name: self.estimate(name).to_dict() for name in LABEL_MEASURES},
            "ndcg@5_minus_core": self.minus(core).to_dict(),
        }


Run = Mapping[QueryField, OfField]


def run(ranker: Ranker, queries: Sequence[LabelledQuery]) -> Run:
    """One ranker on all texts of the queries."""
    return {field: _of_field(ranker, queries, field) for field in FIELDS}


def _of_field(ranker: Ranker, queries: Sequence[LabelledQuery], field: QueryField) -> OfField:
    graded = []
    labelled: dict[str, list[float]] = {name: [] for name in LABEL_MEASURES}
    for query in queries:
        if field in query.texts and query.judgement is not None:
            answer = ranker.judge(query.texts[field])
            graded.append(
                GradedOutcome.of(
                    query.query_id, query.judgement, answer.ranked, answer.bands, told_none=answer.told_none
                )
            )
            if query.gold_goal_ids:
                measured = measure(answer.ranked, query.gold_goal_ids)
                for name, values in labelled.items():
                    values.append(measured[name])
    return OfField(GradedEvaluation.of(graded), labelled)


def verdict(difference: Estimate) -> str:
    """What an interval proves."""
    return "helps" if difference.low > 0 else "hurts" if difference.high < 0 else "unproven"


def signed(difference: Estimate) -> str:
    """A difference with its interval, ready to show."""
    return f"{difference.mean:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}]"


def shown(estimate: Estimate) -> str:
    """A mean with its interval, ready to show."""
    return f"{estimate.mean:.3f} [{estimate.low:.2f}, {estimate.high:.2f}]"
