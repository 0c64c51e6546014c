"""Surroundings that lack something: the answer is the same, or a message says what is wrong."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tests.faults.room import CHECKOUT, SECONDS, SUBJECTS, Room

ENVIRONMENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "no-home": {"HOME": "", "GOALSEARCH_CACHE": ""},
    "home-that-is-not-there": {"HOME": "/nowhere/at/all", "XDG_CACHE_HOME": "", "GOALSEARCH_CACHE": ""},
    "cache-is-a-file": {"GOALSEARCH_CACHE": "/etc/hostname"},
    "cache-is-a-device": {"GOALSEARCH_CACHE": "/dev/null"},
    "cache-in-proc": {"GOALSEARCH_CACHE": "/proc/cache"},
    "cache-of-a-user-who-is-not-there": {"GOALSEARCH_CACHE": "~nobody-of-that-name/x"},
    "cache-with-an-odd-name": {"GOALSEARCH_CACHE": "a b\n目標"},
    "tmpdir-that-is-not-there": {"TMPDIR": "/nowhere/tmp"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "cp932": {"PYTHONIOENCODING": "cp932"},
    "no-colour": {"TERM": "dumb", "NO_COLOR": "1"},
    "c-locale": {"LC_ALL": "C"},
    "c-locale-without-utf-8": {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "utf-8",
    },
}
LIMITS: Final = ("ulimit -n 20", "ulimit -n 12", "ulimit -f 0", "ulimit -f 100", "ulimit -s 512", "ulimit -c 0")
STREAMS: Final = ("</dev/null", "<&-", "2>&-", "2>/dev/full", "2>/dev/null")


PAIRS: Final = 10


def two_at_once(room: Room) -> None:
    """Variables that are nonsense, under a limit, with streams that take nothing: one of hundreds of mixtures."""
    for _ in range(PAIRS):
        name = room.chance.choice(sorted(ENVIRONMENTS))
        limit, stream = room.chance.choice(("true", *LIMITS)), room.chance.choice(("", *STREAMS))
        script = f'{limit}; exec "$@" {stream}'
        _search(
            room,
            f"{name}: {script}",
            lambda command, script=script: ["/bin/sh", "-c", script, "sh", *command],  # type: ignore[misc]
            **ENVIRONMENTS[name],
        )


def environments(room: Room) -> None:
    """Variables that are missing or nonsense."""
    for name, values in ENVIRONMENTS.items():
        _search(room, name, lambda command: command, **values)


def limits(room: Room) -> None:
    """Few descriptors, no files, a small stack."""
    for limit in LIMITS:
        _search(room, limit, lambda command, limit=limit: ["/bin/sh", "-c", f'{limit}; exec "$@"', "sh", *command])  # type: ignore[misc]


def too_little_memory(room: Room) -> None:
    """Address space that does for nothing, for the interpreter, or for a kept index: an answer, or one line."""
    arguments = [sys.executable, str(CHECKOUT / "cli.py"), "search", SUBJECTS[2], "--format", "jsonl", "-k", "1"]
    for mib in (170, 250, 380, 450, 600, 760):
        room.n_surroundings += 1
        command = ["/bin/sh", "-c", f'ulimit -v {mib * 1024}; exec "$@"', "sh", *arguments]
        done = subprocess.run(command, env=room.environment(), capture_output=True, timeout=SECONDS, check=False)
        assert b"Traceback" not in done.stderr, (mib, done.stderr)
        if done.returncode == 0:
            assert b"2019-jst-3" in done.stdout
        else:
            assert done.returncode == 1, (mib, done)
            assert f"{mib} MiB".encode() in done.stderr.splitlines()[-1], (mib, done)


def batch_without_standard_error(room: Room) -> None:
    """A result that is whole is a success, whoever hears of it."""
    folder, out = room.proposals(4), room.folder / "out.jsonl"
    for stream in ("2>/dev/full", "2>&-", "2>/dev/null"):
        room.n_surroundings += 1
        arguments = [sys.executable, str(CHECKOUT / "cli.py"), "batch", str(folder), "-o", str(out), "--force"]
        command = ["/bin/sh", "-c", f'exec "$@" {stream}', "sh", *arguments]
        done = subprocess.run(command, env=room.environment(), capture_output=True, timeout=SECONDS, check=False)
        assert done.returncode == 0, (stream, done)
        assert len(out.read_bytes().splitlines()) == 4


def streams(room: Room) -> None:
    """Streams that are closed or full."""
    for stream in STREAMS:
        _search(room, stream, lambda command, stream=stream: ["/bin/sh", "-c", f'exec "$@" {stream}', "sh", *command])  # type: ignore[misc]


def output_that_is_full(room: Room) -> None:
    """A message and exit code 1, on a disk or a pipe that takes nothing more."""
    room.run("search", SUBJECTS[0])
    for redirection, code in ((">/dev/full", 1), (">&-", 0), ("| head -c 1 >/dev/null", 0)):
        command = [
            "/bin/sh",
            "-c",
            f'"$@" {redirection}',
            "sh",
            sys.executable,
            str(CHECKOUT / "cli.py"),
            "search",
            SUBJECTS[0],
        ]
        done = subprocess.run(command, env=room.environment(), capture_output=True, timeout=SECONDS, check=False)
        assert b"Traceback" not in done.stderr, (redirection, done.stderr)
        assert done.returncode == code, (redirection, done)


def a_result_that_does_not_fit(room: Room) -> None:
    """A batch whose result the system refuses to write: no OUT, a message, and later `--resume`."""
    folder = room.proposals(120)
    room.run("search", SUBJECTS[0])
    expected, out = room.folder / "undisturbed.csv", room.folder / "out.csv"
    assert room.run("batch", str(folder), "-o", str(expected)).code == 0
    arguments = [sys.executable, str(CHECKOUT / "cli.py"), "batch", str(folder), "-o", str(out), "--workers", "1"]
    command = ["/bin/sh", "-c", f'ulimit -f {room.chance.choice([1, 4, 16])}; exec "$@"', "sh", *arguments]
    done = subprocess.run(command, env=room.environment(), capture_output=True, timeout=SECONDS, check=False)
    assert b"Traceback" not in done.stderr, done.stderr
    assert done.returncode == 1, done
    assert not out.exists()
    assert room.run("batch", str(folder), "-o", str(out), "--resume").code == 0
    assert out.read_bytes() == expected.read_bytes()


def a_cache_that_cannot_be_written(room: Room) -> None:
    """Read-only, or full of what cannot be removed: the answer comes all the same, with a notice at most."""
    room.cache.mkdir()
    os.chmod(room.cache, 0o500)  # noqa: PTH101 - as root it is no hindrance, and then nothing is said
    try:
        _search(room, "read-only", lambda command: command)
    finally:
        os.chmod(room.cache, 0o700)  # noqa: PTH101


def _search(room: Room, name: str, wrap: Callable[[list[str]], list[str]], **values: str) -> None:
    command = wrap([sys.executable, str(CHECKOUT / "cli.py"), "search", SUBJECTS[2], "--format", "jsonl", "-k", "1"])
    here = Path(room.folder / "here")
    here.mkdir(exist_ok=True)
    room.n_surroundings += 1
    done = subprocess.run(
        command, env=room.environment(**values), capture_output=True, timeout=SECONDS, check=False, cwd=here
    )
    assert b"Traceback" not in done.stderr, (name, done.stderr)
    assert b"Warning" not in done.stderr, (name, done.stderr)
    assert done.returncode == 0, (name, done)
    assert b"2019-jst-3" in done.stdout, (name, done)
