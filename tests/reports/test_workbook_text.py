"""Text and links in a workbook: text stays text, and links lead where the files are."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from goalsearch.batch.batch import Batch
from goalsearch.batch.row import Row
from goalsearch.messages import Language
from goalsearch.reports.workbook import write_workbook
from tests.reports.test_workbook import POSIX
from tests.reports.workbook_files import _MAIN, CREATED, MakeBatch, below, links, part, written


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
        pytest.param("x.xlsx", "x.xlsx#応募!C", (r"data\x.xlsx", "'応募'!C1"), id="column-of-a-sheet"),
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
    assert links(out, 2) == {"B5": expected}


def test_links_lead_out_of_the_folder_of_the_workbook(tmp_path: Path, make_batch: MakeBatch) -> None:
    out = tmp_path / "results" / "out.xlsx"
    out.parent.mkdir()
    write_workbook(out, make_batch(Row(document_id="a", path="a"), folder=tmp_path / "data"), "ja", created=CREATED)
    assert links(out, 2) == {"B5": (r"..\data\a", None)}


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
    assert [len(links(out, sheet)) for sheet in range(1, 7)] == [8, 6, 3, 2, 2, 2]


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
    assert len(links(out, 2)) == 1


def test_a_formula_stays_text_when_it_is_edited(tmp_path: Path, make_batch: MakeBatch) -> None:
    out = tmp_path / "out.xlsx"
    written(out, make_batch(Row(document_id="a", path="a", title="=1+1", verdict="none")))
    formats = part(out, "xl/styles.xml").find(f"{_MAIN}cellXfs")
    assert formats is not None
    cells = part(out, "xl/worksheets/sheet2.xml").iter(f"{_MAIN}c")
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
