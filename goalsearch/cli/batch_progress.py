"""How far a batch is and how it went, on standard error: a bar on a terminal, a line every few seconds elsewhere."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import click

from goalsearch.batch.batch import Summary
from goalsearch.batch.folder_run import FolderRun
from goalsearch.messages import Language, text

_LINE_SECONDS: Final = 5.0
_BAR_SECONDS: Final = 0.2


class Progress(NamedTuple):
    """
    How far a run is.

    Attributes:
        n_done: Files, or partitions, that are done.
        n_total: All of them.
        n_rows: Proposals and failures so far.
    """

    n_done: int
    n_total: int
    n_rows: int


def of_run(run: FolderRun) -> Callable[[], Progress]:
    """Tells how far a run on this machine is."""
    return lambda: Progress(run.n_files_done, run.n_files, run.summary.n_rows)


@contextlib.contextmanager
def shown_progress(look: Callable[[], Progress], lang: Language, *, key: str = "batch.progress") -> Iterator[None]:
    """
    Show how far a run is until the block ends.

    Args:
        look: Tells how far it is; called from a thread, so that the run knows nothing of being shown.
        lang: Language to speak.
        key: What a line says.
    """
    ended = threading.Event()
    show = _show_bar if sys.stderr.isatty() else _show_lines
    thread = threading.Thread(target=show, args=(look, lang, key, ended), name="goalsearch-progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _show_lines(look: Callable[[], Progress], lang: Language, key: str, ended: threading.Event) -> None:
    start = time.monotonic()
    while not ended.wait(_LINE_SECONDS):
        counts = {name: f"{value:,}" for name, value in look()._asdict().items()}
        click.echo(text(key, lang, seconds=f"{time.monotonic() - start:,.0f}", **counts), err=True)


def _show_bar(look: Callable[[], Progress], lang: Language, _key: str, ended: threading.Event) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeRemainingColumn(),
    )
    # Started and stopped in this thread alone; rich's own refresher would be one more.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        label = text("batch.progress_label", lang)
        task = bar.add_task(label, total=look().n_total, rows="")
        while not ended.wait(_BAR_SECONDS):
            progress = look()
            rows = text("batch.progress_rows", lang, n_rows=f"{progress.n_rows:,}")
            bar.update(task, completed=progress.n_done, total=progress.n_total, rows=rows)
            bar.refresh()


def print_summary(summary: Summary, lang: Language) -> None:
    """Say on standard error how a run went, and of each kind of failure how often and an example."""
    counts = {name: f"{getattr(summary, name):,}" for name in ("n_rows", "n_matched", "n_unmatched", "n_failed")}
    if summary.n_reused:
        click.echo(text("batch.reused", lang, n_files=f"{summary.n_reused:,}"), err=True)
    click.echo(text("batch.summary", lang, seconds=f"{summary.seconds:,.1f}", **counts), err=True)
    for n, failure in sorted(summary.failures.values(), key=lambda item: -item[0]):
        click.echo(text("batch.summary_failure", lang, n=f"{n:,}", message=failure.message(lang)), err=True)
    if summary.n_passed_over:
        click.echo(text("batch.summary_passed_over", lang, n=f"{summary.n_passed_over:,}"), err=True)
