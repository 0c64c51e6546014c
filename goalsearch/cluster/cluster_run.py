"""A dataset from its listing to a folder of parts: what the function and the command share."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from goalsearch.batch.batch import Summary
from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.options import BatchOptions
from goalsearch.cluster.out_folder import OutFolder
from goalsearch.cluster.part import OutputPart, part_name
from goalsearch.cluster.partition import DEFAULT_SIZES, Files, Partition, Sizes, digest, estimated_number, partitions
from goalsearch.cluster.scheduler import Result, Scheduler
from goalsearch.cluster.task import ClusterJob, check, match_partition, versions
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.documents.source import shown
from goalsearch.errors import BatchError, GoalsearchError
from goalsearch.messages import Language
from goalsearch.model import Json

_FORMAT: Final = 1


class ClusterRun:
    """
    One run on a cluster.

    Args:
        path: The folder, or a single table, on storage that every worker sees.
        out: Where the parts go, on such storage too.
        options: How to match.
        source: The goals, or where to read them; those that come with goalsearch when left out. Workers need not see
            them.
        lang: Language of the messages in the output.
        sizes: Where partitions are cut.

    Attributes:
        notices: What a user should know of the whole run.
        n_partitions: How many partitions there are; an estimate until all are found.
        n_partitions_done: Those of them that are done.
        n_rows_done: Proposals and failures in these.
        n_reused: Those of them that an earlier run had finished.
        lost: What became of the partitions that could not be matched.
        summary: How the run goes.

    Raises:
        BatchError: If there is no such folder, nothing in it, or ``out`` cannot be the output.
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """

    def __init__(
        self,
        path: Path,
        out: OutFolder,
        options: BatchOptions,
        source: Corpus | CorpusSource | None = None,
        *,
        lang: Language,
        sizes: Sizes = DEFAULT_SIZES,
    ) -> None:
        self._start = time.monotonic()
        # Workers have working folders of their own.
        path = Path(os.path.abspath(path))  # noqa: PTH100
        if path == out.path:
            raise BatchError("cluster.out_is_input", path=shown(path))
        self._folder = FolderRun(path, options, source, without=[out.path])
        self._out, self._lang, self._sizes = out, lang, sizes
        self.notices = self._folder.notices
        self.n_partitions = estimated_number(self._folder.listing, sizes)
        self.n_partitions_done = self.n_reused = self.n_rows_done = 0
        self.lost: list[Json] = []
        found = self._folder.summary
        self.summary = Summary(n_passed_over=found.n_passed_over, set_aside=found.set_aside)
        self._parts: list[OutputPart] = []

    def run(self, scheduler: Scheduler, *, resume: bool = False) -> None:
        """
        Match everything and write the folder.

        Args:
            scheduler: The cluster.
            resume: Whether to keep the parts that an earlier run has finished, if nothing that they depend on changed.

        Raises:
            BatchError: If the workers are not as they have to be, the cluster is lost, the output cannot be written,
                or the input changes meanwhile.
        """
        _check_alike(scheduler.on_every_worker(versions))
        with self._out as out:
            known = out.begin(self._identity(), resume=resume)
            job = self._job()
            for worker, answer in sorted(scheduler.on_every_worker(check, job).items()):
                _raise_if_error(worker, answer)
            for result in scheduler.map(match_partition, job, self._tasks(known)):
                self._take(result)
            self._parts.sort(key=lambda part: part.name)
            self.lost.sort(key=lambda values: str(values["name"]))
            for part in self._parts:
                part.add_to(self.summary)
            self.summary.seconds = time.monotonic() - self._start
            out.finish(self._manifest(), [part.name for part in self._parts])

    def _job(self) -> ClusterJob:
        setup = self._folder.setup
        source = setup.source
        listing = self._folder.listing
        return ClusterJob(
            setup=replace(setup, source=source.read() if isinstance(source, CorpusSource) else source),
            out=self._out.path,
            staging=self._out.staging,
            form=self._out.form,
            lang=self._lang,
            versions=versions(),
            sample=next((entry for entry in listing.entries if entry.size >= 0), None),
        )

    def _tasks(self, known: dict[str, OutputPart]) -> Iterator[tuple[tuple[int, Partition], tuple[object, ...]]]:
        """The partitions as tasks, each with what an earlier run has made of it."""
        setup = self._folder.setup
        number = -1
        for number, partition in enumerate(partitions(self._folder.listing, setup.read_options, self._sizes)):
            self.n_partitions = max(self.n_partitions, number + 1)
            part = known.get(part_name(number, self._out.form))
            # Files are read again where one of them failed: what was wrong may lie outside of them, and be mended.
            is_open = part is not None and part.failed > 0 and isinstance(partition, Files)
            if part is not None and (is_open or part.digest != digest(partition)):
                part = None
            yield (number, partition), (number, partition, part)
        self.n_partitions = number + 1

    def _take(self, result: Result) -> None:
        number, partition = result.task
        if result.failure is None:
            part, is_reused = result.value
            self._parts.append(part)
            self._out.keep(part)
            self.n_rows_done += part.rows
            self.n_reused += is_reused
        else:
            code, message = result.failure.key, result.failure.message(self._lang)
            name = part_name(number, self._out.form)
            self.lost.append({"name": name, "source": partition.source(), "code": code, "message": message})
        self.n_partitions_done += 1

    def _identity(self) -> Json:
        return {
            **self._folder.identity(),
            "versions": versions(),
            "format": self._out.form.name,
            "lang": self._lang,
            "sizes": self._sizes,
        }

    def _manifest(self) -> Json:
        identity = self._folder.identity()
        return {
            "goalsearch manifest": _FORMAT,
            "complete": not self.lost,
            "partitions": len(self._parts) + len(self.lost),
            "rows": self.summary.n_rows,
            "matched": self.summary.n_matched,
            "unmatched": self.summary.n_unmatched,
            "failed": self.summary.n_failed,
            "format": self._out.form.name,
            "corpus": identity["corpus"],
            "options": identity["options"],
            "versions": versions(),
            "parts": [_listed(part) for part in self._parts],
            "lost": self.lost,
        }


def _listed(part: OutputPart) -> Json:
    values = part.to_dict()
    del values["digest"]
    return {**values, "failures": {key: n for n, key, _ in part.failures}}


def _check_alike(answers: dict[str, object]) -> None:
    """
    Make sure that all workers have what this process has.

    Raises:
        BatchError: If one has not.
    """
    ours = versions()
    for worker, theirs in sorted(answers.items()):
        if not isinstance(theirs, dict):
            # Without goalsearch, or with one from before it ran on clusters, it cannot even be asked.
            raise BatchError("cluster.no_goalsearch", worker=worker, version=ours["goalsearch"])
        for package, version in ours.items():
            if theirs.get(package) != version:
                raise BatchError(
                    "cluster.versions", worker=worker, package=package, theirs=theirs.get(package, "-"), ours=version
                )


def _raise_if_error(worker: str, answer: object) -> None:
    if isinstance(answer, GoalsearchError):
        raise answer
    if isinstance(answer, BaseException):
        raise BatchError("cluster.worker_broken", worker=worker, kind=type(answer).__name__)
