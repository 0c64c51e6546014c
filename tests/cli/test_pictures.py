"""``goalsearch lineage`` and ``goalsearch map``."""

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from goalsearch.reports.layout import width

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べる。"

both = pytest.mark.parametrize("command", ["lineage", "map"])


@pytest.fixture
def many_goals(tmp_path: Path) -> Path:
    """A corpus that makes 400 goals of the 99."""
    file = tmp_path / "many.csv"
    rows = (f"own-{number},光の格子 {number}\n" for number in range(301))
    file.write_text("id,title\n" + "".join(rows), encoding="utf-8")
    return file


@both
@pytest.mark.parametrize("lang", ["ja", "en"])
class TestFiles:
    def test_svg(self, run: Run, command: str, lang: str) -> None:
        outcome = run(command, "-o", "a.svg", "--lang", lang)
        assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "a.svg\n", "")
        root = fromstring(Path("a.svg").read_text(encoding="utf-8"))
        assert root.get("lang") == lang

    def test_html(self, run: Run, command: str, lang: str) -> None:
        assert run(command, "-o", "a.html", "--years", "2018-2019", "--lang", lang).returncode == 0
        content = Path("a.html").read_text(encoding="utf-8")
        assert content.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
        assert "2018-jst-1" in content
        assert "2016-jst-1" not in content

    def test_the_same_bytes_again(self, run: Run, command: str, lang: str) -> None:
        for name in ("a.html", "b.html"):
            assert run(command, "-o", name, "--years", "2014-2019", "--lang", lang).returncode == 0
        assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


@both
class TestTables:
    def test_text(self, run: Run, command: str) -> None:
        outcome = run(command, "--lang", "ja")
        assert outcome.returncode == 0
        assert outcome.stdout.count("トポロジカル材料科学の構築による革新的材料・デバイスの創出") == 1
        assert [line for line in outcome.stdout.splitlines() if width(line) > 80] == []

    def test_csv(self, run: Run, command: str) -> None:
        records = list(csv.DictReader(io.StringIO(run(command, "--format", "csv").stdout)))
        assert len(records) == 99
        assert records[0]["id"] == "2001-jst-1"

    def test_json(self, run: Run, command: str) -> None:
        values = json.loads(run(command, "--format", "json").stdout)
        assert len(values["goals" if command == "lineage" else "points"]) == 99

    def test_a_corpus_of_one_s_own(self, run: Run, command: str) -> None:
        Path("own.csv").write_text("id,title\nown-1,量子の随筆\nown-2,=HYPERLINK(1)\n", encoding="utf-8")
        outcome = run(command, "--format", "csv", "--corpus", "own.csv")
        assert outcome.returncode == 0
        assert "own-1" in outcome.stdout
        assert ",'=HYPERLINK(1)" in outcome.stdout


@both
class TestRefusals:
    def test_an_existing_file(self, run: Run, command: str) -> None:
        Path("a.svg").write_text("before", encoding="utf-8")
        outcome = run(command, "-o", "a.svg")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert "a.svg: already exists; give --force" in outcome.stderr
        assert Path("a.svg").read_text(encoding="utf-8") == "before"
        assert run(command, "-o", "a.svg", "--force").returncode == 0

    def test_a_form_that_is_not_known(self, run: Run, command: str) -> None:
        outcome = run(command, "-o", "a.png")
        assert outcome.returncode == 1
        assert "a.png: unknown form of output; give -o a name that ends in .svg .html" in outcome.stderr

    def test_a_file_and_a_format(self, run: Run, command: str) -> None:
        outcome = run(command, "-o", "a.svg", "--format", "json")
        assert outcome.returncode == 2
        assert "Give either -o or --format, not both" in outcome.stderr
        assert not Path("a.svg").exists()

    def test_a_year_without_goals(self, run: Run, command: str) -> None:
        outcome = run(command, "--years", "1999")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert "Goals of fiscal year 1999 are not recorded" in outcome.stderr

    def test_filters_that_nothing_passes(self, run: Run, command: str) -> None:
        outcome = run(command, "--years", "2004", "--category", "medical", "--lang", "ja")
        assert outcome.returncode == 1
        assert "絞り込みに合う目標がありません" in outcome.stderr


