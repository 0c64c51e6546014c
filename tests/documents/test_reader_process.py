"""The worker process: one that hangs or dies is replaced, and says which file it was."""

import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from goalsearch.documents import reader_process
from goalsearch.documents.options import Limits
from goalsearch.errors import DocumentError

_TASKS = """
    import os, sys, time
    from goalsearch.errors import DocumentError

    def echo(path, **arguments):
        yield {"path": str(path), "pid": os.getpid(), **arguments}

    def many(path, n):
        for number in range(n):
            yield number

    def hang(path):
        yield "begun"
        time.sleep(600)

    def hang_without_python(path):
        # Python code in an endless loop of the interpreter's C code cannot be interrupted by a signal.
        yield sum(range(10**14))

    def die(path):
        yield "begun"
        os._exit(3)

    def abort(path):
        os.abort()

    def fill_memory(path):
        yield len(b"x" * 10**9)

    def fill_memory_with_the_answer(path):
        # Of each letter the answer has twelve.
        yield "\U0001f9ec" * (8 * 10**7)

    def refuse(path):
        raise DocumentError("document.empty", file=str(path))

    class Panic(BaseException):
        pass

    def panic(path):
        raise Panic

    def print_noise(path):
        print("noise")
        os.write(1, b"noise")
        yield "answer"
"""


@pytest.fixture(autouse=True)
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers that can find the tasks above, and none left over from other tests."""
    (tmp_path / "tasks_of_test.py").write_text(textwrap.dedent(_TASKS), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    reader_process.close_idle()
    yield
    reader_process.close_idle()


def _run(task: str, file: str = "提案.pdf", seconds: float = 30.0, **arguments: object) -> list[object]:
    limits = Limits(seconds=seconds, memory_bytes=512 * 1024 * 1024)
    return list(reader_process.run(f"tasks_of_test:{task}", Path(file), arguments, limits))


def _pid() -> object:
    (answer,) = _run("echo")
    assert isinstance(answer, dict)
    return answer["pid"]


def _error(task: str, file: str = "提案.pdf", seconds: float = 30.0) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        _run(task, file, seconds)
    assert file in caught.value.message("ja")
    return caught.value


def test_one_worker_serves_many_files() -> None:
    pids = {_pid() for _ in range(5)}
    assert len(pids) == 1
    assert pids != {os.getpid()}


def test_path_and_arguments_arrive() -> None:
    file = "二つ\nの 行\udc92.pdf"
    (answer,) = _run("echo", file, text="量子\ud800", n=1)
    assert isinstance(answer, dict)
    assert (answer["path"], answer["text"], answer["n"]) == (str(Path.cwd() / file), "量子\ud800", 1)


def test_items_come_one_by_one() -> None:
    assert _run("many", n=1000) == list(range(1000))


@pytest.mark.parametrize("task", ["hang", "hang_without_python"])
def test_a_worker_that_hangs_is_killed_and_replaced(task: str) -> None:
    before = _pid()
    error = _error(task, seconds=0.5)
    assert (error.key, error.values["seconds"]) == ("document.timeout", "0.5")
    assert _pid() != before


@pytest.mark.parametrize(
    ("task", "code"),
    [
        pytest.param("die", 3, id="exits"),
        pytest.param(
            "abort", -6, id="aborts", marks=pytest.mark.skipif(os.name == "nt", reason="codes of signals are POSIX")
        ),
        pytest.param("panic", "Panic", id="raises-what-is-no-exception"),
    ],
)
def test_a_worker_that_dies_is_replaced(task: str, code: object) -> None:
    before = _pid()
    error = _error(task)
    assert (error.key, error.values["code"]) == ("document.crashed", code)
    assert _pid() != before


def test_a_worker_that_dies_while_it_waits_is_replaced() -> None:
    before = _pid()
    assert isinstance(before, int)
    (idle,) = reader_process._idle
    idle._process.kill()
    idle._process.wait()
    assert _pid() != before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit a process's memory")
@pytest.mark.parametrize("task", ["fill_memory", "fill_memory_with_the_answer"])
def test_memory_is_limited(task: str) -> None:
    before = _pid()
    assert _error(task).key == "document.memory"
    assert _pid() == before


def test_an_error_of_the_task_names_the_file_as_the_user_did() -> None:
    error = _error("refuse", "sub/提案.pdf")
    assert (error.key, error.values["file"]) == ("document.empty", "sub/提案.pdf")


def test_an_error_of_the_task_keeps_the_worker() -> None:
    before = _pid()
    _error("refuse")
    assert _pid() == before


def test_noise_on_standard_output_does_not_disturb() -> None:
    assert _run("print_noise") == ["answer"]
    assert _run("print_noise") == ["answer"]


def test_stopping_half_way_leaves_no_answers_for_the_next() -> None:
    items = reader_process.run("tasks_of_test:many", Path("a"), {"n": 10_000}, Limits())
    assert next(items) == 0
    assert isinstance(items, Iterator)
    items.close()  # type: ignore[attr-defined]
    assert _run("many", n=3) == [0, 1, 2]


def test_threads_have_a_worker_each() -> None:
    answers: list[list[object]] = []
    threads = [threading.Thread(target=lambda: answers.append(_run("many", n=2000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [list(range(2000))] * 4


_SCRIPT = """
    import os, sys
    from pathlib import Path
    from goalsearch.documents import reader_process
    from goalsearch.documents.options import Limits

    # No guard against being run again: the worker must not import this script.
    print("script", flush=True)
    (answer,) = reader_process.run("tasks_of_test:echo", Path("a"), {}, Limits())
    print(answer["pid"], flush=True)
    if "--crash" in sys.argv:
        os._exit(9)
"""


@pytest.mark.parametrize("option", ["", "--crash"], ids=["ends", "dies"])
def test_workers_end_with_their_script(tmp_path: Path, option: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(_SCRIPT), "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, script, option], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (9 if option else 0, "")
    script_line, pid = done.stdout.split()
    assert script_line == "script"
    assert _is_gone(int(pid))


def _is_gone(pid: int) -> bool:
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except OSError:
            return True
        if sys.platform == "linux" and "State:\tZ" in Path(f"/proc/{pid}/status").read_text("utf-8"):
            return True
        time.sleep(0.1)
    return False


_ORPHAN = """
    import os
    from pathlib import Path
    from goalsearch.documents import reader_process
    from goalsearch.documents.options import Limits

    (answer,) = reader_process.run("tasks_of_test:echo", Path("a"), {}, Limits())
    print(answer["pid"], flush=True)
    items = reader_process.run("tasks_of_test:hang", Path("a"), {}, Limits(seconds=0.3))
    next(items)
    os._exit(9)
"""


def test_a_hanging_worker_whose_parent_was_killed_ends_by_itself(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(textwrap.dedent(_ORPHAN), "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert _is_gone(int(done.stdout))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_does_not_share_the_worker() -> None:
    before = _pid()
    out, into = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - runs where nothing is measured
        os.write(into, json.dumps(_pid()).encode())
        reader_process.close_idle()
        os._exit(0)
    os.waitpid(child, 0)
    in_child = json.loads(os.read(out, 100))
    os.close(out)
    os.close(into)
    assert in_child != before
    assert _pid() == before
