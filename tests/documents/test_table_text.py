"""Tables of text as they come: other delimiters, broken rows, .txt, headings with notes, markup in their cells."""

import json
from pathlib import Path

import pytest

from goalsearch.documents import ReadOptions, read, read_text
from goalsearch.documents.cell import plain_text
from goalsearch.documents.headings import heading_keys
from goalsearch.errors import DocumentError

_ROWS = [
    ["課題番号", "研究課題名", "研究概要"],
    ["A-1", "磁性薄膜", "磁性トポロジカル絶縁体の薄膜を作製し、素子に応用する。"],
    ["A-2", "免疫寛容", "腸内細菌叢が産生する代謝物を調べ、治療標的を見いだす。"],
]
_ENGLISH = [
    ["id", "title", "abstract"],
    ["A-1", "Films", "We grow films, measure them, and use them in devices, at last."],
    ["A-2", "Gut", "Gut microbiota, metabolites, and T cells."],
]


def _parts(path: Path) -> list[list[str | None]]:
    return [[document.record_id, document.title, document.text] for document in read(path)]


def _lines(rows: list[list[str]], delimiter: str) -> str:
    return "\n".join(delimiter.join(row) for row in rows) + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"], ids=["comma", "tab", "semicolon", "pipe"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".txt", ".text"])
def test_any_delimiter_in_any_file_of_text(tmp_path: Path, suffix: str, delimiter: str, encoding: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(_lines(_ROWS, delimiter).encode(encoding))
    assert _parts(file) == _ROWS[1:]


@pytest.mark.parametrize("delimiter", [";", "|", "\t"], ids=["semicolon", "pipe", "tab"])
@pytest.mark.parametrize("suffix", [".csv", ".txt"])
def test_commas_of_the_text_are_no_delimiters(tmp_path: Path, suffix: str, delimiter: str) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_text(_lines(_ENGLISH, delimiter), "utf-8")
    assert _parts(file) == _ENGLISH[1:]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("磁性薄膜の研究,素子への応用,を行う。\n\n次の段落,続き。", id="japanese-with-commas"),
        pytest.param("We grow films, measure them, and so on.\nThen, at last, we write.", id="english-prose"),
        pytest.param("概要, 背景\n本研究は, 磁性薄膜を作製する。", id="heading-and-prose"),
        pytest.param("研究課題名\t磁性薄膜の研究\n研究概要\t磁性薄膜を作製し、素子に応用する。", id="labels"),
        pytest.param("所属\t理学部\t氏名\t山田\n連絡先\t内線\t1234\n本研究では磁性薄膜を作製する。", id="form-on-tabs"),
        pytest.param("課題番号,研究課題名,研究概要\n", id="headings-alone"),
        pytest.param("# 題\n\n| 年 | 計画 |\n|---|---|\n| 1 | 設計 |\n", id="table-inside-markdown"),
    ],
)
def test_texts_that_are_no_tables(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert len(read(tmp_path / "a.txt")) == 1


def test_a_table_in_txt_without_known_headings_says_so(tmp_path: Path) -> None:
    rows = [["甲", "乙", "丙"], *([f"{n}", "x", "磁性薄膜を作製する。" * 8] for n in range(3))]
    (tmp_path / "a.txt").write_text(_lines(rows, "\t"), "utf-8")
    with pytest.raises(DocumentError, match="乙"):
        read(tmp_path / "a.txt")
    assert len(read(tmp_path / "a.txt", options=ReadOptions(text_columns=("丙",)))) == 3


def test_a_table_in_txt_whose_first_text_is_long(tmp_path: Path) -> None:
    rows = [_ROWS[0], ["A-1", "題", "量子" * 5000], ["A-2", "題", "免疫" * 5000]]
    (tmp_path / "a.txt").write_text(_lines(rows, "\t"), "cp932")
    assert _parts(tmp_path / "a.txt") == rows[1:]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("A-1,題,膜を作り,測る。\n", ["膜を作り,測る。"], id="comma-without-quotes"),
        pytest.param("A-1,題,a,b,c\nA-2,題,d\n", ["a,b,c", "d"], id="two-commas"),
        pytest.param('A-1,題, "膜を作り,測る。"\n', ["膜を作り,測る。"], id="space-before-the-quotation-mark"),
        pytest.param("A-1,題,膜を作り\n測る。\nA-2,題,b\n", ["膜を作り\n測る。", "b"], id="line-break-without-quotes"),
        pytest.param("A-1,題,a,b\nA-2,題,c\nd\n", ["a,b", "c\nd"], id="a-comma-and-a-line-break"),
        pytest.param("A-1,題,a\nb\nc\nA-2,題,d\n", ["a\nb\nc", "d"], id="two-line-breaks"),
        pytest.param("A-1,題,a\nA-2,題,b\nA-3,長\n題,c\n", ["a", "b", "c"], id="line-break-in-the-title"),
        pytest.param("A-1,題,a,,,\nA-2,題,b,,,\n", ["a", "b"], id="empty-cells-at-the-end"),
        pytest.param("A-1,題,a,覚書\nA-2,題,b,覚書\nA-3,題,c,覚書\n", ["a", "b", "c"], id="column-without-heading"),
        pytest.param("A-1,題,a,b\nA-2,題,c,d,e\nA-3,題,f\n", ["a,b", "c,d,e", "f"], id="commas-in-most-rows"),
        pytest.param(
            "A-1,題,膜を作り,測る。\nA-2,題,菌を飼い,調べる。\n",
            ["膜を作り,測る。", "菌を飼い,調べる。"],
            id="a-comma-in-each-row",
        ),
        pytest.param('A-1,題,"say \\"x, y\\" and z"\n', ['say "x, y" and z'], id="backslashes"),
        pytest.param('A-1,題,"say ""x, y"" and z"\n', ['say "x, y" and z'], id="doubled-quotation-marks"),
        pytest.param('A-1,題,5" wafer\nA-2,題,b\n', ['5" wafer', "b"], id="inches"),
    ],
)
def test_broken_rows(tmp_path: Path, body: str, expected: list[str]) -> None:
    (tmp_path / "a.csv").write_text("課題番号,研究課題名,研究概要\n" + body, "utf-8")
    assert [document.text for document in read(tmp_path / "a.csv")] == expected


