"""
Worker processes as their users see them: ``run`` a task on a file, get its items, or an error that names the file.

A worker serves one file at a time and is kept for the next one, since starting it takes longer than reading most
files. One that hangs is killed; one that was killed or crashed is replaced when the next file comes. Threads may read
at the same time, each with a worker of its own.
"""

import atexit
import contextlib
import json
import math
import os
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from goalsearch.documents.options import Limits
from goalsearch.documents.source import shown
from goalsearch.errors import DocumentError
from goalsearch.processes.process import Process

WORKER: Final = "goalsearch.documents.worker"
_TICK_SECONDS: Final = 0.05
_MAX_IDLE: Final = os.cpu_count() or 1


def run(task: str, path: Path, arguments: Mapping[str, object], limits: Limits) -> Iterator[object]:
    """
    Run ``task`` in a worker process and yield what it yields.

    Args:
        task: ``module:function``; the function takes the path and ``arguments`` and yields plain values.
        path: The file to read.
        arguments: Plain values, passed by keyword.
        limits: How long the worker may stay silent, and how much memory it may take.

    Raises:
        DocumentError: What the task raised; or that the worker hung, crashed, or ran out of memory.
    """
    worker = _take()
    is_reusable = False
    try:
        worker.ask(task, path, arguments, limits)
        while (answer := worker.answer(path, limits)).keys() >= {"item"}:
            yield answer["item"]
        is_reusable = "end" not in answer
        if "error" in answer:
            values = answer["values"] if isinstance(answer["values"], dict) else {}
            # The file as the user called it, which the worker knows by its full path.
            raise DocumentError(str(answer["error"]), **{**values, "file": shown(path)})
    finally:
        # Also when the caller stops half-way: answers to a forgotten question would be taken for the next one's.
        _give_back(worker, is_reusable=is_reusable)


def close_idle() -> None:
    """End all workers that wait for a file."""
    while True:
        with _lock:
            if not _idle:
                return
            worker = _idle.pop()
        worker.close()


def kill_all() -> None:
    """End all workers, also those that read: what waits for them is told that its file could not be read."""
    with _lock:
        for worker in (*_busy, *_idle):
            worker.kill()


class _Worker(Process):
    """A process that reads files, and the time until which it has to answer."""

    def __init__(self) -> None:
        # What libraries print of a broken file says nothing to a user.
        super().__init__(WORKER, is_silent=True)
        self.is_late = False
        # Of the answer that is waited for, by the monotonic clock.
        self.deadline = math.inf

    def ask(self, task: str, path: Path, arguments: Mapping[str, object], limits: Limits) -> None:
        request = {
            "task": task,
            # The worker keeps the folder that it was started in; this process may have moved on.
            "path": os.path.abspath(path),  # noqa: PTH100 - resolve() would follow links and touch the disk
            "arguments": dict(arguments),
            "seconds": limits.seconds,
            "memory_bytes": limits.memory_bytes,
        }
        # A worker that died meanwhile is noticed when it does not answer.
        with contextlib.suppress(OSError):
            self.requests.write(json.dumps(request).encode("ascii") + b"\n")
            self.requests.flush()

    def answer(self, path: Path, limits: Limits) -> dict[str, object]:
        """
        The next answer.

        Raises:
            DocumentError: If none came in time, or the process ended.
        """
        self.deadline = time.monotonic() + limits.seconds
        line = self.answers.readline()
        # Time that the caller takes with an answer is not the worker's.
        self.deadline = math.inf
        if line.endswith(b"\n"):
            answer: dict[str, object] = json.loads(line)
            return answer
        if self.is_late:
            raise DocumentError("document.timeout", file=shown(path), seconds=f"{limits.seconds:g}")
        raise DocumentError("document.crashed", file=shown(path), code=self.wait())

    def kill_late(self) -> None:
        self.is_late = True
        self.kill()


_lock = threading.Lock()
_idle: list[_Worker] = []
_busy: list[_Worker] = []
# Workers of a parent process that was forked: not ours to use or to end, and kept so that nothing is finalised.
_foreign: list[_Worker] = []
_is_work = threading.Event()
_watchdog: threading.Thread | None = None


def _take() -> _Worker:
    while True:
        with _lock:
            worker = _idle.pop() if _idle else None
        if worker is not None and not worker.is_alive():
            worker.close()
            continue
        worker = worker or _Worker()
        with _lock:
            _busy.append(worker)
            _start_watchdog()
        _is_work.set()
        return worker


def _start_watchdog() -> None:
    global _watchdog
    if _watchdog is None:
        _watchdog = threading.Thread(target=_watch, name="goalsearch-readers", daemon=True)
        _watchdog.start()


def _watch() -> None:
    """Kill workers that are late. One thread for all: a timer for each answer takes longer than most answers."""
    while True:
        _is_work.wait()
        time.sleep(_TICK_SECONDS)
        # Killed while the lock is held: a worker that answers at the last moment must not be handed on meanwhile.
        with _lock:
            for worker in _busy:
                if worker.deadline < time.monotonic():
                    worker.kill_late()
            if not _busy:
                _is_work.clear()


def _give_back(worker: _Worker, *, is_reusable: bool) -> None:
    with _lock:
        _busy.remove(worker)
        is_kept = is_reusable and not worker.is_late and len(_idle) < _MAX_IDLE
        if is_kept:
            _idle.append(worker)
    if not is_kept:
        worker.close()


def _forget_after_fork() -> None:
    global _lock, _is_work, _watchdog
    # Threads do not exist on this side of the fork, and what they held stays locked for ever.
    _lock, _is_work, _watchdog = threading.Lock(), threading.Event(), None
    _foreign.extend((*_idle, *_busy))
    _idle.clear()
    _busy.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(close_idle)
