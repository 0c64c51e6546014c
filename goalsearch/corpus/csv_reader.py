"""
CSV files, one goal a row under a row of field names, to records.

Cells hold text only; here they become what the field holds: a number, a list, true or false. A cell that cannot is
left as text, and the check of the values says so. A list is separated by ``;`` (``；``), or by ``、`` if there is no
``;`` in the cell.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.corpus import schema
from goalsearch.corpus.characters import shown, visible
from goalsearch.corpus.decoding import decode
from goalsearch.corpus.finding import Finding
from goalsearch.corpus.record import Record, Records
from goalsearch.corpus.values import WHITE_SPACE

_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}
_SEMICOLON: Final = re.compile("[;；]")
_YEAR_DIGITS: Final = 9

# A table inside a cell would be no table for the person who edits it.
_FIELDS: Final[schema.Fields] = {name: kind for name, kind in schema.GOAL.items() if kind != "areas"}


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]


def read(path: Path, data: bytes) -> Records:
    """
    The goals in a CSV file.

    Raises:
        InvalidCorpusError: If the bytes are neither UTF-8 nor cp932.
    """
    findings: list[Finding] = []
    rows = _rows(path, decode(path, data, cp932=True), findings)
    heading = next(rows, None)
    if heading is None:
        return Records(findings=tuple(findings))
    columns, reported = _columns(path, heading, findings)
    goals = [_record(path, number, row, columns, reported, findings) for number, row in enumerate(rows, 1)]
    return Records(goals=tuple(goals), findings=tuple(findings))


def _rows(path: Path, text: str, findings: list[Finding]) -> Iterator[_Row]:
    """Rows that hold anything; a syntax error ends them and is one more finding."""
    import csv

    # strict: otherwise a quotation mark that is never closed swallows the rest of the file as one cell.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(before + 1, cells)
            before = reader.line_num
    except csv.Error as error:
        findings.append(Finding(path=path, line=before + 1, key="corpus.csv_syntax", values={"reason": str(error)}))


def _columns(path: Path, heading: _Row, findings: list[Finding]) -> tuple[list[str | None], frozenset[str]]:
    """
    What the columns are called, and the required ones that are missing.

    A column without a name is "" (a cell in it is a finding); one with a wrong name is None (the name is the finding).

    What is wrong with the heading is said once here, not once for every row.
    """

    columns: list[str | None] = []
    seen: set[str] = set()
    for name in heading.cells:
        field = schema.canonical(name, _FIELDS, schema.GOAL_ALIASES)
        if not name.strip():
            columns.append("")
        elif field is None or field in seen:
            columns.append(None)
            key, problem = _heading_problem(name, field)
            findings.append(Finding(path=path, line=heading.line, field=visible(name), key=key, values=problem))
        else:
            columns.append(name)
            seen.add(field)
    missing = [field for field in schema.REQUIRED_OF_GOAL if field not in seen]
    for field in missing:
        problem = {"name": field}
        findings.append(Finding(path=path, line=heading.line, field=field, key="corpus.missing_column", values=problem))
    return columns, frozenset(missing)


def _heading_problem(name: str, field: str | None) -> tuple[str, dict[str, object]]:
    """What is wrong with a heading that means no field, or the same ``field`` as one before it."""
    if field is not None:
        return "corpus.column_twice", {"name": field}
    if schema.canonical(name, schema.GOAL, schema.GOAL_ALIASES) is not None:
        return "corpus.column_areas", {}
    return schema.unknown_name(name, _FIELDS, schema.GOAL_ALIASES)


def _record(
    path: Path,
    number: int,
    row: _Row,
    columns: Sequence[str | None],
    reported: frozenset[str],
    findings: list[Finding],
) -> Record:
    values: dict[str, object] = {}
    names: list[str | None] = [*columns, *[""] * (len(row.cells) - len(columns))]
    for column, (name, cell) in enumerate(zip(names, row.cells, strict=False), 1):
        if not cell.strip() or name is None:
            continue
        if name == "":
            problem = {"column": column, "columns": len(columns), "value": shown(cell)}
            findings.append(Finding(path=path, line=row.line, record=number, key="corpus.extra_cell", values=problem))
            continue
        field = schema.canonical(name, _FIELDS, schema.GOAL_ALIASES)
        assert field is not None  # noqa: S101 - _columns keeps no other
        values[name] = _value(_FIELDS[field], cell)
    return Record(path=path, number=number, line=row.line, values=values, reported=reported)


def _value(kind: schema.Kind, cell: str) -> object:
    cell = cell.strip(WHITE_SPACE)
    if kind in {"list", "sources"}:
        items = _SEMICOLON.split(cell) if _SEMICOLON.search(cell) else cell.split("、")
        return [item for item in items if item.strip(WHITE_SPACE)]
    if kind == "year" and cell.isdecimal() and len(cell) <= _YEAR_DIGITS:
        return int(cell)
    if kind == "flag":
        return _FLAGS.get(cell.lower(), cell)
    return cell
