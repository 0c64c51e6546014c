"""What people hand in as goals and is not as it should be: told with its place, and nothing dropped unsaid."""

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from goalsearch.corpus import Corpus, CorpusSource, Finding, InvalidCorpusError, check
from goalsearch.errors import CorpusError
from tests.documents.table_files import locked_ods

DATA = Path(__file__).parent.parent / "data" / "documents"


def told(path: Path) -> list[tuple[str, int | None]]:
    return [(finding.key, finding.line) for finding in check(path)]


@pytest.mark.parametrize(
    ("ids", "n_notes"),
    [
        pytest.param(("own-1", "OWN-1"), 1, id="letter-case"),
        pytest.param(("own-1", "ｏｗｎ－1", "own-１"), 2, id="width"),
        pytest.param(("own-1", "own-2"), 0, id="different-ids"),
    ],
)
def test_ids_that_look_alike_are_two_goals_and_are_told(tmp_path: Path, ids: Sequence[str], n_notes: int) -> None:
    path = tmp_path / "goals.csv"
    path.write_text("id,title\n" + "".join(f"{name},量子{place}\n" for place, name in enumerate(ids)), encoding="utf-8")
    notes = [finding for finding in check(path) if finding.key == "corpus.look_alike_id"]
    assert [(note.severity, note.line) for note in notes] == [("note", 3 + place) for place in range(n_notes)]
    assert [goal.id for goal in Corpus.load(path)] == list(ids)


def test_records_without_words_are_told(tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    path.write_text("id,title,summary\na,量子,\nb,？？？,\nc,――,細胞の温度\nd,、,…\n", encoding="utf-8")
    assert told(path) == [("corpus.no_words", 3), ("corpus.no_words", 5)]
    assert len(Corpus.load(path)) == 4


@pytest.mark.parametrize(
    ("written", "year"),
    [
        pytest.param("2027", 2027, id="plain"),
        pytest.param("２０２７年度", 2027, id="full-width"),
        pytest.param("２０27", 2027, id="figures-of-both-widths"),
        pytest.param("FY27", 2027, id="english"),
        pytest.param("令和9年度", 2027, id="reiwa"),
        pytest.param("R9", 2027, id="reiwa-in-short"),
        pytest.param("平成31年度", 2019, id="the-year-in-which-the-era-changed"),
        pytest.param("令和元年", 2019, id="first-year"),
        pytest.param("H30", 2018, id="heisei-in-short"),
        pytest.param("2027/4/1", 2027, id="first-day-of-a-fiscal-year"),
        pytest.param("2027/3/31", 2026, id="last-day-of-a-fiscal-year"),
        pytest.param("2027-02-01 00:00:00", 2026, id="day-with-a-time"),
        pytest.param("2027年4月1日", 2027, id="day-in-japanese"),
        pytest.param("令和9年3月", 2026, id="month-of-an-era"),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "jsonl", "toml"])
def test_years_of_any_calendar_in_one_column(tmp_path: Path, written: str, year: int, suffix: str) -> None:
    path = tmp_path / f"goals.{suffix}"
    rows = {
        "csv": f"id,title,年度\na,量子,{written}\nb,計測,2001\n",
        "jsonl": f'{{"id": "a", "title": "量子", "年度": "{written}"}}\n{{"id": "b", "title": "計測", "年度": 2001}}\n',
        "toml": f'[[goal]]\nid = "a"\ntitle = "量子"\nyear = "{written}"\n'
        '[[goal]]\nid = "b"\ntitle = "計測"\nyear = 2001\n',
    }
    path.write_text(rows[suffix], encoding="utf-8")
    assert [goal.fiscal_year for goal in Corpus.load(path)] == [year, 2001]


def test_dates_of_a_workbook_and_of_toml_lie_in_a_fiscal_year(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("番号", "題名", "採択年度"))
        sheet.write_row(1, 0, ("a", "量子"))
        sheet.write_datetime(1, 2, datetime.datetime(2026, 3, 31), book.add_format({"num_format": "yyyy/m/d"}))
    (tmp_path / "b.toml").write_text('[[goal]]\nid = "b"\ntitle = "計測"\nyear = 2026-04-01\n', encoding="utf-8")
    assert [goal.fiscal_year for goal in Corpus.load(tmp_path)] == [2025, 2026]


@pytest.mark.parametrize("written", ["昭和63", "S63年度", "1988/4/1"])
def test_a_year_before_there_were_goals_is_named_as_it_was_written(tmp_path: Path, written: str) -> None:
    path = tmp_path / "goals.csv"
    path.write_text(f"id,title,年度\na,量子,{written}\n", encoding="utf-8")
    (error,) = check(path)
    for message in (error.message("ja"), error.message("en")):
        assert written in message
        assert "1988" in message


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("九年度", id="no-era"),
        pytest.param("9", id="a-number-without-an-era"),
        pytest.param("2027/2/30", id="a-day-that-no-calendar-has"),
        pytest.param("2/1/2027", id="day-and-month-in-either-order"),
        pytest.param("S63", id="before-there-were-goals"),
        pytest.param("2027.5", id="no-whole-number"),
    ],
)
def test_years_that_cannot_be_told_are_errors(tmp_path: Path, written: str) -> None:
    path = tmp_path / "goals.csv"
    path.write_text(f"id,title,年度\na,量子,2027\nb,計測,{written}\n", encoding="utf-8")
    (error,) = check(path)
    assert (error.severity, error.line, error.field) == ("error", 3, "年度")


