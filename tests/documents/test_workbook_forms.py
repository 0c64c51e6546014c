"""Workbooks that are one form, sheets beside the proposals, and formulas without values."""

import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from goalsearch.batch.discovery import discover
from goalsearch.batch.kernel import Setup, match_files
from goalsearch.batch.options import BatchOptions
from goalsearch.corpus import CorpusSource
from goalsearch.documents import Document, ReadOptions, read, select_part
from goalsearch.documents.workbook import is_side_sheet

_TEXT = "磁性トポロジカル絶縁体の薄膜を分子線エピタキシー法で作製し、表面のディラック電子を調べる。"
_TITLE = "磁性トポロジカル薄膜の研究"
Rows = list[list[str]]


def _workbook(path: Path, **sheets: Rows) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, cell)
    return path


def _one(tmp_path: Path, rows: Rows) -> Document:
    (document,) = read(_workbook(tmp_path / "a.xlsx", 申請書=rows))
    return document


_LINES = [_TEXT[start : start + 15] for start in range(0, len(_TEXT), 15)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            [["申請書"], [], ["研究課題名", _TITLE], ["氏名", "山田"], ["研究概要", _TEXT], ["期待される成果", "素子"]],
            id="label-and-value",
        ),
        pytest.param([["タイトル", "", _TITLE], ["要旨", "", _TEXT]], id="an-empty-column-between"),
        pytest.param(
            [[], ["", "研究課題名", "", _TITLE], [], ["", "研究概要", "", _LINES[0]]]
            + [["", "", "", line] for line in _LINES[1:]]
            + [[], ["", "経費", "", "3,000"]],
            id="graph-paper",
        ),
        pytest.param(
            [["研究課題名"], [_TITLE], ["研究概要"], [_TEXT], ["研究体制"], ["共同研究者と進める。"]],
            id="below-each-other",
        ),
        pytest.param([["番号", "7", "年度", "2026"], ["課題名", _TITLE], ["概要", _TEXT], ["備考", ""]], id="pairs"),
        pytest.param([["１．研究課題名", _TITLE], ["２．研究概要（400字以内）※必須", _TEXT]], id="numbers-and-notes"),
        pytest.param([["Project title", _TITLE], ["Abstract (200 words)", _TEXT], ["Budget", "1"]], id="english"),
        pytest.param(
            [["申請書"], [f"課題名：{_TITLE}"], ["氏名：山田"], [f"研究概要（400字以内）\n{_TEXT}"], ["備考："]],
            id="label-and-value-in-one-cell",
        ),
    ],
)
def test_a_form_is_one_document(tmp_path: Path, rows: Rows) -> None:
    document = _one(tmp_path, rows)
    assert document.title == _TITLE
    assert document.text.replace("\n", "") == _TEXT
    assert (document.document_id, document.place) == ("a.xlsx#申請書", "申請書")


def test_the_text_alone_beside_its_label(tmp_path: Path) -> None:
    assert _one(tmp_path, [["所属", "理学部"], ["研究概要", _TEXT], ["特記事項", "なし"]]).text == _TEXT


def test_other_parts_of_a_form(tmp_path: Path) -> None:
    document = _one(tmp_path, [["受付番号", "R8-01"], ["年度", "令和8年度"], ["分野", "物理"], ["研究概要", _TEXT]])
    assert (document.record_id, document.year, document.field) == ("R8-01", "令和8年度", "物理")


def test_of_several_texts_the_abstract_is_matched(tmp_path: Path) -> None:
    plan = "全固体電池の界面で起こるイオン伝導の抵抗を、計算と計測により解明する。" * 3
    document = _one(
        tmp_path, [["研究課題名", _TITLE], ["研究の\n概要（400字以内）", _TEXT * 2], ["研究計画", plan], ["備考", ""]]
    )
    part = select_part(document.text)
    assert (part.text, part.heading) == (_TEXT * 2, "研究の概要")
    assert select_part(document.text, "whole").text.endswith(plan)


def test_a_form_without_a_label_for_the_text_is_read_whole(tmp_path: Path) -> None:
    document = _one(tmp_path, [["研究課題名", _TITLE], ["年度", "2026"], ["ねらい", _TEXT]])
    assert _TEXT in document.text


@pytest.mark.parametrize(
    ("rows", "n"),
    [
        pytest.param([["番号", "研究課題名", "研究概要"], ["1", "a", _TEXT], ["2", "b", _TEXT]], 2, id="table"),
        pytest.param([["研究概要"], [_TEXT], [_TEXT]], 2, id="one-column"),
        pytest.param([["研究課題", "", "内容"], ["番号", "課題名", "概要"], ["1", "a", _TEXT]], 1, id="two-rows"),
        pytest.param([["番号", "概要", "備考"], ["1", _TEXT, "概要"], ["2", _TEXT, "目的"]], 2, id="values"),
        pytest.param([["番号", "研究概要"], ["番号", "研究概要"], ["1", _TEXT]], 1, id="repeated-headings"),
        pytest.param([["研究概要"], [f"目的：{_TEXT}"], [f"背景：{_TEXT}"]], 2, id="texts-that-begin-with-a-label"),
    ],
)
def test_a_table_stays_a_table(tmp_path: Path, rows: Rows, n: int) -> None:
    assert len(read(_workbook(tmp_path / "a.xlsx", 一覧=rows))) == n


