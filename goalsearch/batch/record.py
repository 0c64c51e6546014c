"""Rows as plain values and back, for keeping them: short, since a folder has thousands."""

from typing import Any

from goalsearch.batch.row import Failure, Row, RowHit
from goalsearch.model import Notice

Plain = list[Any]


def to_plain(row: Row) -> Plain:
    """The fields of a row in their order, as values that JSON has."""
    return [
        row.document_id,
        row.path,
        row.record_id,
        row.title,
        row.n_characters,
        row.language,
        row.verdict,
        row.reason and [row.reason.code, row.reason.values],
        row.hits,
        row.warnings,
        row.vector,
        row.failure,
    ]


def from_plain(values: Plain) -> Row:
    """
    The row that `to_plain` was given, also after a way through JSON.

    Raises:
        ValueError: If the values are not those of a row.
        TypeError: The same.
    """
    document_id, path, record_id, title, n_characters, language, verdict, reason, *others = values
    hits, warnings, vector, failure = others
    return Row(
        document_id=document_id,
        path=path,
        record_id=record_id,
        title=title,
        n_characters=n_characters,
        language=language,
        verdict=verdict,
        reason=None if reason is None else Notice(*reason),
        hits=tuple(RowHit(goal_id, score, band, tuple(terms)) for goal_id, score, band, terms in hits),
        warnings=tuple(warnings),
        vector=tuple((term, weight) for term, weight in vector),
        failure=None if failure is None else Failure(*failure),
    )
