"""
A worker process and the pipes to it: the parent's side of what ``child`` is the other end of.

Plain pipes and ``subprocess``, not ``multiprocessing`` or joblib: a worker may then be started from a daemonic process
(as Dask's are), never runs the user's main script again, and is one process of its own that can be killed by itself.
"""

import contextlib
import json
import subprocess
import sys
from typing import IO, Final

# The worker has to find the same packages, also those of a checkout or of a notebook's folder. Ctrl-C reaches the whole
# process group; the parent decides what becomes of its worker.
_START: Final = (
    "import json, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "sys.path[:] = json.loads(sys.argv[1]); from {module} import main; main()"
)


class Process:
    """
    One worker process, started at once.

    Args:
        module: Its module; ``main`` of it answers requests until standard input ends.
        is_silent: Whether what it prints on standard error is thrown away.

    Attributes:
        requests: Where requests are written.
        answers: Where its answers are read.
    """

    def __init__(self, module: str, *, is_silent: bool) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very interpreter, with constant code
            [sys.executable, "-c", _START.format(module=module), json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if is_silent else None,
            # A console window would open for each worker of a program without a console.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.requests: IO[bytes] = _given(self._process.stdin)
        self.answers: IO[bytes] = _given(self._process.stdout)

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process; it holds nothing that would be lost. A thread that waits for its answer reads the end."""
        self._process.kill()

    def wait(self) -> int:
        """Wait for its end; gives its exit code, negative for a signal."""
        return self._process.wait()

    def close(self) -> None:
        """End the process and let go of the pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self.requests, self.answers):
            # What is still in the buffer of a broken pipe cannot be flushed.
            with contextlib.suppress(OSError):
                pipe.close()


def _given(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("a process was started without its pipes")
    return pipe
