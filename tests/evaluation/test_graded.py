"""Graded measures by hand and against ir_measures, through the files that both read."""

from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import R, Success, nDCG

from goalsearch.errors import QueriesError
from goalsearch.evaluation import (
    GRADED_MEASURES,
    Estimate,
    GradedEvaluation,
    GradedOutcome,
    Judgement,
    LabelledQuery,
    evaluate,
    measure_graded,
    ratio_interval,
    read_judgements,
    run_text,
    share_found_at,
)
from goalsearch.model import BANDS
from goalsearch.retrieval.searcher import Searcher

GRADES = {"a": 3.0, "b": 2.5, "c": 2.0, "d": 1.0}


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        pytest.param("abcd", (1, 1, 1, 1, 1), id="best-possible"),
        pytest.param("bacd", (1, 0, 1, 1, 0.9267), id="a-goal-that-fits-before-the-best"),
        pytest.param("dxyza", (0, 0, 0, 1 / 3, 0.3124), id="the-best-comes-fifth"),
        pytest.param("xyzvwa", (0, 0, 0, 0, 0), id="sixth-is-too-late"),
        pytest.param("", (0, 0, 0, 0, 0), id="nothing-found"),
    ],
)
def test_measures(ranked: str, expected: tuple[float, ...]) -> None:
    measured = measure_graded(list(ranked), Judgement.of(GRADES))
    assert tuple(measured) == GRADED_MEASURES
    assert tuple(measured.values()) == pytest.approx(expected, abs=1e-3)


def test_recall_within_five_can_be_reached_with_more_goals_that_fit() -> None:
    assert share_found_at(list("abcdefg"), list("abcdefg"), 5) == 1
    assert share_found_at(list("xbcdefg"), list("abcdefg"), 5) == 4 / 5
    assert share_found_at(list("ab"), [], 5) == 0


def test_ir_measures_reads_the_run_and_agrees(tmp_path: Path) -> None:
    rng = np.random.default_rng(11)
    goals = [f"2020-jst-{number}" for number in range(30)]
    lines: list[str] = []
    run: dict[str, list[str]] = {}
    for number in range(200):
        # At most five fit: with more, recall of the first five is of five here, and of all there.
        judged = rng.permutation(goals)[:12].tolist()
        grades = [*rng.integers(2, 4, size=rng.integers(1, 6)), *rng.integers(0, 2, size=5)]
        lines += [f"q{number} 0 {goal_id} {grade}\n" for goal_id, grade in zip(judged, grades, strict=False)]
        run[f"q{number}"] = rng.permutation(goals)[: rng.integers(1, len(goals))].tolist()
    (qrels := tmp_path / "qrels").write_text("".join(lines), encoding="utf-8")
    (written := tmp_path / "run").write_text(run_text(run), encoding="utf-8")
    theirs = {
        "fit@1": Success(rel=2) @ 1,
        "recall5": R(rel=2) @ 5,
        "ndcg@5": nDCG(gains={0: 0, 1: 1, 2: 3, 3: 7}) @ 5,
    }
    judgements = read_judgements(qrels)
    readers: Any = ir_measures
    read = list(readers.read_trec_qrels(str(qrels))), list(readers.read_trec_run(str(written)))
    compared = 0
    for metric in ir_measures.iter_calc(list(theirs.values()), *read):
        name = next(name for name, measure in theirs.items() if measure == metric.measure)
        ours = measure_graded(run[metric.query_id], judgements[metric.query_id])[name]
        assert ours == pytest.approx(metric.value), (metric.query_id, name)
        compared += 1
    assert compared == 200 * len(theirs)


def test_scores_of_a_run_fall_strictly() -> None:
    """A tool that orders by score alone, as trec_eval does, must see the order of the ranks."""
    assert run_text({"q": ["b", "a"]}) == "q Q0 b 1 2 goalsearch\nq Q0 a 2 1 goalsearch\n"
    assert run_text({"q": []}) == ""


@pytest.mark.parametrize("run", [{"q 1": ["a"]}, {"q": ["a\u3000b"]}, {"": ["a"]}, {"q\n": ["a"]}])
def test_ids_that_a_run_cannot_hold(run: dict[str, list[str]]) -> None:
    with pytest.raises(QueriesError, match="TREC"):
        run_text(run)


