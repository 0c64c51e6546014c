"""``goalsearch batch`` as a user meets it."""

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

ABSTRACTS = (
    "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、スピントロニクス素子に応用する。",
    "腸内細菌叢と免疫の相互作用を一細胞解析で明らかにし、炎症性疾患の治療法を開発する。",
    "量子コンピュータの誤り訂正符号を復号する古典回路を設計し、大規模化への道を開く。",
)
N_FILES = 3000


@pytest.fixture(autouse=True)
def ranker(monkeypatch: pytest.MonkeyPatch) -> None:
    """By shared terms, whether or not the other rankers are installed: they take a hundred times as long."""
    monkeypatch.setenv("GOALSEARCH_RANKER", "tfidf")


@pytest.fixture
def proposals(tmp_path: Path) -> Path:
    folder = tmp_path / "proposals"
    folder.mkdir()
    for number, abstract in enumerate(ABSTRACTS):
        (folder / f"{number}.txt").write_text(abstract, encoding="utf-8")
    (folder / "list.csv").write_text(f"番号,要旨\n1,{ABSTRACTS[0]}\n2,=1+1\n", encoding="cp932")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / ".DS_Store").touch()
    return folder


def test_json_lines(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--workers", "1")
    assert (done.returncode, done.stdout) == (3, "out.jsonl\n")
    records = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["document_id"] for record in records] == [
        "0.txt",
        "1.txt",
        "2.txt",
        "broken.pdf",
        "list.csv#2",
        "list.csv#3",
    ]
    assert records[3]["failure"]["message"].startswith("broken.pdf: cannot be read as a .pdf file")
    assert "6 proposals in" in done.stderr
    assert "1 not read" in done.stderr
    assert "1 x  e.g. broken.pdf: cannot be read" in done.stderr
    assert "1 hidden" in done.stderr


