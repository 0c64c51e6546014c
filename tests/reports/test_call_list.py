"""Whom to call: the first sheet of the workbook and the first screen of the page."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from goalsearch.batch.batch import Batch
from goalsearch.batch.row import Failure, Row
from goalsearch.messages import Language
from goalsearch.model import Band, RankedGoal
from goalsearch.pages.batch import write_page
from goalsearch.ranking.calibration import POSSIBLE
from goalsearch.reports.batch_view import BatchView
from goalsearch.reports.place import place_in_words
from goalsearch.reports.workbook import write_workbook

MakeBatch = Callable[..., Batch]

CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(path: Path, batch: Batch, lang: Language = "ja") -> list[list[object]]:
    """The rows of the first sheet from its headings on, without empty cells at their ends."""
    write_workbook(path, batch, lang, created=CREATED)
    rows: list[list[object]] = [[*row] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
    for row in rows:
        while row and row[-1] == "":
            row.pop()
    return rows[3:]


def page(path: Path, batch: Batch, lang: Language = "ja") -> str:
    write_page(path, batch, lang, created=CREATED)
    return path.read_text(encoding="utf-8")


def rows_of_sheet(path: Path) -> list[dict[str, str]]:
    """The attributes of the rows of the first sheet, such as whether they are folded."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - written by the test
    return [row.attrib for row in root.iter(f"{_MAIN}row")]


def proposal(file: str, /, *hits: tuple[str, float, Band], verdict: str = "goals", **known: object) -> Row:
    ranked = tuple(RankedGoal(goal_id, fit / 3, fit, band, ("量子",)) for goal_id, fit, band in hits)
    row = Row(document_id=file, path=file, title=f"題 {file}", verdict=verdict, n_characters=9, hits=ranked)
    return replace(row, **known)  # type: ignore[arg-type]


def test_the_sheet(tmp_path: Path, make_batch: MakeBatch) -> None:
    batch = make_batch(
        proposal(
            "a.docx",
            ("2019-jst-1", 0.3, "possible"),
            ("own-1", 0.1, "weak"),
            name="山田",
            department="工学研究科",
            position="教授",
            contact="y@example.jp",
            kept=(("区分", "新規"),),
            heading="概要",
        ),
        proposal("list.xlsx#応募!4", ("2016-amed-1", 0.6, "strong"), ("2019-jst-1", 0.5, "strong"), path="list.xlsx"),
        Row(document_id="b.pdf", path="b.pdf", failure=Failure("document.scan", {"file": "b.pdf", "pages": 2})),
    )
    batch.summary.set_aside = ("記入例.docx",)
    heads, *rows = sheet(tmp_path / "out.xlsx", batch)
    shown = [
        "年度",
        "目標",
        "近さ",
        "氏名",
        "部局・職",
        "連絡先",
        "区分",
        "題名",
        "決め手の語",
        "ファイル",
        "照合した部分",
    ]
    assert heads == [*shown, "機関", "目標 ID", "適合度", "提案での順位", "No."]
    person = ["山田", "工学研究科 教授", "y@example.jp", "新規"]
    at_row_4 = ["題 list.xlsx#応募!4", "量子", "list.xlsx 応募 4 行目", "全文（9 字）"]
    assert [row[:11] for row in rows[:4]] == [
        [2019, "量子 計算 光 格子", "◎ 有力", "", "", "", "", *at_row_4],
        [2019, "量子 計算 光 格子", "○ 候補", *person, "題 a.docx", "量子", "a.docx", "「概要」（9 字）"],
        [2016, "細菌 免疫", "◎ 有力", "", "", "", "", *at_row_4],
        ["", "量子 随筆", "△ 参考", *person, "題 a.docx", "量子", "a.docx", "「概要」（9 字）"],
    ]
    assert rows[4:] == [
        ["△ 参考 1 件は折りたたんであります（左端の ＋ で開きます）。"],
        ["読めなかった 1 件は、まだ名簿に入っていません。"],
        ["", "b.pdf", BatchView(batch, "ja").failure_in_short(batch.rows[2])],
        ["提案ではなさそうな 1 件は照合していません: 記入例.docx"],
    ]


def test_a_promising_goal_is_called_about_whatever_the_verdict(tmp_path: Path, make_batch: MakeBatch) -> None:
    batch = make_batch(proposal("a", ("2019-jst-1", 0.3, "possible"), verdict="none"))
    assert sheet(tmp_path / "out.xlsx", batch)[1][:2] == [2019, "量子 計算 光 格子"]
    assert '<span class="badge possible">○ 候補</span>' in page(tmp_path / "out.html", batch)


def test_a_near_miss_is_called_about_with_what_it_has_of_a_fit(tmp_path: Path, make_batch: MakeBatch) -> None:
    near = proposal("near", ("2019-jst-1", 0.95 * POSSIBLE, "near"), verdict="near")
    nearly = proposal("nearly", ("2019-jst-1", POSSIBLE - 1e-9, "near"), verdict="near")
    batch = make_batch(near, nearly, proposal("fits", ("2019-jst-1", POSSIBLE, "possible")))
    rows = sheet(tmp_path / "out.xlsx", batch)[1:]
    assert [(row[2], row[3]) for row in rows] == [
        ("○ 候補", "題 fits"),
        ("あと一歩 99%", "題 nearly"),
        ("あと一歩 95%", "題 near"),
    ]
    assert '<span class="badge near">あと一歩 95%</span>' in page(tmp_path / "out.html", batch)


