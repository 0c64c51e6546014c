"""
Tables, one goal a row under a row of field names, to records: files of text, workbooks, Parquet.

A row whose first cell begins with ``#`` is a remark. Cells hold text only; here they become what the field holds: a
list, true or false. A cell that cannot is left as text, and the check of the values says so. A list is
separated by line breaks and ``;`` (``；``), or ``、`` if there is no ``;`` in the cell; a list of whole texts by blank
lines.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.corpus import schema
from goalsearch.corpus.finding import Finding, Place, unused_names
from goalsearch.corpus.quoting import listed, quoted
from goalsearch.corpus.record import Record, Records
from goalsearch.corpus.table_rows import (
    CorpusRow,
    CorpusSheet,
    below_headings_filled,
    csv_sheet,
    parquet_sheet,
    workbook_sheets,
)
from goalsearch.corpus.values import WHITE_SPACE
from goalsearch.messages import LANGUAGES, text
from goalsearch.model.fields import Kind
from goalsearch.text.characters import visible

_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}
_SEMICOLON: Final = re.compile("[;；]")
_WITH_SEMICOLON: Final = re.compile(r"[;；\r\n]")
_WITHOUT_SEMICOLON: Final = re.compile(r"[、\r\n]")
# Semicolons and commas stand inside an abstract.
_BLANK_LINE: Final = re.compile(r"(?:\r?\n[ \t\u3000]*){2,}")
# How far down a sheet its headings are looked for.
_HEADING_ROWS: Final = 10
COMMENT: Final = "#"
# In the workbook to fill in: there on purpose, and nothing to tell.
_NOTES: Final = frozenset(text("blank.sheet.notes", lang) for lang in LANGUAGES)
# With the blank: a catalogue may number its records "#1", "#2".
_REMARK: Final = f"{COMMENT} "

# A table inside a cell would be no table for the person who edits it.
_CELLS: Final = schema.TableFields(
    {name: kind for name, kind in schema.GOAL.kinds.items() if kind != "areas"},
    schema.GOAL.aliases,
    schema.GOAL.required,
)


def read_csv(path: Path, data: bytes) -> Records:
    """
    The goals in a file of text, with commas, semicolons or tabs between the cells.

    Raises:
        InvalidCorpusError: If the bytes are neither UTF-8 nor cp932.
    """
    findings: list[Finding] = []
    return _records(path, [csv_sheet(path, data, findings)], findings)


def read_workbook(path: Path, data: bytes) -> Records:
    """
    The goals in the sheets of a workbook that have columns for them; the others are named in a note.

    Raises:
        InvalidCorpusError: If it is damaged or protected.
    """
    findings: list[Finding] = []
    sheets = []
    likeliest = CorpusRow(0, ())
    n_sheets = 0
    for sheet in workbook_sheets(path, data):
        rows = list(sheet.rows)
        n_sheets += bool(rows) and sheet.name not in _NOTES
        likeliest = max([likeliest, *rows[:_HEADING_ROWS]], key=_likelihood)
        if (found := _below_headings(rows)) is not None:
            filled = below_headings_filled(found, sheet.merged) if sheet.merged else found
            sheets.append(CorpusSheet(sheet.name, filled))
        elif rows and sheet.name not in _NOTES:
            values = {"sheet": visible(sheet.name or "")}
            findings.append(Finding(path=path, key="corpus.sheet_passed_over", values=values, severity="note"))
    if not sheets:
        values = {"names": ", ".join(_CELLS.required), "headings": listed(likeliest.cells)}
        findings.append(Finding(path=path, key="corpus.no_sheet", values=values))
    if n_sheets == 1:
        # Nobody has to be told which one it is.
        sheets = [CorpusSheet(None, sheet.rows) for sheet in sheets]
    return _records(path, sheets, findings)


def read_parquet(path: Path, data: bytes) -> Records:
    """
    The goals in a Parquet file.

    Raises:
        InvalidCorpusError: If it is damaged, or the extra that reads it is not installed.
    """
    return _records(path, [parquet_sheet(path, data)], [])


def _below_headings(rows: Sequence[CorpusRow]) -> Iterator[CorpusRow] | None:
    """
    The headings as one row, and the rows below them; None if there are none.

    A title, or a word on how to fill it in, may stand above them. Headings in two rows have merged cells: 内容 over
    概要 and 達成目標, and 番号 beside it over both rows.
    """
    for place, row in enumerate(rows[:_HEADING_ROWS]):
        below = rows[place + 1] if place + 1 < len(rows) else CorpusRow(0, ())
        if all(_CELLS.field(name) for name in below.cells if name.strip()):
            pairs = itertools.zip_longest(row.cells, below.cells, fillvalue="")
            both = CorpusRow(row.line, [lower if lower.strip() else upper for upper, lower in pairs])
            # Each row has to bring a column of its own: below a title stands one row of headings.
            if _is_heading(both) and not _fields(both) <= _fields(row) and not _fields(both) <= _fields(below):
                return itertools.chain([both], rows[place + 2 :])
        if _is_heading(row):
            return iter(rows[place:])
    return None


def _is_heading(row: CorpusRow) -> bool:
    return _fields(row) >= set(_CELLS.required)


def _likelihood(row: CorpusRow) -> tuple[int, int]:
    """How much a row looks like headings: most by what is known, then by how many there are."""
    return len(_fields(row)), sum(1 for name in row.cells if name.strip())


def _fields(row: CorpusRow) -> set[str]:
    return {field for name in row.cells if (field := _CELLS.field(name)) is not None}


def _records(path: Path, sheets: Sequence[CorpusSheet], findings: list[Finding]) -> Records:
    goals: list[Record] = []
    unused: dict[str, None] = {}
    for sheet in sheets:
        heading = next(sheet.rows, None)
        if heading is None:
            continue
        origin = Place(path, sheet=None if sheet.name is None else visible(sheet.name))
        columns, reported = _columns(origin, heading, findings, unused)
        for row in sheet.rows:
            if not row.cells[0].lstrip().startswith(_REMARK):
                goals.append(_record(origin, len(goals) + 1, row, columns, reported, findings))
    if unused:
        findings.append(unused_names(path, unused))
    return Records(goals=tuple(goals), findings=tuple(findings))


class _GoalColumn(NamedTuple):
    """
    A column of goals.

    Attributes:
        name: What the file calls it.
        value: Makes a value of a cell that has no white space around it.
    """

    name: str
    value: Callable[[str], object]


# One without a heading: a cell in it is a finding.
_NAMELESS: Final = _GoalColumn("", str)


def _columns(
    origin: Place, heading: CorpusRow, findings: list[Finding], unused: dict[str, None]
) -> tuple[list[_GoalColumn | None], frozenset[str]]:
    """
    The columns, None for one with a wrong name (the name is the finding) or with one of its own (which is added to
    ``unused``), and the required ones that are missing.

    What is wrong with the heading is said once here, not once for every row.
    """
    place = origin._replace(line=heading.line)._asdict()
    columns: list[_GoalColumn | None] = []
    seen: set[str] = set()
    for name in heading.cells:
        field = _CELLS.field(name)
        if not name.strip():
            columns.append(_NAMELESS)
        elif field is None and schema.GOAL.field(name) is None and _CELLS.is_passed_over(name):
            columns.append(None)
            unused[name] = None
        elif field is None or field in seen:
            columns.append(None)
            key, problem = _heading_problem(name, field)
            findings.append(Finding(**place, field=visible(name), key=key, values=problem))
        else:
            columns.append(_GoalColumn(name, _VALUES.get(_CELLS.kinds[field], str)))
            seen.add(field)
    missing = [field for field in _CELLS.required if field not in seen]
    for field in missing:
        problem = {"name": field, "headings": listed(heading.cells)}
        findings.append(Finding(**place, field=field, key="corpus.missing_column", values=problem))
    return columns, frozenset(missing)


def _heading_problem(name: str, field: str | None) -> tuple[str, dict[str, object]]:
    """What is wrong with a heading that means no field, or the same ``field`` as one before it."""
    if field is not None:
        return "corpus.column_twice", {"name": field}
    if schema.GOAL.field(name) is not None:
        return "corpus.column_areas", {}
    return _CELLS.unknown_name(name)


def _record(
    origin: Place,
    number: int,
    row: CorpusRow,
    columns: Sequence[_GoalColumn | None],
    reported: frozenset[str],
    findings: list[Finding],
) -> Record:
    values: dict[str, object] = {}
    n_columns = len(columns)
    if len(row.cells) > n_columns:
        columns = [*columns, *[_NAMELESS] * (len(row.cells) - n_columns)]
    for place, (column, cell) in enumerate(zip(columns, row.cells, strict=False), 1):
        if column is None or not cell.strip():
            continue
        if column is _NAMELESS:
            problem = {"column": place, "columns": n_columns, "value": quoted(cell)}
            cell_place = origin._replace(line=row.line, record=number)._asdict()
            findings.append(Finding(**cell_place, key="corpus.extra_cell", values=problem))
        else:
            values[column.name] = column.value(cell.strip(WHITE_SPACE))
    return Record(origin.path, number, row.line, values, reported=reported, sheet=origin.sheet)


def _items(cell: str) -> list[str]:
    separator = _WITH_SEMICOLON if _SEMICOLON.search(cell) else _WITHOUT_SEMICOLON
    items = separator.split(cell)
    return [item for item in items if item.strip(WHITE_SPACE)]


def _flag(cell: str) -> object:
    return _FLAGS.get(cell.lower(), cell)


# What makes a value of a cell without white space around it; that of other kinds is the cell itself.
_VALUES: Final[Mapping[Kind, Callable[[str], object]]] = {
    "list": _items,
    "sources": _items,
    "texts": _BLANK_LINE.split,
    "flag": _flag,
}
