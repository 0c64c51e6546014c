"""The worker process that works for a batch; ``pool`` is the side that asks."""

import os
import pickle
import sys
from typing import IO


def main() -> None:
    """Answer requests on standard input until it ends, which it does when the parent does."""
    requests, answers = sys.stdin.buffer, _take_stdout()
    while True:
        try:
            # From the process that started this one.
            function, *arguments = pickle.load(requests)  # noqa: S301
        except EOFError:
            return
        pickle.dump(function(*arguments), answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _take_stdout() -> IO[bytes]:
    """Keep standard output for answers; a library that prints must not get in between."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answers
