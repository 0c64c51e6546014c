"""The connection to a Dask cluster: is it there, are its workers alike, and tasks to results."""

import asyncio
import concurrent.futures
import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, Self
from uuid import uuid4

from goalsearch.batch.row import Failure
from goalsearch.errors import BatchError, GoalsearchError

CONNECT_SECONDS: Final = 5.0
NO_WORKER_SECONDS: Final = 60.0
"""How long a cluster may be without any worker: they may be restarting, or just be asked for."""

# Tasks that are given out for each thread of the cluster, so that none waits for the next one.
_AHEAD: Final = 2
_TICK_SECONDS: Final = 1.0

# What a scheduler leaves behind that ends, or is started anew and knows nothing of the tasks of the one before.
_CANCELLED: Final = (asyncio.CancelledError, concurrent.futures.CancelledError)


# Where a lost connection is told of by whoever comes upon it, now and then after the client is closed, besides any part
# of distributed.
_TOLD_BY: Final = ("asyncio", "tornado.application")
_KILLED: Final = "cluster.killed"
_Task = tuple[object, tuple[object, ...]]


class Result(NamedTuple):
    """
    What became of a task.

    Attributes:
        task: The task, as the caller knows it.
        value: What its function gave; None if that is not to be had.
        failure: Why not: it took down every worker that it was given to, or broke in a way that nobody foresaw.
    """

    task: Any
    value: Any
    failure: Failure | None = None


