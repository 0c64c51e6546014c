"""The connection to a cluster: who answers there, and what becomes of a task."""

import logging
import socket
import sys
from typing import Any

import distributed
import pytest

from goalsearch.cluster import scheduler as scheduler_module
from goalsearch.cluster.scheduler import Result, Scheduler
from goalsearch.errors import BatchError


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [
        pytest.param("tcp://127.0.0.1:{port}", id="nobody-listens"),
        pytest.param("127.0.0.1:{port}", id="without-a-scheme"),
        pytest.param("127.0.0.1", id="without-a-port"),
        pytest.param("http://127.0.0.1:{port}", id="another-scheme"),
        pytest.param("tcp://127.0.0.1:silent", id="somebody-else-listens"),
    ],
)
def test_a_dead_scheduler(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler_module, "CONNECT_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = address.replace("silent", str(silent.getsockname()[1]))
        with pytest.raises(BatchError, match="no Dask scheduler answers"):
            Scheduler(address.format(port=free_port()))


@pytest.mark.parametrize("package", ["distributed", "pyarrow"])
def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(BatchError, match=r"pip install 'goalsearch\[dask\]'"):
        Scheduler("tcp://127.0.0.1:1")


def _raised(_shared: object, kind: type[Exception]) -> None:
    raise kind


def test_a_task_that_breaks_is_no_lost_cluster(address: str) -> None:
    """Whatever it raises, and though the way to a cluster breaks with the same errors."""
    with Scheduler(address) as scheduler:
        found = list(
            scheduler.map(_raised, None, [(kind.__name__, (kind,)) for kind in (OSError, TimeoutError, KeyError)])
        )
    assert {(result.task, result.failure.values["kind"]) for result in found if result.failure} == {
        ("OSError", "OSError"),
        ("TimeoutError", "TimeoutError"),
        ("KeyError", "KeyError"),
    }


def test_a_result_that_dies_with_its_worker_is_worked_out_again(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the word that a task is done and the question what it gave, its worker dies and another one does it."""
    result = distributed.Future.result
    asked: set[str] = set()

    def late_once(future: Any, timeout: float) -> Any:
        if future.key not in asked:
            asked.add(future.key)
            raise TimeoutError
        return result(future, timeout)

    monkeypatch.setattr(distributed.Future, "result", late_once)
    with Scheduler(address) as scheduler:
        found = list(scheduler.map(max, [3], [("a", ([5],)), ("b", ([1],))]))
    assert sorted(found) == [Result("a", [5]), Result("b", [3])]
    assert len(asked) == 2


def test_what_tasks_share_is_sent_again_where_it_was_given_up(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the cluster does with whatever was with several workers when they died."""
    submit = distributed.Client.submit
    n_shared = 0

    def give_up_first(client: Any, function: Any, *arguments: Any, key: str, **options: Any) -> Any:
        nonlocal n_shared
        if key.endswith("-shared"):
            n_shared += 1
            if n_shared == 1:
                return submit(client, _raised, None, KeyError, key=key, **options)
        return submit(client, function, *arguments, key=key, **options)

    monkeypatch.setattr(distributed.Client, "submit", give_up_first)
    with Scheduler(address) as scheduler:
        first, *others = scheduler.map(max, [3], ((name, ([5],)) for name in "abcdefgh"))
    assert n_shared == 2
    assert first.failure is not None
    assert Result("h", [5]) in others


def test_a_worker_that_dies_before_its_result_is_asked_for_is_not_to_blame_for_the_run(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The task is given up meanwhile; it is tried again at the end, and then it is done."""
    result, status = distributed.Future.result, distributed.Future.status.fget
    given_up: set[str] = set()

    def killed_once(future: Any, timeout: float) -> Any:
        if not given_up:
            given_up.add(future.key)
            raise distributed.KilledWorker(future.key, "tcp://127.0.0.1:1", 1)
        return result(future, timeout)

    monkeypatch.setattr(distributed.Future, "result", killed_once)
    monkeypatch.setattr(
        distributed.Future, "status", property(lambda future: "error" if future.key in given_up else status(future))
    )
    with Scheduler(address) as scheduler:
        found = list(scheduler.map(max, [3], [("a", ([5],)), ("b", ([1],))]))
    assert sorted(found) == [Result("a", [5]), Result("b", [3])]


@pytest.mark.parametrize("name", ["asyncio", "tornado.application", "distributed.core", "distributed.batched"])
def test_a_lost_connection_is_not_told_of_by_others(address: str, name: str) -> None:
    def record(error: Exception) -> logging.LogRecord:
        return logging.LogRecord(name, logging.ERROR, "", 0, "closed", None, (type(error), error, None))

    logger = logging.getLogger(name)
    with Scheduler(address):
        assert not logger.filter(record(distributed.comm.CommClosedError()))
        assert logger.filter(record(ValueError()))
