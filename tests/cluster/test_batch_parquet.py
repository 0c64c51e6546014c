"""Rows as Parquet: what the JSON Lines say, in columns."""

import io
import json
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from pyarrow import parquet

from goalsearch.batch.row import Failure, Row
from goalsearch.corpus import Corpus
from goalsearch.model import RankedGoal
from goalsearch.reports.batch_json import JsonLines
from goalsearch.reports.batch_parquet import SCHEMA, ParquetLines

ROWS = [
    Row(
        document_id="a.txt",
        path="a.txt",
        record_id="24H1",
        title="題名",
        n_characters=12,
        language="ja",
        verdict="goals",
        hits=(
            RankedGoal("2015-jst-1", 0.1 + 0.2, 0.1 + 0.2, "strong", ("量子", "光")),
            RankedGoal("own-1", 1e-9, 1e-9, "weak", ()),
        ),
        warnings=("notice.few_known_terms", "document.note.changed"),
    ),
    Row(document_id="b.txt", path="b.txt", language="en", verdict="none"),
    Row(document_id="c.txt", path="c.txt", failure=Failure("document.empty", {"file": "c.txt"})),
]


def written(rows: list[Row], corpus: Corpus) -> list[dict[str, object]]:
    lines = ParquetLines(corpus.goals, 5, "ja")
    content = b"".join((lines.head(), *map(lines.line, rows), lines.tail()))
    read: list[dict[str, object]] = parquet.read_table(io.BytesIO(content)).to_pylist()
    return read


def test_rows_are_those_of_the_lines(corpus: Corpus) -> None:
    lines = JsonLines(corpus.goals, 5, "ja")
    records = [json.loads(lines.line(row)) for row in ROWS]
    assert written(ROWS, corpus) == records
    # A column for everything, so that nothing is dropped when a line gets a new name.
    assert [set(record) for record in records] == [set(SCHEMA.names)] * 3


def test_more_rows_than_a_group_has(corpus: Corpus) -> None:
    assert [row["document_id"] for row in written(ROWS * 1_000, corpus)] == ["a.txt", "b.txt", "c.txt"] * 1_000


def test_no_rows(corpus: Corpus) -> None:
    assert written([], corpus) == []


def test_what_is_no_utf_8_is_written_as_an_escape(corpus: Corpus) -> None:
    name = Path("caf\udce9").name
    row = Row(document_id="x", path=name, title="\ud800", verdict="none")
    assert [(row["path"], row["title"]) for row in written([row], corpus)] == [("caf\\xe9", "\\ud800")]
