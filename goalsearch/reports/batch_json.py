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
``reason``
    null, or ``code`` and ``message`` (in the user's language): why no goal fits
``hits``
    ``rank``, ``goal_id``, ``title``, ``fiscal_year``, ``agency``, ``score``, ``band`` and ``terms`` of each goal, best
    first
``warnings``
    codes, such as ``few_known_terms``
``failure``
    null, or ``code`` and ``message`` (in the user's language) for what could not be read

Numbers are written as they are, so that equal lines mean equal scores.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from goalsearch.batch.row import Row
from goalsearch.messages import Language
from goalsearch.model import Goal, Json

_json: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# Thousands of rows share the terms of some hundred goals.
_quoted: Final = lru_cache(maxsize=50_000)(_json)
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
        # Written once, and not with each of thousands of hits.
        self._goals = {goal.id: _inside(_of_goal(goal)) for goal in goals}

    def head(self) -> bytes:
        """Nothing comes before the first row."""
        return b""

    def line(self, row: Row) -> bytes:
        """One object and a line end."""
        before: Json = {
            "document_id": row.document_id,
            "path": row.path,
            "record_id": row.record_id,
            "title": row.title,
            "n_characters": row.n_characters,
            "language": row.language,
            "verdict": row.verdict,
            "reason": row.reason and row.reason.to_dict(self._lang),
        }
        after: Json = {
            "warnings": list(map(warning_code, row.warnings)),
            "failure": row.failure and {"code": row.failure.key, "message": row.failure.message(self._lang)},
        }
        hits = [
            f'{{"rank": {rank}, {self._goals[goal_id]}, "score": {score!r}, "band": "{band}", '
            f'"terms": [{", ".join(map(_quoted, terms))}]}}'
            for rank, (goal_id, score, band, terms) in enumerate(row.hits, 1)
        ]
        written = f'{{{_inside(before)}, "hits": [{", ".join(hits)}], {_inside(after)}}}\n'
        try:
            return written.encode()
        except UnicodeEncodeError:
            # A name that is not Unicode: an escape is all that JSON has for the bytes in it.
            return (json.dumps(json.loads(written)) + "\n").encode()


def _of_goal(goal: Goal) -> Json:
    return {"goal_id": goal.id, "title": goal.title, "fiscal_year": goal.fiscal_year, "agency": goal.agency}


def _inside(value: Json) -> str:
    """An object without its braces."""
    return _json(value)[1:-1]


def warning_code(key: str) -> str:
    """The short code of a warning: its key without what all have in common."""
    for prefix in _PREFIXES:
        key = key.removeprefix(prefix)
    return key
