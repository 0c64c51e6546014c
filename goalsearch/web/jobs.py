"""Batches that were started from a page: one after the other, in a thread, the last few results kept in memory."""

import contextlib
import queue
import secrets
import threading
from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.options import BatchOptions
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.errors import BatchError, GoalsearchError
from goalsearch.processes.pool import default_workers
from goalsearch.web.uploads import UploadFolder

if TYPE_CHECKING:
    from goalsearch.batch.batch import Batch

MAX_KEPT: Final = 5
"""Batches that can be looked at; with one more the oldest finished one is forgotten."""
MAX_WAITING: Final = 5
"""Batches that may wait for their turn."""
MAX_ROWS: Final = 5_000
"""Most proposals of a batch: all of them, and what pages and workbooks say of them, are held in memory."""
_GRACE_SECONDS: Final = 2.0


class Job:
    """
    One batch.

    Args:
        folder: Its files. Removed when they are read.
        options: How to match.

    Attributes:
        token: What its address is; cannot be guessed.
        n_files: Files that were given.
        done: Set to None when it is over, well or not.
        batch: The result, if it went well.
        error: What went wrong, if anything a user can cause did.
        has_broken: Whether something else went wrong.
    """

    def __init__(self, folder: UploadFolder, options: BatchOptions) -> None:
        self.token = secrets.token_urlsafe(16)
        self.folder = folder
        self.options = options
        self.n_files = len(folder.files)
        self.done: Future[None] = Future()
        self.batch: Batch | None = None
        self.error: GoalsearchError | None = None
        self.has_broken = False
        self._run: FolderRun | None = None
        self._is_stopped = False

    @property
    def n_files_done(self) -> int:
        """Files that are done."""
        run = self._run  # which its thread may end at any moment
        return run.n_files_done if run else 0

    def stop(self) -> None:
        """End it, from any thread: its worker processes too, in the middle of a text."""
        self._is_stopped = True
        if (run := self._run) is not None:
            run.stop()

    def work(self, source: Corpus | CorpusSource) -> None:
        """Do it. Nothing is raised: what went wrong is kept."""
        try:
            if self._is_stopped:
                return
            run = self._run = FolderRun(
                # Processes of their own even on one processor: only such can be stopped in the middle of a text.
                self.folder.path,
                self.options,
                source,
                workers=max(2, default_workers()),
                with_vectors=True,
            )
            rows = []
            with contextlib.closing(run.rows()) as given:
                for row in given:
                    if self._is_stopped:
                        return
                    rows.append(row)
                    if len(rows) > MAX_ROWS:
                        raise BatchError("web.problem.too_many_rows", n=f"{MAX_ROWS:,}")
            # The files are about to go.
            self.batch = replace(run.batch(rows), folder=None)
        except CancelledError:
            pass  # nobody waits for it any more
        except GoalsearchError as error:
            self.error = error
        except Exception:  # noqa: BLE001 - a thread has nobody to raise to; a traceback might quote a text
            self.has_broken = True
        finally:
            self.folder.remove()
            self._run = None
            # Whoever waits may have given up, and with it the future.
            if not self.done.done():
                self.done.set_result(None)


class Jobs:
    """
    All batches of a server.

    Args:
        source: The goals, or where to read them.
    """

    def __init__(self, source: Corpus | CorpusSource) -> None:
        self._source = source
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._line: _Queue | None = None

    def start(self, folder: UploadFolder, options: BatchOptions) -> Job:
        """
        Start a batch, or have it wait for those before it.

        Raises:
            BatchError: If too many are waiting.
        """
        job = Job(folder, options)
        with self._lock:
            if sum(not other.done.done() for other in self._jobs.values()) > MAX_WAITING:
                folder.remove()
                raise BatchError("web.problem.busy", n=MAX_WAITING)
            self._jobs[job.token] = job
            finished = [token for token, other in self._jobs.items() if other.done.done()]
            for token in finished[: max(0, len(self._jobs) - MAX_KEPT)]:
                del self._jobs[token]
            if self._line is None:
                self._line = _Queue(self._source)
            self._line.add(job)
        return job

    def get(self, token: str) -> Job | None:
        """The batch of that token; None if there is none, or it was forgotten."""
        with self._lock:
            return self._jobs.get(token)

    def forget(self, token: str) -> None:
        """Forget a batch; one that waits or runs is stopped."""
        with self._lock:
            if (job := self._jobs.pop(token, None)) is not None:
                job.stop()
                job.folder.remove()

    def close(self) -> None:
        """Stop what runs, drop what waits, and forget all."""
        with self._lock:
            line, self._line = self._line, None
            for job in self._jobs.values():
                job.stop()
            if line is not None:
                line.end()
            for job in self._jobs.values():
                job.folder.remove()
            self._jobs.clear()


class _Queue:
    """A thread that does one batch after the other."""

    def __init__(self, source: Corpus | CorpusSource) -> None:
        self._source = source
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._is_over = threading.Event()
        # A daemon: a file that takes its minute must not hold up the end of the server.
        self._thread = threading.Thread(target=self._work, name="goalsearch-batches", daemon=True)
        self._thread.start()

    def add(self, job: Job) -> None:
        self._waiting.put(job)

    def end(self) -> None:
        self._is_over.set()
        self._waiting.put(None)
        self._thread.join(_GRACE_SECONDS)

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None and not self._is_over.is_set():
            job.work(self._source)
