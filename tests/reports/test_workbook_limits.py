"""Workbooks that meet a limit of Excel, the disk or the size of a batch."""

import re
import tempfile
from pathlib import Path

import pytest

from goalsearch.batch.batch import Batch, Summary
from goalsearch.batch.look_alikes import LookAlike
from goalsearch.batch.row import Failure, Row
from goalsearch.model import Goal, RankedGoal
from goalsearch.reports.workbook import ExcelLimits, write_workbook
from tests.reports.workbook_files import (
    CREATED,
    MakeBatch,
    below,
    links,
    written,
)


def hits(*fits: float) -> tuple[RankedGoal, ...]:
    ids = ("2019-jst-1", "2016-amed-1", "2015-jst-1", "2010-jst-1", "own-1")
    return tuple(RankedGoal(goal_id, fit, fit, "possible", ("量子",)) for goal_id, fit in zip(ids, fits, strict=False))


def test_limits_of_rows(tmp_path: Path, make_batch: MakeBatch) -> None:
    rows = [Row(document_id=f"{n}", path=f"{n}", title="t", verdict="goals", hits=hits(0.5)) for n in range(1, 11)]
    sheets = written(tmp_path / "out.xlsx", make_batch(*rows), limits=ExcelLimits(rows=9))
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
        for name, n in (("声かけ", 6), ("提案", 6), ("行列", 7))
    ]
    assert all(len(cells) <= 9 for name, cells in sheets.items() if name != "作成条件")


def test_limits_of_columns(tmp_path: Path, make_batch: MakeBatch) -> None:
    row = Row(document_id="a", path="a", title="t", verdict="goals", hits=hits(0.5, 0.4))
    sheets = written(tmp_path / "out.xlsx", make_batch(row), limits=ExcelLimits(columns=6))
    assert max(len(row) for name, cells in sheets.items() for row in cells) == 6
    assert below(sheets["行列"], "No.") == [[1, "t", "2019-jst-1", 0.5, 0.4]]
    said = [row[1] for row in sheets["作成条件"]]
    assert "シート「提案」: 12 列（Excel の列数の上限 6）。" in said
    assert "シート「行列」: 2 列（Excel の列数の上限 6）。" in said


@pytest.mark.parametrize(
    ("limits", "n_links"),
    [
        pytest.param(ExcelLimits(links=2), 2, id="of-a-sheet"),
        pytest.param(ExcelLimits(link_characters=20), 3, id="of-a-link"),
    ],
)
def test_limits_of_links(tmp_path: Path, make_batch: MakeBatch, limits: ExcelLimits, n_links: int) -> None:
    out = tmp_path / "out.xlsx"
    names = ["a", "b", "c", "長い名前" * 9]
    rows = [Row(document_id=name, path=name, failure=Failure("document.empty", {"file": name})) for name in names]
    sheets = written(out, make_batch(*rows, folder=tmp_path), limits=limits)
    assert len(links(out, 2)) == n_links
    assert [row[1] for row in below(sheets["提案"], "No.")] == names
    assert f"{3 * (4 - n_links)} 個のファイル名にはリンクがありません" in str(sheets["作成条件"][-1][1])


def test_of_very_many_goals_the_matrix_shows_those_with_a_proposal(tmp_path: Path) -> None:
    goals = tuple(Goal(id=f"g{number}", title=f"目標 {number}", fiscal_year=2000) for number in range(300))
    row = Row(
        document_id="a",
        path="a",
        title="t",
        verdict="goals",
        hits=(RankedGoal("g7", 0.5, 0.5, "strong", ()), RankedGoal("g3", 0.4, 0.4, "weak", ())),
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


@pytest.mark.slow
def test_three_thousand_proposals_are_all_there(tmp_path: Path, make_batch: MakeBatch) -> None:
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
    sheets = written(tmp_path / "out.xlsx", make_batch(*rows, look_alikes=pairs))
    assert len(below(sheets["提案"], "No.")) == 3000
    assert len([row for row in below(sheets["声かけ"], "年度") if len(row) > 1]) == 3 * 3000
    assert len(below(sheets["行列"], "No.")) == 3000
    assert len(below(sheets["似た提案"], "似ている度合い")) == 200


def test_nothing_stays_behind_when_writing_fails(
    tmp_path: Path, make_batch: MakeBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    row = Row(document_id="a", path="a", verdict="goals", hits=(RankedGoal("no such goal", 1.0, 1.0, "weak", ()),))
    with pytest.raises(KeyError, match="no such goal"):
        write_workbook(tmp_path / "out.xlsx", make_batch(row), "ja", created=CREATED)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path, make_batch: MakeBatch) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape("missing")):
        write_workbook(tmp_path / "missing" / "out.xlsx", make_batch(), "ja", created=CREATED)
