"""
Files to rows, on one machine: in this process, or spread over several.

Work is cut into tasks: some files, or a portion of a table, whose rows are read here as they stream in. Only so many
tasks are under way that no worker waits: so memory does not grow with the folder, and rows come in the order of the
folder, whoever was faster. Processes, not threads: Sudachi lets other threads run, but what is done with its words does
not, and two threads are hardly faster than one (``benchmarks/batch.py``).
"""

import contextlib
import itertools
import os
from collections.abc import Generator, Iterable, Iterator
from typing import Final, NamedTuple

from goalsearch.batch.discovery import Entry
from goalsearch.batch.journal import Journal
from goalsearch.batch.kernel import (
    CHANGED,
    Proposal,
    Setup,
    is_changed,
    match_files,
    match_proposals,
    proposal,
    read_failure,
    with_warning,
)
from goalsearch.batch.pool import Ask, WorkerDiedError, WorkerPool
from goalsearch.batch.row import Row
from goalsearch.documents import iter_documents
from goalsearch.documents.file_format import is_table_name
from goalsearch.errors import DocumentError

# A task should outweigh the way to its worker, and be short beside the whole.
_TASK_FILES: Final = 64
_TASK_BYTES: Final = 256 * 1024
_TASK_CHARACTERS: Final = 64 * 1024


class Finished(NamedTuple):
    """
    A file, or a portion of a table, that is done.

    Attributes:
        entry: The file.
        number: The portion, from 0.
        rows: Its rows.
        is_last: Whether the file has no further portion.
        is_new: Whether it was done in this run, and not found in the journal.
    """

    entry: Entry
    number: int
    rows: tuple[Row, ...]
    is_last: bool = True
    is_new: bool = True


class _Files(NamedTuple):
    """Files to be read and matched."""

    entries: tuple[Entry, ...]


class _Portion(NamedTuple):
    """Rows of a table to be matched, and the failure of the table that came after them."""

    entry: Entry
    number: int
    proposals: tuple[Proposal, ...]
    is_last: bool
    failures: tuple[Row, ...] = ()
    is_changed: bool = False


_Task = _Files | _Portion
_Step = _Task | Finished


def default_workers() -> int:
    """As many workers as this process may use processors."""
    with contextlib.suppress(AttributeError):  # not on macOS and Windows
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    setup: Setup, entries: Iterable[Entry], *, workers: int, journal: Journal | None = None
) -> Generator[Finished, None, None]:
    """
    Match files.

    Args:
        setup: How.
        entries: The files.
        workers: Processes to use; with 1 all is done in this one.
        journal: What is known from an earlier run; what is new is added to it.

    Yields:
        What is done, in the order of ``entries``, and the portions of a table in theirs.

    Raises:
        BatchError: If the journal cannot be written.
    """
    steps = _steps(setup, entries, journal)
    done = (do(setup, step) for step in steps) if workers == 1 else _spread(setup, steps, workers)
    for finished in itertools.chain.from_iterable(done):
        if journal is not None and finished.is_new:
            journal.add(finished.entry, finished.number, finished.rows, is_last=finished.is_last)
        yield finished


def do(setup: Setup, step: _Step) -> tuple[Finished, ...]:
    """What a step gives, worked out here."""
    match step:
        case _Files(entries):
            return tuple(
                Finished(entry, 0, rows) for entry, rows in zip(entries, match_files(setup, entries), strict=True)
            )
        case _Portion(entry, number, proposals, is_last, failures, has_changed):
            rows = (*match_proposals(setup, proposals), *failures)
            if has_changed:
                rows = with_warning(rows, CHANGED)
            return (Finished(entry, number, rows, is_last),)
        case _:
            return (step,)


