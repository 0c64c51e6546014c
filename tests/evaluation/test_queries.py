"""Files of labelled queries: what is read, and every way to get one wrong."""

import json
import pickle
import re
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus
from goalsearch.errors import QueriesError
from goalsearch.evaluation import InvalidQueriesError, LabelledQuery, read_queries

GOOD = '{"id": "q1", "title_ja": "cell", "gold_goal_ids": ["cell"]}'


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "queries.jsonl"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(GOOD, id="no-line-end"),
        pytest.param("\ufeff" + GOOD + "\n", id="byte-order-mark"),
        pytest.param(GOOD + "\r\n\r\n  \r\n", id="windows-line-ends-and-blank-lines"),
        pytest.param(GOOD.replace('"title_ja"', '"note": 3, "title_ja"'), id="fields-of-ones-own"),
        pytest.param(GOOD.replace('"title_ja"', '"abstract_ja": null, "title_ja"'), id="null-is-absent"),
        pytest.param(GOOD.replace('"title_ja"', '"abstract_en": " ", "title_ja"'), id="blank-is-absent"),
        pytest.param(GOOD.replace('["cell"]', '["cell", "cell"]'), id="a-goal-named-twice-counts-once"),
    ],
)
def test_read(tmp_path: Path, corpus: Corpus, content: str) -> None:
    expected = LabelledQuery(query_id="q1", texts={"title_ja": "cell"}, gold_goal_ids=("cell",))
    assert read_queries(write(tmp_path, content), corpus) == (expected,)


def test_all_texts_are_kept_as_they_are(tmp_path: Path) -> None:
    texts = {"abstract_ja": " 細胞\u2028\n", "abstract_en": "Cells. ", "title_ja": "\ud800"}
    line = json.dumps({"id": "q", **texts, "gold_goal_ids": ["x", "y"]}).replace("\\u2028", "\u2028")
    (query,) = read_queries(write(tmp_path, line))
    assert query.texts == texts
    assert query.gold_goal_ids == ("x", "y")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("{", [(1, "not_json")], id="cut-off-json"),
        pytest.param("[1]", [(1, "not_json")], id="no-object"),
        pytest.param("[" * 100_000, [(1, "not_json")], id="nested-too-deep"),
        pytest.param(f"{GOOD}\n\nplain text", [(3, "not_json")], id="line-number-counts-blank-lines"),
        pytest.param(GOOD.replace('"id": "q1", ', ""), [(1, "missing")], id="no-id"),
        pytest.param(GOOD.replace('"q1"', '""'), [(1, "missing")], id="empty-id"),
        pytest.param(GOOD.replace('"q1"', "7"), [(1, "not_text")], id="id-is-a-number"),
        pytest.param(f"{GOOD}\n{GOOD}", [(2, "duplicate")], id="id-used-twice"),
        pytest.param(
            GOOD.replace('"title_ja"', '"abstract_en": 3, "title_ja"'), [(1, "not_text")], id="text-is-a-number"
        ),
        pytest.param(
            GOOD + "\n" + GOOD.replace('"cell"', '" "', 1).replace("q1", "q2"), [(2, "no_text")], id="no-text"
        ),
        pytest.param('{"id": "q", "title_ja": "t"}', [(1, "missing")], id="no-label"),
        pytest.param(GOOD.replace('["cell"]', "[]"), [(1, "goal_ids")], id="empty-label"),
        pytest.param(GOOD.replace('["cell"]', '"cell"'), [(1, "goal_ids")], id="label-is-no-list"),
        pytest.param(GOOD.replace('["cell"]', "[3]"), [(1, "goal_ids")], id="label-is-a-number"),
        pytest.param(GOOD.replace('["cell"]', '["cell", "x", "y"]'), [(1, "unknown_goal")] * 2, id="unknown-goals"),
        pytest.param(
            '{"title_ja": 1}\nx\n' + GOOD,
            [(1, "missing"), (1, "not_text"), (1, "missing"), (2, "not_json")],
            id="all-problems-in-order-of-lines",
        ),
    ],
)
def test_wrong_lines(tmp_path: Path, corpus: Corpus, content: str, expected: list[tuple[int, str]]) -> None:
    path = write(tmp_path, content)
    with pytest.raises(InvalidQueriesError, match=r"queries\.jsonl:\d+: ") as caught:
        read_queries(path, corpus)
    assert [(problem.line, problem.key.removeprefix("queries.")) for problem in caught.value.problems] == expected


@pytest.mark.parametrize(
    ("content", "key", "problem"),
    [
        pytest.param("", "queries.empty", "queries.jsonl", id="empty-file"),
        pytest.param("\n \n", "queries.empty", "queries.jsonl", id="only-blank-lines"),
        pytest.param(
            '{"id": "q", "abstract": "t", "gold_goal_ids": ["cell"]}',
            "queries.no_texts",
            "abstract_ja, abstract_en, title_ja",
            id="texts-under-other-names",
        ),
        pytest.param("量子".encode("cp932"), "queries.not_utf8", "UTF-8", id="not-utf-8"),
    ],
)
def test_wrong_files(tmp_path: Path, content: str | bytes, key: str, problem: str) -> None:
    with pytest.raises(QueriesError, match=problem) as caught:
        read_queries(write(tmp_path, content))
    assert caught.value.key == key


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_unreadable_path(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(QueriesError, match=re.escape(str(path))) as caught:
        read_queries(path)
    assert caught.value.key == "queries.unreadable"


def test_unknown_goals_pass_without_a_corpus(tmp_path: Path) -> None:
    (query,) = read_queries(write(tmp_path, GOOD))
    assert query.gold_goal_ids == ("cell",)


def test_message_counts_what_it_does_not_show(tmp_path: Path) -> None:
    path = write(tmp_path, "x\n" * 25)
    with pytest.raises(InvalidQueriesError, match=r"queries\.jsonl") as caught:
        read_queries(path)
    lines = caught.value.message("en").splitlines()
    assert lines[0] == f"{path}: 25 things are wrong with these queries"
    assert len(lines) == 22
    assert lines[-1] == "  … and 5 more"
    assert len(caught.value.message("ja").splitlines()) == 22


def test_error_travels_between_processes(tmp_path: Path) -> None:
    with pytest.raises(InvalidQueriesError, match=r"queries\.jsonl:1") as caught:
        read_queries(write(tmp_path, "x"))
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert again.problems == caught.value.problems
    assert again.message("en") == caught.value.message("en")
