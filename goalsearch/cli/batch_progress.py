"""How far a batch is and how it went, on standard error: a bar on a terminal, a line every few seconds elsewhere."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import click

from goalsearch.batch.batch import Summary
from goalsearch.batch.folder_run import FolderRun
from goalsearch.cli import signs_of_life
from goalsearch.cli.signs_of_life import said_now_and_then, shown_beside
from goalsearch.documents.source import shown
from goalsearch.messages import Language, text

_BAR_SECONDS: Final = 0.2
# Of files that were set aside; more would push the summary off the screen.
_MOST_NAMES: Final = 8


class Progress(NamedTuple):
    """
    How far a run is.

    Attributes:
        n_done: Files, or partitions, that are done.
        n_total: All of them.
        n_rows: Proposals and failures so far.
        n_read: Files that were read, if they are all read first.
        at: Name and size in bytes of the file that is waited for.
    """

    n_done: int
    n_total: int
    n_rows: int
    n_read: int = 0
    at: tuple[str, int] | None = None


def of_run(run: FolderRun) -> Callable[[], Progress]:
    """Tells how far a run on this machine is."""

    def look() -> Progress:
        entry = run.current
        at = None if entry is None else (entry.path, entry.size)
        return Progress(run.n_files_done, run.n_files, run.summary.n_rows, run.n_files_read, at)

    return look


def shown_progress(
    look: Callable[[], Progress], lang: Language, *, key: str = "batch.progress"
) -> contextlib.AbstractContextManager[None]:
    """
    Show how far a run is until the block ends.

    Args:
        look: Tells how far it is; called from a thread, so that the run knows nothing of being shown.
        lang: Language to speak.
        key: What a line says.
    """
    if sys.stderr.isatty():
        return shown_beside(partial(_show_bar, look, lang))
    return said_now_and_then(_lines(look, lang, key))


def _lines(look: Callable[[], Progress], lang: Language, key: str) -> Callable[[str], str]:
    before: tuple[str, int] | None = None

    def line(seconds: str) -> str:
        nonlocal before
        progress = look()
        counts = {name: f"{getattr(progress, name):,}" for name in ("n_done", "n_total", "n_rows", "n_read")}
        at = _held_up(progress, before, lang)
        before = progress.at
        return text(key, lang, seconds=seconds, at=at, **counts)

    return line


def _held_up(progress: Progress, before: tuple[str, int] | None, lang: Language) -> str:
    """Which file takes long: the one that was waited for before too, or the first."""
    if progress.at is None or (before is not None and progress.at != before):
        return ""
    name, n_bytes = progress.at
    return text("batch.progress_at", lang, file=shown(name), mib=f"{n_bytes / 1024 / 1024:,.1f}")


def _show_bar(look: Callable[[], Progress], lang: Language, ended: threading.Event) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[at]}"),
    )
    # Started and stopped in this thread alone; rich's own refresher would be one more.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True) as bar:
        label = text("batch.progress_label", lang)
        task = bar.add_task(label, total=look().n_total, rows="", at="")
        at, since = None, time.monotonic()
        while not ended.wait(_BAR_SECONDS):
            progress = look()
            counts = {"n_rows": f"{progress.n_rows:,}", "n_read": f"{progress.n_read:,}"}
            rows = text("batch.progress_rows", lang, **counts)
            if progress.at != at:
                at, since = progress.at, time.monotonic()
            held_up = _held_up(progress, at, lang) if time.monotonic() - since > signs_of_life.FIRST_SECONDS else ""
            bar.update(task, completed=progress.n_done, total=progress.n_total, rows=rows, at=escape(held_up))
            bar.refresh()


def print_summary(summary: Summary, lang: Language) -> None:
    """Say on standard error how a run went, and of each kind of failure how often and an example."""
    counts = {name: f"{getattr(summary, name):,}" for name in ("n_rows", "n_matched", "n_unmatched", "n_failed")}
    if summary.n_reused:
        click.echo(text("batch.reused", lang, n_files=f"{summary.n_reused:,}"), err=True)
    click.echo(text("batch.summary", lang, seconds=f"{summary.seconds:,.1f}", **counts), err=True)
    if summary.n_failed:
        click.echo(text("batch.summary_not_read", lang, n=counts["n_failed"]), err=True)
    for n, failure in sorted(summary.failures.values(), key=lambda item: -item[0]):
        click.echo(text("batch.summary_failure", lang, n=f"{n:,}", message=failure.message(lang)), err=True)
    if summary.set_aside:
        names = ", ".join(map(shown, summary.set_aside[:_MOST_NAMES]))
        more = " …" if len(summary.set_aside) > _MOST_NAMES else ""
        n_aside = f"{len(summary.set_aside):,}"
        click.echo(text("batch.summary_set_aside", lang, n=n_aside, names=names + more), err=True)
    if summary.n_passed_over:
        click.echo(text("batch.summary_passed_over", lang, n=f"{summary.n_passed_over:,}"), err=True)
