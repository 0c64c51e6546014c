"""
The worker process in which files are read by libraries that may crash, hang, or take all memory.

It runs tasks that it is told by name, one after the other, and answers in lines of JSON: values that are read cannot
run code in the process that asked. This module is what the process executes; ``reader_process`` is the other end.
"""

import contextlib
import faulthandler
import importlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, Final

from goalsearch.documents.source import shown
from goalsearch.errors import DocumentError
from goalsearch.processes import child

Task = Callable[..., Iterable[object]]

# The process that asked kills a late worker, and a worker whose parent is gone ends by itself. This is for one that a
# library keeps from doing so, since it does not let the interpreter run.
_ORPHAN_GRACE: Final = 3.0


def main() -> None:
    """Answer requests on standard input until it ends, which it does when the parent does."""
    answers = child.take_stdout()
    nowhere = Path(os.devnull).open("wb")  # noqa: SIM115 - faulthandler keeps writing to it
    for request in child.requests(_read):
        _limit_memory(request["memory_bytes"])
        faulthandler.dump_traceback_later(request["seconds"] * _ORPHAN_GRACE, exit=True, file=nowhere)
        for line in _lines(request):
            child.answer(answers, line)
        faulthandler.cancel_dump_traceback_later()


def _read(requests: IO[bytes]) -> dict[str, Any]:
    if not (line := requests.readline()).endswith(b"\n"):
        raise EOFError
    request: dict[str, Any] = json.loads(line)
    return request


def _limit_memory(n_bytes: int) -> None:
    try:
        import resource
    except ModuleNotFoundError:
        # Windows cannot limit a process from within.
        return
    # macOS has the function and refuses some values.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (n_bytes, hard))


def _lines(request: dict[str, object]) -> Iterable[bytes]:
    path = Path(str(request["path"]))
    try:
        arguments = request["arguments"]
        for item in _task(str(request["task"]))(path, **(arguments if isinstance(arguments, dict) else {})):
            # Memory may be short for the line as it may be for what is in it.
            yield _line(item=item)
        yield _line(done=True)
    except DocumentError as error:
        yield _line(error=error.key, values=error.values)
    except MemoryError:
        limit = int(str(request["memory_bytes"])) // 1024 // 1024
        yield _line(error="document.memory", values={"file": shown(path), "mib": f"{limit:,}"})
    # Rust panics do not derive from Exception. Whatever it is, it is said, and the parent starts a new worker.
    except BaseException as error:  # noqa: BLE001
        values = {"file": shown(path), "code": type(error).__name__}
        yield _line(error="document.crashed", values=values, end=True)


def _line(**answer: object) -> bytes:
    return json.dumps(answer).encode("ascii") + b"\n"


def _task(name: str) -> Task:
    module, _, function = name.partition(":")
    task: Task = getattr(importlib.import_module(module), function)
    return task