def test_named_columns_make_a_table(tmp_path: Path) -> None:
    file = _workbook(tmp_path / "a.xlsx", 申請書=[["研究課題名", _TITLE], ["研究概要", _TEXT], ["目的", _TEXT]])
    assert len(read(file, options=ReadOptions(text_columns=("2",)))) > 1


_TABLE = [["番号", "研究課題名", "研究概要"], ["1", "a", _TEXT]]


@pytest.mark.parametrize(
    "name",
    [
        "入力例",
        "作成例",
        "テンプレート",
        "ひな形",
        "雛型",
        "凡例",
        "変更履歴",
        "記入例",
        "（記入例）様式1",
        "リスト",
        "選択肢",
        "コード表",
        "マスタ",
        "記入要領",
        "Sample",
        "lists",
    ],
)
def test_side_sheets_are_left_out_and_named(tmp_path: Path, name: str) -> None:
    example = [["番号", "研究課題名", "研究概要"], ["例", "例の題", "例の文。"]]
    (document,) = read(_workbook(tmp_path / "a.xlsx", **{name: example, "応募一覧": _TABLE}))
    assert document.text == _TEXT
    (note,) = document.notes
    assert note.key == "document.note.sheets_aside"
    assert name in note.message("ja")
    assert [d.text for d in read(tmp_path / "a.xlsx", options=ReadOptions(sheet=name))] == ["例の文。"]


@pytest.mark.parametrize(
    "name", ["応募リスト", "一覧", "マスタープラン提案", "Sheet1", "サンプル測定の提案", "製品説明"]
)
def test_sheets_of_proposals(name: str) -> None:
    assert not is_side_sheet(name)


@pytest.mark.parametrize("name", ["Sheet2", "選択", "DB"])
def test_a_list_of_choices_is_known_by_what_it_holds(tmp_path: Path, name: str) -> None:
    choices = [["区分", "内容"], ["a", "基盤研究"], ["b", "萌芽研究"]]
    (document,) = read(_workbook(tmp_path / "a.xlsx", **{name: choices, "応募一覧": _TABLE}))
    assert document.text == _TEXT
    assert [(note.key, name in note.message("ja")) for note in document.notes] == [("document.note.sheets_aside", True)]


def test_a_list_of_short_texts_alone_is_read(tmp_path: Path) -> None:
    rows = [["番号", "研究概要"], ["1", "量子計算"], ["2", "免疫"]]
    assert [document.text for document in read(_workbook(tmp_path / "a.xlsx", 一覧=rows))] == ["量子計算", "免疫"]


def test_a_long_list_of_short_texts_is_read_beside_another(tmp_path: Path) -> None:
    rows = [["番号", "研究概要"], *([str(n), f"量子計算 {n}"] for n in range(60))]
    assert len(read(_workbook(tmp_path / "a.xlsx", 一覧=rows, 応募一覧=_TABLE))) == 61


def test_a_form_says_who_is_behind_it(tmp_path: Path) -> None:
    rows = [["研究代表者", "山田太郎", "所属", "理学部"], ["e-mail", "", "yamada@example.jp"], ["研究概要", _TEXT]]
    document = _one(tmp_path, rows)
    assert document.text == _TEXT
    assert (document.person.name, document.person.department) == ("山田太郎", "理学部")
    assert document.person.contact == "yamada@example.jp"
    assert document.is_form


def test_a_workbook_of_nothing_else_is_read(tmp_path: Path) -> None:
    assert [document.text for document in read(_workbook(tmp_path / "a.xlsx", サンプル=_TABLE))] == [_TEXT]


def _without_values(path: Path, *, formula: str, value: str = "") -> Path:
    """A workbook whose text in the second row is a formula."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet("一覧")
        sheet.write_row(0, 0, ["番号", "研究概要"])
        sheet.write_string(1, 0, "1")
        sheet.write_formula(1, 1, formula, None, value or "x")
        sheet.write_row(2, 0, ["2", _TEXT])
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml") and not value:
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f><v></v>", content)
            new.writestr(name, content)
    return path


@pytest.mark.parametrize("formula", ["=A1&B1", '="磁性"&"薄膜"', "=VLOOKUP(A2,Sheet9!A:B,2)"])
def test_a_formula_without_a_value_is_told(tmp_path: Path, formula: str) -> None:
    _without_values(tmp_path / "a.xlsx", formula=formula)
    first, second = read(tmp_path / "a.xlsx")
    assert (first.text, [note.key for note in first.notes]) == ("", ["document.note.formula"])
    assert (second.text, second.notes) == (_TEXT, ())
    setup = Setup(source=CorpusSource.default(), options=BatchOptions(), root=tmp_path)
    ((row, _),) = match_files(setup, discover(tmp_path).entries)
    assert row.failure is not None
    assert row.failure.key == "batch.formula"


def test_a_formula_with_its_value_is_read(tmp_path: Path) -> None:
    _without_values(tmp_path / "a.xlsx", formula="=A1&B1", value="磁性薄膜")
    assert read(tmp_path / "a.xlsx")[0].text == "磁性薄膜"
