"""
Files to rows, on one machine: in this process, or spread over several.

Work is cut into tasks: some files, or a portion of a table, whose rows are read here as they stream in. Only so many
tasks are under way that no worker waits: so memory does not grow with the folder, and rows come in the order of the
folder, whoever was faster. Processes, not threads: Sudachi lets other threads run, but what is done with its words does
not, and two threads are hardly faster than one (``benchmarks/batch.py``).
"""

import contextlib
import itertools
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from typing import Any, Final

from goalsearch.batch.discovery import Entry
from goalsearch.batch.form_lines import LEAST_DOCUMENTS, FileLines, FormLines, form_key
from goalsearch.batch.journal import Journal, KnownPortion
from goalsearch.batch.kernel import (
    SAME_TEXTS,
    Proposal,
    ReadFile,
    Setup,
    is_changed,
    proposal,
    read_failure,
    read_files,
)
from goalsearch.batch.row import Row
from goalsearch.batch.spool import Spool
from goalsearch.batch.task import (
    Done,
    FilesToMatch,
    FilesToRead,
    Finished,
    Known,
    Portion,
    Step,
    Task,
    Texts,
    do,
    handle,
)
from goalsearch.documents import iter_documents
from goalsearch.processes.pool import WorkerPool

# A task should outweigh the way to its worker, and be short beside the whole.
_TASK_FILES: Final = 64
_TASK_BYTES: Final = 256 * 1024
_TASK_CHARACTERS: Final = 64 * 1024


def run(
    setup: Setup,
    entries: Iterable[Entry],
    *,
    pool: WorkerPool | None = None,
    journal: Journal | None = None,
    forms: FormLines | None = None,
    on_read: Callable[[], None] | None = None,
) -> Generator[Finished, None, None]:
    """
    Match files.

    With ``forms``, files that are no tables are read before any of them is matched, since what their form is shows only
    then; what was read waits in a `Spool`.

    Args:
        setup: How.
        entries: The files.
        pool: The processes to use, which end with the run; without, all is done in this one.
        journal: What is known from an earlier run; what is new is added to it.
        forms: Counts the lines of the files, to find those of forms; None to look for no forms.
        on_read: Called for each file that was read before any is matched, in their order.

    Yields:
        What is done, in the order of ``entries``, and the portions of a table in theirs.

    Raises:
        BatchError: If the journal or the temporary file cannot be written.
        CancelledError: If the pool was stopped.
    """
    listed = list(entries)
    n_whole = sum(not entry.is_streamed for entry in listed)
    with pool or contextlib.nullcontext(), Spool() as spool:
        found = None
        if forms is not None and n_whole >= LEAST_DOCUMENTS:
            for read in _done(setup, _reading_steps(listed, journal), pool):
                match read:
                    case ReadFile():
                        forms.add(read.lines)
                        spool.put(read)
                    case Known():
                        forms.add(read.lines)
                if on_read is not None:
                    on_read()
            found = _FirstPass(forms, spool.take())
        for finished in _done(setup, _steps(setup, listed, journal, found), pool):
            if not isinstance(finished, Finished):
                continue
            if journal is not None and finished.is_new:
                _, number, rows, is_last, _, lines, form = finished
                journal.add(finished.entry, number, rows, is_last=is_last, lines=lines, form=form)
            yield finished


def _done(setup: Setup, steps: Iterable[Step], pool: WorkerPool | None) -> Iterator[Done]:
    """What the steps give, worked out here or by several processes."""
    done = (do(setup, step) for step in steps) if pool is None else pool.map(partial(handle, setup), steps)
    return itertools.chain.from_iterable(done)


