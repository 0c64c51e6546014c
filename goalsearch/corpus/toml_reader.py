"""TOML files of ``[[goal]]``, ``[[programme]]`` and ``[[year]]`` tables to records."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from goalsearch.corpus import schema
from goalsearch.corpus.decoding import decode
from goalsearch.corpus.finding import Finding
from goalsearch.corpus.quoting import quoted
from goalsearch.corpus.record import Record, Records
from goalsearch.corpus.toml_lines import TableLines, table_lines

_TABLES: Final = schema.TableFields({"goal": "list", "programme": "list", "year": "list"})
_LINE_IN_MESSAGE: Final = re.compile(r"at line (\d+)")


def read(path: Path, data: bytes) -> Records:
    """
    The goals, programmes and years in a TOML file.

    A syntax error leaves the whole file unread: what follows it could mean anything.

    Raises:
        InvalidCorpusError: If the bytes are not UTF-8.
    """
    import tomllib

    text = decode(path, data, cp932=False)
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Beside its own error tomllib lets ValueError (an integer of 4,301 digits) and RecursionError through.
        return Records(findings=(_syntax_error(path, error),))
    findings = [_unknown_table(path, name) for name in tables if name not in _TABLES.kinds]
    lines = table_lines(text)
    goals, goal_findings = _records(path, lines, tables, "goal")
    programmes, programme_findings = _records(path, lines, tables, "programme")
    years, year_findings = _records(path, lines, tables, "year")
    findings += [*goal_findings, *programme_findings, *year_findings]
    return Records(goals=goals, programmes=programmes, years=years, findings=tuple(findings))


def _records(
    path: Path, lines: Mapping[str, Sequence[TableLines]], tables: Mapping[str, object], name: str
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    items = tables.get(name, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return (), (Finding(path=path, field=name, key="corpus.not_tables", values={"name": name}),)
    places = lines.get(name, ())
    if len(places) != len(items):  # written in a way that the scan does not know: no line is better than a wrong one
        return tuple(Record(path, number, None, item) for number, item in enumerate(items, 1)), ()
    return tuple(
        Record(path, number, place.line, item, place.fields)
        for number, (item, place) in enumerate(zip(items, places, strict=True), 1)
    ), ()


def _unknown_table(path: Path, name: str) -> Finding:
    near = _TABLES.nearest(name) or "goal"
    return Finding(path=path, field=name, key="corpus.unknown_table", values={"name": quoted(name), "near": near})


def _syntax_error(path: Path, error: Exception) -> Finding:
    # Only newer Pythons give the line as a number. Reading it from the text decides nothing: without it the message
    # is shown all the same.
    found = _LINE_IN_MESSAGE.search(str(error))
    line = getattr(error, "lineno", None) or (int(found[1]) if found else None)
    if isinstance(error, RecursionError):
        return Finding(path=path, key="corpus.too_deep")
    return Finding(path=path, line=line, key="corpus.toml_syntax", values={"reason": str(error)})
