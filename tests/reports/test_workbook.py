"""The workbook, read back."""

import os
import re
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from goalsearch.batch.batch import Batch, Summary
from goalsearch.batch.look_alikes import LookAlike
from goalsearch.batch.row import Failure, Row, RowHit
from goalsearch.messages import Language, documents
from goalsearch.model import Goal
from goalsearch.ranking.fusion import Ranker
from goalsearch.reports.batch_view import BatchView
from goalsearch.reports.workbook import Limits, write_workbook

MakeBatch = Callable[..., Batch]
Cells = list[list[object]]

CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
SHEETS: dict[Language, list[str]] = {
    "ja": ["提案", "目標", "行列", "似た提案", "該当なし", "読めなかったファイル", "作成条件"],
    "en": ["Proposals", "Goals", "Matrix", "Look-alikes", "Unmatched", "Not read", "How it was made"],
}
POSIX = pytest.mark.skipif(os.name == "nt", reason="no such names on Windows")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def written(path: Path, batch: Batch, lang: Language = "ja", **options: object) -> dict[str, Cells]:
    """All cells by sheet, empty ones as an empty text, numbers as floats."""
    write_workbook(path, batch, lang, created=CREATED, **options)  # type: ignore[arg-type]
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}  # type: ignore[misc]


def below(cells: Cells, heading: str) -> Cells:
    """The rows below the one that begins with ``heading``, without empty cells at their ends."""
    start = next(number for number, row in enumerate(cells) if row and row[0] == heading)
    return [trimmed(row) for row in cells[start + 1 :]]


def trimmed(row: list[object]) -> list[object]:
    row = list(row)
    while row and row[-1] == "":
        row.pop()
    return row


def part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - written by the test itself


def links(path: Path, sheet: int) -> dict[str, tuple[str, str | None]]:
    """Targets of the links of a sheet, with the place in the target, by cell."""
    targets = {item.get("Id"): item.get("Target") for item in part(path, f"xl/worksheets/_rels/sheet{sheet}.xml.rels")}
    return {
        str(link.get("ref")): (str(targets[link.get(_RELATION)]), link.get("location"))
        for link in part(path, f"xl/worksheets/sheet{sheet}.xml").iter(f"{_MAIN}hyperlink")
    }


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_sheets(tmp_path: Path, batch_of_all_kinds: Batch, lang: Language) -> None:
    assert list(written(tmp_path / "out.xlsx", batch_of_all_kinds, lang)) == SHEETS[lang]


def test_proposals(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["提案"]
    assert cells[1][0] == (
        "全 6 件: 目標あり 2 件、該当なし 2 件、読めず 2 件。 2 位からは右の列にあります（印刷は 1 位まで）。"
    )
    assert trimmed(cells[3])[:10] == [
        *("No.", "ファイル", "受付番号", "題名", "判定"),
        *("1 位 目標", "1 位 ID", "1 位 点数", "1 位 確かさ", "1 位 一致語"),
    ]
    rows = below(cells, "No.")
    assert rows[0] == [
        *(1, "a 1.docx", "", "量子誤り訂正", "目標あり"),
        *("量子 計算 光 格子", "2019-jst-1", 0.52, "◎ 強い", "量子、格子"),
        *("量子 計算", "2015-jst-1", 0.31, "○ 可能性あり", "量子"),
        *("量子 随筆", "own-1", 0.08, "△ 弱い", "量子"),
        *(412, "日本語"),
    ]
    assert rows[1][:5] == [2, "b.pdf", "", "", "読めず"]
    assert rows[1][-1] == (
        "文字のない PDF: 文字情報のない PDF です（12 ページ、画像のみ）。"
        "OCR をかけるか、元の Word ファイルなどを指定してください。"
    )
    assert rows[2][:10] == [
        *(3, "list.xlsx#応募!4", "26H004", "<b>腸内細菌</b> & 免疫", "目標あり"),
        *("細菌 免疫", "2016-amed-1", 0.61, "◎ 強い", "細菌"),
    ]
    assert rows[2][-3:] == [1234, "日英混在", "非表示のシートは読んでいない"]
    assert rows[3][:7] == [4, "sub/c#1.txt", "", "", "該当なし", "量子 随筆", "own-1"]
    assert rows[4] == [5, "sub/d.txt", "", "和歌", "該当なし", *[""] * 15, 900, "日本語"]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]


