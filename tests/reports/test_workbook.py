"""The workbook, read back."""

import os
import re
import time
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from goalsearch.batch.batch import Batch
from goalsearch.batch.row import Failure, Row
from goalsearch.defaults import Ranker
from goalsearch.messages import Language, documents
from goalsearch.model import RankedGoal
from goalsearch.reports.batch_view import BatchView
from goalsearch.reports.workbook import write_workbook
from goalsearch.reports.workbook.table import LEAST_SCALE
from tests.reports.test_workbook_limits import hits
from tests.reports.workbook_files import (
    _MAIN,
    CREATED,
    SHEETS,
    MakeBatch,
    below,
    part,
    trimmed,
    written,
)

POSIX = pytest.mark.skipif(os.name == "nt", reason="no such names on Windows")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_sheets(tmp_path: Path, batch_of_all_kinds: Batch, lang: Language) -> None:
    assert list(written(tmp_path / "out.xlsx", batch_of_all_kinds, lang)) == SHEETS[lang]


def test_proposals(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    cells = written(tmp_path / "out.xlsx", batch_of_all_kinds)["提案"]
    assert cells[1][0] == (
        "全 6 件: 目標あり 2 件、該当なし 2 件（うち、あと一歩 0 件）、読み取り不可 2 件。"
        " 2 位からは右の列にあります（印刷は 1 位まで）。"
    )
    assert trimmed(cells[3])[:10] == [
        *("No.", "ファイル", "受付番号", "題名", "判定"),
        *("1 位 目標", "1 位 ID", "1 位 適合度", "1 位 近さ", "1 位 共通する語"),
    ]
    rows = below(cells, "No.")
    assert rows[0] == [
        *(1, "a 1.docx", "", "量子誤り訂正", "目標あり"),
        *("量子 計算 光 格子", "2019-jst-1", 0.52, "◎ 有力", "量子、格子"),
        *("量子 計算", "2015-jst-1", 0.31, "○ 候補", "量子"),
        *("量子 随筆", "own-1", 0.08, "△ 参考", "量子"),
        *("全文（412 字）", 412, "日本語"),
    ]
    assert rows[1][:5] == [2, "b.pdf", "", "", "読み取り不可"]
    assert rows[1][-1] == (
        "文字のない PDF: 文字情報のない PDF です（12 ページ、画像のみ）。"
        "OCR をかけるか、元の Word ファイルなどを指定してください。"
    )
    assert rows[2][:10] == [
        *(3, "list.xlsx#応募!4", "26H004", "<b>腸内細菌</b> & 免疫", "目標あり"),
        *("細菌 免疫", "2016-amed-1", 0.61, "◎ 有力", "細菌"),
    ]
    assert rows[2][-3:] == [1234, "日英混在", "非表示のシートは読んでいない"]
    assert rows[3][:7] == [4, "sub/c#1.txt", "", "", "該当なし", "量子 随筆", "own-1"]
    assert rows[4] == [5, "sub/d.txt", "", "和歌", "該当なし", *[""] * 15, "全文（900 字）", 900, "日本語"]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5, 6]


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
                "最も近い目標でも、目安の適合度 1.15 に対し 0.38 です。",
                "目標に現れる語が少ない、要旨が短い（42 文字）",
                42,
            ),
            *("own-1 量子 随筆", 0.03),
        ],
        [5, "sub/d.txt", "", "和歌", "要旨と共通する語のある目標がありません。", "", 900],
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
    assert facts["読み取り不可"] == "2 件"
    assert facts["似た提案の組"] == "1 組"
    assert facts["作成日時"] == "2026-04-01 09:30 UTC"
    assert facts["照合した目標"] == "5 件（2010–2019年度）"
    assert facts["目標データの識別値（SHA-256）"] == "f00d"
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
    words = {"ja": ("語の重なり", "意味の近さ"), "en": ("share", "meaning")}[lang]
    intro = str(list(sheets.values())[1][2][0])
    assert [word in intro.lower() for word in words] == [has_terms, has_meaning]
    facts = {row[0]: str(row[1]) for row in list(sheets.values())[-1] if row[0]}
    ordered_by = facts[{"ja": "順位の付け方", "en": "What orders the goals"}[lang]]
    assert ordered_by.endswith({"ja": f"（{ranker}）", "en": f"({ranker})"}[lang])
    score = facts[{"ja": "適合度", "en": "Fit"}[lang]]
    assert [word in score.lower() for word in words] == [has_terms, has_meaning]


