"""A searcher measured against labelled queries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from goalsearch.corpus import Corpus
from goalsearch.defaults import DEFAULT_SAMPLES, QUERY_FIELDS, QueryField
from goalsearch.evaluation.graded import N_BANDED, GradedEvaluation, GradedOutcome
from goalsearch.evaluation.intervals import CONFIDENCE, Estimate, mean_interval
from goalsearch.evaluation.metrics import MEASURES, best_rank, measure
from goalsearch.evaluation.queries import LabelledQuery
from goalsearch.model import Json, SearchResult
from goalsearch.retrieval.searcher import Searcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    What one text of a query found.

    Attributes:
        query_id: The query.
        gold_goal_ids: Its right goals.
        rank: Rank of the first right goal; None if none was found.
        first_goal_id: The goal that came first; None if nothing was found.
        measures: What the ranking is worth, by name of the measure.
    """

    query_id: str
    gold_goal_ids: tuple[str, ...]
    rank: int | None
    first_goal_id: str | None
    measures: Mapping[str, float]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "query_id": self.query_id,
            "gold_goal_ids": list(self.gold_goal_ids),
            "rank": self.rank,
            "first_goal_id": self.first_goal_id,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryGroup:
    """
    The measures over some queries.

    Attributes:
        n_queries: How many queries, at least one.
        measures: Mean and interval of each measure, by name.
    """

    n_queries: int
    measures: Mapping[str, Estimate]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], *, samples: int = DEFAULT_SAMPLES) -> "QueryGroup":
        """
        The measures over ``outcomes``.

        Raises:
            ValueError: If there are none, or ``samples`` is below 1.
        """
        return cls(
            n_queries=len(outcomes),
            measures={
                name: mean_interval([outcome.measures[name] for outcome in outcomes], samples=samples)
                for name in MEASURES
            },
        )

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "n_queries": self.n_queries,
            "measures": {name: estimate.to_dict() for name, estimate in self.measures.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvaluation:
    """
    What one field of the queries, such as their Japanese abstracts, found.

    Attributes:
        field: The field whose texts were searched for.
        overall: The measures over all queries that have it and are labelled; None if none is.
        by_category: The same by category of the right goal, in the order of the corpus; None for goals without one. A
            query whose right goals lie in two categories counts in both.
        outcomes: What each labelled query found, in the order of the queries.
        graded: The measures over those that were judged; None if none was.
        run: For each query that has the field the goals that it found, best first.
    """

    field: QueryField
    overall: QueryGroup | None
    by_category: Mapping[str | None, QueryGroup]
    outcomes: tuple[Outcome, ...]
    graded: GradedEvaluation | None = None
    run: Mapping[str, tuple[str, ...]]

    @property
    def misses(self) -> tuple[Outcome, ...]:
        """The queries whose right goal did not come first, the worst first: those that found none, then by rank."""
        missed = [outcome for outcome in self.outcomes if outcome.rank != 1]
        return tuple(sorted(missed, key=lambda outcome: (outcome.rank is not None, -(outcome.rank or 0))))

    def to_dict(self, n_misses: int | None = None) -> Json:
        """
        Plain values, ready for JSON.

        Args:
            n_misses: How many misses to name; all when left out.
        """
        return {
            "field": self.field,
            **(self.overall.to_dict() if self.overall else {"n_queries": 0, "measures": {}}),
            "by_category": [{"category": name, **group.to_dict()} for name, group in self.by_category.items()],
            "misses": [outcome.to_dict() for outcome in self.misses[:n_misses]],
            "graded": self.graded and self.graded.to_dict(n_misses),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """
    A searcher measured against labelled queries.

    Attributes:
        n_queries: How many queries.
        n_goals: How many goals they were searched for in: always all of the corpus.
        samples: How often the queries were drawn for the intervals.
        fields: What each field of the queries found; fields that no query has are not in it.
    """

    n_queries: int
    n_goals: int
    samples: int
    fields: tuple[FieldEvaluation, ...]

    def to_dict(self, n_misses: int | None = None) -> Json:
        """
        Plain values, ready for JSON.

        Args:
            n_misses: How many misses to name for each field; all when left out.
        """
        return {
            "n_queries": self.n_queries,
            "n_goals": self.n_goals,
            "interval": {"method": "percentile bootstrap", "confidence": CONFIDENCE, "samples": self.samples},
            "fields": [field.to_dict(n_misses) for field in self.fields],
        }


def evaluate(
    searcher: Searcher,
    queries: Sequence[LabelledQuery],
    *,
    fields: Sequence[QueryField] = QUERY_FIELDS,
    samples: int = DEFAULT_SAMPLES,
) -> Evaluation:
    """
    Search for every text of every query, and measure where the right goals come.

    All goals are candidates, and the whole ranking counts. A goal that shares no term with the text is not found.

    Args:
        searcher: What to measure.
        queries: What to search for, and what is right.
        fields: Which of their texts to search for.
        samples: How often to draw for the intervals, at least 1.

    Raises:
        QueryError: If a right goal is not in the searcher's corpus.
        ValueError: If ``samples`` is below 1.
    """
    corpus = searcher.corpus
    measured = []
    for field in QUERY_FIELDS:
        having = [query for query in queries if field in query.texts]
        if field in fields and having:
            results = [searcher.search(query.texts[field], max(len(corpus), 1)) for query in having]
            measured.append(_measured(field, having, results, corpus, samples))
    return Evaluation(n_queries=len(queries), n_goals=len(corpus), samples=samples, fields=tuple(measured))


def _measured(
    field: QueryField,
    queries: Sequence[LabelledQuery],
    results: Sequence[SearchResult],
    corpus: Corpus,
    samples: int,
) -> FieldEvaluation:
    """One field of the queries that have it, from what their texts found."""
    run = {
        query.query_id: tuple(hit.goal.id for hit in result.hits)
        for query, result in zip(queries, results, strict=True)
    }
    labelled = [query for query in queries if query.gold_goal_ids]
    categories = {query.query_id: _categories(query, corpus) for query in labelled}
    found = tuple(_outcome(query, run[query.query_id]) for query in labelled)
    grouped = {
        category: [outcome for outcome in found if category in categories[outcome.query_id]]
        for category in (*corpus.categories, None)
    }
    graded = [
        GradedOutcome.of(
            query.query_id,
            query.judgement,
            run[query.query_id],
            [hit.band for hit in result.hits[:N_BANDED]],
            told_none=result.verdict == "none",
        )
        for query, result in zip(queries, results, strict=True)
        if query.judgement is not None
    ]
    return FieldEvaluation(
        field=field,
        overall=QueryGroup.of(found, samples=samples) if found else None,
        by_category={name: QueryGroup.of(group, samples=samples) for name, group in grouped.items() if group},
        outcomes=found,
        graded=GradedEvaluation.of(graded, samples=samples) if graded else None,
        run=run,
    )


def outcomes(
    rank: Callable[[str], Sequence[str]], queries: Sequence[LabelledQuery], field: QueryField
) -> tuple[Outcome, ...]:
    """
    What one field of the queries finds with any ranker; queries without that field are left out.

    Args:
        rank: Gives goal ids for a text, best first, each at most once.
        queries: What to search for, and what is right.
        field: Which of their texts to search for.
    """
    return tuple(_outcome(query, rank(query.texts[field])) for query in queries if field in query.texts)


def _outcome(query: LabelledQuery, ranked: Sequence[str]) -> Outcome:
    return Outcome(
        query_id=query.query_id,
        gold_goal_ids=query.gold_goal_ids,
        rank=best_rank(ranked, query.gold_goal_ids),
        first_goal_id=next(iter(ranked), None),
        measures=measure(ranked, query.gold_goal_ids),
    )


def _categories(query: LabelledQuery, corpus: Corpus) -> frozenset[str | None]:
    return frozenset(corpus.get(goal_id).category for goal_id in query.gold_goal_ids)