def test_goals_are_a_call_list(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["目標"]
    assert below(cells, "年度") == [
        [
            *(
                2019,
                "JST・AMED",
                "2019-jst-1",
                "量子 計算 光 格子",
                1,
                "<b>腸内細菌</b> & 免疫",
                0.6,
                "○ 可能性あり",
                "免疫",
            ),
            *(2, "26H004", "list.xlsx#応募!4", 3),
        ],
        [
            *(2019, "JST・AMED", "2019-jst-1", "量子 計算 光 格子", 2, "量子誤り訂正", 0.52, "◎ 強い", "量子、格子"),
            *(1, "", "a 1.docx", 1),
        ],
        [
            *(2016, "AMED", "2016-amed-1", "細菌 免疫", 1, "<b>腸内細菌</b> & 免疫", 0.61, "◎ 強い", "細菌"),
            *(1, "26H004", "list.xlsx#応募!4", 3),
        ],
        [
            *(2015, "JST", "2015-jst-1", "量子 計算", 1, "量子誤り訂正", 0.31, "○ 可能性あり", "量子"),
            *(2, "", "a 1.docx", 1),
        ],
        [2010, "JST", "2010-jst-1", "光 格子", "", "（提案なし）"],
        ["", "", "own-1", "量子 随筆", 1, "量子誤り訂正", 0.08, "△ 弱い", "量子", 3, "", "a 1.docx", 1],
    ]


def test_matrix(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["行列"]
    assert "上位 3 件まで" in str(cells[1][0])
    assert cells[3] == ["", "", "◎○ の件数", 2, 1, 1, 0, 0]
    assert cells[4] == [
        *("No.", "提案", "1 位"),
        *("2019-jst-1 量子 計算 光 格子", "2016-amed-1 細菌 免疫", "2015-jst-1 量子 計算", "2010-jst-1 光 格子"),
        "own-1 量子 随筆",
    ]
    assert below(cells, "No.") == [
        [1, "量子誤り訂正", "2019-jst-1", 0.52, "", 0.31, "", 0.08],
        [3, "<b>腸内細菌</b> & 免疫", "2016-amed-1", 0.6, 0.61],
        [4, "sub/c#1.txt", "該当なし", "", "", "", "", 0.03],
    ]


def test_look_alikes(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["似た提案"]
    assert below(cells, "似ている度合い") == [
        [
            *(0.75, 1, "量子誤り訂正", "a 1.docx", 3, "<b>腸内細菌</b> & 免疫", "list.xlsx#応募!4", "量子、免疫"),
            *("2019-jst-1 / 2016-amed-1",),
        ],
    ]


def test_unmatched(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["該当なし"]
    assert below(cells, "No.") == [
        [
            *(
                4,
                "sub/c#1.txt",
                "",
                "",
                "最も近い目標の点数も、無関係な文章が達する水準の 38% にとどまります。",
                "目標に現れる語が少ない、本文が短い（42 文字）",
                42,
            ),
            *("own-1 量子 随筆", 0.03),
        ],
        [5, "sub/d.txt", "", "和歌", "本文と語を共有する目標がありません。", "", 900],
    ]


def test_failures(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["読めなかったファイル"]
    rows = below(cells, "No.")
    assert [row[:3] for row in rows] == [[2, "b.pdf", "文字のない PDF"], [6, "sub/e.doc", "対象外の形式"]]
    assert str(rows[0][3]).startswith("文字情報のない PDF です")


def test_conditions(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["作成条件"]
    facts = {row[0]: row[1] for row in cells if row[0]}
    assert facts["提案"] == "6 件"
    assert facts["読めず"] == "2 件"
    assert facts["似た提案の組"] == "1 組"
    assert facts["作成日時"] == "2026-04-01 09:30 UTC"
    assert facts["照合した目標"] == "5 件（2010–2019 年度）"
    assert facts["目標データの指紋"] == "f00d"
    assert facts["-k"] == "3"
    assert facts["sudachipy"] == "0.7.0"
    assert "編集者" in str(facts["目標の文"])
    assert cells[-1] == ["", "なし"]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("ranker", "has_terms", "has_meaning"), [("tfidf", True, False), ("semantic", False, True), ("hybrid", True, True)]
)
def test_scores_are_explained_as_those_of_the_ranker(
    tmp_path: Path, make_batch: MakeBatch, lang: Language, ranker: Ranker, has_terms: bool, has_meaning: bool
) -> None:
    sheets = written(tmp_path / "out.xlsx", make_batch(ranker=ranker), lang)
    words = {"ja": ("語の重なり", "意味の近さ"), "en": ("hared terms", "nearness in meaning")}[lang]
    intro = str(next(iter(sheets.values()))[2][0])
    assert [word in intro for word in words] == [has_terms, has_meaning]
    facts = {row[0]: str(row[1]) for row in list(sheets.values())[-1] if row[0]}
    assert facts[{"ja": "順位付け", "en": "Ranker"}[lang]].startswith(ranker)
    score = facts[{"ja": "点数", "en": "Score"}[lang]]
    assert ("TF-IDF" in score) == (ranker == "tfidf")
    assert ({"ja": "意味", "en": "meaning"}[lang] in score) == has_meaning


def test_english(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    sheets = written(tmp_path / "out.xlsx", batch_of_all_kinds, "en")
    row = below(sheets["Proposals"], "No.")[0]
    assert row[4:10] == ["goal found", "quantum simulation", "2019-jst-1", 0.52, "◎ strong", "量子, 格子"]
    assert below(sheets["Unmatched"], "No.")[1][4] == "No goal shares a term with the text."
    # A title without a translation stays in Japanese.
    assert below(sheets["Goals"], "FY")[-1][3] == "量子 随筆"


@pytest.mark.parametrize(
    ("path", "document_id", "expected"),
    [
        pytest.param("a b.docx", "a b.docx", (r"data\a%20b.docx", None), id="space"),
        pytest.param("理学部/量子.pdf", "理学部/量子.pdf", (r"data\理学部\量子.pdf", None), id="japanese"),
        pytest.param("か\u3099.txt", "か\u3099.txt", ("data\\か\u3099.txt", None), id="decomposed-as-it-is"),
        pytest.param("#1 100%.txt", "#1 100%.txt", (r"data\%231%20100%25.txt", None), id="signs-of-links"),
        pytest.param("already%20.txt", "already%20.txt", (r"data\already%2520.txt", None), id="looks-escaped"),
        pytest.param("javascript:x", "javascript:x", (r"data\javascript%3Ax", None), id="like-a-scheme", marks=POSIX),
        pytest.param("a\nb.txt", "a\\nb.txt", (r"data\a%0Ab.txt", None), id="line-break"),
        pytest.param("\udc83\udcff.txt", "\\x83\\xff.txt", (r"data\%83%FF.txt", None), id="no-unicode", marks=POSIX),
        pytest.param("x.csv", "x.csv#12", (r"data\x.csv", None), id="row-of-a-text"),
        pytest.param("x.xlsx", "x.xlsx#応募!12", (r"data\x.xlsx", "'応募'!A12"), id="row-of-a-sheet"),
        pytest.param("x#1.xlsx", "x#1.xlsx#it's!7", (r"data\x%231.xlsx", "'it''s'!A7"), id="quote-in-a-sheet"),
        pytest.param("x!1", "x!1", (r"data\x!1", None), id="file-like-a-cell"),
        pytest.param("a", "a", (r"data\a", None), id="one-letter"),
        pytest.param("x" * 255, "x" * 255, ("data\\" + "x" * 255, None), id="255-characters"),
    ],
)
def test_links(
    tmp_path: Path, make_batch: MakeBatch, path: str, document_id: str, expected: tuple[str, str | None]
) -> None:
    out = tmp_path / "out.xlsx"
    row = Row(document_id=document_id, path=path, verdict="none")
    cells = written(out, make_batch(row, folder=tmp_path / "data"))["提案"]
    assert below(cells, "No.")[0][1] == document_id
    assert links(out, 1) == {"B5": expected}


def test_links_lead_out_of_the_folder_of_the_workbook(tmp_path: Path, make_batch: MakeBatch) -> None:
    out = tmp_path / "results" / "out.xlsx"
    out.parent.mkdir()
    write_workbook(out, make_batch(Row(document_id="a", path="a"), folder=tmp_path / "data"), "ja", created=CREATED)
    assert links(out, 1) == {"B5": (r"..\data\a", None)}


def test_files_that_are_gone_have_names_and_no_links(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    out = tmp_path / "out.xlsx"
    cells = written(out, replace(batch_of_all_kinds, folder=None), "ja")
    with zipfile.ZipFile(out) as archive:
        assert not [name for name in archive.namelist() if name.startswith("xl/worksheets/_rels/")]
    assert "a 1.docx" in str(cells["提案"])
    assert not {"フォルダ", "リンク"} & {row[0] for row in cells["作成条件"]}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_sheet_links_to_the_files(tmp_path: Path, batch_of_all_kinds: Batch, lang: Language) -> None:
    out = tmp_path / "out.xlsx"
    written(out, batch_of_all_kinds, lang)
    assert [len(links(out, sheet)) for sheet in range(1, 7)] == [6, 5, 3, 2, 2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81-3",
        "-",
        "@SUM(A1)",
        '=HYPERLINK("http://x","y")',
        "{=1}",
        "http://example.org",
        "0123",
        "1e5",
        "TRUE",
    ],
)
def test_text_stays_text(tmp_path: Path, make_batch: MakeBatch, text: str) -> None:
    out = tmp_path / "out.xlsx"
    row = Row(document_id=text, path="f", title=text, record_id=text, verdict="none", language=text, warnings=(text,))
    cells = written(out, make_batch(row))["提案"]
    values = below(cells, "No.")[0]
    assert [values[1], values[2], values[3], *values[-2:]] == [text] * 5
    for sheet in range(1, 8):
        root = part(out, f"xl/worksheets/sheet{sheet}.xml")
        assert not list(root.iter(f"{_MAIN}f"))
    assert len(links(out, 1)) == 1


def test_a_formula_stays_text_when_it_is_edited(tmp_path: Path, make_batch: MakeBatch) -> None:
    out = tmp_path / "out.xlsx"
    written(out, make_batch(Row(document_id="a", path="a", title="=1+1", verdict="none")))
    formats = part(out, "xl/styles.xml").find(f"{_MAIN}cellXfs")
    assert formats is not None
    cells = part(out, "xl/worksheets/sheet1.xml").iter(f"{_MAIN}c")
    quoted = {cell.get("r"): formats[int(cell.get("s", 0))].get("quotePrefix") for cell in cells}
    assert quoted["C5"] == "1"
    assert quoted["B5"] is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("<script>&amp;</script>", "<script>&amp;</script>", id="html"),
        pytest.param("a\x00b\x1bc\td\r\ne", "a b c d e", id="control-characters"),
        pytest.param("\ud83d lone \udc80", "\ufffd lone \ufffd", id="lone-surrogates"),
        pytest.param("\ufffe\uffff", "\ufffd\ufffd", id="non-characters"),
        pytest.param("\u202etxt.exe", "txt.exe", id="turned-direction"),
        pytest.param("👩‍🔬🧬", "👩‍🔬🧬", id="emoji"),
        pytest.param("_x000D_ _x0041_", "_x000D_ _x0041_", id="escapes-of-excel"),
        pytest.param("あ" * 40_000, "あ" * 32_766 + "…", id="40000-characters"),
        pytest.param("🧬" * 20_000, "🧬" * 16_383 + "…", id="cut-between-emoji"),
    ],
)
def test_hostile_titles(tmp_path: Path, make_batch: MakeBatch, title: str, expected: str) -> None:
    sheets = written(tmp_path / "out.xlsx", make_batch(Row(document_id="a", path="a", title=title, verdict="none")))
    # The reader leaves escapes as they are where a text stands in its cell; Excel does not.
    read = str(below(sheets["提案"], "No.")[0][2]).replace("_x005F_", "_")
    assert read == expected
    assert (sheets["作成条件"][-1] == ["", "なし"]) == (not expected.endswith("…"))


def test_what_was_cut_is_counted(tmp_path: Path, make_batch: MakeBatch) -> None:
    row = Row(document_id="a", path="a", title="あ" * 40_000, verdict="none")
    sheets = written(tmp_path / "out.xlsx", make_batch(row))
    assert sheets["作成条件"][-1] == ["", "2 個のセルは長すぎるため、はじめの 32767 文字までです（Excel の上限）。"]


def hits(*scores: float) -> tuple[RowHit, ...]:
    ids = ("2019-jst-1", "2016-amed-1", "2015-jst-1", "2010-jst-1", "own-1")
    return tuple(RowHit(goal_id, score, "possible", ("量子",)) for goal_id, score in zip(ids, scores, strict=False))


def test_limits_of_rows(tmp_path: Path, make_batch: MakeBatch) -> None:
    rows = [Row(document_id=f"{n}", path=f"{n}", title="t", verdict="goals", hits=hits(0.5)) for n in range(1, 11)]
    sheets = written(tmp_path / "out.xlsx", make_batch(*rows), limits=Limits(rows=9))
    assert [row[0] for row in below(sheets["提案"], "No.")] == [
        *(1, 2, 3, 4),
        "ほか 6 行は Excel の行数の上限のため載せていません。",
    ]
    assert [row[0] for row in below(sheets["行列"], "No.")] == [
        *(1, 2, 3),
        "ほか 7 行は Excel の行数の上限のため載せていません。",
    ]
    assert [row[1] for row in sheets["作成条件"][-3:]] == [
        f"シート「{name}」: {n} 行（Excel の行数の上限 9）。全件は .jsonl か .csv で書き出してください。"
        for name, n in (("提案", 6), ("目標", 10), ("行列", 7))
    ]
    assert all(len(cells) <= 9 for name, cells in sheets.items() if name != "作成条件")


def test_limits_of_columns(tmp_path: Path, make_batch: MakeBatch) -> None:
    row = Row(document_id="a", path="a", title="t", verdict="goals", hits=hits(0.5, 0.4))
    sheets = written(tmp_path / "out.xlsx", make_batch(row), limits=Limits(columns=6))
    assert max(len(row) for name, cells in sheets.items() for row in cells) == 6
    assert below(sheets["行列"], "No.") == [[1, "t", "2019-jst-1", 0.5, 0.4]]
    said = [row[1] for row in sheets["作成条件"]]
    assert "シート「提案」: 11 列（Excel の列数の上限 6）。" in said
    assert "シート「行列」: 2 列（Excel の列数の上限 6）。" in said


@pytest.mark.parametrize(
    ("limits", "n_links"),
    [
        pytest.param(Limits(links=2), 2, id="of-a-sheet"),
        pytest.param(Limits(link_characters=20), 3, id="of-a-link"),
    ],
)
def test_limits_of_links(tmp_path: Path, make_batch: MakeBatch, limits: Limits, n_links: int) -> None:
    out = tmp_path / "out.xlsx"
    names = ["a", "b", "c", "長い名前" * 9]
    rows = [Row(document_id=name, path=name, failure=Failure("document.empty", {"file": name})) for name in names]
    sheets = written(out, make_batch(*rows, folder=tmp_path), limits=limits)
    assert len(links(out, 1)) == n_links
    assert [row[1] for row in below(sheets["提案"], "No.")] == names
    assert f"{2 * (4 - n_links)} 個のファイル名にはリンクがありません" in str(sheets["作成条件"][-1][1])


def test_of_very_many_goals_the_matrix_shows_those_with_a_proposal(tmp_path: Path) -> None:
    goals = tuple(Goal(id=f"g{number}", title=f"目標 {number}", fiscal_year=2000) for number in range(300))
    row = Row(
        document_id="a",
        path="a",
        title="t",
        verdict="goals",
        hits=(RowHit("g7", 0.5, "strong", ()), RowHit("g3", 0.4, "weak", ())),
    )
    batch = Batch(
        rows=(row,),
        goals=goals,
        folder=tmp_path,
        options={},
        versions={},
        fingerprint="",
        k=2,
        ranker="tfidf",
        summary=Summary(),
    )
    cells = written(tmp_path / "out.xlsx", batch)["行列"]
    assert cells[3][0] == "提案のない目標 298 件は、幅を抑えるため載せていません。"
    assert cells[5] == ["No.", "提案", "1 位", "g3 目標 3", "g7 目標 7"]
    assert cells[6] == [1, "t", "g7", 0.4, 0.5]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_batch(tmp_path: Path, make_batch: MakeBatch, lang: Language) -> None:
    sheets = written(tmp_path / "out.xlsx", make_batch(), lang)
    assert list(sheets) == SHEETS[lang]
    nothing = {
        "ja": {
            "提案": "（提案はありません）",
            "行列": "（点数のついた提案はありません）",
            "該当なし": "（すべての提案に合う目標がありました）",
        },
        "en": {
            "Proposals": "(no proposals)",
            "Not read": "(everything was read)",
            "Look-alikes": "(no proposals resemble each other)",
        },
    }
    for name, line in nothing[lang].items():
        assert sheets[name][-1][0] == line


def test_nothing_but_failures(tmp_path: Path, make_batch: MakeBatch) -> None:
    failure = Failure("batch.unexpected", {"file": "a", "kind": "ValueError"})
    sheets = written(tmp_path / "out.xlsx", make_batch(Row(document_id="a", path="a", failure=failure)))
    assert below(sheets["読めなかったファイル"], "No.") == [
        [1, "a", "その他", failure.message("ja").removeprefix("a: ")],
    ]
    assert below(sheets["提案"], "No.")[0][:4] == [1, "a", "", "読めず"]


def test_codes_that_the_catalogue_does_not_know_are_shown(tmp_path: Path, make_batch: MakeBatch) -> None:
    row = Row(
        document_id="a",
        path="a",
        language="tlh",
        verdict="goals",
        hits=(RowHit("own-1", 0.5, "mighty", ()),),
        warnings=("notice.new", "other"),
    )
    values = below(written(tmp_path / "out.xlsx", make_batch(row))["提案"], "No.")[0]
    assert values[7] == "mighty"
    assert values[-2:] == ["tlh", "notice.new、other"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write_workbook(first, batch_of_all_kinds, "ja", created=CREATED)
    time.sleep(1.1)
    write_workbook(second, batch_of_all_kinds, "ja", created=CREATED)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("created", "expected", "shown"),
    [
        pytest.param(CREATED, "2026-04-01T09:30:00Z", "2026-04-01 09:30 UTC", id="utc"),
        pytest.param(
            datetime(2026, 4, 1, 9, 30, tzinfo=timezone(timedelta(hours=9), "JST")),
            "2026-04-01T00:30:00Z",
            "2026-04-01 09:30 JST",
            id="japan",
        ),
        pytest.param(datetime(2026, 4, 1, 9, 30), "2026-04-01T09:30:00Z", "2026-04-01 09:30", id="no-zone"),
    ],
)
def test_properties_name_the_date_and_nobody(
    tmp_path: Path, batch_of_all_kinds: Batch, created: datetime, expected: str, shown: str
) -> None:
    out = tmp_path / "out.xlsx"
    write_workbook(out, batch_of_all_kinds, "ja", created=created)
    said = {item.tag.partition("}")[2]: item.text for item in part(out, "docProps/core.xml")}
    assert said["created"] == said["modified"] == expected
    assert said["title"] == "提案と国の研究目標の照合"
    assert not said.get("creator")
    assert not said.get("lastModifiedBy")
    rows = CalamineWorkbook.from_path(out).get_sheet_by_name("作成条件").to_python()
    assert ["作成日時", shown] in rows


def test_no_path_of_the_machine_is_told(tmp_path: Path, make_batch: MakeBatch) -> None:
    out = tmp_path / "out.xlsx"
    batch = make_batch(Row(document_id="a", path="a", verdict="none"), folder=tmp_path / "proposals")
    write_workbook(out, batch, "ja", created=CREATED)
    with zipfile.ZipFile(out) as archive:
        assert not any(tmp_path.parent.name.encode() in archive.read(name) for name in archive.namelist())


def test_set_up_for_reading_and_printing(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    out = tmp_path / "out.xlsx"
    written(out, batch_of_all_kinds)
    frozen = {}
    for sheet in range(1, 8):
        root = part(out, f"xl/worksheets/sheet{sheet}.xml")
        setup = root.find(f"{_MAIN}pageSetup")
        assert setup is not None
        assert setup.get("fitToHeight") == "0"
        assert setup.get("orientation") == ("portrait" if sheet == 7 else "landscape")
        footer = root.find(f"{_MAIN}headerFooter/{_MAIN}oddFooter")
        assert footer is not None
        assert footer.text == "&C&9&P / &N"
        pane = root.find(f".//{_MAIN}pane")
        frozen[sheet] = None if pane is None else pane.get("topLeftCell")
    assert frozen == {1: "E5", 2: "E5", 3: "D6", 4: "A4", 5: "D4", 6: "A4", 7: None}
    names = {
        (item.get("name"), item.get("localSheetId")): item.text
        for item in part(out, "xl/workbook.xml").iter(f"{_MAIN}definedName")
    }
    assert names["_xlnm._FilterDatabase", "0"] == "提案!$A$4:$W$10"
    assert names["_xlnm.Print_Titles", "0"] == "提案!$4:$4"
    # Up to the first goal.
    assert names["_xlnm.Print_Area", "0"] == "提案!$A$1:$J$10"
    assert names["_xlnm.Print_Titles", "2"] == "行列!$A:$C,行列!$5:$5"


def test_long_texts_do_not_blow_rows_up(tmp_path: Path, make_batch: MakeBatch) -> None:
    out = tmp_path / "out.xlsx"
    rows = [Row(document_id=f"{n}", path=f"{n}", title="あ" * n, verdict="none") for n in (1, 40, 5000)]
    written(out, make_batch(*rows))
    heights = [
        float(str(row.get("ht")))
        for row in part(out, "xl/worksheets/sheet1.xml").iter(f"{_MAIN}row")
        if int(str(row.get("r"))) >= 5
    ]
    assert heights[0] < heights[1] < heights[2] < 210


def test_three_thousand_proposals_are_quick(tmp_path: Path, make_batch: MakeBatch) -> None:
    rows = [
        Row(
            document_id=f"部局/{n:04}.docx",
            path=f"部局/{n:04}.docx",
            title=f"題名 {n} " + "の研究" * (n % 20),
            n_characters=n,
            language="ja",
            verdict="goals" if n % 10 else "none",
            hits=hits(0.9 - n / 5000, 0.5 - n / 10000, 0.1),
        )
        for n in range(3000)
    ]
    pairs = tuple(LookAlike(rows[n].document_id, rows[n + 1].document_id, 0.9, ("量子",)) for n in range(200))
    start = time.perf_counter()
    sheets = written(tmp_path / "out.xlsx", make_batch(*rows, look_alikes=pairs))
    # A second or two; ten times that on a busy machine.
    assert time.perf_counter() - start < 30
    assert len(below(sheets["提案"], "No.")) == 3000
    assert len(below(sheets["目標"], "年度")) == 3 * 2700 + 2
    assert len(below(sheets["行列"], "No.")) == 3000
    assert len(below(sheets["似た提案"], "似ている度合い")) == 200


def test_nothing_stays_behind_when_writing_fails(
    tmp_path: Path, make_batch: MakeBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    row = Row(document_id="a", path="a", verdict="goals", hits=(RowHit("no such goal", 1.0, "weak", ()),))
    with pytest.raises(KeyError, match="no such goal"):
        write_workbook(tmp_path / "out.xlsx", make_batch(row), "ja", created=CREATED)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path, make_batch: MakeBatch) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape("missing")):
        write_workbook(tmp_path / "missing" / "out.xlsx", make_batch(), "ja", created=CREATED)


def test_failures_of_every_reader_have_a_kind(make_batch: MakeBatch) -> None:
    keys = [key for key in documents.TABLE if not key.startswith("document.note.")]
    view = BatchView(make_batch(), "en")
    assert len(keys) > 20
    assert [key for key in keys if view.kind(Failure(key, {})) == "other"] == []
