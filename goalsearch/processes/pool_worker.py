"""The worker process of a pool: functions called for a parent that it trusts; ``pool`` is the side that asks."""

import pickle
from typing import IO, Any

from goalsearch.processes import child


def main() -> None:
    """Answer requests on standard input until it ends, which it does when the parent does."""
    answers = child.take_stdout()
    for function, *arguments in child.requests(_read):
        child.answer(answers, pickle.dumps(function(*arguments), pickle.HIGHEST_PROTOCOL))


def _read(requests: IO[bytes]) -> Any:
    # From the process that started this one.
    return pickle.load(requests)  # noqa: S301
