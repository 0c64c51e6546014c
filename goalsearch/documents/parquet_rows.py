"""
Parquet files to rows of text with pyarrow. Runs in the worker process only: see ``parquet``.

A page of some kilobytes may unpack to any number of bytes, and says so nowhere that could be trusted.
"""

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from goalsearch.documents.cell import cell_text
from goalsearch.documents.source import open_binary, shown
from goalsearch.errors import DocumentError

# Rows that are unpacked at a time.
_AT_ONCE: Final = 64
# Rows that are told of at a time: fewer, if they are long.
_PORTION_CHARS: Final = 256 * 1024
# Read at a time: without a buffer it would be all that a row group has of a column.
_BUFFER_BYTES: Final = 1024 * 1024

Portion = list[tuple[int, list[str]]]


def read_footer(path: Path) -> Iterator[dict[str, object]]:
    """
    The names of the columns and the number of rows.

    Raises:
        DocumentError: If the file cannot be read.
    """
    with _opened(path) as file:
        yield {"names": list(file.schema_arrow.names), "n_rows": file.metadata.num_rows}


def read_rows(path: Path, names: list[str], start: int, stop: int) -> Iterator[Portion]:
    """
    Some rows, in portions: index from 0, and the cells of the named columns as text.

    Raises:
        DocumentError: If the file cannot be read.
    """
    portion: Portion = []
    n_chars = 0
    with _opened(path) as file:
        for index, record in _records(file, names, range(start, stop)):
            cells = [cell_text(record.get(name)) for name in names]
            portion.append((index, cells))
            n_chars += sum(map(len, cells))
            if n_chars > _PORTION_CHARS:
                yield portion
                portion, n_chars = [], 0
    if portion:
        yield portion


def _records(file: Any, names: list[str], wanted: range) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows with their indices; only the row groups that hold some of them are read."""
    groups, first = _groups(file.metadata, wanted)
    batches = file.iter_batches(batch_size=_AT_ONCE, row_groups=groups, columns=names, use_threads=False)
    for batch in batches:
        n_before = max(wanted.start - first, 0)
        # What comes before the wanted rows is unpacked, and never made into text.
        kept = batch.slice(n_before, max(wanted.stop - first - n_before, 0))
        yield from zip(itertools.count(first + n_before), kept.to_pylist(), strict=False)
        first += len(batch)
        if first >= wanted.stop:
            return


def _groups(metadata: Any, wanted: range) -> tuple[list[int], int]:
    """The row groups that hold some of the wanted rows, and the index of their first row."""
    groups: list[int] = []
    first = start = 0
    for group in range(metadata.num_row_groups):
        stop = start + metadata.row_group(group).num_rows
        if start < wanted.stop and stop > wanted.start:
            first = first if groups else start
            groups.append(group)
        start = stop
    return groups, first


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise DocumentError("document.parquet_extra", file=shown(path)) from error
    try:
        with open_binary(path) as file, ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER_BYTES) as parquet:
            yield parquet
    except pyarrow.ArrowMemoryError as error:
        raise MemoryError from error
    # A damaged file may come as any of pyarrow's errors, one of which is an OSError.
    except (pyarrow.ArrowException, UnicodeDecodeError, OSError) as error:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower()) from error
