"""A folder from its listing to its rows: what the function and the command share."""

import contextlib
import time
from collections.abc import Generator, Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Final

from goalsearch.batch import engine
from goalsearch.batch.batch import Batch, Summary
from goalsearch.batch.discovery import Entry, discover
from goalsearch.batch.form_lines import LEAST_DOCUMENTS, FormLines
from goalsearch.batch.journal import Journal
from goalsearch.batch.kernel import Setup, searcher_for
from goalsearch.batch.look_alikes import look_alikes
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Row
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.documents import Limits
from goalsearch.documents.file_format import TABLE_FORMATS, detect
from goalsearch.documents.source import shown
from goalsearch.errors import BatchError, DocumentError
from goalsearch.model import Goal, Json
from goalsearch.processes.pool import WorkerPool, default_workers

# Of the search that only tries the options.
_OF_TEXT: Final = frozenset({"notice.no_text"})
PACKAGES: Final = ("sudachipy", "sudachidict-core", "numpy", "pypdfium2", "python-calamine")
"""What the scores and the texts depend on."""


class FolderRun:
    """
    One run over one folder.

    Args:
        path: The folder, or a single table.
        options: How to match.
        source: The goals, or where to read them; those that come with goalsearch when left out.
        workers: Processes to use; one for each processor when left out.
        with_vectors: Whether rows keep the vectors by which proposals are compared.
        without: Files and folders below ``path`` that are not proposals, such as the output.

    Attributes:
        folder: The folder.
        listing: What was found in it.
        setup: What a worker has to know.
        goals: The goals that are searched.
        notices: What a user should know of the whole run.
        k: Most goals for a proposal.
        n_files: Files that were found.
        n_files_done: Those of them that are done.
        forms: The lines of forms that were found.
        summary: How the run goes.

    Raises:
        BatchError: If there is no such folder, nothing in it, or ``workers`` is below 1.
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """

    def __init__(
        self,
        path: Path,
        options: BatchOptions,
        source: Corpus | CorpusSource | None = None,
        *,
        workers: int | None = None,
        with_vectors: bool = False,
        without: Iterable[Path] = (),
    ) -> None:
        if workers is not None and workers < 1:
            raise BatchError("batch.workers", workers=workers)
        self._start = time.monotonic()
        self.listing = discover(path, include=options.include, exclude=options.exclude, without=without)
        if self.listing.root != path:  # path is a file
            _check_table(path)
        if not self.listing.entries and not self.listing.failures:
            raise BatchError("batch.empty_folder", path=shown(path), n=self.listing.n_passed_over)
        self.folder = self.listing.root
        self.n_files = len(self.listing.entries)
        self.n_files_done = 0
        self._whole = [entry for entry in self.listing.entries if not entry.is_streamed]
        self._n_read = 0
        self.forms = FormLines()
        self.k = options.k
        self.summary = Summary(n_passed_over=self.listing.n_passed_over, set_aside=self.listing.set_aside)
        n_workers = workers or default_workers()
        self._pool = WorkerPool(n_workers) if n_workers > 1 else None
        self._options = options
        source = CorpusSource.default() if source is None else source
        self._searcher = searcher_for(source)
        # What is wrong with the options is said here, once, and not of every file.
        tried = self._searcher.search(
            "",
            options.k,
            years=options.years,
            agency=options.agency,
            category=options.category,
            ranker=options.ranker,
        )
        # By name from here on: all processes shall use the same, whatever they find installed.
        self._ranker = tried.ranker
        self.setup = Setup(
            source=source,
            options=replace(options, ranker=self._ranker),
            root=self.listing.root,
            with_vectors=with_vectors,
        )
        self.goals: tuple[Goal, ...] = tuple(options.goal_filter.goals(self._searcher.corpus))
        self.notices = (*self._searcher.notices, *(notice for notice in tried.warnings if notice.code not in _OF_TEXT))

    def identity(self) -> Json:
        """What the rows depend on besides the files, as plain values."""
        return {
            "corpus": self._searcher.corpus.fingerprint,
            "options": self.setup.options.to_dict(),
            "versions": versions(),
            "with_vectors": self.setup.with_vectors,
        }

    def rows(self, journal: Journal | None = None) -> Generator[Row, None, None]:
        """
        The rows, in the order of the folder, while they are worked out; can be run through once.

        Raises:
            BatchError: If the journal cannot be written.
            CancelledError: If the run was stopped.
        """
        for row in self.listing.failures:
            self.summary.count(row)
            yield row
        done = engine.run(
            self.setup,
            self.listing.entries,
            pool=self._pool,
            journal=journal,
            forms=self.forms,
            on_read=self._count_read,
        )
        with contextlib.closing(done):
            for finished in done:
                for row in finished.rows:
                    self.summary.count(row)
                    yield row
                if finished.is_last:
                    self.n_files_done += 1
                    self.summary.n_reused += not finished.is_new
        self.summary.seconds = time.monotonic() - self._start

    @property
    def n_files_read(self) -> int:
        """Files that were read so far, those of which nothing is to be learned left out."""
        return max(self.forms.n_files, self.n_files_done)

    @property
    def current(self) -> Entry | None:
        """The file that is waited for; None at the end."""
        # All are read before any of them is matched, if there are enough of them to find a form.
        if len(self._whole) >= LEAST_DOCUMENTS and self._n_read < len(self._whole):
            return self._whole[self._n_read]
        return self.listing.entries[self.n_files_done] if self.n_files_done < self.n_files else None

    def _count_read(self) -> None:
        self._n_read += 1

    def stop(self) -> None:
        """End the workers, from any thread: whatever waits for rows gets a CancelledError."""
        if self._pool is not None:
            self._pool.stop()

    def batch(self, rows: Iterable[Row]) -> Batch:
        """The whole as one value, with look-alikes if the rows have vectors."""
        kept = tuple(rows)
        labels = self._searcher.labels
        return Batch(
            rows=kept,
            goals=self.goals,
            look_alikes=look_alikes(kept, labels) if self.setup.with_vectors else (),
            folder=self.folder,
            options=self._options.changed(),
            versions=versions(),
            fingerprint=self._searcher.corpus.fingerprint,
            k=self._options.k,
            ranker=self._ranker,
            summary=self.summary,
        )


def versions() -> dict[str, str]:
    """Name and version of whatever the scores and the texts depend on."""
    from goalsearch.version import __version__

    return {"goalsearch": __version__, **{package: version(package) for package in PACKAGES}}


def _check_table(path: Path) -> None:
    try:
        is_table = detect(path, Limits()) in TABLE_FORMATS
    except DocumentError:
        # Reading it will say the same, as the failure of the one file that there is.
        return
    if not is_table:
        raise BatchError("batch.single_file", path=shown(path))
