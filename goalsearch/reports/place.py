"""Where a proposal stands, as a person would look for it: the file, and of a table the sheet and the row."""

import re
from typing import Final

from goalsearch.batch.row import Row
from goalsearch.documents.source import shown
from goalsearch.messages import Language, text

# As `goalsearch.documents.Document.place` writes it.
_PLACE: Final = re.compile(r"(?:(?P<sheet>.+)!)?(?:(?P<row>\d+)|(?P<column>(?<=!)[A-Z]{1,3}))", re.DOTALL)


def place_in_table(row: Row) -> re.Match[str] | None:
    """
    The ``sheet`` (None in a file without sheets) and the ``row`` of a proposal in a table, or its ``column`` where they
    stand side by side; None for a whole file.
    """
    start = f"{shown(row.path)}#"
    return _PLACE.fullmatch(row.document_id, len(start)) if row.document_id.startswith(start) else None


def place_in_words(row: Row, lang: Language) -> str:
    """Such as ``回答一覧.xlsx　応募 4 行目``; the path alone for a whole file."""
    if (place := place_in_table(row)) is None:
        return row.document_id
    sheet = f"{place['sheet']} " if place["sheet"] else ""
    if place["column"]:
        return text("workbook.place_column", lang, file=shown(row.path), sheet=sheet, column=place["column"])
    return text("workbook.place", lang, file=shown(row.path), sheet=sheet, row=place["row"])
