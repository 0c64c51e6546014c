"""Runs the command line as a user does, away from the user's own settings: inside this process or as one of its own."""

import contextlib
import gc
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from goalsearch.cli import main

Run = Callable[..., subprocess.CompletedProcess[str]]

CHECKOUT = Path(__file__).resolve().parents[2]
# The command line as a process. That something goes on is said after some seconds, which is a matter of the machine.
SILENT = "from goalsearch.cli import main, signs_of_life; signs_of_life.FIRST_SECONDS = 3600.0; main()"
COMMAND = (sys.executable, "-W", "error", "-c", SILENT)
# What would let the machine on which the tests run decide what they see.
LEFT_OUT = (
    "COLUMNS",
    "FORCE_COLOR",
    "LANG",
    "LANGUAGE",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LINES",
    "NO_COLOR",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
)


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds cli.py."""
    return CHECKOUT


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warm_cache: Path) -> Mapping[str, str]:
    """The environment of every test, also as the value to give to a process: English, a warm cache, an empty folder."""
    for name in os.environ:
        if name in LEFT_OUT or name.startswith(("GOALSEARCH_", "_GOALSEARCH_")):
            monkeypatch.delenv(name)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    # No machine need have that locale; this one every machine has.
    monkeypatch.setenv("LC_CTYPE", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("GOALSEARCH_CACHE", str(warm_cache))
    # With the semantic extra installed too, what is not said is TF-IDF.
    monkeypatch.setenv("GOALSEARCH_RANKER", "tfidf")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    # How far an index is comes after some seconds, which is a matter of the machine.
    monkeypatch.setattr("goalsearch.cli.signs_of_life.FIRST_SECONDS", 3600.0)
    monkeypatch.chdir(tmp_path)
    return os.environ


def shown_until_closed(leader: int) -> bytes:
    """What a process writes to a pseudo-terminal, until the last one that has it open is gone."""
    shown = b""
    # Linux tells the end as an error, other systems as nothing read.
    with contextlib.suppress(OSError):
        while chunk := os.read(leader, 65536):
            shown += chunk
    os.close(leader)
    return shown


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """
    ``run(*arguments, stdin=b"", encoding="utf-8", keyboard=None)``: the command line inside this process.

    It goes through ``main``, which click's own runner would not: exit codes and messages are made there. ``encoding``
    is that of standard output and error; ``keyboard`` is a text stream in place of standard input.
    """

    def run_here(
        *arguments: str, stdin: bytes = b"", encoding: str = "utf-8", keyboard: io.TextIOBase | None = None
    ) -> subprocess.CompletedProcess[str]:
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="", write_through=True)
        err = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="", write_through=True)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", keyboard or io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            # What a command sets for its process is not left in this one.
            patch.setenv("JOBLIB_MULTIPROCESSING", "0")
            thresholds = gc.get_threshold()
            try:
                main(arguments)
            except SystemExit as stop:
                code = stop.code
            finally:
                gc.set_threshold(*thresholds)
        assert isinstance(code, int)
        written = []
        for stream in (out, err):
            stream.seek(0)
            written.append(stream.read())
        return subprocess.CompletedProcess(arguments, code, *written)

    return run_here


@pytest.fixture
def served(environment: Mapping[str, str], checkout: Path) -> Run:
    """``served(*arguments)``: a command that serves until Ctrl-C, which it gets as soon as it has said its address."""

    def serve(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-W", "error", str(checkout / "cli.py"), *arguments]
        with subprocess.Popen(
            # A browser that only says what it would open.
            command,
            env={**environment, "BROWSER": "true"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            assert running.stdout is not None
            address = running.stdout.readline()
            running.send_signal(signal.SIGINT)
            rest, err = running.communicate(timeout=30)
            return subprocess.CompletedProcess(command, running.returncode, address + rest, err)

    return serve


@pytest.fixture
def process(environment: Mapping[str, str]) -> Run:
    """``process(*arguments, stdin=b"", encoding="utf-8", **variables)``: the command line as a process of its own."""

    def run_there(
        *arguments: str | bytes, stdin: bytes = b"", encoding: str = "utf-8", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            env={**environment, **variables},
            capture_output=True,
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)
        )

    return run_there
