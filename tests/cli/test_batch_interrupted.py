"""
``goalsearch batch`` that is killed, stopped or met by a second run: each time at a place that is known.

No run is caught by being quick: the program holds where a test says, until it is ended or let go.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_batch import texts

N_FILES = 150
# The command line, which holds when it has kept the row of a certain file, or before it gives a file its last name.
PROGRAM = """
import os, sys, time
from goalsearch.batch.journal import Journal
from goalsearch.cli import main

held, release, *arguments = sys.argv[1:]
add = Journal.add

def hold():
    while not os.path.exists(release):
        time.sleep(0.01)

def added(self, entry, *values, **named):
    add(self, entry, *values, **named)
    if entry.path == held:
        self.flush()
        hold()

def renamed(event, values):
    if event == "os.rename" and os.path.basename(values[1]) == held:
        hold()

Journal.add = added
sys.addaudithook(renamed)
main(arguments)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of files are those of POSIX")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return texts(tmp_path / "many", N_FILES)


@pytest.fixture
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is held goes on as soon as there is this file."""
    return tmp_path_factory.mktemp("held") / "release"


Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(environment: Mapping[str, str], checkout: Path, release: Path) -> Iterator[Start]:
    """``start(*arguments, held="0099.txt")``: the command line as a process that holds at that file."""
    started: list[subprocess.Popen[bytes]] = []

    def start_there(*arguments: str, held: str = "0099.txt", **options: Any) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-W", "error", "-c", PROGRAM, held, str(release), *arguments]
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            env={**environment, "PYTHONPATH": str(checkout)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )
        started.append(process)
        return process

    yield start_there
    for process in started:
        process.kill()
        process.communicate()


def wait_until(condition: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait for what a held run does before it is held."""
    end = time.monotonic() + 120
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end, "the run never got there"
        time.sleep(0.01)


def wait_for_journal(out: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a run has finished some files."""
    journal = Path(f"{out}.progress/journal.jsonl")
    wait_until(lambda: journal.exists() and journal.read_bytes().count(b"\n") > 50, process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    assert process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(("suffix", "workers"), [pytest.param(".jsonl", "1", marks=pytest.mark.slow), (".csv", "2")])
def test_a_killed_run_is_taken_up_again(run: Run, start: Start, many: Path, suffix: str, workers: str) -> None:
    assert run("batch", "many", "-o", f"undisturbed{suffix}", "--workers", "1").returncode == 0
    out = f"out{suffix}"
    for held in ("0069.txt", "0099.txt"):
        process = start("batch", "many", "-o", out, "--workers", workers, "--resume", held=held)
        wait_for_journal(out, process)
        kill(process)
        assert not Path(out).exists()
    refused = run("batch", "many", "-o", out)
    assert refused.returncode == 1
    assert "--resume" in refused.stderr
    done = run("batch", "many", "-o", out, "--workers", workers, "--resume")
    assert done.returncode == 0, done.stderr
    assert "files are not read again" in done.stderr
    assert Path(out).read_bytes() == Path(f"undisturbed{suffix}").read_bytes()
    assert not Path(f"{out}.progress").exists()


@pytest.mark.parametrize("ending", [pytest.param("undisturbed", marks=pytest.mark.slow), "after-a-kill"])
def test_a_second_run_by_force_leaves_the_first_alone(
    run: Run, start: Start, many: Path, release: Path, ending: str
) -> None:
    assert run("batch", "many", "-o", "expected.jsonl", "--workers", "1").returncode == 0
    first = start("batch", "many", "-o", "out.jsonl", "--workers", "1")
    wait_for_journal("out.jsonl", first)
    second = run("batch", "many", "-o", "out.jsonl", "--workers", "1", "--force")
    assert second.returncode == 1
    assert "another run is writing this output" in second.stderr
    if ending == "after-a-kill":
        kill(first)
        # With nobody at work any more, force does begin anew.
        done = run("batch", "many", "-o", "out.jsonl", "--workers", "1", "--force")
        assert (done.returncode, "not read again" in done.stderr) == (0, False)
    else:
        release.touch()
        first.communicate(timeout=120)
        assert first.returncode == 0
    assert Path("out.jsonl").read_bytes() == Path("expected.jsonl").read_bytes()
    assert [path.name for path in Path().iterdir() if "partial" in path.name or path.name.endswith(".progress")] == []


def test_a_killed_workbook_leaves_nothing_that_the_next_run_does_not_remove(
    run: Run, start: Start, many: Path, tmp_path: Path
) -> None:
    process = start("batch", "many", "-o", "out.xlsx", "--workers", "1", held="out.xlsx")
    wait_until(lambda: list(tmp_path.glob(".out.xlsx.*")) != [], process)
    kill(process)
    assert not Path("out.xlsx").exists()
    assert run("batch", "many", "-o", "out.xlsx", "--workers", "1", "--resume").returncode == 0
    assert list(tmp_path.glob(".*xlsx*")) == []


def test_a_resumed_run_with_other_options_begins_anew(run: Run, start: Start, many: Path) -> None:
    process = start("batch", "many", "-o", "out.csv", "--workers", "1")
    wait_for_journal("out.csv", process)
    kill(process)
    done = run("batch", "many", "-o", "out.csv", "--workers", "1", "--resume", "-k", "2")
    assert done.returncode == 0
    assert "not read again" not in done.stderr
    assert b"goal_3" not in Path("out.csv").read_bytes().splitlines()[0]


@pytest.mark.parametrize("workers", [pytest.param("1", marks=pytest.mark.slow), "2"])
def test_ctrl_c(run: Run, start: Start, many: Path, workers: str) -> None:
    process = start("batch", "many", "-o", "out.csv", "--workers", workers, start_new_session=True)
    wait_for_journal("out.csv", process)
    # As a terminal does it: the whole group is told.
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"with --resume" in stderr
    assert b"Traceback" not in stderr
    assert not Path("out.csv").exists()
    done = run("batch", "many", "-o", "out.csv", "--workers", "1", "--resume")
    assert done.returncode == 0
    assert "not read again" in done.stderr
