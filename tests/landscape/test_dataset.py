"""Rows to records: what is kept, what is left out, and that each is accounted for."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from goalsearch.documents import ReadOptions
from goalsearch.errors import DatasetError, DocumentError
from goalsearch.landscape.dataset import Dataset, DatasetReading, ProjectRecord, Unread

WriteTable = Callable[..., Path]


def read(path: Path, options: ReadOptions | None = None) -> tuple[list[ProjectRecord], DatasetReading]:
    dataset = Dataset.of_table(path, options or ReadOptions())
    records = list(dataset.records())
    return records, dataset.reading


def row(number: int, year: str = "2019", **others: str) -> dict[str, str]:
    return {"課題番号": f"P{number}", "年度": year, "課題名": f"題{number}", "概要": f"要旨{number}", **others}


def test_a_row_is_a_record(write_table: WriteTable) -> None:
    records, reading = read(write_table([row(1, "令和元年", 研究分野=" 情報  学 ")]))
    assert records == [ProjectRecord("projects.csv#2", "題1", "要旨1", 2019, "情報 学")]
    assert (reading.file, reading.n_rows, reading.has_years) == ("projects.csv", 1, True)
    assert (reading.n_duplicates, reading.n_without_text, reading.n_unread, reading.unread) == (0, 0, 0, ())


def test_mixed_calendars(write_table: WriteTable) -> None:
    years = ["令和元年", "平成31年", "H30", "2019年度", "２０１８", "2019-03-31", "2019/4/1", "R1", "2019.0"]
    records, reading = read(write_table([row(number, year) for number, year in enumerate(years)]))
    assert [record.year for record in records] == [2019, 2019, 2018, 2019, 2018, 2018, 2019, 2019, 2019]
    assert reading.n_unread == 0


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(row(1, "2015", 課題名="別の題", 概要="別の要旨"), id="same-id"),
        pytest.param(row(2, "2015", 課題名="題1", 概要="要旨1"), id="same-title-and-text"),
        pytest.param(row(2, "2015", 課題名=" 題1 ", 概要="要旨1\n"), id="but-for-white-space"),
    ],
)
def test_duplicates_count_once_with_the_year_of_the_first(write_table: WriteTable, second: dict[str, str]) -> None:
    records, reading = read(write_table([row(1), second]))
    assert [record.year for record in records] == [2019]
    assert (reading.n_rows, reading.n_duplicates) == (2, 1)


def test_other_rows_are_no_duplicates(write_table: WriteTable) -> None:
    records, reading = read(write_table([row(1), row(2, 課題名="題1"), row(3, 概要="要旨1")]))
    assert (len(records), reading.n_duplicates) == (3, 0)


def test_sheets_may_each_count_from_1(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "book.xlsx", {"default_date_format": "yyyy-mm-dd"})
    for name, date in (("A", datetime.date(2019, 3, 31)), ("B", datetime.date(2019, 4, 1))):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["No", "開始日", "概要"])
        sheet.write(1, 0, 1)
        sheet.write_datetime(1, 1, date)
        sheet.write(1, 2, f"要旨{name}")
    book.close()
    records, reading = read(tmp_path / "book.xlsx")
    assert [record.year for record in records] == [2018, 2019]
    assert reading.n_duplicates == 0


def test_years_that_cannot_be_read_are_counted_and_named(write_table: WriteTable) -> None:
    rows = [row(1), *(row(number, "?" * number) for number in range(2, 10)), row(10, "")]
    records, reading = read(write_table(rows))
    assert [record.year for record in records] == [2019] + [None] * 9
    assert reading.n_unread == 9
    assert reading.unread[:2] == (Unread("projects.csv#3", "3", "??"), Unread("projects.csv#4", "4", "???"))
    assert len(reading.unread) == 5


def test_rows_without_text_are_counted(write_table: WriteTable) -> None:
    records, reading = read(write_table([row(1), row(2, 課題名="", 概要=" "), row(3, 概要="")]))
    # A title is text, too.
    assert [record.title for record in records] == ["題1", "題3"]
    assert (reading.n_rows, reading.n_without_text) == (3, 1)


def test_what_has_failed_before_is_passed_over(write_table: WriteTable, tmp_path: Path) -> None:
    path = write_table([row(1), row(1), row(2, "不明")])
    dataset = Dataset("both", [tmp_path / "gone.csv", path], ReadOptions(), failed={"projects.csv#2", "gone.csv"})
    assert [record.document_id for record in dataset.records()] == ["projects.csv#3", "projects.csv#4"]
    assert (dataset.reading.n_rows, dataset.reading.n_duplicates, dataset.reading.n_unread) == (2, 0, 1)
    with pytest.raises(DocumentError, match="gone"):
        list(Dataset("both", [tmp_path / "gone.csv", path], ReadOptions()).records())


def test_no_column_for_the_year(write_table: WriteTable) -> None:
    records, reading = read(write_table([{"概要": "結び目を調べる。"}]))
    assert (records[0].year, reading.has_years) == (None, False)


def test_named_columns(write_table: WriteTable) -> None:
    path = write_table([{"いつ": "H30", "どこ": "物理", "何": "結び目", "年度": "2001"}])
    options = ReadOptions(year_column="いつ", field_column="2", text_columns=("何",))
    records, _ = read(path, options)
    assert (records[0].year, records[0].field, records[0].abstract) == (2018, "物理", "結び目")
    with pytest.raises(DocumentError, match="時"):
        read(path, ReadOptions(year_column="時", text_columns=("何",)))


@pytest.mark.parametrize("name", ["a.tsv", "a.jsonl"])
def test_other_tables(write_table: WriteTable, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith(".jsonl"):
        path.write_text(json.dumps({"fiscal_year": 2019, "field": "math", "abstract": "knots"}) + "\n")
    else:
        write_table([{"Fiscal Year": "2019", "Field": "math", "Abstract": "knots"}], name)
    records, _ = read(path)
    assert (records[0].abstract, records[0].year, records[0].field) == ("knots", 2019, "math")


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("要旨")
    with pytest.raises(DatasetError, match=r"a\.txt"):
        Dataset.of_table(tmp_path / "a.txt", ReadOptions())
    with pytest.raises(DocumentError, match="nothing"):
        Dataset.of_table(tmp_path / "nothing.csv", ReadOptions())
