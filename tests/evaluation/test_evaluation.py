"""A searcher measured: small enough to reckon by hand, and on the development queries."""

import json
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus
from goalsearch.errors import QueryError
from goalsearch.evaluation import (
    Evaluation,
    FieldEvaluation,
    LabelledQuery,
    QueryGroup,
    evaluate,
    outcomes,
    read_queries,
)
from goalsearch.retrieval.searcher import Searcher

DEV_QUERIES = Path(__file__).parent.parent / "data" / "queries" / "dev.jsonl"
QUERIES = (
    LabelledQuery(query_id="first", texts={"title_ja": "cell", "abstract_ja": "cell"}, gold_goal_ids=("cell",)),
    LabelledQuery(query_id="third", texts={"title_ja": "qubit photon"}, gold_goal_ids=("steel",)),
    LabelledQuery(query_id="lost", texts={"title_ja": "qubit"}, gold_goal_ids=("cell",)),
    LabelledQuery(query_id="nothing", texts={"title_ja": "poem"}, gold_goal_ids=("cell",)),
    LabelledQuery(query_id="either", texts={"title_ja": "gene"}, gold_goal_ids=("quantum", "cell")),
)


def overall_of(field: FieldEvaluation) -> QueryGroup:
    assert field.overall is not None
    return field.overall


@pytest.fixture
def evaluation(searcher: Searcher) -> Evaluation:
    return evaluate(searcher, QUERIES, samples=200)


def test_fields_are_those_that_some_query_has(evaluation: Evaluation) -> None:
    assert [(field.field, overall_of(field).n_queries) for field in evaluation.fields] == [
        ("abstract_ja", 1),
        ("title_ja", 5),
    ]
    assert (evaluation.n_queries, evaluation.n_goals, evaluation.samples) == (5, 3, 200)


def test_measures_are_means_over_the_queries(evaluation: Evaluation) -> None:
    means = {name: estimate.mean for name, estimate in overall_of(evaluation.fields[1]).measures.items()}
    assert means["recall@1"] == pytest.approx(2 / 5)
    assert means["recall@3"] == pytest.approx(3 / 5)
    assert means["mrr"] == pytest.approx((1 + 1 / 3 + 0 + 0 + 1) / 5)


def test_a_goal_that_shares_nothing_is_not_found(evaluation: Evaluation) -> None:
    found = {outcome.query_id: (outcome.rank, outcome.first_goal_id) for outcome in evaluation.fields[1].outcomes}
    assert found == {
        "first": (1, "cell"),
        "third": (3, "quantum"),
        "lost": (None, "quantum"),
        "nothing": (None, None),
        "either": (1, "cell"),
    }


def test_misses_start_with_the_worst(evaluation: Evaluation) -> None:
    assert [miss.query_id for miss in evaluation.fields[1].misses] == ["lost", "nothing", "third"]


def test_categories_are_those_of_the_right_goals(evaluation: Evaluation) -> None:
    counts = {category: group.n_queries for category, group in evaluation.fields[1].by_category.items()}
    assert list(counts.items()) == [("information", 1), ("life", 4), (None, 1)]


def test_to_dict_is_plain(evaluation: Evaluation) -> None:
    values = evaluation.to_dict(n_misses=1)
    assert json.loads(json.dumps(values)) == values
    titles = evaluation.fields[1].to_dict(n_misses=1)
    assert titles["misses"] == [
        {"query_id": "lost", "gold_goal_ids": ["cell"], "rank": None, "first_goal_id": "quantum"}
    ]
    assert len(evaluation.fields[1].to_dict()["misses"]) == 3  # type: ignore[arg-type]


def test_evaluation_is_deterministic(searcher: Searcher, evaluation: Evaluation) -> None:
    assert evaluate(searcher, QUERIES, samples=200) == evaluation


def test_no_queries(searcher: Searcher) -> None:
    evaluation = evaluate(searcher, ())
    assert (evaluation.n_queries, evaluation.fields) == (0, ())


def test_right_goal_outside_the_corpus_is_refused(searcher: Searcher) -> None:
    query = LabelledQuery(query_id="q", texts={"title_ja": "cell"}, gold_goal_ids=("cells",))
    with pytest.raises(QueryError, match="cells"):
        evaluate(searcher, [query])


def test_outcomes_of_any_ranker() -> None:
    (outcome,) = outcomes(lambda text: ["steel", text], QUERIES, "abstract_ja")
    assert (outcome.rank, outcome.first_goal_id, outcome.measures["mrr"]) == (2, "steel", 0.5)


@pytest.fixture(scope="module")
def measured() -> Evaluation:
    corpus = Corpus.builtin()
    return evaluate(Searcher(corpus, cache=False), read_queries(DEV_QUERIES, corpus), samples=1)


@pytest.mark.parametrize(
    ("field", "name", "floor"),
    [
        pytest.param("abstract_ja", "recall@1", 0.70, id="japanese-abstracts-first"),
        pytest.param("abstract_ja", "recall@5", 0.97, id="japanese-abstracts-within-five"),
        pytest.param("abstract_ja", "mrr", 0.81, id="japanese-abstracts-mean-reciprocal-rank"),
        pytest.param("title_ja", "recall@5", 0.95, id="titles-within-five"),
    ],
)
def test_development_queries_find_their_goals(measured: Evaluation, field: str, name: str, floor: float) -> None:
    (found,) = (item for item in measured.fields if item.field == field)
    assert overall_of(found).n_queries == 78
    assert overall_of(found).measures[name].mean >= floor
