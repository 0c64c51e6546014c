"""Results as data."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, SearchResult
from goalsearch.reports.records import csv_text, json_text, markdown_table, result_markdown
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]
Golden = Callable[[str, str], None]
VALUES = {"title": "量子 ‐ 𠮷 é", "n": 0.5, "none": None}


@pytest.mark.parametrize(
    ("encoding", "escaped"),
    [
        pytest.param("utf-8", False, id="utf-8"),
        pytest.param("cp932", True, id="a-code-page-that-lacks-a-character"),
        pytest.param("ascii", True, id="ascii"),
        pytest.param("utf-16", False, id="utf-16"),
    ],
)
def test_json_is_escaped_only_where_it_must_be(encoding: str, escaped: bool) -> None:
    written = json_text(VALUES, encoding=encoding)
    assert json.loads(written.encode(encoding).decode(encoding)) == VALUES
    assert ("\\u" in written) is escaped
    assert written.endswith("}\n")


def test_cp932_is_enough_for_plain_japanese() -> None:
    assert json_text({"題": "量子"}, encoding="cp932", indent=None) == '{"題": "量子"}\n'


def test_a_lone_surrogate_is_escaped() -> None:
    written = json_text({"text": "a\ud800"})
    assert written.encode()
    assert json.loads(written) == {"text": "a\ud800"}


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_json_has_no_nan(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text({"score": value})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+81", "'+81", id="plus"),
        pytest.param("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("量子=光", "量子=光", id="inside-is-harmless"),
        pytest.param('"引用", と\n改行', '"引用", と\n改行', id="quotes-commas-line-ends"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_cell_is_never_a_formula(value: str, expected: str) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_text(("id", "title"), [{"id": "x", "title": value}]), newline="")))
    assert rows == [{"id": "x", "title": expected}]


@pytest.mark.parametrize("value", ["\r=1", "\n=1", "\r\n=1", "a\r=1", "\t\r=1"])
def test_a_line_end_in_a_cell_begins_no_row(value: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(("id", "title"), [{"id": "x", "title": value}]), newline="")))
    assert [len(row) for row in rows] == [2, 2]
    assert not rows[1][1].startswith("=")


def test_numbers_are_not_guarded() -> None:
    assert csv_text(("score", "year"), [{"score": -0.5, "year": None}]) == "score,year\n-0.5,\n"


def test_no_records_have_a_heading_all_the_same() -> None:
    assert csv_text(SearchResult.RECORD_FIELDS, []) == ",".join(SearchResult.RECORD_FIELDS) + "\n"


@given(st.lists(st.fixed_dictionaries({"a": st.text(), "b": st.text("=+-@\t\r\n'\",;a ")}), min_size=1))
def test_csv_is_read_back_as_it_was(records: list[dict[str, str]]) -> None:
    def words(value: str) -> list[str]:
        return value.removeprefix("'").split()

    rows = list(csv.reader(io.StringIO(csv_text(("a", "b"), records), newline="")))
    assert rows[0] == ["a", "b"]
    assert [list(map(words, row)) for row in rows[1:]] == [
        [words(record["a"]), words(record["b"])] for record in records
    ]
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("a|b", r"a\|b", id="pipe"),
        pytest.param(r"a\|b", r"a\\\|b", id="backslash-before-a-pipe"),
        pytest.param("a\nb\r\nc", "a b c", id="line-ends"),
        pytest.param(1, "1", id="number"),
    ],
)
def test_markdown_cells(cell: object, expected: str) -> None:
    assert markdown_table(["h"], [[cell]]) == f"| h |\n| --- |\n| {expected} |\n"


def test_a_markdown_table_has_as_many_cells_in_each_row(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    goals = [Goal(id="a|1", title="光 | x\ny", fiscal_year=2010), Goal(id="b", title="光 |", fiscal_year=2015)]
    result = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False).search("光 |")
    lines = result_markdown(result, "ja").splitlines()
    n_pipes = [line.replace(r"\|", "").count("|") for line in lines if line.startswith("|")]
    assert len(n_pipes) == 4
    assert len(set(n_pipes)) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_markdown(small_searcher: Searcher, golden: Golden, lang: str) -> None:
    result = small_searcher.search("量子 計算 と 光", k=3, years="2015-2019")
    golden(f"result-{lang}.md", result_markdown(result, lang))  # type: ignore[arg-type]


def test_markdown_of_no_hits(small_searcher: Searcher, golden: Golden) -> None:
    golden("no-hits-en.md", result_markdown(small_searcher.search("※"), "en"))


def rounded(value: object) -> object:
    """The last digits of a sum differ between processors."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return round(value, 9) if isinstance(value, float) else value


def test_csv(small_searcher: Searcher, golden: Golden) -> None:
    records = rounded(small_searcher.search("量子 計算 と 光", k=3).to_records())
    golden("result.csv", csv_text(SearchResult.RECORD_FIELDS, records))  # type: ignore[arg-type]


def test_json(small_searcher: Searcher, golden: Golden) -> None:
    result = small_searcher.search("量子 計算 と 光", k=2, years="2015-2019")
    golden("result.json", json_text(rounded(result.to_dict("ja"))))
