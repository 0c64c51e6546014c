"""Tables as Parquet: each row is a proposal, the columns are found by their names. Takes ``goalsearch[dask]``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.reader_process import run
from goalsearch.documents.row import CellRow
from goalsearch.documents.source import shown
from goalsearch.documents.table import ColumnLayout, DocumentTable, NoTextColumnError, no_text_column
from goalsearch.errors import DocumentError

if TYPE_CHECKING:
    from goalsearch.documents.parquet_rows import Portion

FOOTER: Final = "goalsearch.documents.parquet_rows:read_footer"
ROWS: Final = "goalsearch.documents.parquet_rows:read_rows"


def row_ranges(path: Path, n_rows: int, options: ReadOptions) -> Iterator[range]:
    """
    The rows of a file, ``n_rows`` at a time, by their indices from 0.

    Raises:
        DocumentError: If the file cannot be read, or has no column that is known to hold text.
    """
    names, n_all = _footer(path, options)
    _layout(path, names, options)
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
    names, n_all = _footer(path, options)
    layout = _layout(path, names, options)
    if not n_all:
        raise DocumentError("document.no_rows", file=shown(path))
    columns = layout.columns
    of_persons = (column for _, column in columns.person)
    places = (
        columns.id,
        columns.title,
        *columns.text,
        columns.year,
        columns.field,
        *of_persons,
        *columns.kept,
    )
    needed = sorted({place for place in places if place is not None})
    wanted = range(n_all) if rows is None else rows
    arguments = {"names": [names[place] for place in needed], "start": wanted.start, "stop": wanted.stop}
    table = DocumentTable(path=path, rows=())
    for portion in cast("Iterator[Portion]", run(ROWS, path, arguments, options.limits)):
        for index, found in portion:
            cells = [""] * len(names)
            for place, cell in zip(needed, found, strict=True):
                cells[place] = cell
            row = CellRow(number=index + 1, cells=cells)
            if not row.is_blank:
                yield layout.document(table, row, options)


def _footer(path: Path, options: ReadOptions) -> tuple[list[str], int]:
    (footer,) = cast("Iterator[dict[str, Any]]", run(FOOTER, path, {}, options.limits))
    return footer["names"], footer["n_rows"]


def _layout(path: Path, names: list[str], options: ReadOptions) -> ColumnLayout:
    try:
        return ColumnLayout.of(DocumentTable(path=path, rows=()), [CellRow(number=0, cells=names)], options)
    except NoTextColumnError as error:
        raise no_text_column(path, names) from error