class TestLineage:
    def test_a_text_in_it(self, run: Run) -> None:
        values = json.loads(run("lineage", TEXT, "--format", "json").stdout)
        hits = {goal["id"]: goal["hit"] for goal in values["goals"] if goal["hit"]}
        assert hits["2018-jst-1"]["rank"] == 1
        assert values["verdict"] == "goals"
        # The goals near it, and what they continue; all of them if they are asked for.
        assert len(hits) == 5
        assert len(values["goals"]) < 14
        assert len(json.loads(run("lineage", TEXT, "--whole", "--format", "json").stdout)["goals"]) == 99

    def test_a_file_and_a_pipe(self, run: Run) -> None:
        Path("a.txt").write_text(TEXT, encoding="utf-8")
        from_file = run("lineage", "-f", "a.txt")
        assert TEXT in from_file.stdout
        assert run("lineage", "-f", "-", stdin=TEXT.encode()).stdout == from_file.stdout

    def test_without_a_text_nothing_is_read(self, run: Run) -> None:
        assert run("lineage", stdin=TEXT.encode()).stdout == run("lineage").stdout

    def test_one_goal(self, run: Run) -> None:
        values = json.loads(run("lineage", "--goal", "2025-jst-1", "--format", "json").stdout)
        ids = [goal["id"] for goal in values["goals"]]
        assert {"2018-jst-1", "2025-jst-1"} <= set(ids)
        assert len(ids) < 30

    @pytest.mark.parametrize("about", [[TEXT], ["--goal", "2018-jst-1"]], ids=["text", "goal"])
    def test_among_too_many_goals(self, run: Run, many_goals: Path, about: list[str]) -> None:
        outcome = run("lineage", *about, "--add-corpus", str(many_goals), "--format", "csv")
        assert outcome.returncode == 0
        ids = [record["id"] for record in csv.DictReader(io.StringIO(outcome.stdout))]
        assert "2018-jst-1" in ids
        assert 1 < len(ids) <= 40
        assert run("lineage", "--add-corpus", str(many_goals)).returncode == 1

    def test_a_goal_that_is_not_there(self, run: Run) -> None:
        outcome = run("lineage", "--goal", "2025-jst-99")
        assert outcome.returncode == 1
        assert "2025-jst-9" in outcome.stderr

    def test_an_empty_text(self, run: Run) -> None:
        outcome = run("lineage", "", "-o", "a.svg", "--lang", "ja")
        assert outcome.returncode == 0
        assert "要旨が空です" in outcome.stderr
        assert "はっきり合う目標なし" in Path("a.svg").read_text(encoding="utf-8")


class TestMap:
    @pytest.fixture
    def folder(self) -> Path:
        folder = Path("提案書")
        folder.mkdir()
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
        (folder / "b.txt").write_text("中世の修道院の写本における装飾と典礼の関係を史料から論じる。", encoding="utf-8")
        return folder

    def test_a_text_in_it(self, run: Run) -> None:
        (text,) = (
            point
            for point in json.loads(run("map", "-t", TEXT, "--format", "json").stdout)["points"]
            if point["kind"] == "text"
        )
        assert text["nearest"].startswith("2018-jst-1、")
        assert text["fits"] is True

    def test_a_folder(self, run: Run, folder: Path) -> None:
        outcome = run("map", str(folder), "-o", "a.html", "--lang", "ja")
        assert (outcome.returncode, outcome.stdout) == (0, "a.html\n")
        assert "2 件を照合" in outcome.stderr
        content = Path("a.html").read_text(encoding="utf-8")
        assert "提案 2 件（合う目標なし 1 件）" in content
        # What was read stays out of it.
        assert "角度分解" not in content

    def test_a_folder_and_a_text(self, run: Run, folder: Path) -> None:
        points = json.loads(run("map", str(folder), "-t", TEXT, "--format", "json").stdout)["points"]
        assert [point["kind"] for point in points if point["kind"] != "goal"] == ["text", "proposal", "proposal"]

    def test_a_file_that_cannot_be_read(self, run: Run, folder: Path) -> None:
        (folder / "c.pdf").write_bytes(b"%PDF-1.4 broken")
        outcome = run("map", str(folder), "-o", "a.svg")
        assert (outcome.returncode, outcome.stdout) == (3, "a.svg\n")
        assert "c.pdf" in outcome.stderr

    def test_the_output_in_the_folder_is_no_proposal(self, run: Run, folder: Path) -> None:
        assert run("map", str(folder), "-o", f"{folder}/a.html").returncode == 0
        outcome = run("map", str(folder), "-o", f"{folder}/a.html", "--force", "--lang", "ja")
        assert "2 件を照合" in outcome.stderr

    def test_too_many_goals_are_told_of_before_a_folder_is_read(self, run: Run, folder: Path, many_goals: Path) -> None:
        outcome = run("map", str(folder), "--add-corpus", str(many_goals), "--lang", "en")
        assert outcome.returncode == 1
        assert outcome.stdout == ""
        # No word of the proposals.
        assert re.fullmatch(r"[^\n]*400 goals are too many for a picture[^\n]*\n", outcome.stderr)

    def test_a_folder_that_is_not_there(self, run: Run) -> None:
        outcome = run("map", "nowhere", "-o", "a.svg")
        assert outcome.returncode == 1
        assert "nowhere: no such folder" in outcome.stderr
        assert not Path("a.svg").exists()
