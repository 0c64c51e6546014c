"""Worker processes: what they answer, and that none outlives its parent."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from goalsearch.processes.pool import Ask, WorkerDiedError, WorkerPool

# A parent with one worker in the middle of a task; it tells the worker's number when the task has begun.
PARENT = """
import sys, time
sys.path.insert(0, {folder!r})
from goalsearch.processes.pool import WorkerPool
import tasks_of_pool

def handle(ask, task):
    return ask((tasks_of_pool.work, {task!r}))

if __name__ == "__main__":
    with WorkerPool(1) as pool:
        list(pool.map(handle, [0]))
"""
TASKS = """
import os, time

def work(kind):
    print(os.getpid(), flush=True)  # into nowhere: standard output is for answers
    with open({pid!r}, "w") as file:
        file.write(str(os.getpid()))
    if kind == "sleeps":
        time.sleep(600)
    end = time.monotonic() + 600
    while time.monotonic() < end:
        sorted(range(100_000))
"""


def add(ask: Ask, numbers: tuple[int, int]) -> int:
    answer: int = ask((int.__add__, *numbers))
    return answer


def test_answers_come_in_the_order_of_the_tasks() -> None:
    with WorkerPool(2) as pool:
        assert list(pool.map(add, [(n, n) for n in range(200)])) == [2 * n for n in range(200)]


def test_a_worker_that_ends_is_told_of_and_replaced() -> None:
    def end(ask: Ask, code: int) -> int:
        try:
            ask((os._exit, code))
        except WorkerDiedError as error:
            return error.code
        return -1

    with WorkerPool(1) as pool:
        assert list(pool.map(end, [3, 4])) == [3, 4]


def test_a_pool_can_be_stopped_from_another_thread() -> None:
    def wait(ask: Ask, seconds: float) -> None:
        ask((time.sleep, seconds))

    with WorkerPool(2) as pool:
        threading.Timer(0.3, pool.stop).start()
        with pytest.raises(CancelledError):
            list(pool.map(wait, [600.0] * 4))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    # A process that nobody has asked for its end yet is listed, and over.
    return not status.exists() or status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("task", ["sleeps", "computes"])
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_a_worker_ends_with_its_parent_in_the_middle_of_a_task(tmp_path: Path, task: str, name: str) -> None:
    pid_file, script = tmp_path / "pid", tmp_path / "parent.py"
    (tmp_path / "tasks_of_pool.py").write_text(TASKS.format(pid=str(pid_file)), encoding="utf-8")
    script.write_text(PARENT.format(folder=str(tmp_path), task=task), encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)])
    end = time.monotonic() + 60
    while not (pid_file.exists() and pid_file.read_text(encoding="utf-8")):
        assert time.monotonic() < end, "the task never began"
        time.sleep(0.02)
    parent.send_signal(signal.Signals[name])
    parent.wait(60)
    worker = int(pid_file.read_text(encoding="utf-8"))
    end = time.monotonic() + 60
    while is_running(worker):
        assert time.monotonic() < end, "the worker goes on without its parent"
        time.sleep(0.02)
