"""Processes that are killed at a random moment: what is done again gives what an undisturbed run gives."""

import contextlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.faults.room import CHECKOUT, SECONDS, SUBJECTS, Room, finished

TRIES: Final = 3
SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)
)


def index(room: Room) -> None:
    """A search that builds and keeps an index of 300 goals."""
    arguments = ("search", SUBJECTS[0], "--corpus", str(room.goals(300)), "--format", "json")
    expected = room.run(*arguments, GOALSEARCH_CACHE=str(room.folder / "undisturbed")).out
    assert expected
    for _ in range(TRIES):
        room.kill_after(room.start(*arguments), 3.0)
    assert room.run(*arguments).out == expected
    # From what was kept.
    assert room.run(*arguments).out == expected
    _no_partial_outlives_its_day(room, arguments)


def _no_partial_outlives_its_day(room: Room, arguments: tuple[str, ...]) -> None:
    long_ago = time.time() - 3 * 24 * 3600
    for left in room.cache.glob(".partial-*"):
        os.utime(left, (long_ago, long_ago))
    room.run(*arguments)
    assert list(room.cache.glob(".partial-*")) == []


def batch_lines(room: Room) -> None:
    """A batch to JSON Lines."""
    _batch(room, ".jsonl", "2")


def batch_table(room: Room) -> None:
    """A batch to CSV, by one process."""
    _batch(room, ".csv", "1")


def batch_workbook(room: Room) -> None:
    """A batch to a workbook."""
    _batch(room, ".xlsx", "2")


def _batch(room: Room, suffix: str, workers: str) -> None:
    folder = room.proposals(200)
    room.run("search", SUBJECTS[0])  # the index is another scenario's
    start = time.monotonic()
    expected = room.folder / f"undisturbed{suffix}"
    assert room.run("batch", str(folder), "-o", str(expected), "--workers", workers).code == 0
    seconds = time.monotonic() - start
    out = room.folder / f"out{suffix}"
    for _ in range(TRIES):
        process = room.start("batch", str(folder), "-o", str(out), "--workers", workers, "--resume")
        room.kill_after(process, seconds, room.chance.choice(SIGNALS))
        if out.exists():  # it was faster
            break
    if not out.exists():
        done = room.run("batch", str(folder), "-o", str(out), "--workers", workers, "--resume")
        assert done.code == 0, done
    assert out.read_bytes() == expected.read_bytes()
    assert _beside(out) == []


def _beside(out: Path) -> list[str]:
    """What a run left beside its result."""
    return [path.name for path in out.parent.iterdir() if out.name in path.name and path != out]


def scheduler(room: Room) -> None:
    """A cluster whose scheduler is killed at work: the client says so, and goes on with the next cluster."""
    if importlib.util.find_spec("distributed") is None:
        return
    folder, out, expected = room.proposals(300), room.folder / "out", room.folder / "undisturbed"
    room.run("search", SUBJECTS[0])
    start = time.monotonic()
    with _cluster(room) as (address, _):
        assert room.run(*_on(folder, expected, address)).code == 0
    seconds = time.monotonic() - start
    with _cluster(room) as (address, killed):
        client = room.start(*_on(folder, out, address))
        room.kill_after(killed, seconds)
        assert finished(client).code in (0, 1)
    with _cluster(room) as (address, _):
        assert room.run(*_on(folder, out, address), "--resume").code in (0, 1)
    parts = {path.name: path.read_bytes() for path in expected.glob("part-*")}
    assert {path.name: path.read_bytes() for path in out.glob("part-*")} == parts


def _on(folder: Path, out: Path, address: str) -> tuple[str, ...]:
    return ("batch", str(folder), "-o", str(out), "--engine", "dask", "--scheduler", address)


@contextlib.contextmanager
def _cluster(room: Room) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A scheduler and a worker as processes: the address, and the scheduler's process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    commands = (
        ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"),
        ("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"),
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", f"distributed.cli.{name}", *arguments],
            cwd=room.folder,
            env=room.environment(PYTHONPATH=str(CHECKOUT)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name, *arguments in commands
    ]
    try:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield address, running[0]
    finally:
        for process in running:
            process.kill()
            process.wait()


def two_batches(room: Room) -> None:
    """A second batch to the same place, by force, while the first is at work."""
    folder = room.proposals(200)
    room.run("search", SUBJECTS[0])
    expected, out = room.folder / "undisturbed.jsonl", room.folder / "out.jsonl"
    room.run("batch", str(folder), "-o", str(expected))
    arguments = ("batch", str(folder), "-o", str(out), "--workers", "1", "--force")
    first = room.start(*arguments)
    time.sleep(room.chance.uniform(0, 2))
    second = room.start(*arguments)
    codes = [finished(first).code, finished(second).code]
    # One of them at least did its work; one that met the other says so.
    assert set(codes) <= {0, 1}
    assert 0 in codes
    assert out.read_bytes() == expected.read_bytes()
    assert _beside(out) == []
