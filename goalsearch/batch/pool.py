"""
Worker processes: the side that asks; ``worker`` is the other end.

Plain pipes and ``subprocess``, as for the readers of single files, not ``multiprocessing`` or joblib: a worker ends
when its parent does, even if that is killed, leaves Ctrl-C to it, and never runs the user's main script again.
"""

import contextlib
import json
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, Final, Self, TypeVar

# Ctrl-C reaches the whole process group. The parent decides what becomes of its worker.
_START: Final = (
    "import json, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "sys.path[:] = json.loads(sys.argv[1]); from goalsearch.batch.worker import main; main()"
)
# Tasks that are given out before the first of them is done, for each worker: as much as a slow file holds up.
_AHEAD: Final = 16

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class WorkerDiedError(Exception):
    """A worker ended without an answer: it crashed, or was killed for its memory."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class WorkerPool:
    """
    Some worker processes, started when they are first needed. To be used as a context: its end is theirs.

    Args:
        n_workers: How many.
    """

    def __init__(self, n_workers: int) -> None:
        self._n_workers = n_workers
        # A thread for each worker: it waits for the answer, and does nothing else.
        self._threads = ThreadPoolExecutor(n_workers, thread_name_prefix="goalsearch-worker")
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []
        self._lock = threading.Lock()
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        # Workers first: threads that wait for an answer would wait for ever.
        with self._lock:
            self._is_over = True
            for worker in self._all:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._all:
            worker.close()

    def map(self, handle: Callable[["Ask", Task], Answer], tasks: Iterable[Task]) -> Iterator[Answer]:
        """
        What ``handle`` makes of each task, in their order.

        Args:
            handle: Called in a thread with a function that has a worker do something, and the task.
            tasks: Taken from as many as are needed to keep the workers busy: memory does not grow with their number.

        Raises:
            Exception: Whatever ``handle`` raises.
        """
        waiting: deque[Future[Answer]] = deque()
        for task in tasks:
            if len(waiting) >= _AHEAD * self._n_workers:
                yield waiting.popleft().result()
            waiting.append(self._threads.submit(handle, self._ask, task))
        while waiting:
            yield waiting.popleft().result()

    def _ask(self, request: object) -> Any:
        """
        Have a worker answer.

        Args:
            request: A function that can be imported by name, and its arguments.

        Raises:
            WorkerDiedError: If it ended instead. The next request gets a new one.
            CancelledError: If the pool is over: nobody waits for the answer any more.
        """
        with self._lock:
            if self._is_over:
                raise CancelledError
            worker = self._idle.pop() if self._idle else None
            if worker is None:
                worker = _Worker()
                self._all.append(worker)
        answer = worker.answer(request)
        with self._lock:
            self._idle.append(worker)
        return answer


Ask = Callable[[object], Any]


class _Worker:
    """One process, and the pipes to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very interpreter, with constant code
            [sys.executable, "-c", _START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A console window would open for each worker of a program without a console.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def answer(self, request: object) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise WorkerDiedError(0)
        try:
            pickle.dump(request, stdin, pickle.HIGHEST_PROTOCOL)
            stdin.flush()
            # From a process that this one started, and that nobody else can write to.
            return pickle.load(stdout)  # noqa: S301
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            self.kill()
            raise WorkerDiedError(self._process.wait()) from error

    def kill(self) -> None:
        """End the process; it holds nothing that would be lost. Whoever waits for an answer is told."""
        self._process.kill()

    def close(self) -> None:
        """Let go of a process that was killed, and of the pipes."""
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                # What is still in the buffer of a broken pipe cannot be flushed.
                with contextlib.suppress(OSError):
                    pipe.close()
