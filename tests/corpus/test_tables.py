"""Goals as offices keep them: tables with any separator, workbooks, Parquet."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from goalsearch.corpus import Corpus, InvalidCorpusError, check
from goalsearch.corpus.table_rows import MAX_ROW_CHARS
from goalsearch.documents.options import Limits

HEADINGS = ("番号", "題名", "年度", "機関", "概要", "達成目標")
GOAL = ("own-1", "量子計測", "令和9年度", "NEDO", "概要の文。", "達成目標の文。")


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@pytest.mark.parametrize(
    ("name", "separator", "encoding"),
    [
        pytest.param("goals.csv", ",", "utf-8", id="commas"),
        pytest.param("goals.csv", ";", "utf-8-sig", id="semicolons-of-a-european-excel"),
        pytest.param("goals.tsv", "\t", "utf-8", id="tabs"),
        pytest.param("goals.csv", "\t", "cp932", id="tabs-under-another-name"),
    ],
)
def test_separators(tmp_path: Path, name: str, separator: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes("\n".join(map(separator.join, (HEADINGS, GOAL))).encode(encoding))
    assert_is_the_goal(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("\n \nid;title\na;量子, 光\n", {"a": 4}, id="blank-lines-first"),
        pytest.param('id,title,notes\na,量子,"1\n2"\nb,光,3', {"a": 2, "b": 4}, id="no-line-feed-at-the-end"),
        pytest.param("id,title\n,\n\n \u3000,\nb,光\n\n", {"b": 5}, id="rows-of-white-space"),
    ],
)
def test_lines_of_a_file_of_text(tmp_path: Path, content: str, expected: dict[str, int]) -> None:
    path = tmp_path / "goals.csv"
    path.write_text(content, encoding="utf-8", newline="")
    places = Corpus.load(path).places
    assert {goal_id: place.line for goal_id, place in places.items()} == expected


def test_workbooks(tmp_path: Path) -> None:
    assert_is_the_goal(workbook(tmp_path / "goals.xlsx", {"目標": [HEADINGS, GOAL]}))


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow.parquet import write_table

    write_table(pyarrow.Table.from_pylist([dict(zip(HEADINGS, GOAL, strict=True))]), tmp_path / "goals.parquet")
    assert_is_the_goal(tmp_path / "goals.parquet")


def assert_is_the_goal(path: Path) -> None:
    (goal,) = Corpus.load(path).goals
    assert (goal.id, goal.title, goal.fiscal_year, goal.agencies) == ("own-1", "量子計測", 2027, ("NEDO",))
    assert (goal.summary, goal.description) == ("概要の文。", "達成目標の文。")


def test_headings_below_a_title_and_sheets_of_something_else(tmp_path: Path) -> None:
    rows = [["来年度の目標"], [], ["下の表に記入"], HEADINGS, ["# 例", "記入例"], GOAL, []]
    path = workbook(tmp_path / "goals.xlsx", {"表紙": [["表紙"]], "目標": rows, "空": []})
    assert_is_the_goal(path)
    (note,) = check(path)
    assert (note.key, note.values, note.severity) == ("corpus.sheet_passed_over", {"sheet": "表紙"}, "note")


def test_the_row_of_what_is_wrong_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "goals.xlsx", {"目標": [["題"], HEADINGS, GOAL, ["own-2", "", 2027.0]]})
    (error,) = check(path)
    assert (error.key, error.line, error.field) == ("corpus.missing_field", 4, "title")


@pytest.mark.parametrize(
    ("sheets", "key"),
    [
        pytest.param({"表": [["a", "b"], ["1", "2"]]}, "corpus.no_sheet", id="no-columns-of-goals"),
        pytest.param({"表": []}, "corpus.no_sheet", id="empty"),
    ],
)
def test_workbooks_without_goals(tmp_path: Path, sheets: dict[str, Sequence[Sequence[object]]], key: str) -> None:
    path = workbook(tmp_path / "goals.xlsx", sheets)
    assert key in [finding.key for finding in check(path)]
    with pytest.raises(InvalidCorpusError):
        Corpus.load(path)


def test_ids_in_two_sheets(tmp_path: Path) -> None:
    path = workbook(tmp_path / "goals.xlsx", {"一": [HEADINGS, GOAL], "二": [HEADINGS, GOAL]})
    assert [finding.key for finding in check(path) if finding.severity == "error"] == ["corpus.duplicate_id"]


@pytest.mark.parametrize(
    ("merged", "years"),
    [
        pytest.param((1, 2, 4, 2), [2025, 2025, 2025, 2025], id="all-rows"),
        pytest.param((2, 2, 3, 2), [2020, 2025, 2025, 2023], id="some-rows"),
        pytest.param((2, 2, 2, 3), [2020, 2025, 2022, 2023], id="columns-of-one-row"),
        pytest.param((3, 2, 9, 2), [2020, 2021, 2025, 2025], id="over-the-end"),
    ],
)
def test_a_cell_that_is_merged_over_rows_counts_for_all_of_them(
    tmp_path: Path, merged: tuple[int, int, int, int], years: list[int]
) -> None:
    path = tmp_path / "goals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("目標")
        sheet.write_row(0, 0, ("番号", "題名", "年度", "機関"))
        for row in range(1, 5):
            sheet.write_row(row, 0, (f"a{row}", f"題{row}"))
            if not merged[0] <= row <= merged[2]:
                sheet.write(row, 2, 2019 + row)
        sheet.merge_range(*merged, "令和7年度")
    assert [goal.fiscal_year for goal in Corpus.load(path)] == years


def test_merged_cells_of_headings_and_of_empty_rows_are_no_goals(tmp_path: Path) -> None:
    path = tmp_path / "goals.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("目標")
        for column, name in enumerate(("番号", "題名", "備考")):
            sheet.merge_range(0, column, 1, column, name)
        sheet.write_row(2, 0, ("a", "光"))
        sheet.merge_range(2, 2, 5, 2, "注")
        sheet.write_row(4, 0, ("b", "音"))
    assert [(goal.id, goal.notes) for goal in Corpus.load(path)] == [("a", "注"), ("b", "注")]


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        pytest.param("光\n音、熱", ("光", "音", "熱"), id="line-breaks-and-commas"),
        pytest.param("光、音\r\n熱; 力\n", ("光、音", "熱", "力"), id="line-breaks-and-semicolons"),
        pytest.param("・光\n\n \n・音", ("・光", "・音"), id="blank-lines-between"),
        pytest.param("光;\n音；\n熱", ("光", "音", "熱"), id="semicolons-at-the-ends-of-lines"),
    ],
)
def test_line_breaks_part_the_items_of_a_list(tmp_path: Path, cell: str, topics: tuple[str, ...]) -> None:
    csv_path, xlsx_path = tmp_path / "goals.csv", tmp_path / "goals.xlsx"
    csv_path.write_text(f'id,title,話題\na,題,"{cell}"\n', encoding="utf-8", newline="")
    workbook(xlsx_path, {"目標": [("id", "title", "話題"), ("a", "題", cell)]})
    for path in (csv_path, xlsx_path):
        assert [goal.topics for goal in Corpus.load(path)] == [topics]


def test_a_long_cell_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "goals.csv"
    summary = "量子、" * 50_000
    csv.field_size_limit(131_072)  # as a process begins
    path.write_text(f'id,title,概要\na,光,"{summary}"\nb,音,短い\n', encoding="utf-8")
    assert [goal.summary for goal in Corpus.load(path)] == [summary, "短い"]


def test_a_row_of_goals_may_be_as_long_as_one_of_proposals(tmp_path: Path) -> None:
    assert Limits().row_chars == MAX_ROW_CHARS
    path = tmp_path / "goals.csv"
    path.write_text(f"id,title,概要\na,光,{'x' * MAX_ROW_CHARS}\nb,音,短い\n", encoding="utf-8")
    (error,) = check(path)
    assert (error.key, error.line) == ("corpus.row_too_long", 2)
    assert "4,000,000" in error.message("ja")


def test_errors_in_a_workbook_of_several_sheets_name_the_sheet(tmp_path: Path) -> None:
    second = [
        ("id", "title", "年度", "題明"),
        ("a", "光", ""),
        ("b", "", ""),
        ("c", "音", "x"),
        ("d", "力", "", "", "余り"),
    ]
    path = workbook(tmp_path / "goals.xlsx", {"一": [HEADINGS, ("a", "熱")], "二": second})
    findings = check(path)
    assert [(finding.key, finding.sheet, finding.line) for finding in findings] == [
        ("corpus.unknown_field_near", "二", 1),
        ("corpus.duplicate_id", "二", 2),
        ("corpus.missing_field", "二", 3),
        ("corpus.year", "二", 4),
        ("corpus.extra_cell", "二", 5),
    ]
    assert findings[1].message("en").startswith(f"{path}[二]:2: a id: ")
    assert f"{path}[一]:2" in findings[1].message("en")
    assert findings[1].to_dict("en")["sheet"] == "二"


@pytest.mark.parametrize(
    ("beside", "sheet"),
    [
        pytest.param({}, None, id="one"),
        pytest.param({"Sheet2": []}, None, id="an-empty-one-beside-it"),
        pytest.param({"表紙": [["題"]]}, "目標", id="another-beside-it"),
    ],
)
def test_the_one_sheet_of_a_workbook_is_not_named(
    tmp_path: Path, beside: dict[str, Sequence[Sequence[object]]], sheet: str | None
) -> None:
    path = workbook(tmp_path / "goals.xlsx", {"目標": [HEADINGS, ("a", "")], **beside})
    (error,) = [finding for finding in check(path) if finding.severity == "error"]
    assert (error.key, error.sheet) == ("corpus.missing_field", sheet)
