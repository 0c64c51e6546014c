"""Worker processes that call functions: the side that asks; ``pool_worker`` is the other end."""

import contextlib
import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, Final, Self, TypeVar

from goalsearch.processes.process import Process

WORKER: Final = "goalsearch.processes.pool_worker"
# Tasks for each worker that are given out before the first of them is done. Answers come in the order of the tasks, so
# this is how many may be finished while one slow file holds up the line.
_AHEAD: Final = 16

Task = TypeVar("Task")
Answer = TypeVar("Answer")


def default_workers() -> int:
    """As many workers as this process may use processors."""
    with contextlib.suppress(AttributeError):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
        self._idle: list[Process] = []
        self._all: list[Process] = []
        self._lock = threading.Lock()
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def stop(self) -> None:
        """End the workers, from any thread: what waits for an answer gets a CancelledError."""
        with self._lock:
            self._is_over = True
            for worker in self._all:
                worker.kill()

    def __exit__(self, *_exception: object) -> None:
        # Workers first: threads that wait for an answer would wait for ever.
        self.stop()
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
                worker = Process(WORKER, is_silent=False)
                self._all.append(worker)
        try:
            pickle.dump(request, worker.requests, pickle.HIGHEST_PROTOCOL)
            worker.requests.flush()
            # From a process that this one started, and that nobody else can write to.
            answer = pickle.load(worker.answers)  # noqa: S301
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            worker.kill()
            if self._is_over:
                raise CancelledError from error
            raise WorkerDiedError(worker.wait()) from error
        with self._lock:
            self._idle.append(worker)
        return answer


Ask = Callable[[object], Any]