class Scheduler:
    """
    A cluster that exists. To be used as a context.

    Args:
        address: Of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        BatchError: If there is no scheduler, or ``goalsearch[dask]`` is not installed.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed
            import pyarrow  # noqa: F401 - workers read and write with it; said before anything is begun
        except ModuleNotFoundError as error:
            raise BatchError("cluster.extra") from error
        self._address = address
        # What it says on its own would come between what a command says: lost connections are reported here.
        self._logger = logging.getLogger("distributed.client")
        self._level = self._logger.level
        self._logger.setLevel(logging.CRITICAL)
        parts = [name for name in logging.root.manager.loggerDict if name.startswith("distributed.")]
        for name in (*_TOLD_BY, *parts):
            logging.getLogger(name).addFilter(_is_no_lost_connection)
        try:
            # A client that finds nobody tries again when it is taken down; so none is made before there is somebody.
            with concurrent.futures.ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, _identity(address)).result()
            self._client = distributed.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            self._logger.setLevel(self._level)
            raise BatchError("cluster.no_scheduler", address=address) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        try:
            # A connection that is lost already says so once more, as one of these.
            with contextlib.suppress(OSError):
                self._client.close(timeout=CONNECT_SECONDS)
        finally:
            self._logger.setLevel(self._level)

    def on_every_worker(self, function: Callable[..., Any], *arguments: object) -> dict[str, Any]:
        """
        What ``function`` gives, or raises, in each worker process, by the worker's address.

        Raises:
            BatchError: If there is no worker, or the scheduler is gone.
        """
        deadline = time.monotonic() + CONNECT_SECONDS
        try:
            while not self._client.nthreads():
                if time.monotonic() > deadline:
                    raise BatchError("cluster.no_workers", address=self._address)
                time.sleep(_TICK_SECONDS / 10)
            answers: dict[str, Any] = self._client.run(function, *arguments, on_error="return")
        except (*_CANCELLED, OSError) as error:
            raise BatchError("cluster.lost", address=self._address) from error
        return answers

    def map(self, function: Callable[..., Any], shared: object, tasks: Iterable[_Task]) -> Iterator[Result]:
        """
        What ``function`` makes of tasks, in the order in which they are done.

        A worker that dies is no matter: its tasks are done by others. The scheduler gives a task up that was with
        several workers when they died. It may have only been beside the one that is to blame; so tasks that are given
        up are tried again at the end, one at a time.

        Args:
            function: Called with what ``shared`` is, and the arguments of the task.
            shared: Reaches each worker once.
            tasks: What the caller knows each by, and its arguments; taken when there is room for them: not many more
                are known to the cluster than it has threads, and the others are not there yet.

        Raises:
            GoalsearchError: What a task raised of these: it concerns the whole run.
            BatchError: If the scheduler is gone, or there was no worker for a minute.
        """
        run = _RunningTasks(self._client, self._address, function, shared)
        try:
            given_up = []
            for task, result in run.results(tasks, _AHEAD):
                if result.failure is not None and result.failure.key == _KILLED:
                    given_up.append(task)
                else:
                    yield result
            for task in given_up:
                yield from (result for _, result in run.results([task], 0))
        finally:
            run.forget()


class _RunningTasks:
    """Tasks under way."""

    def __init__(self, client: Any, address: str, function: Callable[..., Any], shared: object) -> None:
        self._client, self._address, self._function = client, address, function
        # Names of tasks are those of the cluster; two runs at once must not share them.
        self._name = f"goalsearch-{uuid4().hex[:12]}"
        self._n_tasks = 0
        self._value = shared
        self._shared: Any = None
        self._tasks: dict[Any, _Task] = {}
        self._last_worker = time.monotonic()

    def results(self, tasks: Iterable[_Task], ahead: int) -> Iterator[tuple[_Task, Result]]:
        """Each task with its result; ``ahead`` tasks for each thread of the cluster at a time, one at least."""
        for task in tasks:
            while len(self._tasks) >= max(1, ahead * self._n_threads()):
                yield from self._done()
            self._submit(task)
        while self._tasks:
            yield from self._done()

    def forget(self) -> None:
        """Have the cluster drop what it has not begun."""
        self._tasks.clear()
        self._shared = None

    def _submit(self, task: _Task) -> None:
        self._n_tasks += 1
        name = f"{self._name}-{self._n_tasks}"
        # It is lost with the workers that have it, and given up itself if others die while it is on its way to them.
        if self._shared is None or self._shared.status == "error":
            self._shared = self._client.submit(_same, self._value, key=f"{name}-shared", pure=False)
        future = self._client.submit(self._function, self._shared, *task[1], key=name, pure=False)
        self._tasks[future] = task

    def _n_threads(self) -> int:
        try:
            n_threads: int = sum(self._client.nthreads().values())
        except (OSError, TimeoutError) as error:
            raise self._lost() from error
        now = time.monotonic()
        if n_threads:
            self._last_worker = now
        elif now - self._last_worker > NO_WORKER_SECONDS:
            raise BatchError("cluster.no_workers", address=self._address)
        return n_threads

    def _lost(self) -> BatchError:
        return BatchError("cluster.lost", address=self._address)

    def _done(self) -> Iterator[tuple[_Task, Result]]:
        """What is done by now, after some waiting if nothing is."""
        import distributed

        try:
            with self._client.as_current():
                done, _ = distributed.wait(list(self._tasks), timeout=_TICK_SECONDS, return_when="FIRST_COMPLETED")
        except TimeoutError:
            if self._client.status != "running":
                raise self._lost() from None
            self._n_threads()
            return
        except _CANCELLED as error:
            raise self._lost() from error
        for future in done:
            task = self._tasks[future]
            if (result := self._result(task[0], future)) is not None:
                del self._tasks[future]
                yield task, result

    def _result(self, task: object, future: Any) -> Result | None:
        """What a task that is done gave; None if the worker died that had it, and another one works it out again."""
        import distributed

        try:
            return Result(task, future.result(timeout=CONNECT_SECONDS))
        except (Exception, *_CANCELLED) as error:
            # The task's own error may be any; without one of its own, something is wrong with the way to it.
            if future.status != "error":
                if isinstance(error, TimeoutError):
                    return None
                if isinstance(error, (*_CANCELLED, OSError)):
                    raise self._lost() from error
                raise
            raised = error
        if isinstance(raised, distributed.KilledWorker):
            return Result(task, None, Failure(_KILLED, {}))
        if isinstance(raised, GoalsearchError):
            raise raised
        # A hole in the program that one task has found; the others go on.
        return Result(task, None, Failure("cluster.unexpected", {"kind": type(raised).__name__}))


def _is_no_lost_connection(record: logging.LogRecord) -> bool:
    """Whether a record of a log is about anything else: that the cluster is lost is said once, as an error."""
    from distributed.comm import CommClosedError

    return not (record.exc_info and isinstance(record.exc_info[1], CommClosedError))


def _same(value: object) -> object:
    return value


async def _identity(address: str) -> object:
    """
    What the scheduler says it is.

    Raises:
        OSError: If there is none.
        ValueError: If that is no address.
    """
    from distributed.core import rpc
    from distributed.security import Security

    async with rpc(
        address, timeout=CONNECT_SECONDS, connection_args=Security().get_connection_args("client")
    ) as scheduler:
        return await asyncio.wait_for(scheduler.identity(), CONNECT_SECONDS)
