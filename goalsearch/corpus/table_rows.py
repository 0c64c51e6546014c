"""The rows of the tables that a corpus may be: CSV with any usual separator, workbooks, Parquet."""

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from goalsearch.corpus.decoding import decode
from goalsearch.corpus.finding import Finding, InvalidCorpusError
from goalsearch.protection import is_protected

_SEPARATORS: Final = (",", ";", "\t")
# The module's own limit is 128 KiB. C's long has 32 bits on Windows. It is one for the whole process: the same that the
# reader of proposals sets.
_MAX_CELL: Final = 2**31 - 1
MAX_ROW_CHARS: Final = 4_000_000
"""As many characters as a row of proposals may have, see `goalsearch.documents.options.Limits`."""


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """
    One row that holds anything.

    Attributes:
        line: Where it begins, from 1: the line of a file of text, the row of a sheet.
        cells: Its cells as text.
    """

    line: int
    cells: Sequence[str]


class MergedCell(NamedTuple):
    """
    A cell that is merged over several rows.

    Attributes:
        first: Its first row, from 1.
        last: Its last row.
        column: Its first column, from 0.
        text: What it says.
    """

    first: int
    last: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class CorpusSheet:
    """
    One table.

    Attributes:
        name: What a workbook calls it; None for the one table of a file that has no other.
        rows: Its rows; a merged cell stands in its first one alone.
        merged: The cells that are merged over several rows, none of them over another.
    """

    name: str | None
    rows: Iterator[CorpusRow]
    merged: Sequence[MergedCell] = ()


def csv_sheet(path: Path, data: bytes, findings: list[Finding]) -> CorpusSheet:
    """
    The table in a file of text; a syntax error ends it and is one more finding.

    Raises:
        InvalidCorpusError: If the bytes are neither UTF-8 nor cp932.
    """
    text = decode(path, data, cp932=True)
    return CorpusSheet(None, _csv_rows(path, text, findings))


def workbook_sheets(path: Path, data: bytes) -> list[CorpusSheet]:
    """
    The visible sheets of a workbook.

    Raises:
        InvalidCorpusError: If it is damaged or protected.
    """
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.visible == calamine.SheetVisibleEnum.Visible
        ]
        sheets = []
        for name in visible:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            # Calamine knows no merged cells of Open Document and xlsb.
            sheets.append((name, rows, _merged(rows, sheet.merged_cell_ranges or [])))
    except calamine.PasswordError as error:
        raise _error(path, "corpus.password") from error
    # A file that ends in the middle comes as an OSError.
    except (calamine.CalamineError, OSError) as error:
        key = "corpus.password" if is_protected(io.BytesIO(data)) else "corpus.damaged"
        raise _error(path, key, suffix=path.suffix.lower()) from error
    return [CorpusSheet(name, _filled(enumerate(rows, 1)), merged) for name, rows, merged in sheets]


def _merged(
    rows: Sequence[Sequence[Any]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> list[MergedCell]:
    merged = []
    # The last row of the one before in each column: a damaged file may have thousands, all of them over one another.
    covered: dict[int, int] = {}
    for (first, column), (last, _) in sorted(ranges):
        last = min(last, len(rows) - 1)
        if first < last and first > covered.get(column, -1) and column < len(rows[first]):
            covered[column] = last
            if (said := _text(rows[first][column])).strip():
                merged.append(MergedCell(first + 1, last + 1, column, said))
    return merged


def below_headings_filled(rows: Iterator[CorpusRow], merged: Sequence[MergedCell]) -> Iterator[CorpusRow]:
    """
    The rows, of which the first is that of the headings, with what merged cells say in each row that they stand over.

    A row that has nothing else in it remains absent: cells that are merged over empty rows are no rows of their own.
    """
    heading = next(rows, None)
    if heading is None:
        return
    yield heading
    said = {
        (line, cell.column): cell.text
        for cell in merged
        if cell.first > heading.line
        for line in range(cell.first + 1, cell.last + 1)
    }
    columns = sorted({column for _, column in said})
    for row in rows:
        cells = list(row.cells)
        for column in columns:
            if (text := said.get((row.line, column))) is not None:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] if cells[column].strip() else text
        yield CorpusRow(row.line, cells)


def parquet_sheet(path: Path, data: bytes) -> CorpusSheet:
    """
    The table in a Parquet file; its rows are counted from 2, as if the names of the columns were the first.

    Raises:
        InvalidCorpusError: If it is damaged, or the extra that reads it is not installed.
    """
    try:
        import pyarrow
        from pyarrow.parquet import read_table
    except ModuleNotFoundError as error:
        raise _error(path, "corpus.parquet_extra") from error
    try:
        table = read_table(io.BytesIO(data))
        names, records = table.column_names, table.to_pylist()
    except (pyarrow.ArrowException, UnicodeDecodeError, OSError) as error:
        raise _error(path, "corpus.damaged", suffix=path.suffix.lower()) from error
    rows: list[list[Any]] = [names, *([record[name] for name in names] for record in records)]
    return CorpusSheet(None, _filled(enumerate(rows, 1)))


def _csv_rows(path: Path, text: str, findings: list[Finding]) -> Iterator[CorpusRow]:
    import csv

    csv.field_size_limit(_MAX_CELL)
    # strict: otherwise a quotation mark that is never closed swallows the rest of the file as one cell.
    reader = csv.reader(_lines(text), delimiter=_separator(text), strict=True)
    before = 0
    try:
        for cells in reader:
            if sum(map(len, cells)) > MAX_ROW_CHARS:
                problem = {"limit": MAX_ROW_CHARS}
                findings.append(Finding(path=path, line=before + 1, key="corpus.row_too_long", values=problem))
            elif "".join(cells).strip():
                yield CorpusRow(before + 1, cells)
            before = reader.line_num
    except csv.Error as error:
        findings.append(Finding(path=path, line=before + 1, key="corpus.csv_syntax", values={"reason": str(error)}))


def _separator(text: str) -> str:
    """What stands most often in the row of field names; a comma where none does."""
    heading = next((part for line in _lines(text) for part in line.splitlines() if part.strip()), "")
    return max(_SEPARATORS, key=heading.count)


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their line feeds: io.StringIO would hold four bytes more for each character."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _filled(rows: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[CorpusRow]:
    for line, values in rows:
        cells = list(map(_text, values))
        while cells and not cells[-1].strip():
            del cells[-1]
        if cells:
            yield CorpusRow(line, cells)


def _text(value: object) -> str:
    """A cell as a person would write it into a table of text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    return str(value)


def _error(path: Path, key: str, **values: object) -> InvalidCorpusError:
    return InvalidCorpusError.of(path, [Finding(path=path, key=key, values=values)])