def test_english(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    sheets = written(tmp_path / "out.xlsx", batch_of_all_kinds, "en")
    row = below(sheets["Proposals"], "No.")[0]
    assert row[4:10] == ["goal found", "quantum simulation", "2019-jst-1", 0.52, "◎ strong", "量子, 格子"]
    assert below(sheets["Unmatched"], "No.")[1][4] == "No goal shares a word with the text."
    # A title without a translation stays in Japanese.
    assert below(sheets["Whom to call"], "FY")[2][:3] == [2016, "microbes and immunity", "◎ strong"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_batch(tmp_path: Path, make_batch: MakeBatch, lang: Language) -> None:
    sheets = written(tmp_path / "out.xlsx", make_batch(), lang)
    assert list(sheets) == SHEETS[lang]
    nothing = {
        "ja": {
            "提案": "（提案はありません）",
            "行列": "（近い目標のある提案はありません）",
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
    assert below(sheets["提案"], "No.")[0][:4] == [1, "a", "", "読み取り不可"]


def test_codes_that_the_catalogue_does_not_know_are_shown(tmp_path: Path, make_batch: MakeBatch) -> None:
    row = Row(
        document_id="a",
        path="a",
        language="tlh",
        verdict="goals",
        hits=(RankedGoal("own-1", 0.5, 0.5, "possible", ()),),
        warnings=("notice.new", "other"),
    )
    values = below(written(tmp_path / "out.xlsx", make_batch(row))["提案"], "No.")[0]
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
        # Short lists go on one page, which is what is meant where nothing is said; the matrix has a width of its own.
        assert setup.get("fitToHeight") == ("0" if sheet in (3, 7) else None)
        assert setup.get("orientation") == ("portrait" if sheet == 7 else "landscape")
        footer = root.find(f"{_MAIN}headerFooter/{_MAIN}oddFooter")
        assert footer is not None
        assert footer.text == "&C&9&P / &N"
        pane = root.find(f".//{_MAIN}pane")
        frozen[sheet] = None if pane is None else pane.get("topLeftCell")
    assert frozen == {1: "D5", 2: "E5", 3: "D6", 4: "A4", 5: "D4", 6: "A4", 7: None}
    names = {
        (item.get("name"), item.get("localSheetId")): item.text
        for item in part(out, "xl/workbook.xml").iter(f"{_MAIN}definedName")
    }
    assert names["_xlnm._FilterDatabase", "1"] == "提案!$A$4:$X$10"
    assert names["_xlnm.Print_Titles", "1"] == "提案!$4:$4"
    # Up to the first goal.
    assert names["_xlnm.Print_Area", "1"] == "提案!$A$1:$J$10"
    assert names["_xlnm.Print_Titles", "2"] == "行列!$A:$C,行列!$5:$5"


@pytest.mark.parametrize(("n_rows", "pages"), [(14, None), (60, "0")])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_print_can_be_read(
    tmp_path: Path, make_batch: MakeBatch, lang: Language, n_rows: int, pages: str | None
) -> None:
    known = {"name": "山田 太郎", "department": "大学院工学研究科", "position": "准教授", "contact": "y@example.ac.jp"}
    rows = [
        Row(
            document_id=f"工学研究科/様式1_{n}.docx",
            path=f"工学研究科/様式1_{n}.docx",
            title="トポロジカルフォトニック結晶による光の一方向伝搬",
            n_characters=312,
            heading="研究課題の要旨",
            verdict="goals",
            hits=hits(0.5),
            **known,  # type: ignore[arg-type]
        )
        for n in range(n_rows)
    ]
    out = tmp_path / "out.xlsx"
    written(out, make_batch(*rows), lang)
    setup = part(out, "xl/worksheets/sheet1.xml").find(f"{_MAIN}pageSetup")
    assert setup is not None
    assert setup.get("fitToHeight") == pages
    areas = {
        int(item.attrib["localSheetId"]): re.findall(r"\$([A-Z]+)\$", item.text or "")
        for item in part(out, "xl/workbook.xml").iter(f"{_MAIN}definedName")
        if item.get("name") == "_xlnm.Print_Area"
    }
    for sheet, (_, last) in areas.items():
        n_printed = ord(last) - ord("A") + 1
        columns = part(out, f"xl/worksheets/sheet{sheet + 1}.xml").iter(f"{_MAIN}col")
        points = sum(
            5.25 * float(column.attrib["width"]) for column in columns if int(column.attrib["max"]) <= n_printed
        )
        # What A4 has between the margins, lying: letters of 10 points have at least 7 then.
        assert 784 / points >= LEAST_SCALE, sheet


@pytest.mark.parametrize(
    ("known", "goal_width"),
    [
        pytest.param({}, 40, id="no-person"),
        pytest.param({"name": "山田 太郎", "department": "工学研究科", "contact": "y@example.ac.jp"}, 34, id="person"),
        pytest.param(
            {
                "name": "山田 太郎",
                "department": "工学研究科",
                "contact": "y@example.ac.jp",
                "kept": (("分野", "光"), ("年次", "1")),
            },
            24,
            id="more-than-a-page-is-wide",
        ),
    ],
)
def test_the_goal_has_what_others_leave_of_the_width_of_a_page(
    tmp_path: Path, make_batch: MakeBatch, known: dict[str, object], goal_width: int
) -> None:
    row = Row(
        document_id="a.docx",
        path="a.docx",
        title="題",
        n_characters=9,
        verdict="goals",
        hits=hits(0.5),
        **known,  # type: ignore[arg-type]
    )
    out = tmp_path / "out.xlsx"
    written(out, make_batch(row), "ja")
    columns = list(part(out, "xl/worksheets/sheet1.xml").iter(f"{_MAIN}col"))
    assert float(columns[1].attrib["width"]) == pytest.approx(goal_width + 0.71, abs=0.01)


def test_persons_and_kept_columns(tmp_path: Path, make_batch: MakeBatch) -> None:
    known = Row(
        document_id="a.docx",
        path="a.docx",
        title="題",
        name="山田",
        department="工学研究科",
        contact="y@example.jp",
        kept=(("区分", "新規"),),
        n_characters=114,
        heading="研究の概要",
        verdict="goals",
        hits=hits(0.5),
    )
    unknown = Row(document_id="b.docx", path="b.docx", verdict="none", n_characters=900, n_form_lines=31)
    sheets = written(tmp_path / "out.xlsx", make_batch(known, unknown))
    heads = ["氏名", "部局", "連絡先", "区分", "照合した部分", "文字数", "言語", "注意"]
    assert trimmed(sheets["提案"][3])[-8:] == heads
    rows = below(sheets["提案"], "No.")
    assert rows[0][9:14] == ["山田", "工学研究科", "y@example.jp", "新規", "「研究の概要」（114 字）"]
    assert rows[1][9:14] == ["", "", "", "", "全文（様式と見られる 31 行を除く）"]


def test_long_texts_do_not_blow_rows_up(tmp_path: Path, make_batch: MakeBatch) -> None:
    out = tmp_path / "out.xlsx"
    rows = [Row(document_id=f"{n}", path=f"{n}", title="あ" * n, verdict="none") for n in (1, 40, 5000)]
    written(out, make_batch(*rows))
    heights = [
        float(str(row.get("ht")))
        for row in part(out, "xl/worksheets/sheet2.xml").iter(f"{_MAIN}row")
        if int(str(row.get("r"))) >= 5
    ]
    assert heights[0] < heights[1] < heights[2] < 210


def test_failures_of_every_reader_have_a_kind(make_batch: MakeBatch) -> None:
    keys = [key for key in documents.TABLE if not key.startswith("document.note.")]
    view = BatchView(make_batch(), "en")
    assert len(keys) > 20
    assert [key for key in keys if view.kind(Failure(key, {})) == "other"] == []
