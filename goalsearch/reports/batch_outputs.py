"""
The result of a batch as a file: which form a name asks for, and how it is written.

OUT is there whole or not at all. JSON Lines and CSV are written row by row while the folder is matched, inside
``OUT.progress``, which holds the state of the run; the other forms need all rows at once.
"""

import contextlib
import importlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from goalsearch.batch.batch import Batch
from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.journal import Journal
from goalsearch.batch.row import Row
from goalsearch.documents.source import shown
from goalsearch.errors import BatchError
from goalsearch.messages import Language
from goalsearch.model import Goal
from goalsearch.reports.batch_csv import CsvLines
from goalsearch.reports.batch_json import JsonLines
from goalsearch.reports.whole_file import replacing

PROGRESS_SUFFIX: Final = ".progress"


class Lines(Protocol):
    """A form that is written row by row."""

    def head(self) -> bytes:
        """What comes before the first row."""
        ...

    def line(self, row: Row) -> bytes:
        """A row."""
        ...


LINES: Final[dict[str, Callable[[Iterable[Goal], int, Language], Lines]]] = {".jsonl": JsonLines, ".csv": CsvLines}
"""Forms that are written row by row, by suffix."""

WRITERS: Final = {
    ".xlsx": "goalsearch.reports.workbook:write_workbook",
    ".html": "goalsearch.reports.batch_page:write_page",
}
"""Forms that need the whole batch, by suffix: functions of a path, a `Batch`, a language and the time of writing."""

SUFFIXES: Final = (*LINES, *WRITERS)
_NAME_IN_FOLDER: Final = "result"


class Output(NamedTuple):
    """
    Where the result goes.

    Attributes:
        path: The file, or the folder for all forms.
        suffix: The form; None for a folder.
    """

    path: Path
    suffix: str | None

    @classmethod
    def named(cls, name: str) -> "Output":
        """
        The output that a name asks for: by its suffix; a name without one, or of a folder that exists, is a folder.

        Raises:
            BatchError: If the suffix is not known, or the folder around it does not exist.
        """
        path = Path(name)
        if path.is_dir() or name.endswith(("/", os.sep)) or not path.suffix:
            output = cls(path, None)
        elif path.suffix.lower() in SUFFIXES:
            output = cls(path, path.suffix.lower())
        else:
            raise BatchError("batch.out_format", path=shown(path), suffixes=" ".join(SUFFIXES))
        if not output.path.absolute().parent.is_dir():
            raise BatchError("batch.out_missing_folder", path=shown(path))
        return output

    @property
    def needs_batch(self) -> bool:
        """Whether it needs the rows with their vectors, and all at once."""
        return self.suffix not in LINES

    @property
    def progress(self) -> Path:
        """The folder that holds the state of the run."""
        return self.path.with_name(self.path.name + PROGRESS_SUFFIX)

    def check(self, *, resume: bool, force: bool) -> None:
        """
        Make sure that nothing is lost by writing it.

        Raises:
            BatchError: If it exists and ``force`` is not set, or an interrupted run left its state and neither is.
        """
        if not force and (self.path.exists() if self.suffix else self._is_in_folder()):
            # Whoever wants to go on must not be told to replace what is finished.
            is_finished = resume and not self.progress.exists()
            raise BatchError("batch.finished" if is_finished else "batch.exists", path=shown(self.path))
        if self.progress.exists() and not resume:
            if not force:
                raise BatchError("batch.interrupted_before", path=shown(self.progress))
            with _reported(self.progress):
                shutil.rmtree(self.progress)

    def files(self) -> list[Path]:
        """The files that will be written."""
        return [self.path] if self.suffix else [self.path / f"{_NAME_IN_FOLDER}{suffix}" for suffix in SUFFIXES]

    def _is_in_folder(self) -> bool:
        return any(file.exists() for file in self.files())


def write(run: FolderRun, output: Output, lang: Language) -> None:
    """
    Run and write the result. A run that breaks off leaves its state for the next one to go on from.

    Raises:
        BatchError: If the state or the result cannot be written, or another run is writing it.
    """
    journal = Journal(output.progress, run.identity())
    try:
        # Closed before anything else happens: workers end with it.
        with contextlib.closing(run.rows(journal)) as rows:
            flushed = _flushed(rows, journal)
            if output.needs_batch:
                batch = run.batch(flushed)
                for file in output.files():
                    _write_whole(file, batch, lang)
            else:
                _write_lines(output.path, output.progress, run, flushed, lang)
    except BaseException:
        journal.close()
        raise
    journal.remove()
    with contextlib.suppress(OSError):
        output.progress.rmdir()


def _flushed(rows: Iterable[Row], journal: Journal) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number % 64 == 0:
            journal.flush()
        yield row


def _write_lines(path: Path, progress: Path, run: FolderRun, rows: Iterable[Row], lang: Language) -> None:
    lines = LINES[path.suffix.lower()](run.goals, run.k, lang)
    with _reported(path), replacing(path, progress / path.name) as partial, partial.open("wb") as file:
        file.write(lines.head())
        for row in rows:
            file.write(lines.line(row))


def _write_whole(path: Path, batch: Batch, lang: Language) -> None:
    suffix = path.suffix.lower()
    with _reported(path):
        path.parent.mkdir(exist_ok=True)
        # Beside the file that it becomes: a workbook's links count from there.
        with replacing(path) as partial:
            if suffix in LINES:
                lines = LINES[suffix](batch.goals, batch.k, lang)
                with partial.open("wb") as file:
                    file.write(lines.head())
                    file.writelines(map(lines.line, batch.rows))
            else:
                module, _, function = WRITERS[suffix].partition(":")
                # Loaded when it is needed: a workbook's writer is of no use to a run that ends in lines.
                getattr(importlib.import_module(module), function)(partial, batch, lang, created=_created())


def _created() -> datetime:
    """The time of writing; ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) fixes it, so that two runs give one file."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal():
        return datetime.fromtimestamp(int(fixed), tz=UTC)
    return datetime.now(tz=UTC).astimezone()


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BatchError("batch.unwritable", path=shown(path), reason=error.strerror or type(error).__name__) from error
