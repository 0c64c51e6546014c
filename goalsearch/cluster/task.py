"""What a worker of a cluster does. It can be imported by name, and what it is given can be pickled."""

import itertools
import os
import socket
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.batch import engine
from goalsearch.batch.discovery import Entry
from goalsearch.batch.folder_run import PACKAGES
from goalsearch.batch.kernel import (
    Proposal,
    Setup,
    is_changed,
    match_proposals,
    proposal,
    read_failure,
    searcher_for,
)
from goalsearch.batch.row import Row
from goalsearch.cluster.part import OutputPart, part_name, write_part
from goalsearch.cluster.partition import Files, Lines, ParquetRows, Partition, digest
from goalsearch.documents import Document
from goalsearch.documents.json_ranges import BadLine, iter_line_range
from goalsearch.documents.parquet import iter_parquet
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import BatchError
from goalsearch.messages import Language
from goalsearch.writing.forms import Form

_AT_ONCE: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterJob:
    """
    What all workers of a run share.

    Attributes:
        setup: How to match; the goals themselves, not where the client reads them.
        out: Folder of the output.
        staging: Folder for what is not finished.
        form: Form of the parts.
        lang: Language of the messages in the output.
        versions: What every worker has to have installed, see `versions`.
        sample: A file of the input that every worker has to see, if there is one.
    """

    setup: Setup
    out: Path
    staging: Path
    form: Form
    lang: Language
    versions: Mapping[str, str]
    sample: Entry | None


def versions() -> dict[str, str]:
    """Name and version of whatever the output depends on, as this process has them; ``-`` for what is missing."""
    from goalsearch.version import __version__

    return {"goalsearch": __version__, **{name: _version(name) for name in (*PACKAGES, "pyarrow")}}


def check(job: ClusterJob) -> None:
    """
    Make sure that this worker gives what every other one gives. Done once for each run.

    Raises:
        BatchError: If it has other versions, or does not see the input or the output.
        GoalsearchError: If it cannot search as it should.
    """
    if job.staging in _checked:
        return
    for name, here in versions().items():
        if here != job.versions.get(name):
            raise BatchError(
                "cluster.versions", worker=_here(), package=name, theirs=here, ours=job.versions.get(name, "-")
            )
    root = job.setup.root
    sees_input = root.is_dir() if job.sample is None else (root / job.sample.path).is_file()
    if not sees_input:
        raise BatchError("cluster.unseen", worker=_here(), path=shown(root))
    if not job.staging.is_dir():
        raise BatchError("cluster.unseen", worker=_here(), path=shown(job.out))
    # Builds the index where it is not kept yet, and loads the ranker.
    searcher_for(job.setup.source).search("", ranker=job.setup.options.ranker)
    _checked.add(job.staging)


_checked: set[Path] = set()


class Matched(NamedTuple):
    """
    A partition that is done.

    Attributes:
        part: What came of it.
        is_reused: Whether an earlier run had done it.
    """

    part: OutputPart
    is_reused: bool


def match_partition(job: ClusterJob, number: int, partition: Partition, known: OutputPart | None) -> Matched:
    """
    Match a partition and write its part.

    Args:
        job: What all workers share.
        number: Which partition it is, from 0.
        partition: What to match.
        known: What an earlier run made of the same partition; kept if the file is still as it was.

    Raises:
        BatchError: If the output cannot be written, the input changed meanwhile, or `check` fails.
    """
    check(job)
    if known is not None and known.is_still_in(job.out):
        return Matched(known, is_reused=True)
    path = job.out / part_name(number, job.form)
    goals = searcher_for(job.setup.source).corpus.goals
    rows = rows_of(job.setup, partition)
    try:
        part = write_part(
            path,
            rows,
            form=job.form,
            staging=job.staging,
            digest=digest(partition),
            source=partition.source(),
            goals=goals,
            k=job.setup.options.k,
            lang=job.lang,
        )
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BatchError("cluster.unwritable", worker=_here(), path=shown(path), reason=reason) from error
    return Matched(part, is_reused=False)


def rows_of(setup: Setup, partition: Partition) -> Iterator[Row]:
    """
    The rows of a partition, while they are worked out: those that the engine of one machine gives.

    Raises:
        BatchError: If a file that was cut changed meanwhile, so that the cuts are not where they were.
    """
    match partition:
        case Files(entries, failures):
            yield from failures
            for finished in engine.run(setup, entries):
                yield from finished.rows
        case Lines(entry, lines):
            path = setup.root / entry.path
            yield from _rows_of_range(setup, entry, iter_line_range(path, lines, setup.read_options))
        case ParquetRows(entry, start, stop):
            path = setup.root / entry.path
            yield from _rows_of_range(setup, entry, iter_parquet(path, setup.read_options, range(start, stop)))


def _rows_of_range(setup: Setup, entry: Entry, found: Iterable[Document | BadLine]) -> Iterator[Row]:
    _check_unchanged(setup, entry)
    given_rows = _given(setup, entry, found)
    while at_once := tuple(itertools.islice(given_rows, _AT_ONCE)):
        matched = iter(match_proposals(setup, [given for given in at_once if isinstance(given, Proposal)]))
        for given in at_once:
            yield given if isinstance(given, Row) else next(matched)
    _check_unchanged(setup, entry)


def _given(setup: Setup, entry: Entry, found: Iterable[Document | BadLine]) -> Iterator[Proposal | Row]:
    """Proposals to match, and the rows of what is none."""
    try:
        for item in found:
            yield _bad_line(setup, entry, item) if isinstance(item, BadLine) else proposal(item, entry.path)
    # As in the kernel: what finds a hole in a reader must not stop the others.
    except Exception as error:  # noqa: BLE001
        yield read_failure(setup, entry, error)


def _bad_line(setup: Setup, entry: Entry, bad: BadLine) -> Row:
    failure = read_failure(setup, entry, bad.error).failure
    place = document_id(setup.root / entry.path, setup.root, str(bad.number))
    return Row(document_id=place, path=entry.path, failure=failure)


def _check_unchanged(setup: Setup, entry: Entry) -> None:
    if is_changed(setup, entry):
        raise BatchError("cluster.changed", path=shown(entry.path))


def _here() -> str:
    return f"{socket.gethostname()} (process {os.getpid()})"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