@pytest.mark.parametrize("delimiter", ["，", "^", "~", "：", ":"])
def test_odd_delimiters(tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "a.csv").write_text(_lines(_ROWS, delimiter), "utf-8")
    assert _parts(tmp_path / "a.csv") == _ROWS[1:]


def test_a_column_alone_is_not_parted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("研究概要\n光：熱：音の変換を，素子で調べる。\n", "utf-8")
    assert [document.text for document in read(tmp_path / "a.csv")] == ["光：熱：音の変換を，素子で調べる。"]


def test_a_table_in_markdown(tmp_path: Path) -> None:
    rows = ["| 課題番号 | 研究課題名 | 研究概要 |", "|:---|---|--:|", "| A-1 | 磁性薄膜 | 膜を作る。 |"]
    (tmp_path / "a.md").write_text("\n".join(rows), "utf-8")
    assert [[document.title, document.text] for document in read(tmp_path / "a.md")] == [["磁性薄膜", "膜を作る。"]]


def test_a_comma_in_a_text_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("番号,研究概要,年度\n1,膜を作り,長く測る。,2024\n2,b,2025\n", "utf-8")
    first, second = read(tmp_path / "a.csv")
    assert (first.text, first.year) == ("膜を作り,長く測る。", "2024")
    assert [note.key for note in first.notes] == ["document.note.mended_row"]
    assert "2" in first.notes[0].message("ja")
    assert second.notes == ()


