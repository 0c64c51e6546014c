"""
A batch as JSON Lines, one proposal or failure a line. A line is an object with

``document_id``
    the file's path below the folder with ``/``; a row of a table adds its place: ``list.xlsx#応募一覧!12``
``path``
    the file's path below the folder, as the system has it
``record_id``, ``title``
    what the table, or the file itself, says; null if nothing
``name``, ``department``, ``position``, ``contact``
    of the person behind it, as the table or the form says; the department is else the folder; null if nothing
``kept``
    the columns named with ``--keep-column``: ``heading`` and ``value`` of each
``n_characters``, ``language``
    of the text that was matched
``matched_part``
    which part that is, in words (in the user's language); null for a failure
``matched_heading``, ``n_form_lines``
    the same as data: the heading of the abstract if only its section was matched, and how many lines and sentences were
    left out as the form's
``verdict``
    ``goals`` if a goal fits, ``none`` if none does, null for a failure
``reason``
    null, or ``code`` and ``message`` (in the user's language): why no goal fits
``hits``
    ``rank``, ``goal_id``, ``title``, ``fiscal_year``, ``agency``, ``score``, ``fit``, ``band`` and ``terms``
    of each goal, best first
``warnings``
    codes, such as ``few_known_terms``
``failure``
    null, or ``code`` and ``message`` (in the user's language) for what could not be read

Numbers are written as they are, so that equal lines mean equal scores.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal, Protocol

from goalsearch.batch.row import Row
from goalsearch.messages import Language
from goalsearch.model import Goal, Json

Kind = Literal["text", "text or null", "texts", "count", "year or null", "number", "notice or null", "pairs", "hits"]
"""
What a value of a line is; a notice is an object of ``code`` and ``message``, a pair one of ``heading`` and ``value``.
"""

FIELDS: Final[dict[str, Kind]] = {
    "document_id": "text",
    "path": "text",
    "record_id": "text or null",
    "title": "text or null",
    "name": "text or null",
    "department": "text or null",
    "position": "text or null",
    "contact": "text or null",
    "kept": "pairs",
    "n_characters": "count",
    "language": "text or null",
    "matched_part": "text or null",
    "matched_heading": "text or null",
    "n_form_lines": "count",
    "verdict": "text or null",
    "reason": "notice or null",
    "hits": "hits",
    "warnings": "texts",
    "failure": "notice or null",
}
"""The values of a line, in their order; the columns of Parquet and the description of the API are made of it."""

HIT_FIELDS: Final[dict[str, Kind]] = {
    "rank": "count",
    "goal_id": "text",
    "title": "text",
    "fiscal_year": "year or null",
    "agency": "text or null",
    "score": "number",
    "fit": "number",
    "band": "text",
    "terms": "texts",
}
"""The fields of a hit."""

_json: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
# Thousands of rows share the terms of some hundred goals.
_quoted: Final = lru_cache(maxsize=50_000)(_json)
_PREFIXES: Final = ("notice.", "document.note.")


class RowByRow(Protocol):
    """
    A form of a batch that is written row by row, as bytes one after the other: made with the goals that hits name, the
    number of goals for a proposal, and the language of messages.
    """

    def __init__(self, goals: Iterable[Goal], k: int, lang: Language) -> None: ...

    def head(self) -> bytes:
        """What comes before the first row."""
        ...

    def line(self, row: Row) -> bytes:
        """A row; may be kept back until there are more."""
        ...

    def tail(self) -> bytes:
        """What comes after the last row."""
        ...


class JsonLines:
    """
    Rows to lines.

    Args:
        goals: The goals that hits name.
        k: Most goals for a proposal; a line has as many as there are.
        lang: Language of the messages.
    """

    def __init__(self, goals: Iterable[Goal], k: int, lang: Language) -> None:  # noqa: ARG002
        self._lang = lang
        # Written once, and not with each of thousands of hits.
        self._goals = {goal.id: _inside(_of_goal(goal)) for goal in goals}

    def head(self) -> bytes:
        """Nothing comes before the first row."""
        return b""

    def tail(self) -> bytes:
        """Nor after the last."""
        return b""

    def line(self, row: Row) -> bytes:
        """One object and a line end."""
        before: Json = {
            "document_id": row.document_id,
            "path": row.path,
            "record_id": row.record_id,
            "title": row.title,
            "name": row.name,
            "department": row.department,
            "position": row.position,
            "contact": row.contact,
            "kept": [{"heading": heading, "value": value} for heading, value in row.kept],
            "n_characters": row.n_characters,
            "language": row.language,
            "matched_part": row.matched_part(self._lang),
            "matched_heading": row.heading,
            "n_form_lines": row.n_form_lines,
            "verdict": row.verdict,
            "reason": row.reason and row.reason.to_dict(self._lang),
        }
        after: Json = {
            "warnings": list(map(warning_code, row.warnings)),
            "failure": row.failure and {"code": row.failure.key, "message": row.failure.message(self._lang)},
        }
        hits = [
            f'{{"rank": {rank}, {self._goals[goal_id]}, "score": {score!r}, "fit": {fit!r}, "band": "{band}", '
            f'"terms": [{", ".join(map(_quoted, terms))}]}}'
            for rank, (goal_id, score, fit, band, terms) in enumerate(row.hits, 1)
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
