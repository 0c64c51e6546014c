"""
A batch as JSON Lines, one proposal or failure a line. A line is an object with

``document_id``
    the file's path below the folder with ``/``; a row of a table adds its place: ``list.xlsx#応募一覧!12``
``path``
    the file's path below the folder, as the system has it
``record_id``, ``title``
    what the table, or the file itself, says; null if nothing
``n_characters``, ``language``
    of the text that was matched
``verdict``
    ``goals`` if a goal fits, ``none`` if none does, null for a failure
``hits``
    ``rank``, ``goal_id``, ``title``, ``fiscal_year``, ``agency``, ``score``, ``band``, ``terms`` of each goal, best first
``warnings``
    codes, such as ``few_known_terms``
``failure``
    null, or ``code`` and ``message`` (in the user's language) for what could not be read

Numbers are written as they are, so that equal lines mean equal scores.
"""

import json
from collections.abc import Iterable
from typing import Final

from goalsearch.batch.row import Row
from goalsearch.messages import Language
from goalsearch.model import Goal, Json

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_PREFIXES: Final = ("notice.", "document.note.")


class JsonLines:
    """
    Rows to lines.

    Args:
        goals: The goals that hits name.
        k: Not of use here.
        lang: Language of the messages.
    """

    def __init__(self, goals: Iterable[Goal], k: int, lang: Language) -> None:  # noqa: ARG002
        self._lang = lang
        self._goals = {
            goal.id: {
                "goal_id": goal.id,
                "title": goal.title,
                "fiscal_year": goal.fiscal_year,
                "agency": goal.agency,
            }
            for goal in goals
        }

    def head(self) -> bytes:
        """Nothing comes before the first row."""
        return b""

    def line(self, row: Row) -> bytes:
        """One object and a line end."""
        record = self._record(row)
        try:
            written = _ENCODER.encode(record).encode()
        except UnicodeEncodeError:
            # A name that is not Unicode: an escape is all that JSON has for the bytes in it.
            written = json.dumps(record, allow_nan=False).encode()
        return written + b"\n"

    def _record(self, row: Row) -> Json:
        return {
            "document_id": row.document_id,
            "path": row.path,
            "record_id": row.record_id,
            "title": row.title,
            "n_characters": row.n_characters,
            "language": row.language,
            "verdict": row.verdict,
            "hits": [
                {"rank": rank, **self._goals[goal_id], "score": score, "band": band, "terms": terms}
                for rank, (goal_id, score, band, terms) in enumerate(row.hits, 1)
            ],
            "warnings": list(map(warning_code, row.warnings)),
            "failure": row.failure and {"code": row.failure.key, "message": row.failure.message(self._lang)},
        }


def warning_code(key: str) -> str:
    """The short code of a warning: its key without what all have in common."""
    for prefix in _PREFIXES:
        key = key.removeprefix(prefix)
    return key