def test_exit_is_0_when_all_was_read(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--exclude", "*.pdf", "--workers", "1")
    assert done.returncode == 0, done.stderr


def test_csv(run: Run, proposals: Path) -> None:
    run("batch", "proposals", "-o", "out.csv", "-k", "2", "--workers", "1", "--include", "*.csv")
    content = Path("out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    records = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [record["record_id"] for record in records] == ["1", "2"]
    assert "goal_2" in records[0]
    assert "goal_3" not in records[0]


def test_a_workbook_and_a_page(run: Run, proposals: Path) -> None:
    for name, start in (("out.xlsx", b"PK"), ("out.html", b"<!")):
        done = run("batch", "proposals", "-o", name, "--workers", "1")
        assert done.returncode == 3, done.stderr
        assert Path(name).read_bytes().startswith(start)


def test_search_options_mean_what_they_mean_in_a_search(run: Run, proposals: Path) -> None:
    options = ("-k", "3", "--years", "2012-2019", "--agency", "jst", "--category", "information")
    run("batch", "proposals", "-o", "out.jsonl", "--workers", "1", "--include", "2.txt", *options)
    (record,) = map(json.loads, Path("out.jsonl").read_text(encoding="utf-8").splitlines())
    searched = json.loads(run("search", "-f", "proposals/2.txt", "--format", "json", *options).stdout)
    assert [(hit["goal_id"], hit["score"]) for hit in record["hits"]] == [
        (hit["goal"]["id"], hit["score"]) for hit in searched["hits"]
    ]


def test_a_corpus_of_ones_own(run: Run, proposals: Path) -> None:
    Path("own.csv").write_text("id,title\nown-1,トポロジカル絶縁体\n", encoding="utf-8")
    for option, n_goals in (("--corpus", 1), ("--add-corpus", 5)):
        run("batch", "proposals", "-o", "out.jsonl", "--force", "--workers", "1", option, "own.csv")
        record = json.loads(Path("out.jsonl").read_text(encoding="utf-8").splitlines()[0])
        assert "own-1" in [hit["goal_id"] for hit in record["hits"]]
        assert len(record["hits"]) <= n_goals


def test_the_output_is_no_proposal(run: Run, proposals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(proposals)
    for _ in range(2):
        assert run("batch", ".", "-o", "out.csv", "--force", "--workers", "1").returncode == 3
        assert len(Path("out.csv").read_bytes().splitlines()) == 7


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["missing", "-o", "out.csv"], 1, "missing: no such folder", id="no-folder"),
        pytest.param(["proposals/0.txt", "-o", "out.csv"], 1, "neither a folder nor a table", id="one-document"),
        pytest.param(["proposals", "-o", "out.csv", "--include", "*.xls"], 1, "holds no file to read", id="nothing"),
        pytest.param(["proposals", "-o", "out.pdf"], 1, "unknown form of output", id="form"),
        pytest.param(["proposals", "-o", "no/out.csv"], 1, "does not exist; make it first", id="no-place"),
        pytest.param(["proposals", "-o", "there.csv"], 1, "there.csv: already exists", id="exists"),
        pytest.param(["proposals", "-o", "there.csv", "--resume"], 1, "the run before is finished", id="finished"),
        pytest.param(["proposals", "-o", "out.csv", "--agency", "NASA"], 1, "No goal is of the agency", id="agency"),
        pytest.param(["proposals"], 2, "Missing option '-o' / '--out'", id="no-output"),
        pytest.param(["proposals", "-o", "out.csv", "--workers", "0"], 2, "0 is not in the range", id="workers"),
    ],
)
def test_what_is_refused(run: Run, proposals: Path, arguments: list[str], code: int, message: str) -> None:
    Path("there.csv").write_text("old", encoding="utf-8")
    done = run("batch", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert not Path("out.csv").exists()
    assert not Path("out.csv.progress").exists()
    assert Path("there.csv").read_text(encoding="utf-8") == "old"


def test_speaks_japanese(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--workers", "1", "--lang", "ja")
    assert "6 件を照合" in done.stderr
    assert "読めません" in Path("out.jsonl").read_text(encoding="utf-8")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(N_FILES):
        text = "".join(ABSTRACTS[(number + place) % 3] for place in range(1 + number % 5))
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(environment: Mapping[str, str], checkout: Path) -> Iterator[Start]:
    """``start(*arguments, **options)``: the command line as a process that is not waited for."""
    started: list[subprocess.Popen[bytes]] = []

    def start_there(*arguments: str, **options: Any) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-W", "error", str(checkout / "cli.py"), *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process: subprocess.Popen[bytes] = subprocess.Popen(command, env=environment, **{**streams, **options})
        started.append(process)
        return process

    yield start_there
    for process in started:
        process.kill()
        process.communicate()


def wait_for_journal(out: str, process: "subprocess.Popen[bytes]") -> int:
    """Wait until a run has finished some files; their number."""
    journal = Path(f"{out}.progress/journal.jsonl")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        n_lines = journal.read_bytes().count(b"\n") if journal.exists() else 0
        if n_lines > 50:
            return n_lines
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    pytest.fail("the run never began")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(("suffix", "workers"), [(".jsonl", "1"), (".csv", "2")])
def test_a_killed_run_is_taken_up_again(run: Run, start: Start, many: Path, suffix: str, workers: str) -> None:
    assert run("batch", "many", "-o", f"undisturbed{suffix}", "--workers", "1").returncode == 0
    out = f"out{suffix}"
    for _ in range(2):
        process = start("batch", "many", "-o", out, "--workers", workers, "--resume")
        wait_for_journal(out, process)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        assert not Path(out).exists()
    refused = run("batch", "many", "-o", out)
    assert refused.returncode == 1
    assert "--resume" in refused.stderr
    done = run("batch", "many", "-o", out, "--workers", workers, "--resume")
    assert done.returncode == 0, done.stderr
    assert "files are not read again" in done.stderr
    assert Path(out).read_bytes() == Path(f"undisturbed{suffix}").read_bytes()
    assert not Path(f"{out}.progress").exists()


def test_a_resumed_run_with_other_options_begins_anew(run: Run, start: Start, many: Path) -> None:
    process = start("batch", "many", "-o", "out.csv", "--workers", "1")
    wait_for_journal("out.csv", process)
    process.kill()
    process.wait()
    done = run("batch", "many", "-o", "out.csv", "--workers", "1", "--resume", "-k", "2")
    assert done.returncode == 0
    assert "not read again" not in done.stderr
    assert b"goal_3" not in Path("out.csv").read_bytes().splitlines()[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a process otherwise there")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c(run: Run, start: Start, many: Path, workers: str) -> None:
    process = start("batch", "many", "-o", "out.csv", "--workers", workers, start_new_session=True)
    n_done = wait_for_journal("out.csv", process)
    # As a terminal does it: the whole group is told.
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"with --resume" in stderr
    # An interrupt between the opening of a file and its block leaves the file to be finalised. Python warns of that
    # when warnings are errors, as they are here and with no user.
    told = re.sub(rb"Exception ignored in: <_io\.FileIO.*?ResourceWarning[^\n]*\n", b"", stderr, flags=re.DOTALL)
    assert b"Traceback" not in told, stderr.decode()
    assert not Path("out.csv").exists()
    done = run("batch", "many", "-o", "out.csv", "--workers", "1", "--resume")
    assert done.returncode == 0
    assert n_done > 50


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_a_bar_on_a_terminal(start: Start, many: Path) -> None:
    leader, follower = pty.openpty()
    process = start("batch", "many", "-o", "out.csv", "--workers", "1", stderr=follower)
    os.close(follower)
    shown = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(leader)
    assert process.wait() == 0
    assert b"matching" in shown
    assert b"/3000" in shown
    assert b"3,000 proposals in" in shown


def test_lines_elsewhere(run: Run, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from goalsearch.cli import batch_progress

    monkeypatch.setattr(batch_progress, "_LINE_SECONDS", 0.05)
    done = run("batch", "many", "-o", "out.csv", "--workers", "1")
    assert "/3,000 files, " in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["--engine", "dask"], 2, "--engine dask takes --scheduler", id="no-scheduler"),
        pytest.param(["--scheduler", "tcp://x:1"], 2, "--scheduler goes with --engine dask only", id="local"),
        pytest.param(["--parts", "parquet"], 2, "--parts goes with --engine dask only", id="local-parts"),
        pytest.param(
            ["--engine", "dask", "--scheduler", "tcp://x:1", "--workers", "2"], 2, "the cluster decides", id="workers"
        ),
        pytest.param(
            ["--engine", "dask", "--scheduler", "nowhere"], 1, "nowhere: no Dask scheduler answers", id="nobody"
        ),
    ],
)
def test_what_a_cluster_takes(run: Run, proposals: Path, arguments: list[str], code: int, message: str) -> None:
    done = run("batch", "proposals", "-o", "out", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert not Path("out").exists()


def test_a_file_as_the_output_of_a_cluster(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "with --engine dask the output is a folder" in done.stderr
