"""How far an index is that is being built, on standard error: a bar on a terminal, a line now and then elsewhere."""

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from goalsearch.cli import signs_of_life
from goalsearch.messages import Language, text
from goalsearch.progress import watched

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@contextlib.contextmanager
def shown_index_progress(lang: Language) -> Iterator[None]:
    """Show how far every index is that the block builds and that takes more than two seconds."""
    display = _Display(lang)
    try:
        with watched(display.update):
            yield
    finally:
        display.close()


class _Display:
    """
    What is shown of one index after the other.

    Args:
        lang: Language to speak.
    """

    def __init__(self, lang: Language) -> None:
        self._lang = lang
        self._start: float | None = None
        self._next_line = 0.0
        self._bar: tuple[Progress, TaskID] | None = None

    def update(self, n_done: int, n_total: int) -> None:
        """Show how far it is, if it is time to."""
        now = time.monotonic()
        if self._start is None:
            self._start, self._next_line = now, now + signs_of_life.FIRST_SECONDS
        if n_done >= n_total:
            self.close()
        elif now - self._start >= signs_of_life.FIRST_SECONDS:
            if sys.stderr.isatty():
                self._show_bar(n_done, n_total)
            elif now >= self._next_line:
                self._next_line = now + signs_of_life.LINE_SECONDS
                counts = {"n_done": f"{n_done:,}", "n_total": f"{n_total:,}", "seconds": f"{now - self._start:,.0f}"}
                click.echo(text("index.progress", self._lang, **counts), err=True)

    def close(self) -> None:
        """Take the bar away, and be ready for the next index."""
        self._start = None
        if self._bar is not None:
            self._bar[0].stop()
            self._bar = None

    def _show_bar(self, n_done: int, n_total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
            # Drawn when there is something new to show; rich's own refresher would be one more thread.
            bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
            self._bar = bar, bar.add_task(text("index.progress_label", self._lang), total=n_total)
            bar.start()
        bar, task = self._bar
        bar.update(task, completed=n_done)
        bar.refresh()