def test_headings_in_two_rows_with_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "goals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "来年度の目標")
        for column, name in enumerate(("番号", "題名", "年度")):
            sheet.merge_range(1, column, 2, column, name)
        sheet.merge_range(1, 3, 1, 4, "内容")
        sheet.write_row(2, 3, ("概要", "達成目標"))
        sheet.write_row(3, 0, ("own-1", "量子計測", 2027, "概要の文。", "達成目標の文。"))
        sheet.write_row(4, 0, ("own-2", "", 2027, "概要の文。"))
    (error,) = check(path)
    assert (error.key, error.line) == ("corpus.missing_field", 5)


def test_the_required_headings_may_be_the_merged_ones(tmp_path: Path) -> None:
    path = tmp_path / "goals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 1, "目標")
        sheet.merge_range(0, 2, 1, 2, "年度")
        sheet.write_row(1, 0, ("番号", "題名"))
        sheet.write_row(2, 0, ("own-1", "量子計測", 2027))
    (goal,) = Corpus.load(path)
    assert (goal.id, goal.title, goal.fiscal_year) == ("own-1", "量子計測", 2027)


def test_a_goal_below_the_headings_is_no_second_row_of_them(tmp_path: Path) -> None:
    path = tmp_path / "goals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("番号", "題名", "概要"))
        sheet.write_row(1, 0, ("own-1", "概要", "要旨の書き方の研究。"))
    (goal,) = Corpus.load(path)
    assert (goal.id, goal.title) == ("own-1", "概要")


def test_a_protected_workbook(tmp_path: Path) -> None:
    path = tmp_path / "goals.xlsx"
    shutil.copy(DATA / "protected.xlsx", path)
    assert told(path) == [("corpus.password", None)]


@pytest.mark.parametrize(
    ("manifest", "key"),
    [
        pytest.param("<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>", "password", id="locked"),
        pytest.param("<manifest:file-entry/>", "damaged", id="broken"),
        pytest.param(None, "damaged", id="no-manifest"),
    ],
)
def test_a_protected_open_document(tmp_path: Path, manifest: str | None, key: str) -> None:
    path = locked_ods(tmp_path / "goals.ods", manifest)
    assert told(path) == [(f"corpus.{key}", None)]


def test_every_broken_file_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,title\nb,\n", encoding="utf-8")
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "d.jsonl").write_text('{"id": "d", "title": "計測"}\n{"id": \n', encoding="utf-8")
    (tmp_path / "e.docx").touch()
    found = [(finding.path.name, finding.line, finding.severity) for finding in check(tmp_path)]
    assert found == [
        ("b.csv", 2, "error"),
        ("c.xlsx", None, "error"),
        ("d.jsonl", 2, "error"),
        ("e.docx", None, "note"),
    ]
    with pytest.raises(InvalidCorpusError, match=r"b\.csv(?s:.*)c\.xlsx(?s:.*)d\.jsonl"):
        Corpus.load(tmp_path)


def test_a_folder_of_all_kinds_of_files(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    (tmp_path / "a.csv").write_text("id;title\na;量子\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("番号\t題名\nb\t計測\n", encoding="cp932")
    (tmp_path / "c.toml").write_text('[[goal]]\nid = "c"\ntitle = "細胞"\n', encoding="utf-8")
    (tmp_path / "d.jsonl").write_text('{"id": "d", "title": "温度"}\n', encoding="utf-8")
    with xlsxwriter.Workbook(tmp_path / "e.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("ID", "目標名"))
        sheet.write_row(1, 0, ("e", "磁場"))
    write_table(pyarrow.Table.from_pylist([{"id": "f", "title": "電場"}]), tmp_path / "f.parquet")
    assert [goal.id for goal in Corpus.load(tmp_path)] == list("abcdef")


def test_an_id_of_a_goal_that_comes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("id,title\n2019-jst-3,量子\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"2019-jst-3.*2019\.toml(?s:.*)own\.csv:2"):
        CorpusSource.builtin(path).read()


def test_a_file_of_a_newer_version_names_what_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[goal]]\nid = "a"\ntitle = "量子"\nhorizon = 2040\n', encoding="utf-8")
    (error,) = check(path)
    assert isinstance(error, Finding)
    assert (error.key, error.field) == ("corpus.unknown_field", "horizon")


@pytest.mark.parametrize(
    ("goal_id", "is_goal", "is_told"),
    [
        pytest.param("2027-x", True, False, id="plain"),
        pytest.param("#2027-x", True, True, id="the-space-alone-taken-away"),
        pytest.param("＃ 2027-x", True, True, id="full-width"),
        pytest.param("＃2027-x", True, True, id="full-width-without-space"),
        pytest.param("2027#x", True, False, id="inside"),
        pytest.param("# 2027-x", False, False, id="a-remark"),
    ],
)
def test_an_id_that_begins_like_a_remark_is_told(tmp_path: Path, goal_id: str, is_goal: bool, is_told: bool) -> None:
    path = tmp_path / "goals.csv"
    path.write_text(f"id,title\na,量子\n{goal_id},分子\n", encoding="utf-8")
    assert [goal.id for goal in Corpus.load(path)] == ["a", *([goal_id] if is_goal else [])]
    places = [(found.line, found.severity) for found in check(path) if found.key == "corpus.id_like_remark"]
    assert places == ([(3, "note")] if is_told else [])