def test_excels_own_word_about_the_delimiter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=^\n" + _lines(_ROWS, "^"), "utf-8")
    assert _parts(tmp_path / "a.csv") == _ROWS[1:]
    assert read(tmp_path / "a.csv")[0].place == "3"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        pytest.param("研究概要（400字程度）※必須", "研究概要", id="length-and-mark"),
        pytest.param("【必須】研究概要", "研究概要", id="mark-in-brackets-first"),
        pytest.param("研究概要 ※400字以内でご記入ください。図表不可", "研究概要", id="instruction"),
        pytest.param("研究概要400字以内", "研究概要", id="length-without-brackets"),
        pytest.param("研究概要：800～1000字", "研究概要", id="range"),
        pytest.param(
            "研究概要\n（専門外の方にも分かるように、400字以内で記入してください）", "研究概要", id="two-lines"
        ),
        pytest.param("研究概要\n400字以内で記入", "研究概要", id="two-lines-without-brackets"),
        pytest.param("Q3. 研究概要を入力してください", "研究概要", id="question"),
        pytest.param("（３）研究の概要", "研究の概要", id="number-in-brackets"),
        pytest.param("３．研究の概要", "研究の概要", id="number"),
        pytest.param("③研究の概要", "研究の概要", id="circled-number"),
        pytest.param("2-1 研究概要*", "研究概要", id="numbers-and-star"),
        pytest.param("研究概要 必須", "研究概要", id="required"),
        pytest.param("Q4. 研究の概要を400字程度でご記入ください", "研究の概要", id="question-with-a-length"),
        pytest.param("Title / 課題名", "課題名", id="other-language-first"),
        pytest.param("研究概要［任意］", "研究概要", id="optional"),
        pytest.param("研究概要 / Abstract", "研究概要", id="two-languages"),
        pytest.param("研究概要\nAbstract", "abstract", id="two-languages-in-lines"),
        pytest.param("Abstract (max. 300 words) *", "abstract", id="english"),
        pytest.param("Abstract, up to 2,000 characters", "abstract", id="english-without-brackets"),
        pytest.param("4) Summary - required", "summary", id="english-number-and-mark"),
        pytest.param("研究課題名（和文・40文字以内）", "研究課題名", id="title"),
    ],
)
def test_headings_with_notes(heading: str, name: str) -> None:
    assert name in heading_keys(heading)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("概要\n磁性薄膜を作製する。", id="text-below-a-word"),
        pytest.param("3種の磁性薄膜", id="number-that-belongs-to-it"),
        pytest.param("2024年度", id="year"),
    ],
)
def test_texts_that_are_no_headings(text: str) -> None:
    assert not {"概要", "研究概要", "年度", "磁性薄膜"} & set(heading_keys(text))


