"""Graded judgements: both forms, and every way to get one wrong."""

import json
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus
from goalsearch.errors import QueriesError
from goalsearch.evaluation import InvalidQueriesError, Judgement, read_judgements, read_queries, with_judgements
from goalsearch.messages import LANGUAGES

JSON = '{"query_id": "q1", "grades": {"cell": 3, "steel": 0.5}}'
TREC = "q1 0 cell 3\nq1 0 steel 0.5\n"
QUERIES = Path(__file__).parent.parent / "data" / "queries"


def write(folder: Path, content: str) -> Path:
    (path := folder / "qrels").write_bytes(content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(JSON, id="json-lines"),
        pytest.param(JSON.replace('"query_id"', '"id"'), id="the-id-under-the-name-that-queries-give-it"),
        pytest.param("\ufeff" + JSON + "\r\n \r\n", id="json-lines-of-windows"),
        pytest.param(JSON.replace("3,", "3.0,"), id="grades-with-a-point"),
        pytest.param(JSON[:-1] + ', "n_judges": 2, "best": null}', id="fields-of-ones-own"),
        pytest.param(TREC, id="trec"),
        pytest.param("\ufeff" + TREC.replace("\n", "\r\n") + "\r\n", id="trec-of-windows"),
        pytest.param(TREC.replace(" ", "\t"), id="trec-with-tabs"),
        pytest.param("\n" + TREC.replace("q1 0", "  q1   Q0"), id="trec-in-columns"),
    ],
)
def test_read(tmp_path: Path, corpus: Corpus, content: str) -> None:
    expected = Judgement(grades={"cell": 3.0, "steel": 0.5}, best=("cell",))
    assert read_judgements(write(tmp_path, content), corpus, {"q1"}) == {"q1": expected}


@pytest.mark.parametrize(
    ("grades", "best"),
    [
        pytest.param({"a": 2, "b": 2.5, "c": 2.5}, ("b", "c"), id="all-of-the-highest-grade"),
        pytest.param({"a": 1.5, "b": 1}, (), id="none-if-none-fits"),
        pytest.param({}, (), id="nothing-judged"),
    ],
)
def test_best_goals_if_judges_named_none(grades: dict[str, float], best: tuple[str, ...]) -> None:
    assert Judgement.of(grades).best == best


def test_best_goals_as_judges_named_them() -> None:
    assert Judgement.of({"a": 3, "b": 3}, ["b", "b"]).best == ("b",)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"{JSON}\n{JSON}", [(2, "duplicate")], id="query-judged-twice"),
        pytest.param(JSON.replace('"steel"', '"cell"'), [(1, "repeated")], id="goal-judged-twice-in-a-line"),
        pytest.param(JSON.replace("steel", "gold"), [(1, "unknown_judged")], id="unknown-goal"),
        pytest.param(JSON[:-1] + ', "best": ["gold"]}', [(1, "unknown_judged")], id="unknown-best-goal"),
        pytest.param(JSON.replace("q1", "q2"), [(1, "unknown_query")], id="unknown-query"),
        pytest.param(JSON.replace("0.5", "-1"), [(1, "grade")], id="negative-grade"),
        pytest.param(JSON.replace("0.5", "3.5"), [(1, "grade")], id="grade-above-the-scale"),
        pytest.param(JSON.replace("0.5", "NaN"), [(1, "grade")], id="grade-is-no-number"),
        pytest.param(JSON.replace("0.5", '"2"'), [(1, "grade")], id="grade-is-text"),
        pytest.param(JSON.replace("0.5", "true"), [(1, "grade")], id="grade-is-yes"),
        pytest.param('{"query_id": "q1"}', [(1, "missing")], id="no-grades"),
        pytest.param('{"query_id": "q1", "grades": ["cell"]}', [(1, "grades")], id="grades-are-a-list"),
        pytest.param(JSON[:-1] + ', "best": "cell"}', [(1, "best")], id="best-is-no-list"),
        pytest.param('{"grades": {"cell": 1}}', [(1, "missing")], id="no-id"),
        pytest.param(JSON + "\nq1 0 cell 3", [(2, "not_json")], id="both-forms-in-one-file"),
        pytest.param("q1 0 cell 3\nq1 0 cell 3", [(2, "judged_twice")], id="trec-line-twice"),
        pytest.param("q1 0 cell 3\n\nq1 0 cell 1\r\n", [(3, "judged_twice")], id="trec-goal-judged-otherwise"),
        pytest.param("q1 0 gold 3", [(1, "unknown_judged")], id="trec-unknown-goal"),
        pytest.param("q2 0 cell 3", [(1, "unknown_query")], id="trec-unknown-query"),
        pytest.param("q1 0 cell -1", [(1, "grade")], id="trec-negative-grade"),
        pytest.param("q1 0 cell good", [(1, "grade")], id="trec-grade-is-a-word"),
        pytest.param("q1 0 cell inf", [(1, "grade")], id="trec-grade-is-infinite"),
        pytest.param("q1 cell 3", [(1, "trec_columns")], id="trec-three-columns"),
        pytest.param(
            "q1 Q0 cell 1 0.5 tag\nq2 0 gold -2",
            [(1, "trec_columns"), (2, "unknown_query"), (2, "unknown_judged"), (2, "grade")],
            id="a-run-and-all-problems-in-order-of-lines",
        ),
    ],
)
def test_wrong_lines(tmp_path: Path, corpus: Corpus, content: str, expected: list[tuple[int, str]]) -> None:
    with pytest.raises(InvalidQueriesError, match=r"qrels:\d: ") as caught:
        read_judgements(write(tmp_path, content), corpus, {"q1"})
    assert [(problem.line, problem.key.removeprefix("queries.")) for problem in caught.value.problems] == expected
    assert all(problem.message(lang) for problem in caught.value.problems for lang in LANGUAGES)


def test_message_names_the_thing_the_place_and_the_next_step(tmp_path: Path) -> None:
    path = write(tmp_path, "q1 0 cell -1")
    with pytest.raises(InvalidQueriesError, match="grade") as caught:
        read_judgements(path)
    assert caught.value.message("en") == (
        f'{path}:1: the grade -1.0 of the goal "cell" is no number from 0 to 3. '
        "Write 0 for no, 1 for related, 2 for fits, 3 for squarely on goal."
    )


@pytest.mark.parametrize("content", ["", "\r\n \n"])
def test_empty_file(tmp_path: Path, content: str) -> None:
    with pytest.raises(QueriesError, match="qrels"):
        read_judgements(write(tmp_path, content))


def test_queries_may_hold_their_grades_themselves(tmp_path: Path) -> None:
    record = {"id": "q", "title_ja": "cell", "grades": {"cell": 2}}
    (path := tmp_path / "graded.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (query,) = read_queries(path)
    assert (query.gold_goal_ids, query.judgement) == ((), Judgement.of({"cell": 2}))
    assert with_judgements([query], {}) == (query,)
    other = Judgement.of({"cell": 1})
    assert with_judgements([query], {"q": other})[0].judgement == other


def test_development_judgements_cover_the_development_queries() -> None:
    queries = [*read_queries(QUERIES / "dev.jsonl"), *read_queries(QUERIES / "dev-nomatch.jsonl", unlabelled=True)]
    judgements = read_judgements(QUERIES / "dev-judged.jsonl", None, {query.query_id for query in queries})
    assert set(judgements) == {query.query_id for query in queries}
    assert sum(bool(judgement.fitting) for judgement in judgements.values()) == 78
    assert all(bool(judgement.best) == bool(judgement.fitting) for judgement in judgements.values())
