"""Workbooks with several proposals side by side or one below the other, and texts in boxes that lie on a sheet."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from goalsearch.documents import Document, ReadOptions, read
from goalsearch.documents.options import Limits
from goalsearch.errors import DocumentError

_SPIN = "磁性トポロジカル絶縁体の薄膜を作製し、表面のディラック電子と磁化の結合を角度分解光電子分光で調べる。"
_CODE = "量子コンピュータの誤り訂正符号を実時間で復号する古典回路を設計し、超伝導量子ビットの制御装置に組み込む。"
_TITLES = ["研究課題名", "スピンの薄膜", "符号の回路"]
_NAMES = ["研究代表者", "山田太郎", "佐藤花子"]
_ABSTRACTS = ["研究概要（400字以内）", _SPIN, _CODE]


def _workbook(path: Path, rows: list[list[str]], *boxes: tuple[int, int, str], hidden: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for row_number, column, text in boxes:
            sheet.insert_textbox(row_number, column, text)
        if hidden:
            other = book.add_worksheet("隠し")
            other.insert_textbox(0, 0, hidden)
            other.hide()
    return path


def _said(documents: tuple[Document, ...]) -> list[tuple[str | None, str | None, str | None, str]]:
    return [(found.place, found.title, found.person.name, found.text) for found in documents]


_BOTH = [("表!{}", "スピンの薄膜", "山田太郎", _SPIN), ("表!{}", "符号の回路", "佐藤花子", _CODE)]


@pytest.mark.parametrize(
    ("rows", "letters"),
    [
        pytest.param([_TITLES, _NAMES, _ABSTRACTS], "BC", id="side-by-side"),
        pytest.param(
            [["応募一覧"], ["項目", "１", "２"], _TITLES, _NAMES, _ABSTRACTS, ["経費", "1", "2"]], "BC", id="heads"
        ),
        pytest.param(
            [
                [cells[0], example, *cells[1:]]
                for cells, example in (
                    (["項目", "提案１", "提案２"], "記入例"),
                    (_TITLES, "○○の研究"),
                    (_NAMES, "見本太郎"),
                    (
                        _ABSTRACTS,
                        "ここに研究の概要を、背景、目的、方法の順に、専門外の人にも分かるように書いてください。",
                    ),
                )
            ],
            "CD",
            id="an-example-beside",
        ),
    ],
)
def test_proposals_side_by_side(tmp_path: Path, rows: list[list[str]], letters: str) -> None:
    expected = [(place.format(letter), *rest) for (place, *rest), letter in zip(_BOTH, letters, strict=True)]
    assert _said(read(_workbook(tmp_path / "a.xlsx", rows))) == expected


def test_a_form_with_instructions_beside_is_one_proposal(tmp_path: Path) -> None:
    note = "研究の背景、目的、方法を、専門外の者にも分かるように、400字以内で簡潔に記入してください。図は不要です。"
    rows = [["項目", "記入欄", "記入上の注意"], [*_TITLES[:2], "内容が分かる題名"], [*_ABSTRACTS[:2], note]]
    assert [document.text for document in read(_workbook(tmp_path / "a.xlsx", rows))] == [_SPIN]


def test_forms_one_below_the_other(tmp_path: Path) -> None:
    rows = [["応募一覧"]]
    for at in (1, 2):
        rows += [[cells[0], cells[at]] for cells in (_TITLES, _NAMES, _ABSTRACTS)] + [[]]
    found = _said(read(_workbook(tmp_path / "a.xlsx", rows)))
    assert found == [(place.format(row), *rest) for (place, *rest), row in zip(_BOTH, (2, 6), strict=True)]


@pytest.mark.parametrize(
    ("rows", "box"),
    [
        pytest.param(
            [_TITLES[:2], ["研究概要"], *[[]] * 12, ["研究経費", "3,000"]], (3, 0, _SPIN), id="below-its-label"
        ),
        pytest.param([_TITLES[:2], ["研究概要"]], (1, 1, _SPIN), id="beside-its-label"),
        pytest.param([["研究概要"]], (0, 0, _SPIN), id="on-its-label"),
    ],
)
def test_a_text_box_is_what_stands_where_it_lies(
    tmp_path: Path, rows: list[list[str]], box: tuple[int, int, str]
) -> None:
    (document,) = read(_workbook(tmp_path / "a.xlsx", rows, box, hidden=_CODE))
    assert document.text == _SPIN


def test_a_letter_to_a_cell_is_manuscript_paper(tmp_path: Path) -> None:
    lines = [list(_SPIN[start : start + 20]) for start in range(0, len(_SPIN), 20)]
    (document,) = read(_workbook(tmp_path / "a.xlsx", [["研究概要"], *lines, ["研究経費"]]))
    assert document.text.replace("\n", "") == _SPIN


def test_answers_of_a_sign_each_are_no_manuscript_paper(tmp_path: Path) -> None:
    rows = [["研究概要", *(f"問{n}" for n in range(9))], [_SPIN, *"○×○○×○×○○"], [_CODE, *"○×○○×○×○○"]]
    assert [document.text for document in read(_workbook(tmp_path / "a.xlsx", rows))] == [_SPIN, _CODE]


def test_a_colon_behind_a_label_is_no_part_of_a_name(tmp_path: Path) -> None:
    rows = [["Project title:", "Spin"], ["Principal investigator:", "Jane Doe"], ["Abstract:", _SPIN]]
    (document,) = read(_workbook(tmp_path / "a.xlsx", rows))
    assert (document.title, document.person.name, document.text) == ("Spin", "Jane Doe", _SPIN)


def test_a_sheet_with_nothing_but_boxes(tmp_path: Path) -> None:
    (document,) = read(_workbook(tmp_path / "a.xlsx", [], (0, 0, "研究概要"), (2, 0, _SPIN)))
    assert document.text == _SPIN


def test_a_box_beside_a_list_is_no_proposal(tmp_path: Path) -> None:
    rows = [["研究課題名", "研究概要"], ["甲", _SPIN], ["乙", _CODE]]
    found = read(_workbook(tmp_path / "a.xlsx", rows, (5, 1, "この一覧の研究概要は、応募した人が記入したままです。")))
    assert [document.text for document in found] == [_SPIN, _CODE]


def _with_drawing(path: Path, drawing: str) -> Path:
    _workbook(path, [["研究概要"]], (0, 1, _SPIN))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            is_drawing = name == "xl/drawings/drawing1.xml"
            package.writestr(name, drawing.format(content.decode()).encode() if is_drawing else content)
    return path


@pytest.mark.parametrize(
    ("drawing", "key"),
    [
        pytest.param(
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "document.entities", id="entities"
        ),
        pytest.param("<a>", "document.damaged", id="cut-short"),
        pytest.param("<a>" + " " * 30_000_000 + "</a>", "document.bomb", id="bomb"),
    ],
)
def test_a_drawing_that_was_made_to_do_harm(tmp_path: Path, drawing: str, key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(_with_drawing(tmp_path / "a.xlsx", drawing), options=ReadOptions(limits=Limits()))
    assert caught.value.key == key
