"""Headings of tables and keys of JSON Lines: which field they mean, and which are passed over."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from goalsearch.corpus import Corpus, check, schema
from goalsearch.corpus.slip import slip_of

CATALOGUE = {
    "研究課題番号": "K1",
    "研究課題名": "量子計測",
    "研究概要": "概要の文。",
    "採択年度": "令和7年度",
    "助成機関": "JST",
    "研究代表者": "甲",
    "配分額（千円）": "10",
}
SUFFIXES = ["csv", "tsv", "xlsx", "parquet", "jsonl"]


def write(folder: Path, suffix: str, record: Mapping[str, object]) -> Path:
    path = folder / f"goals.{suffix}"
    rows: list[list[object]] = [list(record), list(record.values())]
    if suffix == "jsonl":
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    elif suffix == "xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("課題")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    elif suffix == "parquet":
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow.parquet import write_table

        write_table(pyarrow.Table.from_pylist([record]), path)
    else:
        separator = {"csv": ",", "tsv": "\t"}[suffix]
        path.write_text("\n".join(separator.join(map(str, row)) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        pytest.param("課題番号", "id", id="number"),
        pytest.param("研究課題/領域番号", "id", id="number-in-the-data-base-of-grants"),
        pytest.param("Project Number", "id", id="words-with-a-space"),
        pytest.param("project-title", "title", id="words-with-a-hyphen"),
        pytest.param("課題名", "title", id="title"),
        pytest.param("研究 課題名", "title", id="white-space-inside"),
        pytest.param("研究課題名（英語）", "title_en", id="twin-of-a-new-name"),
        pytest.param("要旨", "summary", id="summary"),
        pytest.param("研究概要", "summary", id="summary-of-research"),
        pytest.param("研究内容", "description", id="contents"),
        pytest.param("開始年度", "fiscal_year", id="first-year"),
        pytest.param("Start year", "fiscal_year", id="first-year-in-english"),
        pytest.param("Fiscal year", "fiscal_year", id="name-of-the-field-itself"),
        pytest.param("助成機関", "agencies", id="funder"),
        pytest.param("研究機関", None, id="where-the-researcher-is"),
        pytest.param("終了年度", None, id="last-year"),
    ],
)
def test_headings_of_catalogues(heading: str, field: str | None) -> None:
    assert schema.GOAL.field(heading) == field


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_catalogue_is_read_and_one_note_names_what_is_not_used(tmp_path: Path, suffix: str) -> None:
    if suffix == "jsonl":
        path = write(tmp_path, suffix, CATALOGUE | {"採択年度": 2025})
    else:
        path = write(tmp_path, suffix, CATALOGUE)
    (goal,) = Corpus.load(path).goals
    assert (goal.id, goal.title, goal.summary, goal.fiscal_year) == ("K1", "量子計測", "概要の文。", 2025)
    assert goal.agencies == ("JST",)
    (note,) = check(path)
    assert (note.key, note.severity, note.line) == ("corpus.unused", "note", None)
    assert note.values == {"names": "研究代表者, 配分額（千円）"}


def test_keys_that_come_with_some_objects_only_are_named_once(tmp_path: Path) -> None:
    path = tmp_path / "goals.jsonl"
    records = [{"id": "a", "title": "光", "研究者": "甲"}, {"id": "b", "title": "音", "研究者": "乙", "budget": 3}]
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    (note,) = check(path)
    assert note.values == {"names": "研究者, budget"}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("name", "near"),
    [pytest.param("題明", "題名", id="japanese"), pytest.param("Sumary", "summary", id="english")],
)
def test_a_slip_of_the_pen_is_an_error(tmp_path: Path, suffix: str, name: str, near: str) -> None:
    path = write(tmp_path, suffix, {"id": "a", "title": "光", name: "x"})
    (error,) = check(path)
    assert (error.key, error.severity, error.values["near"]) == ("corpus.unknown_field_near", "error", near)


def test_what_stands_in_an_area_is_a_field_or_an_error(tmp_path: Path) -> None:
    record = {"id": "a", "title": "光", "areas": [{"programme": "CREST", "name": "n", "予算": 1}]}
    path = tmp_path / "goals.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    (error,) = check(path)
    assert (error.key, error.field) == ("corpus.unknown_field", "areas[1].予算")


@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx"])
def test_where_a_column_is_missing_the_headings_and_the_next_step_are_named(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, suffix, {"番号": "a", "仮の名": "光", "概要": "文"})
    (error,) = [finding for finding in check(path) if finding.severity == "error"]
    for message in (error.message("ja"), error.message("en")):
        assert "番号, 仮の名, 概要" in message
        assert "goalsearch corpus fields" in message
        assert "コンマ" not in message
        assert "comma" not in message


WORDS_OF_THEIR_OWN = """
    氏名 研究者 研究者番号 研究代表者 研究機関 所属機関 機関名 期間 研究期間 終了年度 大分類 目的 研究目的 年齢 配分額
    総配分額 国名 件名 役職 所属 領域名 審査区分 研究種目 no pi name budget researcher institution end_year
    project_leader project_code department
"""
KNOWN = tuple({**schema.GOAL.kinds, **schema.GOAL.aliases})


@pytest.mark.parametrize(
    ("name", "near"),
    [
        pytest.param("titel", "title", id="two-letters-that-changed-places"),
        pytest.param("abstarct", "abstract", id="the-same-in-the-middle"),
        pytest.param("sumary", "summary", id="letter-too-few"),
        pytest.param("titlee", "title", id="letter-too-many"),
        pytest.param("discription", "description", id="wrong-letter"),
        pytest.param("題明", "題名", id="wrong-character"),
        pytest.param("研究課題各", "研究課題名", id="wrong-character-at-the-end"),
    ],
)
def test_slips(name: str, near: str) -> None:
    assert slip_of(name, KNOWN) == near


@pytest.mark.parametrize("name", WORDS_OF_THEIR_OWN.split())
def test_usual_headings_of_something_else_are_no_slips(name: str) -> None:
    assert slip_of(name, KNOWN) is None
