"""Results and goals as data: JSON, JSON Lines, CSV, Markdown."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from goalsearch.messages import Language, text
from goalsearch.model import Json, SearchResult
from goalsearch.searcher import Searcher

# Excel and its kin take a cell that begins so for a formula, wherever it came from.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t")


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
    """A result as a table in Markdown, with its warnings as notes above it."""
    notes = "".join(f"> {_markdown_cell(notice.message(lang))}\n\n" for notice in result.warnings)
    if result.reason:
        notes += f"**{_markdown_cell(text('answer.none_fits', lang, reason=result.reason.message(lang)))}**\n\n"
    if not result.hits:
        return notes
    head = ("#", "score", "band", "id", "title", text("answer.terms", lang), text("answer.related", lang))
    rows = (
        (
            hit.rank,
            f"{hit.score:.3f}",
            text(f"band.{hit.band}", lang),
            hit.goal.id,
            hit.goal.title_in(lang),
            ", ".join(item.term for item in hit.evidence[:8]),
            ", ".join(item.goal.id for item in hit.related),
        )
        for hit in result.hits
    )
    return notes + markdown_table(head, rows)


def spreadsheet_cell(value: object) -> object:
    """``value`` as a cell that no spreadsheet runs as a formula."""
    if not isinstance(value, str):
        return value
    # A lone carriage return would end a row for some readers.
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def _markdown_cell(value: object) -> str:
    return " ".join(str(value).split()).replace("\\", "\\\\").replace("|", "\\|")
