"""Rows as plain values and back, for keeping them: short, since a folder has thousands."""

from typing import Any

from goalsearch.batch.row import Failure, Row
from goalsearch.model import Notice, RankedGoal

Plain = list[Any]


def to_plain(row: Row) -> Plain:
    """The fields of a row in their order, as values that JSON has."""
    return [
        row.document_id,
        row.path,
        row.record_id,
        row.title,
        row.name,
        row.department,
        row.position,
        row.contact,
        row.kept,
        row.n_characters,
        row.heading,
        row.n_form_lines,
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
    document_id, path, record_id, title, name, department, position, contact, kept, *others = values
    n_characters, heading, n_form_lines, language, verdict, reason, hits, warnings, vector, failure = others
    return Row(
        document_id=document_id,
        path=path,
        record_id=record_id,
        title=title,
        name=name,
        department=department,
        position=position,
        contact=contact,
        kept=tuple((heading_of, value) for heading_of, value in kept),
        n_characters=n_characters,
        heading=heading,
        n_form_lines=n_form_lines,
        language=language,
        verdict=verdict,
        reason=None if reason is None else Notice(*reason),
        hits=tuple(RankedGoal(goal_id, score, fit, band, tuple(terms)) for goal_id, score, fit, band, terms in hits),
        warnings=tuple(warnings),
        vector=tuple((term, weight) for term, weight in vector),
        failure=None if failure is None else Failure(*failure),
    )