class _FirstPass:
    """
    What the first of two passes found.

    Args:
        forms: The lines that are the forms'.
        read: The files that were read, in their order.
    """

    def __init__(self, forms: FormLines, read: Iterator[ReadFile]) -> None:
        self._forms, self._read = forms, read
        self._next = next(read, None)
        self.warning = SAME_TEXTS if forms.are_copies else None

    def file(self, setup: Setup, entry: Entry) -> ReadFile:
        """What a file holds; to be asked in the order of the files."""
        file = self._next
        if file is None or file.entry != entry:
            # Its rows were worked out with the lines of another form, and its text was not read in this run.
            return read_files(setup, [entry])[0]
        self._next = next(self._read, None)
        return file

    def form_of(self, lines: FileLines) -> tuple[frozenset[int], str]:
        """Those of a file's lines that are its form's, and their key."""
        form = self._forms.of(lines)
        return form, form_key(form, are_copies=self._forms.are_copies)


def _reading_steps(entries: Iterable[Entry], journal: Journal | None) -> Iterator[FilesToRead | Known]:
    """What there is to read, in the order of ``entries``; of a file that is known its lines are."""
    gathered = _Gathered()
    for entry in entries:
        if entry.is_streamed:
            continue
        known = None if journal is None else journal.portion(entry, 0)
        if known is not None and known.lines is not None:
            if gathered.items:
                yield FilesToRead(tuple(gathered.take()))
            yield Known(entry, known.lines)
        else:
            if gathered.is_full_with(entry.size):
                yield FilesToRead(tuple(gathered.take()))
            gathered.add(entry, entry.size)
    if gathered.items:
        yield FilesToRead(tuple(gathered.take()))


def _steps(setup: Setup, entries: Iterable[Entry], journal: Journal | None, found: _FirstPass | None) -> Iterator[Step]:
    """What there is to do, and what is done already, in the order of ``entries``."""
    gathered = _Gathered()

    def task() -> Task:
        items = gathered.take()
        if found is None:
            return FilesToMatch(tuple(items))
        forms, keys = zip(*(found.form_of(file.lines) for file in items), strict=True)
        return Texts(tuple(items), forms, keys, found.warning)

    for entry in entries:
        if entry.is_streamed:
            if gathered.items:
                yield task()
            yield from _table_steps(setup, entry, journal)
            continue
        known = None if journal is None else journal.portion(entry, 0)
        if known is not None and (finished := _still_true(entry, known, found)) is not None:
            if gathered.items:
                yield task()
            yield finished
            continue
        item = entry if found is None else found.file(setup, entry)
        size = entry.size if isinstance(item, Entry) else sum(len(given.text) for given in item.proposals)
        if gathered.is_full_with(size):
            yield task()
        gathered.add(item, size)
    if gathered.items:
        yield task()


def _still_true(entry: Entry, known: KnownPortion, found: _FirstPass | None) -> Finished | None:
    """A file's rows from an earlier run, if the same lines of it are a form's."""
    form = "" if found is None or known.lines is None else found.form_of(known.lines)[1]
    if form != known.form or (found is not None and known.lines is None):
        return None
    return Finished(entry, 0, known.rows, is_new=False)


class _Gathered:
    """Items of which some make a task."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._size = 0

    def is_full_with(self, size: int) -> bool:
        """Whether there is no room for one more of this size."""
        return bool(self.items) and (len(self.items) >= _TASK_FILES or self._size + size > _TASK_BYTES)

    def add(self, item: Entry | ReadFile, size: int) -> None:
        """One more."""
        self.items.append(item)
        self._size += size

    def take(self) -> list[Any]:
        """All of them; leaves nothing gathered."""
        items, self.items, self._size = self.items, [], 0
        return items


def _table_steps(setup: Setup, entry: Entry, journal: Journal | None) -> Iterator[Finished | Portion]:
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
        self._failures = tuple[Row, ...]()
        self._proposals = self._read()
        self._next = next(self._proposals, None)

    def skip(self, n_rows: int) -> None:
        """Pass over rows."""
        for _ in range(n_rows):
            self._next = next(self._proposals, None)

    def portion(self, number: int) -> Portion:
        """The next rows, as many as make a task. The same table always gives the same portions."""
        proposals: list[Proposal] = []
        n_characters = 0
        while self._next is not None and len(proposals) < _TASK_FILES and n_characters < _TASK_CHARACTERS:
            proposals.append(self._next)
            n_characters += len(self._next.text)
            self._next = next(self._proposals, None)
        is_last = self._next is None
        return Portion(
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