def outcome(query_id: str, grades: dict[str, float], ranked: str, bands: str, *, told_none: bool) -> GradedOutcome:
    of_hits = [next(band for band in BANDS if band.startswith(letter)) for letter in bands]
    return GradedOutcome.of(query_id, Judgement.of(grades), list(ranked), of_hits, told_none=told_none)


OUTCOMES = (
    outcome("found", {"a": 3, "b": 2}, "abx", "ssw", told_none=False),
    outcome("missed", {"a": 2}, "xa", "pw", told_none=False),
    outcome("refused", {"a": 3}, "x", "w", told_none=True),
    outcome("rightly-refused", {"a": 1}, "a", "w", told_none=True),
    outcome("wrongly-matched", {}, "x", "p", told_none=False),
)


def test_who_is_told_none() -> None:
    measured = GradedEvaluation.of(OUTCOMES, samples=50)
    assert measured.n_fitting == 3
    assert measured.told_none is not None
    assert measured.told_none_rightly is not None
    assert measured.told_none.n == 3
    assert measured.told_none.share.mean == pytest.approx(1 / 3)
    assert measured.told_none_rightly.n == 2
    assert measured.told_none_rightly.share.mean == pytest.approx(1 / 2)
    assert measured.measures["fit@1"].mean == pytest.approx(1 / 3)


def test_what_a_band_means() -> None:
    bands = GradedEvaluation.of(OUTCOMES, samples=50).bands
    assert {band: (share.n, share.share.mean) for band, share in bands.items()} == {
        "strong": (2, 1.0),
        "possible": (2, 0.0),
        "weak": (4, 0.25),
    }


def test_misses_start_with_the_lowest_grade() -> None:
    related = outcome("related", {"a": 3, "x": 1}, "xa", "sw", told_none=False)
    misses = GradedEvaluation.of((related, *OUTCOMES), samples=5).misses
    assert [(miss.query_id, miss.first_grade) for miss in misses] == [("missed", 0), ("refused", 0), ("related", 1)]


def test_queries_that_nothing_fits_alone() -> None:
    measured = GradedEvaluation.of(OUTCOMES[3:], samples=5)
    assert (measured.n_fitting, dict(measured.measures), measured.told_none) == (0, {}, None)
    assert measured.to_dict()["told_none"] is None


def test_a_searcher_is_measured(searcher: Searcher) -> None:
    queries = [
        LabelledQuery(query_id="q", texts={"title_ja": "cell gene"}, judgement=Judgement.of({"cell": 3})),
        LabelledQuery(query_id="unjudged", texts={"title_ja": "steel"}),
    ]
    (field,) = evaluate(searcher, queries, samples=5).fields
    assert field.overall is None
    assert field.graded is not None
    assert [found.query_id for found in field.graded.outcomes] == ["q"]
    assert field.graded.measures["best@1"].mean == 1
    assert field.run == {"q": ("cell",), "unjudged": ("steel",)}


counts = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12)


@given(pairs=counts.filter(lambda pairs: any(sum(pair) for pair in pairs)))
def test_ratio_of_sums_lies_within_its_bounds(pairs: list[tuple[int, int]]) -> None:
    parts = [part for part, _ in pairs]
    wholes = [part + rest for part, rest in pairs]
    found = ratio_interval(parts, wholes, samples=200)
    assert found.mean == pytest.approx(sum(parts) / sum(wholes))
    assert 0 <= found.low <= found.high <= 1
    assert found == ratio_interval(parts, wholes, samples=200)


def test_ratio_of_certainty_is_certain() -> None:
    assert ratio_interval([2, 0, 1], [2, 0, 1], samples=50) == Estimate(mean=1.0, low=1.0, high=1.0)


@pytest.mark.parametrize(
    ("parts", "wholes", "message"),
    [
        pytest.param([1], [1, 2], "same queries", id="shapes-differ"),
        pytest.param([0], [0], "anything", id="nothing-at-all"),
    ],
)
def test_ratio_of_nothing_is_refused(parts: list[int], wholes: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ratio_interval(parts, wholes)
