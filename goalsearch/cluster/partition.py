"""
What there is to match, cut into partitions: each becomes one file of the output.

Partitions are found one after the other while the first ones are worked on, so that a dataset of any size takes no
memory here, and always the same ones for the same files. A large table that can be read from its middle, JSON Lines in
UTF-8 or Parquet, gives several; all else is read whole, and several files make a partition together.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.batch.discovery import Entry, Listing
from goalsearch.batch.row import Row
from goalsearch.documents import ReadOptions
from goalsearch.documents.file_format import FileFormat, format_of_name
from goalsearch.documents.json_ranges import LineRange, line_ranges
from goalsearch.documents.parquet import row_ranges
from goalsearch.documents.source import shown
from goalsearch.errors import DocumentError
from goalsearch.model import Json


class Sizes(NamedTuple):
    """
    Where partitions are cut.

    Attributes:
        files: Most files in one.
        n_bytes: Files are gathered until they have so many bytes; a range of JSON Lines has that many or a line more.
        rows: Rows of a Parquet file in one.
    """

    files: int = 1_000
    n_bytes: int = 8 * 1024 * 1024
    rows: int = 5_000


DEFAULT_SIZES: Final = Sizes()
"""Some five thousand abstracts, or ten seconds of work: much against what a task costs, little to do again."""


class Files(NamedTuple):
    """Whole files, after folders that could not be opened."""

    entries: tuple[Entry, ...]
    failures: tuple[Row, ...] = ()

    def source(self) -> Json:
        """What it is, in the manifest."""
        names = [shown(entry.path) for entry in self.entries]
        return {"files": len(names), **({"first": names[0], "last": names[-1]} if names else {})}


class Lines(NamedTuple):
    """Lines of a JSON Lines file."""

    entry: Entry
    lines: LineRange

    def source(self) -> Json:
        """What it is, in the manifest."""
        return {"path": shown(self.entry.path), "bytes": [self.lines.start, self.lines.stop]}


class ParquetRows(NamedTuple):
    """Rows of a Parquet file, by their indices from 0."""

    entry: Entry
    start: int
    stop: int

    def source(self) -> Json:
        """What it is, in the manifest."""
        return {"path": shown(self.entry.path), "rows": [self.start, self.stop]}


Partition = Files | Lines | ParquetRows


def partitions(listing: Listing, options: ReadOptions, sizes: Sizes = DEFAULT_SIZES) -> Iterator[Partition]:
    """
    The partitions of a folder, in its order: their rows one after the other are the rows of the folder.

    Raises:
        DocumentError: If a file cannot be read any more while it is cut.
    """
    gathered: list[Entry] = []
    n_bytes = 0
    failures = listing.failures
    for entry in listing.entries:
        ranges = _ranges(listing.root / entry.path, entry, options, sizes)
        try:
            first = next(ranges, None)
        except DocumentError:
            # Read as any other file, which says in its row what is wrong.
            first = None
        is_apart = first is not None or len(gathered) >= sizes.files or n_bytes + entry.size > sizes.n_bytes
        if is_apart and (gathered or failures):
            yield Files(tuple(gathered), failures)
            gathered, n_bytes, failures = [], 0, ()
        if first is None:
            gathered.append(entry)
            n_bytes += entry.size
        else:
            yield first
            yield from ranges
    if gathered or failures:
        yield Files(tuple(gathered), failures)


def estimated_number(listing: Listing, sizes: Sizes = DEFAULT_SIZES) -> int:
    """About how many partitions there will be, without opening a file."""
    n_bytes = sum(max(entry.size, 0) for entry in listing.entries)
    return max(n_bytes // sizes.n_bytes, len(listing.entries) // sizes.files, 1)


def digest(partition: Partition) -> str:
    """Hash of what a partition is: other files, sizes or times of change give another one."""
    return hashlib.sha256(repr(partition).encode("utf-8", "surrogatepass")).hexdigest()


def _ranges(path: Path, entry: Entry, options: ReadOptions, sizes: Sizes) -> Iterator[Partition]:
    """The partitions of a file that can be cut; none of one that cannot."""
    match format_of_name(entry.path):
        case FileFormat.JSON_LINES:
            for lines in line_ranges(path, sizes.n_bytes, options):
                yield Lines(entry, lines)
        case FileFormat.PARQUET:
            for rows in row_ranges(path, sizes.rows, options):
                yield ParquetRows(entry, rows.start, rows.stop)
