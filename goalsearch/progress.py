"""
How far a long piece of work is: told where the work is done, shown where somebody waits for it.

Between the two lie rooms that have nothing to do with either, so what watches is not handed through them.
"""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Final

Watch = Callable[[int, int], None]
"""Called now and then with how many steps are done, and how many there are in all."""

_watch: Final[ContextVar[Watch | None]] = ContextVar("goalsearch_watch", default=None)


@contextlib.contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Have ``watch`` called by what this thread does in the block."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def report(n_done: int, n_total: int) -> None:
    """Tell what watches, if anything does, how far the work is."""
    if (watch := _watch.get()) is not None:
        watch(n_done, n_total)
