"""Tables of any format: each row a proposal, its columns found or named."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from goalsearch.documents import Document, ReadOptions, read
from goalsearch.errors import DocumentError
from tests.documents.table_files import Cell, csv_table, ods, write_xlsx, xlsx, xlsx_sheet

_DATA = Path(__file__).parents[1] / "data" / "documents"

_ROWS = [
    ["受付番号", "課題名", "研究概要"],
    ["A-1", "量子計算", "量子計算の基盤技術を創出する。"],
    ["A-2", "再生医療", "幹細胞から臓器を作る。"],
]


def _parts(documents: Sequence[Document]) -> list[tuple[str | None, str | None, str]]:
    return [(document.record_id, document.title, document.text) for document in documents]


_EXPECTED = [
    ("A-1", "量子計算", "量子計算の基盤技術を創出する。"),
    ("A-2", "再生医療", "幹細胞から臓器を作る。"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_csv(tmp_path: Path, encoding: str) -> None:
    documents = read(csv_table(tmp_path / "list.csv", _ROWS, encoding))
    assert _parts(documents) == _EXPECTED
    assert [document.document_id for document in documents] == ["list.csv#2", "list.csv#3"]


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [
        pytest.param("a.tsv", "\t", id="tsv"),
        pytest.param("a.csv", "\t", id="csv-with-tabs"),
        pytest.param("a.csv", ";", id="csv-with-semicolons"),
    ],
)
def test_delimiters(tmp_path: Path, name: str, delimiter: str) -> None:
    (tmp_path / name).write_text("\n".join(delimiter.join(row) for row in _ROWS), "utf-8")
    assert _parts(read(tmp_path / name)) == _EXPECTED


def test_xlsx(tmp_path: Path) -> None:
    documents = read(xlsx(tmp_path / "list.xlsx", _ROWS), options=ReadOptions(root=tmp_path.parent))
    assert _parts(documents) == _EXPECTED
    assert [document.place for document in documents] == ["一覧!2", "一覧!3"]
    assert documents[0].document_id == f"{tmp_path.name}/list.xlsx#一覧!2"


def test_ods(tmp_path: Path) -> None:
    assert _parts(read(ods(tmp_path / "list.ods", _ROWS))) == _EXPECTED


def test_xls() -> None:
    documents = read(_DATA / "list.xls")
    assert [document.place for document in documents] == ["応募一覧!3", "応募一覧!4"]
    assert _parts(documents) == [
        ("101", "量子計算", "量子計算の基盤技術を創出する。"),
        ("102", "再生医療", "幹細胞から臓器を作る。"),
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_what_libreoffice_writes(suffix: str) -> None:
    assert _parts(read(_DATA / f"libreoffice{suffix}")) == [
        ("101", "量子計算", "量子計算の基盤技術を創出する。"),
        ("102", "再生医療", "幹細胞から臓器を作る。"),
    ]


def test_json_lines(tmp_path: Path) -> None:
    records = [dict(zip(["id", "title", "abstract"], row, strict=True)) for row in _ROWS[1:]]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (tmp_path / "a.jsonl").write_text(f"{lines[0]}\n\n{lines[1]}\n", "utf-8")
    documents = read(tmp_path / "a.jsonl")
    assert _parts(documents) == _EXPECTED
    assert [document.place for document in documents] == ["1", "3"]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param({"id": 12.0, "text": "量子"}, ("12", None, "量子"), id="whole-floats"),
        pytest.param({"id": "007", "text": "量子"}, ("007", None, "量子"), id="leading-zeros"),
        pytest.param({"text": ["量子", None, "計算"]}, (None, None, "量子\n計算"), id="lists-are-lines"),
        pytest.param({"text": None, "title": "題"}, (None, "題", ""), id="null-is-no-text"),
        pytest.param({"Abstract (EN)": "quantum", "課題名": "題"}, (None, "題", "quantum"), id="keys-are-headings"),
    ],
)
def test_json_values(tmp_path: Path, record: dict[str, object], expected: tuple[object, ...]) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    assert _parts(read(tmp_path / "a.jsonl")) == [expected]


@pytest.mark.parametrize("line", ["{", "[1]", "3", '"a"', "[" * 100_000])
def test_broken_json_names_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"text": "量子"}}\n{line}\n', "utf-8")
    with pytest.raises(DocumentError, match=r"a\.jsonl:2") as caught:
        read(tmp_path / "a.jsonl")
    assert caught.value.key == "document.json_line"


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        pytest.param(["ID", "Title", "Abstract"], ("a", "b", "c"), id="english"),
        pytest.param(["No.", "研究課題名", "要旨"], ("a", "b", "c"), id="running-number"),
        pytest.param(["研究課題/領域番号", "研究課題名", "研究概要"], ("a", "b", "c"), id="kaken"),
        pytest.param(["整理番号", "タイトル", "概要"], ("a", "b", "c"), id="other-words"),
        pytest.param(["ＩＤ", "課題名（和文）", "研究概要\n（400字以内）"], ("a", "b", "c"), id="widths-and-brackets"),
        pytest.param(["application_no", "Project Title", "SUMMARY"], ("a", "b", "c"), id="underscores-and-case"),
        pytest.param(["概要", "課題番号", "備考"], ("b", None, "a"), id="any-order"),
        pytest.param(["No", "課題番号", "概要"], ("b", None, "c"), id="a-number-of-its-own-beats-a-running-one"),
        pytest.param(["研究目的", "氏名", "研究内容"], (None, None, "a\n\nc"), id="several-texts-are-joined"),
        pytest.param(["研究目的・内容", "氏名", "研究方法"], (None, None, "a"), id="two-names-in-one"),
        pytest.param(["氏名", "研究の目的及び研究計画の概要", "方法"], (None, None, "b"), id="two-names-of-four-words"),
        pytest.param(["研究テーマの概要・目的", "氏名", "備考"], (None, None, "a"), id="of-a-theme"),
        pytest.param(["研究内容・計画", "氏名", "備考"], (None, None, "a"), id="content-and-plan"),
        pytest.param(["活動内容", "氏名", "備考"], (None, None, "a"), id="of-an-activity"),
        pytest.param(["No.", "Summary of the project", "PI"], ("a", None, "b"), id="english-with-of"),
        pytest.param(["No.", "Project description", "PI"], ("a", None, "b"), id="description"),
        pytest.param(["UT", "TI", "AB"], ("a", "b", "c"), id="web-of-science"),
        pytest.param(["氏名", "提案課題の概要", "所属"], (None, None, "b"), id="ending-in-summary"),
    ],
)
def test_headings(tmp_path: Path, headings: list[str], expected: tuple[str | None, str | None, str]) -> None:
    assert _parts(read(csv_table(tmp_path / "a.csv", [headings, ["a", "b", "c"]]))) == [expected]


@pytest.mark.parametrize(
    ("above", "first"),
    [
        pytest.param([["令和6年度 研究概要一覧", "", ""], ["", "", ""]], 4, id="a-title-and-an-empty-row"),
        pytest.param([["概要", "", ""], ["作成: 研究推進課", "", ""]], 4, id="a-title-that-is-a-known-heading"),
    ],
)
def test_headings_below_a_title(tmp_path: Path, above: list[list[str]], first: int) -> None:
    for file in (csv_table(tmp_path / "a.csv", above + _ROWS), xlsx(tmp_path / "a.xlsx", above + _ROWS)):
        documents = read(file)
        assert _parts(documents) == _EXPECTED
        assert (documents[0].place or "").rpartition("!")[2] == str(first)


def test_merged_headings(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["番号", "課題名", "研究概要", None],
        [None, None, "目標", "手法"],
        [1, "量子", "目標の文", "手法の文"],
    ]
    file = xlsx(tmp_path / "a.xlsx", rows, ["A1:A2", "B1:B2", "C1:D1"])
    assert _parts(read(file)) == [("1", "量子", "目標の文\n\n手法の文")]


def test_merged_cells_below_the_headings_are_not_repeated(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["番号", "概要", "備考"], [1, "文", "x"], [None, None, "y"]]
    documents = read(xlsx(tmp_path / "a.xlsx", rows, ["A2:A3", "B2:B3"]))
    assert _parts(documents) == [("1", None, "文"), (None, None, "")]


def test_headings_in_two_rows_without_merging(tmp_path: Path) -> None:
    rows = [["番号", "課題名", "概要", ""], ["", "", "目的", "内容"], ["1", "題", "a", "b"]]
    assert _parts(read(csv_table(tmp_path / "a.csv", rows))) == [("1", "題", "a\n\nb")]


def test_repeated_headings_are_no_proposals(tmp_path: Path) -> None:
    rows = [*_ROWS[:2], _ROWS[0], *_ROWS[2:]]
    assert _parts(read(csv_table(tmp_path / "a.csv", rows))) == _EXPECTED


def test_empty_rows_are_passed_over_and_others_kept(tmp_path: Path) -> None:
    rows = [_ROWS[0], ["", " ", "\u3000"], ["A-1", "", ""], _ROWS[1], ["", "", ""], ["", "", "以上"]]
    documents = read(csv_table(tmp_path / "a.csv", rows))
    assert [(document.place, document.text) for document in documents] == [
        ("3", ""),
        ("4", "量子計算の基盤技術を創出する。"),
        ("6", "以上"),
    ]


def test_cells_as_excel_stores_them(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["ID", "Title", "Text"], [123.0, True, 4.5], [2.0**60, None, "=1+1"], ["007", 0, "@x"]]
    assert _parts(read(xlsx(tmp_path / "a.xlsx", rows))) == [
        ("123", "TRUE", "4.5"),
        ("1.152921504606847e+18", None, "=1+1"),
        ("007", "0", "@x"),
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_rows_and_columns_are_counted_from_the_corner(tmp_path: Path, suffix: str) -> None:
    rows = [["", "", "", ""], ["", "", "", ""], ["", "", "ID", "Text"], ["", "", "a", "b"]]
    blank: list[list[Cell]] = [[cell or None for cell in row] for row in rows]
    file = xlsx(tmp_path / "a.xlsx", blank) if suffix == ".xlsx" else ods(tmp_path / "a.ods", rows)
    (document,) = read(file)
    assert (document.place, document.record_id, document.text) == ("一覧!4", "a", "b")
    (by_letter,) = read(file, options=ReadOptions(text_columns=("C",), id_column="D"))
    assert (by_letter.record_id, by_letter.text) == ("b", "a")


_UNUSUAL = [["管理", "名前", "説明文", "Text"], ["a", "b", "c", "d"]]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(ReadOptions(text_columns=("説明文",)), (None, None, "c"), id="by-heading"),
        pytest.param(ReadOptions(text_columns=("説明文（和文）",)), (None, None, "c"), id="by-heading-loosely"),
        pytest.param(ReadOptions(text_columns=("3",), id_column="1"), ("a", None, "c"), id="by-number"),
        pytest.param(ReadOptions(text_columns=("C",), title_column="b"), (None, "b", "c"), id="by-letter"),
        pytest.param(ReadOptions(text_columns=("D", "C")), (None, None, "d\n\nc"), id="several-in-the-order-named"),
        pytest.param(ReadOptions(id_column="名前"), ("b", None, "d"), id="only-the-id"),
    ],
)
def test_named_columns(tmp_path: Path, options: ReadOptions, expected: tuple[object, ...]) -> None:
    assert _parts(read(csv_table(tmp_path / "a.csv", _UNUSUAL), options=options)) == [expected]


@pytest.mark.parametrize("first", ["text", "x"])
def test_a_heading_goes_before_a_letter(tmp_path: Path, first: str) -> None:
    file = csv_table(tmp_path / "a.csv", [[first, "B", "A"], ["x", "y", "z"]])
    assert [document.text for document in read(file, options=ReadOptions(text_columns=("A",)))] == ["z"]


def test_without_headings_every_row_is_a_proposal(tmp_path: Path) -> None:
    documents = read(
        csv_table(tmp_path / "a.csv", [["1", "量子"], ["2", "医療"]]), options=ReadOptions(text_columns=("2",))
    )
    assert [document.text for document in documents] == ["量子", "医療"]


def _expect(path: Path, key: str, options: ReadOptions | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(path, options=options or ReadOptions())
    assert caught.value.key == key
    assert path.name in caught.value.message("ja")
    return caught.value


@pytest.mark.parametrize("write", [csv_table, xlsx], ids=["csv", "xlsx"])
def test_no_text_column_lists_the_headings(tmp_path: Path, write: object) -> None:
    file = tmp_path / ("a.csv" if write is csv_table else "a.xlsx")
    assert callable(write)
    write(file, [["氏名", "所属"], ["山田", "大学"]])
    error = _expect(file, "document.columns")
    assert "氏名, 所属" in error.message("en")
    assert "--text-column" in error.message("en")


@pytest.mark.parametrize("name", ["備考", "9", "ZZ", "0"])
def test_unknown_columns_list_the_headings(tmp_path: Path, name: str) -> None:
    error = _expect(csv_table(tmp_path / "a.csv", _ROWS), "document.column_unknown", ReadOptions(text_columns=(name,)))
    assert name in error.message("en")
    assert "受付番号, 課題名, 研究概要" in error.message("en")


def test_a_table_without_rows(tmp_path: Path) -> None:
    _expect(csv_table(tmp_path / "a.csv", _ROWS[:1]), "document.no_rows")
    _expect(xlsx(tmp_path / "a.xlsx", _ROWS[:1]), "document.no_rows")
    _expect(xlsx(tmp_path / "b.xlsx", []), "document.no_rows")
    (tmp_path / "a.jsonl").write_text("\n\n", "utf-8")
    _expect(tmp_path / "a.jsonl", "document.no_rows")


def test_sheets(tmp_path: Path) -> None:
    sheets = {
        "説明": xlsx_sheet([["この表の使い方"]]),
        "A班": xlsx_sheet(_ROWS[:2]),
        "空": xlsx_sheet([]),
        "B班": xlsx_sheet([_ROWS[0], _ROWS[2]]),
        "選択肢": xlsx_sheet([["概要"], ["隠し"]]),
    }
    file = write_xlsx(tmp_path / "a.xlsx", sheets, hidden=["選択肢"])
    documents = read(file)
    assert [document.place for document in documents] == ["A班!2", "B班!2"]
    assert _parts(documents) == _EXPECTED
    assert documents[0].notes == ()
    notes = [note.message("en") for note in documents[-1].notes]
    assert [note.rpartition(": ")[2] for note in notes] == ["説明", "選択肢"]
    (only,) = read(file, options=ReadOptions(sheet="B班"))
    assert only.place == "B班!2"
    (hidden,) = read(file, options=ReadOptions(sheet="選択肢"))
    assert hidden.text == "隠し"
    assert "A班" in _expect(file, "document.sheet_unknown", ReadOptions(sheet="C班")).message("en")