def test_a_long_heading_is_one(tmp_path: Path) -> None:
    heading = "研究概要（" + "専門外の方にも分かるように、" * 4 + "400字以内）"
    (tmp_path / "a.csv").write_text(f"番号,{heading}\n1,磁性薄膜\n", "utf-8")
    assert read_text(tmp_path / "a.csv") == "磁性薄膜"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"ja": "磁性", "en": "Films"}, "磁性", id="map"),
        pytest.param({"en": "Films", "ja-JP": "磁性"}, "磁性", id="map-with-regions"),
        pytest.param({"jpn": ["磁性", "薄膜"], "eng": ["Films"]}, "磁性\n薄膜", id="map-of-lists"),
        pytest.param({"en": "Films", "ja": ""}, "Films", id="empty-japanese"),
        pytest.param({"en": "Films"}, "Films", id="english-alone"),
        pytest.param({"@value": "磁性", "@language": "ja"}, "磁性", id="json-ld"),
        pytest.param(
            [{"@value": "Films", "@language": "en"}, {"@value": "磁性", "@language": "ja"}], "磁性", id="json-ld-list"
        ),
        pytest.param([{"lang": "en", "text": "Films"}, {"lang": "ja", "text": "磁性"}], "磁性", id="list-of-languages"),
        pytest.param([{"value": "磁性"}, {"value": "薄膜"}], "磁性\n薄膜", id="list-of-values"),
        pytest.param({"@xml:lang": "ja", "#text": "磁性"}, "磁性", id="from-xml"),
        pytest.param({"name": "磁性", "kind": "x"}, '{"name": "磁性", "kind": "x"}', id="other-object"),
    ],
)
def test_languages_in_json(tmp_path: Path, value: object, expected: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "abstract": value}, ensure_ascii=False), "utf-8")
    assert read_text(tmp_path / "a.jsonl") == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("<p>磁性</p><p>薄膜</p>", "磁性\n\n薄膜", id="paragraphs"),
        pytest.param("磁性<br>薄膜<br/>素子", "磁性\n薄膜\n素子", id="line-breaks"),
        pytest.param("TiO<sub>2</sub>とH<sup>+</sup>", "TiO2とH+", id="lowered-and-raised"),
        pytest.param(
            "<![CDATA[磁性 <薄膜>]]>",
            "磁性 <薄膜>",
            id="cdata",
        ),
        pytest.param(
            "<jats:title>Abstract</jats:title><jats:p>Films of <jats:italic>x</jats:italic></jats:p>",
            "Films of x",
            id="jats",
        ),
        pytest.param("磁性&nbsp;薄膜 &amp; 素子 &#x3b1;", "磁性\xa0薄膜 & 素子 α", id="references"),
        pytest.param("&lt;p&gt;磁性&lt;/p&gt;", "磁性", id="escaped-markup"),
        pytest.param("磁性_x000D_\n薄膜", "磁性\n薄膜", id="line-ends-of-excel"),
        pytest.param("a < b かつ c > d", "a < b かつ c > d", id="comparison"),
        pytest.param("p<0.05, n>3", "p<0.05, n>3", id="statistics"),
        pytest.param("R&D と AT&T", "R&D と AT&T", id="ampersands"),
        pytest.param("<磁性>の薄膜", "<磁性>の薄膜", id="brackets"),
        pytest.param('{"ja": "磁性", "en": "Films"}', "磁性", id="languages-in-json"),
        pytest.param('[{"lang": "en", "text": "Films"}, {"lang": "ja", "text": "磁性"}]', "磁性", id="list-in-json"),
        pytest.param('{"kind": "x"}', '{"kind": "x"}', id="other-json"),
        pytest.param("{x} を示す", "{x} を示す", id="a-brace"),
        pytest.param("[1] を示す", "[1] を示す", id="a-number-in-brackets"),
        pytest.param("磁 性 体 の 薄 膜 を 作 る", "磁性体の薄膜を作る", id="blanks-of-ocr"),
        pytest.param("<p>一行目\n二行目</p>", "一行目\n二行目", id="lines-in-markup"),
    ],
)
def test_markup_in_cells(cell: str, expected: str) -> None:
    assert plain_text(cell) == expected


@pytest.mark.slow
def test_a_large_table_with_a_byte_order_mark(tmp_path: Path) -> None:
    # More than is decoded at once, with a character of three bytes at every place where a piece could end.
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "a.csv").write_bytes(
            ("番号,研究概要\n" + "1,磁性トポロジカル絶縁体𠮷\n" * 150_000).encode(encoding)
        )
        assert sum(1 for _ in read(tmp_path / "a.csv")) == 150_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_a_bad_byte_is_told_by_its_line(tmp_path: Path, encoding: str) -> None:
    lines = [
        line.encode(encoding if n == 0 else encoding.removesuffix("-sig"))
        for n, line in enumerate(
            ["番号,研究概要\n", *(f"{n},磁性トポロジカル絶縁体の薄膜を作製する。\n" for n in range(9))]
        )
    ]
    lines[5] = lines[5][:-2] + b"\xff\n"
    for name in ("a.csv", "a.txt"):
        (tmp_path / name).write_bytes(b"".join(lines))
        with pytest.raises(DocumentError, match=rf"{name}:6") as caught:
            read(tmp_path / name)
        assert caught.value.key == "document.bad_bytes"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param("磁性薄膜\n".encode() + "免疫寛容を調べる\n".encode("cp932"), 2, id="two-files-put-together"),
        pytest.param("磁性薄膜を作製する。\n免疫\0寛容を調べる。\n".encode(), 2, id="a-zero"),
        pytest.param("磁性薄膜を作製する。\n免疫寛容\n".encode("cp932") + b"\xff\n", 3, id="no-character-of-cp932"),
        pytest.param("磁性薄膜を作製する。".encode()[:-1], 1, id="cut-in-the-middle-of-a-character"),
    ],
)
def test_the_line_where_a_text_is_damaged(tmp_path: Path, data: bytes, line: int) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(DocumentError, match=f"a.txt:{line}"):
        read(tmp_path / "a.txt")
