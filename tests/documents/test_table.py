"""Tables of any format: each row a proposal, its columns found or named."""

import collections
import itertools
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from goalsearch.documents import Document, Limits, ReadOptions, iter_documents, read, read_text
from goalsearch.errors import DocumentError

_DATA = Path(__file__).parents[1] / "data" / "documents"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_Cell = str | int | float | bool | None


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _xlsx_cell(row: int, column: int, value: _Cell) -> str:
    place = f"{_letter(column)}{row}"
    match value:
        case None:
            return ""
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value}</v></c>'
    text = escape(value)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _xlsx_sheet(rows: Sequence[Sequence[_Cell]], merged: Sequence[str] = ()) -> str:
    data = "".join(
        f'<row r="{number}">{"".join(_xlsx_cell(number, column, value) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    after = f"<mergeCells>{merges}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'


def _write_xlsx(path: Path, sheets: dict[str, str], hidden: Sequence[str] = ()) -> Path:
    """A workbook of finished sheets."""
    names = list(sheets)
    entries = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}" state="{"hidden" if name in hidden else "visible"}"/>'
        for n, name in enumerate(names, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{overrides}</Types>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{_RELATIONS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{entries}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
        )
        for n, sheet in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", sheet)
    return path


def _xlsx(path: Path, rows: Sequence[Sequence[_Cell]], merged: Sequence[str] = ()) -> Path:
    return _write_xlsx(path, {"一覧": _xlsx_sheet(rows, merged)})


def _ods(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
        f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet><table:table table:name="一覧">{table}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", content)
    return path


def _csv(path: Path, rows: Sequence[Sequence[_Cell]], encoding: str = "utf-8") -> Path:
    lines = (",".join('"' + str("" if cell is None else cell).replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


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
    documents = read(_csv(tmp_path / "list.csv", _ROWS, encoding))
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
    documents = read(_xlsx(tmp_path / "list.xlsx", _ROWS), options=ReadOptions(root=tmp_path.parent))
    assert _parts(documents) == _EXPECTED
    assert [document.place for document in documents] == ["一覧!2", "一覧!3"]
    assert documents[0].document_id == f"{tmp_path.name}/list.xlsx#一覧!2"


def test_ods(tmp_path: Path) -> None:
    assert _parts(read(_ods(tmp_path / "list.ods", _ROWS))) == _EXPECTED


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
        pytest.param(["氏名", "提案課題の概要", "所属"], (None, None, "b"), id="ending-in-summary"),
    ],
)
def test_headings(tmp_path: Path, headings: list[str], expected: tuple[str | None, str | None, str]) -> None:
    assert _parts(read(_csv(tmp_path / "a.csv", [headings, ["a", "b", "c"]]))) == [expected]


@pytest.mark.parametrize(
    ("above", "first"),
    [
        pytest.param([["令和6年度 研究概要一覧", "", ""], ["", "", ""]], 4, id="a-title-and-an-empty-row"),
        pytest.param([["概要", "", ""], ["作成: 研究推進課", "", ""]], 4, id="a-title-that-is-a-known-heading"),
    ],
)
def test_headings_below_a_title(tmp_path: Path, above: list[list[str]], first: int) -> None:
    for file in (_csv(tmp_path / "a.csv", above + _ROWS), _xlsx(tmp_path / "a.xlsx", above + _ROWS)):
        documents = read(file)
        assert _parts(documents) == _EXPECTED
        assert (documents[0].place or "").rpartition("!")[2] == str(first)


def test_merged_headings(tmp_path: Path) -> None:
    rows: list[list[_Cell]] = [
        ["番号", "課題名", "研究概要", None],
        [None, None, "目標", "手法"],
        [1, "量子", "目標の文", "手法の文"],
    ]
    file = _xlsx(tmp_path / "a.xlsx", rows, ["A1:A2", "B1:B2", "C1:D1"])
    assert _parts(read(file)) == [("1", "量子", "目標の文\n\n手法の文")]


def test_merged_cells_below_the_headings_are_not_repeated(tmp_path: Path) -> None:
    rows: list[list[_Cell]] = [["番号", "概要", "備考"], [1, "文", "x"], [None, None, "y"]]
    documents = read(_xlsx(tmp_path / "a.xlsx", rows, ["A2:A3", "B2:B3"]))
    assert _parts(documents) == [("1", None, "文"), (None, None, "")]


def test_headings_in_two_rows_without_merging(tmp_path: Path) -> None:
    rows = [["番号", "課題名", "概要", ""], ["", "", "目的", "内容"], ["1", "題", "a", "b"]]
    assert _parts(read(_csv(tmp_path / "a.csv", rows))) == [("1", "題", "a\n\nb")]


def test_repeated_headings_are_no_proposals(tmp_path: Path) -> None:
    rows = [*_ROWS[:2], _ROWS[0], *_ROWS[2:]]
    assert _parts(read(_csv(tmp_path / "a.csv", rows))) == _EXPECTED


def test_empty_rows_are_passed_over_and_others_kept(tmp_path: Path) -> None:
    rows = [_ROWS[0], ["", " ", "\u3000"], ["A-1", "", ""], _ROWS[1], ["", "", ""], ["", "", "以上"]]
    documents = read(_csv(tmp_path / "a.csv", rows))
    assert [(document.place, document.text) for document in documents] == [
        ("3", ""),
        ("4", "量子計算の基盤技術を創出する。"),
        ("6", "以上"),
    ]


def test_cells_as_excel_stores_them(tmp_path: Path) -> None:
    rows: list[list[_Cell]] = [["ID", "Title", "Text"], [123.0, True, 4.5], [2.0**60, None, "=1+1"], ["007", 0, "@x"]]
    assert _parts(read(_xlsx(tmp_path / "a.xlsx", rows))) == [
        ("123", "TRUE", "4.5"),
        ("1.152921504606847e+18", None, "=1+1"),
        ("007", "0", "@x"),
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_rows_and_columns_are_counted_from_the_corner(tmp_path: Path, suffix: str) -> None:
    rows = [["", "", "", ""], ["", "", "", ""], ["", "", "ID", "Text"], ["", "", "a", "b"]]
    blank: list[list[_Cell]] = [[cell or None for cell in row] for row in rows]
    file = _xlsx(tmp_path / "a.xlsx", blank) if suffix == ".xlsx" else _ods(tmp_path / "a.ods", rows)
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
    assert _parts(read(_csv(tmp_path / "a.csv", _UNUSUAL), options=options)) == [expected]


@pytest.mark.parametrize("first", ["text", "x"])
def test_a_heading_goes_before_a_letter(tmp_path: Path, first: str) -> None:
    file = _csv(tmp_path / "a.csv", [[first, "B", "A"], ["x", "y", "z"]])
    assert [document.text for document in read(file, options=ReadOptions(text_columns=("A",)))] == ["z"]


def test_without_headings_every_row_is_a_proposal(tmp_path: Path) -> None:
    documents = read(_csv(tmp_path / "a.csv", [["1", "量子"], ["2", "医療"]]), options=ReadOptions(text_columns=("2",)))
    assert [document.text for document in documents] == ["量子", "医療"]


def _expect(path: Path, key: str, options: ReadOptions | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(path, options=options or ReadOptions())
    assert caught.value.key == key
    assert path.name in caught.value.message("ja")
    return caught.value


@pytest.mark.parametrize("write", [_csv, _xlsx], ids=["csv", "xlsx"])
def test_no_text_column_lists_the_headings(tmp_path: Path, write: object) -> None:
    file = tmp_path / ("a.csv" if write is _csv else "a.xlsx")
    assert callable(write)
    write(file, [["氏名", "所属"], ["山田", "大学"]])
    error = _expect(file, "document.columns")
    assert "氏名, 所属" in error.message("en")
    assert "--text-column" in error.message("en")


@pytest.mark.parametrize("name", ["備考", "9", "ZZ", "0"])
def test_unknown_columns_list_the_headings(tmp_path: Path, name: str) -> None:
    error = _expect(_csv(tmp_path / "a.csv", _ROWS), "document.column_unknown", ReadOptions(text_columns=(name,)))
    assert name in error.message("en")
    assert "受付番号, 課題名, 研究概要" in error.message("en")


def test_a_table_without_rows(tmp_path: Path) -> None:
    _expect(_csv(tmp_path / "a.csv", _ROWS[:1]), "document.no_rows")
    _expect(_xlsx(tmp_path / "a.xlsx", _ROWS[:1]), "document.no_rows")
    _expect(_xlsx(tmp_path / "b.xlsx", []), "document.no_rows")
    (tmp_path / "a.jsonl").write_text("\n\n", "utf-8")
    _expect(tmp_path / "a.jsonl", "document.no_rows")


def test_sheets(tmp_path: Path) -> None:
    sheets = {
        "説明": _xlsx_sheet([["この表の使い方"]]),
        "A班": _xlsx_sheet(_ROWS[:2]),
        "空": _xlsx_sheet([]),
        "B班": _xlsx_sheet([_ROWS[0], _ROWS[2]]),
        "選択肢": _xlsx_sheet([["概要"], ["隠し"]]),
    }
    file = _write_xlsx(tmp_path / "a.xlsx", sheets, hidden=["選択肢"])
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


def test_quotes_that_are_never_closed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('ID,概要\n1,量子\n2,"計算\n3,医療\n', "utf-8")
    assert "a.csv:3" in _expect(tmp_path / "a.csv", "document.quotes").message("en")


def test_quotes_inside_cells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('ID,概要\n1,"a ""b"" c\nd, e"\n2,5" disk\n', "utf-8")
    assert _parts(read(tmp_path / "a.csv")) == [("1", None, 'a "b" c\nd, e'), ("2", None, '5" disk')]


def test_a_cell_may_hold_a_whole_proposal(tmp_path: Path) -> None:
    text = "量子計算。" * 60_000
    assert read_text(_csv(tmp_path / "a.csv", [["概要"], [text]])) == text


def test_100_000_rows_are_streamed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    text = "量子計算の基盤技術を創出する。" * 3
    with file.open("w", encoding="cp932", newline="") as stream:
        stream.write("ID,Text\n" + "".join(f"{n},filler\n" for n in range(200_000)))
        stream.write("".join(f"{n},{text}\n" for n in range(100_000)))
    documents = iter_documents(file)
    assert next(documents).encoding == "cp932"
    places = [document.place for document in itertools.islice(documents, 299_998)]
    (last,) = documents
    assert (places[0], places[-1]) == ("3", "300000")
    assert (last.record_id, last.text, last.place) == ("99999", text, "300001")


def test_a_long_table_that_changes_its_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("ID,概要\n".encode() + "1,量子計算\n".encode() * 400_000 + "2,量子計算\n".encode("cp932"))
    _expect(file, "document.encoding")


def test_long_euc_table_with_row_13_at_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("ID,概要\n".encode("euc_jp") + "1,量子計算の研究\n".encode("euc_jp") * 400_000)
    with file.open("ab") as stream:
        stream.write("2,①量子計算\n".encode("euc_jis_2004"))
    assert collections.deque(iter_documents(file), maxlen=1)[0].text == "①量子計算"


def _bomb(path: Path, member: str) -> Path:
    _xlsx(path, _ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as part:
        for _ in range(300):
            part.write(b" " * 1024 * 1024)
    return path


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml"])
def test_bomb(tmp_path: Path, member: str) -> None:
    file = _bomb(tmp_path / "a.xlsx", member)
    assert file.stat().st_size < 400_000
    _expect(file, "document.bomb")


def test_pictures_are_not_unpacked(tmp_path: Path) -> None:
    assert _parts(read(_bomb(tmp_path / "a.xlsx", "xl/media/image1.bmp"))) == _EXPECTED


def test_a_stray_cell_in_the_last_corner_does_not_take_all_memory(tmp_path: Path) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = _xlsx_sheet(_ROWS).replace("</sheetData>", corner)
    file = _write_xlsx(tmp_path / "a.xlsx", {"一覧": sheet})
    try:
        outcome: object = _parts(read(file, options=ReadOptions(limits=Limits(memory_bytes=512 * 1024 * 1024))))
    except DocumentError as error:
        outcome = error.key
    # Refused by the worker's end, whichever way its memory ran out; the next file is read.
    assert outcome in ("document.crashed", "document.memory", "document.timeout")
    assert _parts(read(_xlsx(tmp_path / "b.xlsx", _ROWS))) == _EXPECTED


@pytest.mark.parametrize(
    "declaration",
    [
        pytest.param('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">', id="entities"),
        pytest.param('<!ENTITY b SYSTEM "file:///etc/hostname">', id="external-file"),
    ],
)
def test_entities_are_never_expanded(tmp_path: Path, declaration: str) -> None:
    sheet = f"<!DOCTYPE d [{declaration}]>" + _xlsx_sheet([*_ROWS, ["x", "y", "@"]]).replace("@", "&b;")
    _expect(_write_xlsx(tmp_path / "a.xlsx", {"一覧": sheet}), "document.damaged")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_truncated(tmp_path: Path, suffix: str, kept: float) -> None:
    file = tmp_path / f"a{suffix}"
    match suffix:
        case ".xlsx":
            data = _xlsx(file, _ROWS).read_bytes()
        case ".ods":
            data = _ods(file, _ROWS).read_bytes()
        case _:
            data = (_DATA / "list.xls").read_bytes()
    file.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(DocumentError) as caught:
        read(file)
    assert caught.value.key in {"document.damaged", "document.crashed"}


def test_encrypted_zip(tmp_path: Path) -> None:
    file = _ods(tmp_path / "a.ods", _ROWS)
    data = bytearray(file.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    file.write_bytes(data)
    _expect(file, "document.password")