def test_what_is_weak_is_folded(tmp_path: Path, make_batch: MakeBatch) -> None:
    batch = make_batch(
        proposal("a", ("2019-jst-1", 0.3, "possible"), ("own-1", 0.1, "weak")),
        proposal("b", ("2019-jst-1", 0.1, "weak"), verdict="none"),
    )
    sheet(tmp_path / "out.xlsx", batch)
    rows = {row["r"]: row for row in rows_of_sheet(tmp_path / "out.xlsx")}
    assert [number for number, row in rows.items() if row.get("outlineLevel") == "1"] == ["6", "7"]
    assert [number for number, row in rows.items() if row.get("hidden") == "1"] == ["6", "7"]
    # The sign that opens them stands at the row below.
    assert rows["8"].get("collapsed") == "1"
    content = page(tmp_path / "out.html", batch)
    folded = re.findall(r'<details class="fold"><summary>(.*?)</summary>', content)
    assert folded[:2] == ["△ 参考 1 件", "△ だけの目標（1 件）"]


def test_goals_without_any_proposal_stand_nowhere(tmp_path: Path, make_batch: MakeBatch) -> None:
    batch = make_batch(proposal("a", ("2019-jst-1", 0.3, "possible")))
    assert "2010-jst-1" not in str(sheet(tmp_path / "out.xlsx", batch))
    assert "2010-jst-1" not in page(tmp_path / "out.html", batch)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nobody_to_call(tmp_path: Path, make_batch: MakeBatch, lang: Language) -> None:
    batch = make_batch(proposal("a", ("2019-jst-1", 0.1, "weak"), verdict="none"))
    nothing = {"ja": "（声をかける提案はありません）", "en": "(there is no proposal to call about)"}[lang]
    assert nothing in page(tmp_path / "out.html", batch, lang)
    empty = make_batch(proposal("a", verdict="none"))
    assert sheet(tmp_path / "empty.xlsx", empty, lang)[-1] == [nothing]


def test_without_any_names_there_are_no_columns_for_them(tmp_path: Path, make_batch: MakeBatch) -> None:
    batch = make_batch(proposal("応募/a.docx", ("2019-jst-1", 0.3, "possible"), title=None))
    heads, row = sheet(tmp_path / "out.xlsx", batch)
    assert heads[:7] == ["年度", "目標", "近さ", "題名", "決め手の語", "ファイル", "照合した部分"]
    assert row[3:6] == ["a", "量子", "応募/a.docx"]
    assert "氏名・連絡先" not in page(tmp_path / "out.html", batch)


def test_five_hundred_proposals_for_one_goal(tmp_path: Path, make_batch: MakeBatch) -> None:
    rows = [proposal(f"{n}.txt", ("2019-jst-1", 0.9 - n / 1000, "strong")) for n in range(500)]
    batch = make_batch(*rows, *(proposal(f"w{n}", ("own-1", 0.1, "weak"), verdict="none") for n in range(500)))
    called = [row for row in sheet(tmp_path / "out.xlsx", batch)[1:] if row[2:3] == ["◎ 有力"]]
    assert [row[3] for row in called] == [f"題 {n}.txt" for n in range(500)]
    content = page(tmp_path / "out.html", batch)
    before, _, behind = content.partition("ほか 480 件")
    assert "題 19.txt" in before
    assert "題 20.txt" not in before
    assert "題 499.txt" in behind
    # Of what is weak the page shows the best, and says how many more there are.
    assert "題 w49" in content.partition('id="proposals"')[0]
    assert "題 w50" not in content.partition('id="proposals"')[0]
    assert "ほか 450 件" in content


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("=1+1", id="formula"),
        pytest.param('=HYPERLINK("http://x")', id="link-formula"),
        pytest.param("山\n田", id="line-break"),
        pytest.param("山\u202e田", id="turned-direction"),
        pytest.param("山\ud83d田", id="lone-surrogate"),
        pytest.param("<b>山田</b>", id="markup"),
        pytest.param("山" * 40_000, id="longer-than-a-cell"),
    ],
)
def test_names_are_text(tmp_path: Path, make_batch: MakeBatch, hostile: str) -> None:
    known = dict.fromkeys(("name", "department", "position", "contact", "title"), hostile)
    batch = make_batch(proposal("a", ("2019-jst-1", 0.3, "strong"), kept=(("区分", hostile),), **known))
    row = sheet(tmp_path / "out.xlsx", batch)[1]
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    for cell in row[3:8]:
        assert isinstance(cell, str)
        assert not {"\n", "\u202e", "\ud83d"} & set(cell)
        assert len(cell) <= 32_767
    content = page(tmp_path / "out.html", batch)
    assert "<b><b>" not in content
    assert "\u202e" not in content


@pytest.mark.parametrize(
    ("document_id", "path", "expected"),
    [
        pytest.param("理学/a.docx", "理学/a.docx", "理学/a.docx", id="file"),
        pytest.param("list.csv#12", "list.csv", "list.csv 12 行目", id="row"),
        pytest.param("list.xlsx#応募!12", "list.xlsx", "list.xlsx 応募 12 行目", id="row-of-a-sheet"),
        pytest.param("list.xlsx#応募!C", "list.xlsx", "list.xlsx 応募 C 列", id="column-of-a-sheet"),
        pytest.param("list.xlsx#C", "list.xlsx", "list.xlsx#C", id="sheet-that-is-a-form"),
        pytest.param("list#1.xlsx#A!B!7", "list#1.xlsx", "list#1.xlsx A!B 7 行目", id="signs-in-names"),
        pytest.param("a#12", "a#12", "a#12", id="file-like-a-row"),
        pytest.param("a\\n.csv#3", "a\n.csv", "a\\n.csv 3 行目", id="line-break-in-a-name"),
    ],
)
def test_where_a_proposal_stands(document_id: str, path: str, expected: str) -> None:
    assert place_in_words(Row(document_id=document_id, path=path), "ja") == expected
