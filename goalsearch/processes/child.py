"""
What every worker process does on its own side: take standard output for answers, and end when its parent ends.

The parent holds the only writing end of the worker's standard input. A thread reads there all the time, so that the end
of the parent, however it comes, is seen in the middle of a task too.
"""

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from typing import IO, TypeVar

Request = TypeVar("Request")


def requests(read: Callable[[IO[bytes]], Request]) -> Iterator[Request]:
    """
    What the parent asks, one after the other. When the parent ends or lets go, this process does not come back.

    Args:
        read: Reads one request from standard input; raises EOFError where that ends.
    """
    asked: queue.SimpleQueue[Request] = queue.SimpleQueue()

    def listen() -> None:
        try:
            while True:
                asked.put(read(sys.stdin.buffer))
        except EOFError:
            # Not sys.exit(), which ends a thread alone: nobody is there to read what the task at work would answer.
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a request that cannot be read gets no answer either
            os._exit(1)

    threading.Thread(target=listen, name="goalsearch-parent", daemon=True).start()
    while True:
        yield asked.get()


def take_stdout() -> IO[bytes]:
    """Keep standard output for answers; a library that prints must not get in between."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answers


def answer(answers: IO[bytes], content: bytes) -> None:
    """Write an answer. A parent that is gone reads none: then this process ends without a word."""
    try:
        answers.write(content)
        answers.flush()
    except BrokenPipeError:
        os._exit(0)
