"""Standard streams that are closed early, full, missing or interrupted: never a traceback."""

import json
import os
import signal
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.cli.conftest import COMMAND

TEXT = "量子コンピュータの誤り訂正符号を研究する。"

Process = subprocess.Popen[bytes]


@pytest.fixture
def started(environment: Mapping[str, str]) -> Iterator["Starter"]:
    """``started(*arguments, stdout=PIPE)``: a running process, ended with the test."""
    starter = Starter(environment)
    yield starter
    starter.end()


class Starter:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._running: list[Process] = []

    def __call__(self, *arguments: str, stdout: int = PIPE, **variables: str) -> Process:
        environment = {**self._environment, **variables}
        self._running.append(
            subprocess.Popen([*COMMAND, *arguments], stdin=PIPE, stdout=stdout, stderr=PIPE, env=environment)
        )
        return self._running[-1]

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout, process.stderr):
                if stream is not None and not stream.closed:
                    stream.close()


LONG = [
    pytest.param(["goals", "--format", "json"], id="json"),
    pytest.param(["goals", "--format", "csv"], id="csv"),
    pytest.param(["search", TEXT, "-k", "80", "--explain"], id="text"),
    pytest.param(["search", TEXT, "-k", "80", "--format", "jsonl"], id="json-lines"),
    pytest.param(["--help"], id="help"),
    pytest.param(["--version"], id="version"),
    pytest.param(["completion", "bash"], id="completion"),
]


class TestClosedPipe:
    @pytest.mark.parametrize("arguments", LONG)
    def test_reader_has_seen_enough(self, started: Starter, arguments: list[str]) -> None:
        process = started(*arguments)
        assert process.stdout is not None
        assert process.stderr is not None
        assert len(process.stdout.read(10)) == 10
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0

    @pytest.mark.parametrize("arguments", LONG)
    def test_reader_is_gone_before_the_first_byte(self, started: Starter, arguments: list[str]) -> None:
        read_end, write_end = os.pipe()
        os.close(read_end)
        process = started(*arguments, stdout=write_end)
        os.close(write_end)
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(60) == 0

    def test_unbuffered(self, started: Starter) -> None:
        process = started("goals", "--format", "jsonl", PYTHONUNBUFFERED="1")
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="closes streams through a POSIX shell")
class TestMissingStreams:
    @pytest.mark.parametrize(
        ("redirected", "arguments"),
        [
            pytest.param(">&-", ["search", TEXT], id="search-without-standard-output"),
            pytest.param(">&-", ["goals", "--format", "json"], id="json-without-standard-output"),
            pytest.param(">&-", ["--help"], id="help-without-standard-output"),
            pytest.param("<&-", ["search", "--format", "json"], id="without-standard-input"),
        ],
    )
    def test_is_no_traceback(self, environment: Mapping[str, str], redirected: str, arguments: list[str]) -> None:
        outcome = subprocess.run(
            ["sh", "-c", f'exec "$@" {redirected}', "sh", *COMMAND, *arguments],
            env=dict(environment),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in outcome.stderr
        assert outcome.returncode in (0, 1)

    def test_without_standard_error(self, environment: Mapping[str, str]) -> None:
        command = [*COMMAND, "search", "量子", "--format", "jsonl", "-k", "1"]
        outcome = subprocess.run(
            ["sh", "-c", 'exec "$@" 2>&-', "sh", *command],
            env=dict(environment),
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert outcome.returncode == 0
        assert json.loads(outcome.stdout)["rank"] == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
    @pytest.mark.parametrize("arguments", [["search", TEXT], ["goals", "--format", "json"], ["--help"]])
    def test_a_full_disk(self, started: Starter, arguments: list[str]) -> None:
        with Path("/dev/full").open("wb") as full:
            process = started(*arguments, stdout=full.fileno())
            assert process.stderr is not None
            said = process.stderr.read().decode()
        assert process.wait(60) == 1
        assert "Traceback" not in said
        assert "Exception ignored" not in said
        assert said.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
class TestInterrupt:
    @pytest.mark.parametrize("arguments", [["search"], ["search", "-f", "-"]], ids=["pipe", "dash"])
    def test_while_it_waits_on_a_pipe(self, started: Starter, arguments: list[str]) -> None:
        process = started(*arguments)
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"half a sentence")
        process.stdin.flush()
        _wait_until_read(process)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        said = process.stderr.read()
        assert process.stdout.read() == b""
        assert b"Traceback" not in said
        assert said.strip() == b""


def _wait_until_read(process: Process) -> None:
    """Until the process has taken what was written to it: then it waits for the rest."""
    import fcntl
    import termios

    assert process.stdin is not None
    end = time.monotonic() + 60
    while struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, bytes(4)))[0]:
        assert process.poll() is None, "it ended without reading"
        assert time.monotonic() < end, "it does not read"
        time.sleep(0.01)
