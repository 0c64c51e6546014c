"""
The result of a batch as a file: which form a name asks for, and how it is written.

OUT is there whole or not at all. JSON Lines, CSV and Parquet are written row by row while the folder is matched, inside
``OUT.progress``, which holds the state of the run; the other forms need all rows at once.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.batch.batch import Batch
from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.journal import Journal
from goalsearch.batch.row import Row
from goalsearch.documents.source import shown
from goalsearch.errors import BatchError, OutputError
from goalsearch.messages import Language
from goalsearch.model import Notice
from goalsearch.replacing import remove_partials, replacing
from goalsearch.writing.forms import BATCH, WITHOUT_EXTRA, Form, named, suffixes
from goalsearch.writing.output import check_extra, check_folder, is_open_elsewhere, write_form

PROGRESS_SUFFIX: Final = ".progress"


_NAME_IN_FOLDER: Final = "result"


class BatchOutput(NamedTuple):
    """
    Where the result goes.

    Attributes:
        path: The file, or the folder for all forms.
        form: Its form; None for a folder.
    """

    path: Path
    form: Form | None

    @classmethod
    def named(cls, name: str) -> "BatchOutput":
        """
        The output that a name asks for: by its suffix; a name without one, or of a folder that exists, is a folder.

        Raises:
            OutputError: If the suffix is not known, the folder around it does not exist, or an extra is missing.
        """
        path = Path(name)
        form = None
        if not (path.is_dir() or name.endswith(("/", os.sep)) or not path.suffix):
            form = named(BATCH, path.suffix)
            if form is None:
                raise OutputError("output.form_or_folder", path=shown(path), suffixes=suffixes(BATCH))
            check_extra(path, form)
        check_folder(path)
        return cls(path, form)

    @property
    def needs_batch(self) -> bool:
        """Whether it needs the rows with their vectors, and all at once."""
        return self.form is None or self.form.kind != "rows"

    @property
    def progress(self) -> Path:
        """The folder that holds the state of the run."""
        return self.path.with_name(self.path.name + PROGRESS_SUFFIX)

    def check(self, *, resume: bool, force: bool) -> None:
        """
        Make sure that nothing is lost by writing it.

        Raises:
            OutputError: If it exists and ``force`` is not set.
            BatchError: If an interrupted run left its state and neither is.
        """
        if not force and any(file.exists() for file in self.files()):
            # A user who wants to go on must not be told to replace what is finished.
            is_finished = resume and not self.progress.exists()
            raise OutputError("output.finished" if is_finished else "output.exists", path=shown(self.path))
        with _reported(self.progress):
            is_interrupted = self.progress.exists()
        if is_interrupted and not resume and not force:
            raise BatchError("batch.interrupted_before", path=shown(self.progress))

    def files(self) -> list[Path]:
        """The files that will be written."""
        return [file for file, _ in self.forms()]

    def forms(self) -> list[tuple[Path, Form]]:
        """The files that will be written, each with its form."""
        if self.form is not None:
            return [(self.path, self.form)]
        return [(self.path / f"{_NAME_IN_FOLDER}{form.suffix}", form) for form in WITHOUT_EXTRA]


def write(run: FolderRun, output: BatchOutput, lang: Language, *, anew: bool = False) -> tuple[Notice, ...]:
    """
    Run and write the result. A run that breaks off leaves its state for the next one to go on from.

    Args:
        run: The run.
        output: Where to, see `BatchOutput.check`.
        lang: The language of the result.
        anew: Whether to leave what an earlier run has finished.

    Returns:
        What a user should know of the state that the earlier run left.

    Raises:
        BatchError: If the state or the result cannot be written, or another run is writing it.
    """
    journal = Journal(output.progress, run.identity(), anew=anew)
    try:
        # The journal is locked: what lies here was left by a run that was killed.
        for file in output.files():
            remove_partials(file, output.progress)
        # Closed before anything else happens: workers end with it.
        with contextlib.closing(run.rows(journal)) as rows:
            flushed = _flushed(rows, journal)
            if output.form is not None and not output.needs_batch:
                _write_lines(output.path, output.form, output.progress, run, flushed, lang)
            else:
                batch = run.batch(flushed)
                for file, form in output.forms():
                    _write_whole(file, form, batch, lang)
    except BaseException:
        journal.close()
        raise
    journal.remove()
    with contextlib.suppress(OSError):
        output.progress.rmdir()
    return (Notice("notice.journal_damaged", {"n": journal.n_damaged}),) if journal.n_damaged else ()


def _flushed(rows: Iterable[Row], journal: Journal) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number % 64 == 0:
            journal.flush()
        yield row


def _write_lines(path: Path, form: Form, progress: Path, run: FolderRun, rows: Iterable[Row], lang: Language) -> None:
    lines = form.load()(run.goals, run.k, lang)
    with _reported(path), replacing(path, progress) as partial, partial.open("wb") as file:
        file.write(lines.head())
        for row in rows:
            file.write(lines.line(row))
        file.write(lines.tail())


def _write_whole(path: Path, form: Form, batch: Batch, lang: Language) -> None:
    with _reported(path):
        path.parent.mkdir(exist_ok=True)
        # Beside the file that it becomes: a workbook's links count from there.
        with replacing(path) as partial:
            write_form(partial, form, batch, lang)


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        key = "batch.open_elsewhere" if is_open_elsewhere(path, error) else "batch.unwritable"
        raise BatchError(key, path=shown(path), reason=error.strerror or type(error).__name__) from error
