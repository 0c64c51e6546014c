"""Texts of a program: what is taken, what comes out, and that nothing is left out."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

import goalsearch
from goalsearch import Batch, BatchError, Corpus, Goal, QueryError
from goalsearch.batch.text_run import match_texts
from goalsearch.messages import Language

from .conftest import ABSTRACTS

COSMOS = "ほとんどの銀河"


def first_goals(batch: Batch) -> list[str | None]:
    return [row.hits[0].goal_id if row.hits else None for row in batch]


@pytest.fixture(scope="module")
def batch() -> Batch:
    return match_texts(ABSTRACTS, k=3)


def test_the_goals_are_those_of_a_search(batch: Batch) -> None:
    assert len(batch) == len(ABSTRACTS)
    for row, abstract in zip(batch, ABSTRACTS, strict=True):
        result = goalsearch.search(abstract, 3)
        assert [(hit.goal_id, hit.band) for hit in row.hits] == [(hit.goal.id, hit.band) for hit in result.hits]
        assert [hit.score for hit in row.hits] == pytest.approx([hit.score for hit in result.hits])
        assert row.verdict == result.verdict


class Labelled:
    """As much of a pandas Series as is needed: labels, of which two may be equal."""

    def __init__(self, *items: tuple[Any, Any]) -> None:
        self._items = items

    def items(self) -> Iterator[tuple[Any, Any]]:
        return iter(self._items)


@pytest.mark.parametrize(
    ("texts", "text_ids"),
    [
        pytest.param(list(ABSTRACTS[:2]), [0, 1], id="list"),
        pytest.param((text for text in ABSTRACTS[:2]), [0, 1], id="generator"),
        pytest.param(np.array(ABSTRACTS[:2]), [0, 1], id="array"),
        pytest.param({"a": ABSTRACTS[0], 7: ABSTRACTS[1]}, ["a", 7], id="dict"),
        pytest.param(Labelled(("x", ABSTRACTS[0]), ("x", ABSTRACTS[1])), ["x", "x"], id="labels-may-be-equal"),
        pytest.param(Labelled((("a", 1), ABSTRACTS[0]), (("a", 2), ABSTRACTS[1])), [("a", 1), ("a", 2)], id="tuples"),
    ],
)
def test_texts_keep_their_names_and_order(batch: Batch, texts: Any, text_ids: list[object]) -> None:
    found = match_texts(texts, k=1)
    assert [row.text_id for row in found] == text_ids
    assert [record["text_id"] for record in found.to_records()] == text_ids
    assert first_goals(found) == first_goals(batch)[:2]


def test_records_have_one_row_for_each_text_and_rank(batch: Batch) -> None:
    records = batch.to_records("ja")
    assert [(record["text_id"], record["rank"]) for record in records] == [
        (number, rank) for number in range(len(ABSTRACTS)) for rank in (1, 2, 3)
    ]
    assert all(tuple(record) == Batch.RECORD_FIELDS for record in records)
    assert all(isinstance(value, str | int | float | None) for record in records for value in record.values())
    goal = Corpus.builtin().get(str(records[0]["goal_id"]))
    assert records[0]["goal_title"] == goal.title
    assert (records[0]["fiscal_year"], records[0]["agency"]) == (goal.fiscal_year, goal.agency)
    assert records[0]["terms"] == "、".join(batch.rows[0].hits[0].terms)
    assert batch.to_records("en")[0]["goal_title"] == goal.title_en
    assert "id" not in records[0]


@pytest.mark.parametrize(
    ("texts", "locale", "lang"),
    [
        pytest.param([*ABSTRACTS[:2], "A molecular motor.", "", "", ""], "C.UTF-8", "ja", id="most-texts-are-japanese"),
        pytest.param(["A molecular motor.", "A solar cell.", ABSTRACTS[0]], "C.UTF-8", "en", id="most-are-english"),
        pytest.param([""], "C.UTF-8", "en", id="no-text"),
        pytest.param(ABSTRACTS[:1], "en_US.UTF-8", "en", id="the-user-has-a-language"),
    ],
)
def test_records_are_in_the_language_of_the_user_or_else_of_the_texts(
    monkeypatch: pytest.MonkeyPatch, texts: list[str], locale: str, lang: Language
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    found = match_texts(texts, k=1)
    assert found.to_records() == found.to_records(lang)
    assert found.to_records("ja") != found.to_records("en")


def test_texts_without_a_fit_are_rows_too() -> None:
    with pytest.warns(UserWarning, match=r"2 .*'none'.*'nan'"):
        batch = match_texts(
            {"none": None, "nan": float("nan"), "blank": " \n", "foreign": "ψψψ", "one": ABSTRACTS[0]}, k=1
        )
    records = batch.to_records("en")
    assert [(record["text_id"], record["rank"], record["verdict"]) for record in records] == [
        ("none", None, "none"),
        ("nan", None, "none"),
        ("blank", None, "none"),
        ("foreign", None, "none"),
        ("one", 1, "goals"),
    ]
    assert [record["warnings"] for record in records[:3]] == ["no_text"] * 3
    assert all(record["reason"] and record["goal_id"] is None and record["failure"] is None for record in records[:4])
    assert (batch.summary.n_matched, batch.summary.n_unmatched, batch.summary.n_failed) == (1, 4, 0)


def test_no_texts() -> None:
    batch = match_texts([])
    assert (len(batch), batch.to_records()) == (0, [])


@pytest.mark.parametrize(
    ("texts", "match"),
    [
        pytest.param(ABSTRACTS[0], "goalsearch.search", id="a-single-text"),
        pytest.param(b"bytes", "bytes", id="bytes"),
        pytest.param(7, "int", id="a-number"),
        pytest.param(["text", 7], r"^1 .*int", id="mixed-types"),
        pytest.param({"a": "text", "b": ["text"]}, r"'b'.*list", id="a-list-of-texts-in-a-dict"),
    ],
)
def test_what_is_no_text_is_named(texts: Any, match: str) -> None:
    with pytest.raises(BatchError, match=match):
        match_texts(texts)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        pytest.param({"k": 0}, QueryError, id="k"),
        pytest.param({"years": "1950"}, QueryError, id="years"),
        pytest.param({"agency": "NEDO"}, QueryError, id="agency"),
        pytest.param({"ranker": "bm25"}, QueryError, id="ranker"),
        pytest.param({"workers": 0}, BatchError, id="workers"),
    ],
)
def test_wrong_options_are_raised_once(options: Mapping[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error, match=str(next(iter(options.values())))):
        match_texts(ABSTRACTS, **options)


@pytest.mark.parametrize("years", [[2018, 2019], range(2018, 2020), "2018-2019", "平成30〜令和元"])
def test_filters(years: Any) -> None:
    goals = {goal.id: goal for goal in Corpus.builtin()}
    batch = match_texts(ABSTRACTS, years=years, agency="ＪＳＴ")
    found = [goals[hit.goal_id] for row in batch for hit in row.hits]
    assert found
    assert all(goal.fiscal_year in (2018, 2019) and "JST" in goal.agencies for goal in found)


def test_goals_of_ones_own() -> None:
    corpus = Corpus(goals=(Goal(id="own", title="銀河の形成"),), fingerprint="one goal for texts")
    (record,) = match_texts([COSMOS], corpus=corpus).to_records("ja")
    assert (record["goal_id"], record["fiscal_year"], record["agency"]) == ("own", None, None)


def test_several_processes_give_the_same() -> None:
    texts = [abstract * (1 + number % 3) for number, abstract in enumerate(ABSTRACTS * 30)]
    alone, together = match_texts(texts, workers=1), match_texts(texts, workers=2)
    assert together.rows == alone.rows


class TestFrame:
    @pytest.fixture(autouse=True)
    def pandas(self) -> Any:
        return pytest.importorskip("pandas")

    def test_the_index_is_kept(self, pandas: Any) -> None:
        frame = pandas.DataFrame({"abstract": list(ABSTRACTS)}, index=["p1", "p2", "p2", "p3", "p4"])
        found = match_texts(frame["abstract"], k=2, years="latest").to_frame("ja")
        assert tuple(found.columns) == Batch.RECORD_FIELDS
        assert found["text_id"].tolist() == [label for label in frame.index for _ in range(2)]
        assert found["rank"].tolist() == [1, 2] * 5

    def test_what_is_missing_stays_missing(self, pandas: Any) -> None:
        series = pandas.Series([ABSTRACTS[0], None, np.nan, pandas.NA, pandas.NaT], dtype=object)
        with pytest.warns(UserWarning, match=r"4 .*1, 2, 3 …"):
            found = match_texts(series, k=1).to_frame()
        assert found["rank"].dtype == found["fiscal_year"].dtype == "Int64"
        assert found["rank"].isna().tolist() == [False, True, True, True, True]
        assert found["verdict"].tolist() == ["goals", "none", "none", "none", "none"]

    def test_strings_of_pandas(self, pandas: Any) -> None:
        series = pandas.Series([ABSTRACTS[0], None], dtype="string")
        with pytest.warns(UserWarning, match="1 "):
            assert len(match_texts(series, k=1).to_frame()) == 2

    def test_a_whole_frame_is_refused(self, pandas: Any) -> None:
        with pytest.raises(BatchError, match=r"'abstract' .*Series.*column"):
            match_texts(pandas.DataFrame({"abstract": list(ABSTRACTS)}))

    def test_no_texts(self) -> None:
        assert tuple(match_texts([]).to_frame().columns) == Batch.RECORD_FIELDS

    @pytest.mark.slow
    def test_a_hundred_thousand_rows(self, pandas: Any) -> None:
        # Every tenth has a text, since what is looked at is what becomes of the rows.
        texts = [f"{ABSTRACTS[n % 5][:40]}{n % 997}" if n % 10 == 0 else "" for n in range(100_000)]
        series = pandas.Series(texts, index=[number // 2 for number in range(100_000)])
        found = match_texts(series, k=1).to_frame()
        assert found["text_id"].tolist() == series.index.tolist()
        assert found["goal_id"].notna().tolist() == [text != "" for text in texts]


def test_a_frame_without_pandas_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import goalsearch\n"
        "from goalsearch.batch.text_run import match_texts\n"
        "try:\n    match_texts([]).to_frame()\n"
        "except goalsearch.BatchError as error:\n    print(error.message('en'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "to_frame needs pandas: pip install pandas, or use to_records.\n"


def test_what_is_looked_at_is_one_line() -> None:
    result = goalsearch.search(ABSTRACTS[0], 1)
    hit = result.hits[0]
    assert repr(hit) == f"Hit(1, {hit.fit:.2f} {hit.band}, {hit.goal.short()})"
    for shown in (repr(hit), repr(hit.goal), repr(goalsearch.related("2018-jst-1")[0])):
        assert len(shown) < 100
        assert "\n" not in shown
    assert repr(Goal(id="g", title="光 の\n" * 30)) == "Goal(g " + "光 の " * 6 + "…)"
