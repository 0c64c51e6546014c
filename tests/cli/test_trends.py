"""``goalsearch trends`` and ``goalsearch gaps`` as a user meets them."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

THEMES = Path(__file__).parents[1] / "data" / "themes.jsonl"
RISING = "フラーレンを分散させた試料を調べる。"
LEVEL = "高分子の結晶化を観察する。"


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """Projects of which more and more hold a sentence; three rows that are not as they should be."""
    path = tmp_path / "projects.csv"
    rows = [
        [f"{2012 + year}年度", f"題{year}-{number}", LEVEL + (RISING if number <= 2 * year else "") + f"条件{number}"]
        for year in range(8)
        for number in range(20)
    ]
    rows += [["不明", "題", LEVEL], ["H30", "題0-0", rows[0][2]], ["R1", "", ""]]
    with path.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows([["年度", "課題名", "研究概要"], *rows])
    return path


@pytest.fixture
def abstracts(tmp_path: Path) -> Path:
    path = tmp_path / "list.jsonl"
    path.write_text(THEMES.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def test_trends_of_a_dataset(run: Run, dataset: Path) -> None:
    done = run("trends", str(dataset), "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "Rising terms" in done.stdout
    assert "フラーレン" in done.stdout
    assert "高分子" not in done.stdout.split("Rising terms")[1].split("beside it")[0]
    assert "left out as duplicates 1, without text 1" in done.stdout
    assert "1 rows whose year cannot be read were not compared, such as 162: '不明'" in done.stdout


def test_trends_of_the_goals(run: Run) -> None:
    done = run("trends", "--lang", "ja")
    assert done.returncode == 0
    assert "語を検定し（5 件以上にある語）" in done.stdout.replace("\n", "")
    assert "編集者の文" in done.stderr


def test_data(run: Run, dataset: Path) -> None:
    values = json.loads(run("trends", str(dataset), "--format", "json", "--workers", "1").stdout)
    assert values["rising"][0]["q"] < 0.001
    lines = run("trends", str(dataset), "--format", "csv", "--workers", "1").stdout
    records = list(csv.DictReader(io.StringIO(lines)))
    assert records[0]["kind"] == "rising"
    assert records[0]["2019"] == "15"


@pytest.mark.parametrize("suffix", [".html", ".csv", ".json"])
@pytest.mark.parametrize("command", ["trends", "gaps"])
def test_files(run: Run, dataset: Path, abstracts: Path, command: str, suffix: str) -> None:
    source = str(dataset if command == "trends" else abstracts)
    done = run(command, source, "-o", f"out{suffix}", "--workers", "1")
    assert (done.returncode, done.stdout) == (0, f"out{suffix}\n"), done.stderr
    content = Path(f"out{suffix}").read_bytes()
    assert run(command, source, "-o", f"out{suffix}", "--workers", "1").returncode == 1
    assert Path(f"out{suffix}").read_bytes() == content
    assert run(command, source, "-o", f"out{suffix}", "--workers", "1", "--force").returncode == 0
    assert Path(f"out{suffix}").read_bytes() == content
    assert [path.name for path in Path().glob(".*partial")] == []


@pytest.mark.parametrize("command", ["trends", "gaps"])
def test_a_file_and_a_format(run: Run, dataset: Path, command: str) -> None:
    done = run(command, str(dataset), "-o", "out.html", "--format", "text", "--workers", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Give either -o or --format, not both" in done.stderr
    assert not Path("out.html").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["trends", "-o", "out.pdf"], "unknown form of output", id="form"),
        pytest.param(["trends", "-o", "nowhere/out.html"], "does not exist; make it first", id="no-such-folder"),
        pytest.param(["trends", "nothing.csv"], "nothing.csv", id="no-such-file"),
        pytest.param(["trends", "."], "folder", id="a-folder"),
        pytest.param(["trends", "--level", "2"], "above 0", id="level"),
        pytest.param(["gaps", "nothing"], "no such folder", id="no-such-path"),
        pytest.param(["gaps", "list.jsonl", "--years", "1999"], "1999", id="no-such-year"),
    ],
)
def test_errors(run: Run, abstracts: Path, arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr


def test_a_broken_run_leaves_what_was_there(run: Run, dataset: Path) -> None:
    Path("out.json").write_text("before")
    dataset.write_text("年度,概要\n2019,結び目を調べる。\n", encoding="utf-8")
    assert run("trends", str(dataset), "-o", "out.json", "--force", "--workers", "1").returncode == 1
    assert Path("out.json").read_text() == "before"


def test_named_columns(run: Run, dataset: Path) -> None:
    text = dataset.read_text(encoding="cp932").replace("年度,課題名,研究概要", "いつ,課題名,研究概要", 1)
    dataset.write_text(text, encoding="utf-8")
    done = run("trends", str(dataset), "--workers", "1")
    assert "--year-column" in done.stderr
    done = run("trends", str(dataset), "--workers", "1", "--year-column", "いつ")
    assert "フラーレン" in done.stdout


def test_gaps(run: Run, abstracts: Path) -> None:
    done = run("gaps", str(abstracts), "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "30 of 33 texts fit none of 99 goals" in done.stdout
    assert "Theme 1 (6 texts): 石垣" in done.stdout
    assert "Goals that no text addresses" in done.stdout


def test_gaps_with_a_file_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("鎌倉時代の歌合の写本を比べる。", encoding="utf-8")
    (tmp_path / "in" / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run("gaps", "in", "--workers", "1")
    assert done.returncode == 3
    assert "1 were not read, e.g. b.pdf" in done.stdout


def test_the_result_of_the_last_run_is_no_proposal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("鎌倉時代の歌合の写本を比べる。", encoding="utf-8")
    contents = []
    for _ in range(2):
        assert run("gaps", "in", "-o", "in/out.csv", "--force", "--workers", "1").returncode == 0
        contents.append(Path("in/out.csv").read_bytes())
    assert contents[0] == contents[1]
    assert "鎌倉" not in contents[0].decode()


def test_a_console_of_cp932(run: Run, dataset: Path) -> None:
    done = run("trends", str(dataset), "--workers", "1", encoding="cp932")
    assert " 12345677 " in done.stdout
    assert "?" not in done.stdout.split("Rising terms")[1]
