"""
Tasks of a batch: what an engine gives to its workers, and what comes back.

Whatever can be pickled and needs nothing else; `do` works a task out wherever it is.
"""

import itertools
from typing import NamedTuple

from goalsearch.batch.discovery import Entry
from goalsearch.batch.form_lines import FileLines
from goalsearch.batch.kernel import (
    CHANGED,
    Proposal,
    ReadFile,
    Setup,
    match_files,
    match_proposals,
    match_read,
    read_failure,
    read_files,
    with_warning,
)
from goalsearch.batch.row import Row
from goalsearch.errors import DocumentError
from goalsearch.processes.pool import Ask, WorkerDiedError


class Finished(NamedTuple):
    """
    A file, or a portion of a table, that is done.

    Attributes:
        entry: The file.
        number: The portion, from 0.
        rows: Its rows.
        is_last: Whether the file has no further portion.
        is_new: Whether it was done in this run, and not found in the journal.
        lines: The lines of a file by which forms are found, if they are.
        form: Key of those that were left out as the form's.
    """

    entry: Entry
    number: int
    rows: tuple[Row, ...]
    is_last: bool = True
    is_new: bool = True
    lines: FileLines | None = None
    form: str = ""


class FilesToRead(NamedTuple):
    """Files to be read, and matched later."""

    entries: tuple[Entry, ...]


class Known(NamedTuple):
    """A file of which an earlier run kept the lines."""

    entry: Entry
    lines: FileLines


class FilesToMatch(NamedTuple):
    """Files to be read and matched, without what is their form's."""

    entries: tuple[Entry, ...]
    form: frozenset[int] = frozenset()


class Texts(NamedTuple):
    """Files that were read, to be matched: each with the lines of its form and the key of these."""

    files: tuple[ReadFile, ...]
    forms: tuple[frozenset[int], ...]
    keys: tuple[str, ...]
    warning: str | None


class Portion(NamedTuple):
    """Rows of a table to be matched, and the failure of the table that came after them."""

    entry: Entry
    number: int
    proposals: tuple[Proposal, ...]
    is_last: bool
    failures: tuple[Row, ...] = ()
    is_changed: bool = False


Task = FilesToRead | FilesToMatch | Texts | Portion
Step = Task | Known | Finished
Done = ReadFile | Known | Finished


def do(setup: Setup, step: Step) -> tuple[Done, ...]:
    """What a step gives, worked out here."""
    match step:
        case FilesToRead(entries):
            return read_files(setup, entries)
        case FilesToMatch(entries, form):
            matched = match_files(setup, entries, form)
            return tuple(Finished(entry, 0, rows) for entry, rows in zip(entries, matched, strict=True))
        case Texts(files, forms, keys, warning):
            matched = match_read(setup, files, forms, warning)
            return tuple(
                Finished(file.entry, 0, rows, lines=file.lines, form=key)
                for file, rows, key in zip(files, matched, keys, strict=True)
            )
        case Portion(entry, number, proposals, is_last, failures, has_changed):
            rows = (*match_proposals(setup, proposals), *failures)
            if has_changed:
                rows = with_warning(rows, CHANGED)
            return (Finished(entry, number, rows, is_last),)
        case _:
            return (step,)


def handle(setup: Setup, ask: Ask, step: Step) -> tuple[Done, ...]:
    """What a step gives, worked out by a worker."""
    if isinstance(step, Known | Finished):
        return (step,)
    try:
        answer: tuple[Done, ...] = ask((do, setup, step))
    except WorkerDiedError as error:
        # One of the files took the worker down, and with it what was known of the others.
        alone = _each_alone(step)
        if len(alone) > 1:
            return tuple(itertools.chain.from_iterable(handle(setup, ask, one) for one in alone))
        return (_lost(setup, step, error),)
    return answer


def _each_alone(task: Task) -> list[Task]:
    match task:
        case FilesToRead(entries):
            return [FilesToRead((entry,)) for entry in entries]
        case FilesToMatch(entries, form):
            return [FilesToMatch((entry,), form) for entry in entries]
        case Texts(files, forms, keys, warning):
            each = zip(files, forms, keys, strict=True)
            return [Texts((file,), (form,), (key,), warning) for file, form, key in each]
        case _:
            return [task]


def _lost(setup: Setup, task: Task, error: WorkerDiedError) -> ReadFile | Finished:
    """The failure of a file, or portion, that takes its worker down."""
    crashed = DocumentError("document.crashed", code=error.code)
    match task:
        case FilesToRead(entries):
            return ReadFile(entries[0], (), (read_failure(setup, entries[0], crashed),), False, FileLines.of(()))
        case FilesToMatch(entries):
            return Finished(entries[0], 0, (read_failure(setup, entries[0], crashed),))
        case Texts(files):
            return Finished(files[0].entry, 0, (read_failure(setup, files[0].entry, crashed),))
        case Portion(entry, number, _, is_last):
            return Finished(entry, number, (read_failure(setup, entry, crashed),), is_last)
