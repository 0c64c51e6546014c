"""Results and goals as data: JSON, JSON Lines, CSV, Markdown."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from goalsearch.messages import Language
from goalsearch.model import Json, SearchResult
from goalsearch.reports.first_screen import descent_line, head_lines
from goalsearch.reports.first_table import table_head, table_row
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.characters import printable

# Excel and its kin take a cell that begins so for a formula, wherever it came from.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")
_DESCENT_COLUMNS: Final = 160


def goal_record(searcher: Searcher, goal_id: str) -> Json:
    """
    A goal in full as plain values, with its programmes and the related goals of earlier and later years.

    Raises:
        QueryError: If there is no such goal.
    """
    goal = searcher.corpus.get(goal_id)
    return {
        **goal.to_dict(),
        "programmes": [programme.to_dict() for programme in searcher.programmes(goal)],
        "related": [related.to_dict() for related in searcher.related(goal_id)],
        "related_later": [related.to_dict() for related in searcher.related(goal_id, direction="later")],
    }


def json_text(value: object, *, encoding: str = "utf-8", indent: int | None = 2) -> str:
    """
    ``value`` as JSON with a line end.

    Japanese is written as it is, and escaped only where ``encoding``, that of the place it is written to, has no
    character for it: both say the same to a program that reads it.
    """
    written = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        written.encode(encoding)
    except UnicodeEncodeError:
        written = json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    return written + "\n"


def csv_text(fields: Sequence[str], records: Iterable[Mapping[str, object]]) -> str:
    """Records as CSV with a heading; cells that a spreadsheet would run as a formula get a quote."""
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: spreadsheet_cell(value) for key, value in record.items()} for record in records)
    return file.getvalue()


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; pipes and line ends in a cell are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(_markdown_cell(cell) for cell in line)} |\n" for line in lines)


def result_markdown(result: SearchResult, lang: Language) -> str:
    """The first screen of a result in Markdown: its notes, the nearest of the newest year, a table of the goals."""
    parts = [f"> {_markdown_cell(notice.message(lang))}\n" for notice in result.warnings]
    parts += [f"**{_markdown_cell(line)}**\n" for line in head_lines(result, lang)]
    if result.hits:
        head = table_head(lang)
        parts.append(markdown_table(head, (table_row(hit, result, lang).cells for hit in result.hits)))
    if descent := descent_line(result, lang, _DESCENT_COLUMNS):
        parts.append(f"{_markdown_cell(descent)}\n")
    return "\n".join(parts)


def spreadsheet_cell(value: object) -> object:
    """``value`` as a cell that no spreadsheet runs as a formula."""
    if not isinstance(value, str):
        return value
    # A lone carriage return would end a row for some readers.
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def _markdown_cell(value: object) -> str:
    written = " ".join(printable(str(value)).split()).replace("\\", "\\\\")
    return written.replace("|", "\\|").replace("<", "\\<")