def _spread(setup: Setup, steps: Iterable[_Step], workers: int) -> Iterator[tuple[Finished, ...]]:
    """What the steps give, worked out by several processes."""

    def handle(ask: Ask, step: _Step) -> tuple[Finished, ...]:
        if isinstance(step, Finished):
            return (step,)
        try:
            answer: tuple[Finished, ...] = ask((do, setup, step))
        except WorkerDiedError as error:
            if isinstance(step, _Files) and len(step.entries) > 1:
                # One of the files took the worker down, and with it what was known of the others.
                alone = (handle(ask, _Files((entry,))) for entry in step.entries)
                return tuple(itertools.chain.from_iterable(alone))
            return (_lost(setup, step, error),)
        return answer

    with WorkerPool(workers) as pool:
        yield from pool.map(handle, steps)


def _lost(setup: Setup, task: _Task, error: WorkerDiedError) -> Finished:
    """The failure of a file, or portion, that takes its worker down."""
    entry, number, is_last = (
        (task.entries[0], 0, True) if isinstance(task, _Files) else (task.entry, task.number, task.is_last)
    )
    crashed = DocumentError("document.crashed", code=error.code)
    return Finished(entry, number, (read_failure(setup, entry, crashed),), is_last)


def _steps(setup: Setup, entries: Iterable[Entry], journal: Journal | None) -> Iterator[_Step]:
    """What there is to do, and what is done already, in the order of ``entries``."""
    gathered: list[Entry] = []
    n_bytes = 0
    for entry in entries:
        known = None if journal is None else journal.portion(entry, 0)
        is_table = is_table_name(entry.path)
        is_apart = known is not None or is_table
        if gathered and (is_apart or len(gathered) >= _TASK_FILES or n_bytes + entry.size > _TASK_BYTES):
            yield _Files(tuple(gathered))
            gathered, n_bytes = [], 0
        if is_table:
            yield from _table_steps(setup, entry, journal)
        elif known is not None:
            yield Finished(entry, 0, known.rows, is_new=False)
        else:
            gathered.append(entry)
            n_bytes += entry.size
    if gathered:
        yield _Files(tuple(gathered))


def _table_steps(setup: Setup, entry: Entry, journal: Journal | None) -> Iterator[Finished | _Portion]:
    """The portions of a table. It is opened only if one of them is not known."""
    documents: _Documents | None = None
    n_rows = 0
    for number in itertools.count():
        known = None if journal is None else journal.portion(entry, number)
        if known is not None:
            yield Finished(entry, number, known.rows, known.is_last, is_new=False)
            n_rows += len(known.rows)
            if known.is_last:
                return
            if documents is not None:
                documents.skip(len(known.rows))
            continue
        if documents is None:
            documents = _Documents(setup, entry)
            documents.skip(n_rows)
        portion = documents.portion(number)
        yield portion
        n_rows += len(portion.proposals)
        if portion.is_last:
            return


class _Documents:
    """The rows of a table as they stream in. It ends with the failure, if there is one."""

    def __init__(self, setup: Setup, entry: Entry) -> None:
        self._setup, self._entry = setup, entry
        self._failures: tuple[Row, ...] = ()
        self._proposals = self._read()
        self._next = next(self._proposals, None)

    def skip(self, n_rows: int) -> None:
        """Pass over rows."""
        for _ in range(n_rows):
            self._next = next(self._proposals, None)

    def portion(self, number: int) -> _Portion:
        """The next rows, as many as make a task. The same table always gives the same portions."""
        proposals: list[Proposal] = []
        n_characters = 0
        while self._next is not None and len(proposals) < _TASK_FILES and n_characters < _TASK_CHARACTERS:
            proposals.append(self._next)
            n_characters += len(self._next.text)
            self._next = next(self._proposals, None)
        is_last = self._next is None
        return _Portion(
            self._entry,
            number,
            tuple(proposals),
            is_last,
            self._failures if is_last else (),
            is_last and is_changed(self._setup, self._entry),
        )

    def _read(self) -> Iterator[Proposal]:
        path = self._setup.root / self._entry.path
        try:
            for document in iter_documents(path, options=self._setup.read_options):
                yield proposal(document, self._entry.path)
        # As in the kernel: a file that finds a hole in its reader must not stop the others.
        except Exception as error:  # noqa: BLE001
            self._failures = (read_failure(self._setup, self._entry, error),)
