"""Workbooks to rows of text with calamine. Runs in the worker process only: see ``workbook``."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import python_calamine as calamine

from goalsearch.documents.columns import HEADING_ROWS
from goalsearch.documents.source import open_binary, shown
from goalsearch.errors import DocumentError
from goalsearch.protection import is_protected

_PORTION_ROWS: Final = 200
# Empty rows may stand between headings.
_MERGED_ROWS: Final = 2 * HEADING_ROWS
# Beyond this a float no longer holds every whole number.
_EXACT_FLOAT: Final = 1e15

_Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read_sheets(path: Path, sheet: str | None) -> Iterator[dict[str, object]]:
    """
    The sheets of a workbook in portions of rows, as ``workbook.Portion`` describes them.

    Raises:
        DocumentError: If the workbook is damaged or protected, or has no such sheet.
    """
    try:
        with open_binary(path) as file, calamine.CalamineWorkbook.from_filelike(file) as workbook:
            if sheet is not None and sheet not in workbook.sheet_names:
                names = ", ".join(workbook.sheet_names)
                raise DocumentError("document.sheet_unknown", file=shown(path), sheet=sheet, sheets=names)
            for index, metadata in enumerate(workbook.sheets_metadata):
                if sheet is None or metadata.name == sheet:
                    yield from _sheet(workbook, index, metadata, is_wanted=sheet is not None)
    except calamine.PasswordError as error:
        raise DocumentError("document.password", file=shown(path)) from error
    except (calamine.CalamineError, OSError) as error:
        with open_binary(path) as file:
            key = "document.password" if is_protected(file) else "document.damaged"
        raise DocumentError(key, file=shown(path), suffix=path.suffix.lower()) from error


def _sheet(
    workbook: calamine.CalamineWorkbook, index: int, metadata: calamine.SheetMetadata, *, is_wanted: bool
) -> Iterator[dict[str, object]]:
    if metadata.typ != calamine.SheetTypeEnum.WorkSheet:
        return
    is_visible = is_wanted or metadata.visible == calamine.SheetVisibleEnum.Visible
    portion: dict[str, object] = {
        "sheet": metadata.name,
        "is_visible": is_visible,
        "first": 1,
        "rows": [],
        "headings": {},
    }
    if not is_visible:
        yield portion
        return
    sheet = workbook.get_sheet_by_index(index)
    merged = _Merged(sheet.merged_cell_ranges or [])
    _, start_column = sheet.start or (0, 0)
    rows: list[list[str]] = []
    headings: dict[str, list[str]] = {}
    first = 1
    # Calamine gives the empty rows above the data but not the empty columns beside it; with both, a row's number and a
    # column's letter mean what Excel shows.
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [""] * start_column + [_text(value) for value in values]
        rows.append(cells)
        if (spanned := merged.filled(number - 1, cells)) != cells:
            headings[str(number)] = spanned
        if len(rows) == _PORTION_ROWS:
            yield {**portion, "first": first, "rows": rows, "headings": headings}
            rows, headings, first = [], {}, number + 1
    if rows:
        yield {**portion, "first": first, "rows": rows, "headings": headings}


class _Merged:
    """Merged cells in the upper rows, where headings stand: each cell of one says what the whole says."""

    def __init__(self, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        self._ranges = [(start, end) for start, end in ranges if start[0] < _MERGED_ROWS]
        self._said: dict[tuple[int, int], str] = {}

    def filled(self, row: int, cells: list[str]) -> list[str]:
        """``cells`` as a reader of headings sees them."""
        filled = list(cells)
        for start, end in self._ranges:
            if not start[0] <= row <= min(end[0], _MERGED_ROWS) or start[1] >= len(cells):
                continue
            if row == start[0]:
                self._said[start] = cells[start[1]]
            for column in range(start[1], min(end[1] + 1, len(cells))):
                filled[column] = cells[column] or self._said.get(start, "")
        return filled


def _text(value: _Value) -> str:
    match value:
        case str():
            return value
        case bool():
            return str(value).upper()
        # Excel keeps every number as a float; nobody calls proposal 123 "123.0".
        case float() if value.is_integer() and abs(value) < _EXACT_FLOAT:
            return str(int(value))
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return str(value)
