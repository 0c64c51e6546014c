"""Lines on standard error that say that something goes on: after two seconds, and every five from then on."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final

import click

from goalsearch.messages import Language, text

FIRST_SECONDS: Final = 2.0
LINE_SECONDS: Final = 5.0


@contextlib.contextmanager
def shown_beside(show: Callable[[threading.Event], None]) -> Iterator[None]:
    """
    Show something beside a block, from a thread, until it ends.

    Args:
        show: Shows it until the event is set.
    """
    ended = threading.Event()
    thread = threading.Thread(target=show, args=(ended,), name="goalsearch-progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def said_now_and_then(line: Callable[[str], str]) -> contextlib.AbstractContextManager[None]:
    """
    Say what goes on until the block ends, if it takes so long.

    Args:
        line: What to say, given how many seconds it has gone on; called from a thread.
    """

    def say(ended: threading.Event) -> None:
        start = time.monotonic()
        seconds = FIRST_SECONDS
        while not ended.wait(seconds):
            click.echo(line(f"{time.monotonic() - start:,.0f}"), err=True)
            seconds = LINE_SECONDS

    return shown_beside(say)


def said(key: str, lang: Language, **values: str) -> contextlib.AbstractContextManager[None]:
    """`said_now_and_then` of a message that changes in its seconds alone."""
    return said_now_and_then(lambda seconds: text(key, lang, seconds=seconds, **values))
