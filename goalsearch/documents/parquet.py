"""Tables as Parquet: each row is a proposal, the columns are found by their names. Takes ``goalsearch[dask]``."""

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from goalsearch.documents.cell import cell_text
from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import open_binary, shown
from goalsearch.documents.table import Layout, NoTextColumnError, Row, Table, no_text_column
from goalsearch.errors import DocumentError

# Rows that are held at a time, beside the pages that they are unpacked from.
_AT_ONCE: Final = 512
# Read at a time: without a buffer it would be all that a row group has of a column.
_BUFFER_BYTES: Final = 1024 * 1024


def row_ranges(path: Path, n_rows: int, options: ReadOptions) -> Iterator[range]:
    """
    The rows of a file, ``n_rows`` at a time, by their indices from 0.

    Raises:
        DocumentError: If the file cannot be read, or has no column that is known to hold text.
    """
    with _opened(path) as file:
        _layout(path, file, options)
        n_all: int = file.metadata.num_rows
    for start in range(0, n_all, n_rows):
        yield range(start, min(start + n_rows, n_all))


def iter_parquet(path: Path, options: ReadOptions, rows: range | None = None) -> Iterator[Document]:
    """
    The rows of a file, counted from 1: the names of the columns are not one of them.

    Only the columns that are needed are read, and only the row groups that hold some of ``rows``.

    Args:
        path: The file.
        options: May name columns.
        rows: Indices from 0 of the rows to read, without gaps; all when left out.

    Raises:
        DocumentError: If the file cannot be read, or has no column that is known to hold text.
    """
    table = Table(path=path, rows=())
    with _opened(path) as file:
        names = list(file.schema_arrow.names)
        layout = _layout(path, file, options)
        columns = layout.columns
        needed = {names[place] for place in (columns.id, columns.title, *columns.text) if place is not None}
        n_all = file.metadata.num_rows
        if not n_all:
            raise DocumentError("document.no_rows", file=shown(path))
        for index, record in _records(file, sorted(needed), range(n_all) if rows is None else rows):
            row = Row(number=index + 1, cells=[cell_text(record.get(name)) for name in names])
            if not row.is_blank:
                yield layout.document(table, row, options)


def _layout(path: Path, file: Any, options: ReadOptions) -> Layout:
    names = list(file.schema_arrow.names)
    try:
        return Layout.of(Table(path=path, rows=()), [Row(number=0, cells=names)], options)
    except NoTextColumnError as error:
        raise no_text_column(path, names) from error


def _records(file: Any, names: list[str], wanted: range) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows with their indices."""
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
    # A damaged file may come as any of pyarrow's errors, one of which is an OSError.
    except (pyarrow.ArrowException, UnicodeDecodeError, OSError) as error:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower()) from error
