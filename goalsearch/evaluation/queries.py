"""
Labelled queries: texts whose right goals are known.

A file of them is JSON Lines, one object a line: ``id`` and one or more of the texts `QUERY_FIELDS`; beside them
``gold_goal_ids`` (the right goals; any of them counts), or ``grades`` (see `goalsearch.evaluation.judgements`), or
both. Other fields are for its makers and are passed over.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from goalsearch.corpus import Corpus
from goalsearch.defaults import QUERY_FIELDS, QueryField
from goalsearch.errors import QueriesError
from goalsearch.evaluation.judgements import Judgement, complaints_in, judgement_in
from goalsearch.evaluation.lines import (
    Complaint,
    InvalidQueriesError,
    JsonObject,
    QueryProblem,
    json_objects,
    numbered_lines,
    repeated_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuery:
    """
    One thing to search for, and what should be found.

    Attributes:
        query_id: Its identifier in the file.
        texts: Its texts, by field; each is a query of its own.
        gold_goal_ids: The right goals; empty if nobody labelled it. They are alternatives: finding one is enough.
        judgement: How well goals fit, as judges graded them; None if nobody judged it.
    """

    query_id: str
    texts: Mapping[QueryField, str]
    gold_goal_ids: tuple[str, ...] = ()
    judgement: Judgement | None = None


def read_queries(
    path: str | os.PathLike[str], corpus: Corpus | None = None, *, unlabelled: bool = False
) -> tuple[LabelledQuery, ...]:
    """
    The queries in a JSON Lines file (UTF-8), in its order.

    Args:
        path: The file. Blank lines in it are passed over.
        corpus: The goals that may be named as right; any, if left out.
        unlabelled: Whether a query may lack both ``gold_goal_ids`` and ``grades``, as it may where judgements come from
            a file of their own.

    Raises:
        QueriesError: If the file cannot be read, holds no queries or no text; or, as InvalidQueriesError with every
            problem found, if a line is no query, repeats an id, lacks a text or a label, or names a goal not in
            ``corpus``.
    """
    path = Path(path)
    records, problems = json_objects(path, numbered_lines(path))
    if not problems and not any(record.get(field) for _, record in records for field in QUERY_FIELDS):
        raise QueriesError("queries.no_texts", path=path, fields=", ".join(QUERY_FIELDS))
    known = None if corpus is None else {goal.id for goal in corpus}
    first_lines: dict[object, int] = {}
    for number, record in records:
        for key, values in _complaints(record, first_lines, known, unlabelled=unlabelled):
            problems.append(QueryProblem(path=path, line=number, key=key, values=values))
        if isinstance(query_id := record.get("id"), str):
            first_lines.setdefault(query_id, number)
    if problems:
        raise InvalidQueriesError.of(path, problems)
    return tuple(_query(record) for _, record in records)


def read_query_files(
    paths: Sequence[str | os.PathLike[str]], corpus: Corpus | None = None, *, unlabelled: bool = False
) -> tuple[LabelledQuery, ...]:
    """
    The queries of several files, in their order; see `read_queries`.

    Raises:
        QueriesError: As `read_queries`, and if two files use the same id.
    """
    found: dict[str, LabelledQuery] = {}
    for path in paths:
        for query in read_queries(path, corpus, unlabelled=unlabelled):
            if query.query_id in found:
                raise QueriesError("queries.in_two_files", path=path, query_id=query.query_id)
            found[query.query_id] = query
    return tuple(found.values())


def with_judgements(queries: Sequence[LabelledQuery], judgements: Mapping[str, Judgement]) -> tuple[LabelledQuery, ...]:
    """The queries with their judgements; those that have none stay as they are."""
    return tuple(replace(query, judgement=judgements.get(query.query_id, query.judgement)) for query in queries)


def _complaints(
    record: JsonObject, first_lines: Mapping[object, int], known: Collection[str] | None, *, unlabelled: bool
) -> Iterator[Complaint]:
    """All that is wrong with one record; ``first_lines`` tells where each id stood before."""
    yield from repeated_id(record.get("id"), first_lines)
    for field in QUERY_FIELDS:
        if not isinstance(record.get(field), str | None):
            yield "queries.not_text", {"field": field}
    if not any(_is_given(record.get(field)) for field in QUERY_FIELDS):
        yield "queries.no_text", {"fields": ", ".join(QUERY_FIELDS)}
    may_lack_label = unlabelled or record.get("grades") is not None
    yield from _label_complaints(record.get("gold_goal_ids"), known, may_lack_label=may_lack_label)
    yield from complaints_in(record, known)


def _label_complaints(goal_ids: object, known: Collection[str] | None, *, may_lack_label: bool) -> Iterator[Complaint]:
    if goal_ids is None:
        if not may_lack_label:
            yield "queries.missing", {"field": "gold_goal_ids"}
    elif not isinstance(goal_ids, list) or not goal_ids or not all(isinstance(item, str) for item in goal_ids):
        yield "queries.goal_ids", {}
    elif known is not None:
        for goal_id in dict.fromkeys(goal_ids):
            if goal_id not in known:
                yield "queries.unknown_goal", {"goal_id": goal_id}


def _query(record: JsonObject) -> LabelledQuery:
    goal_ids = record.get("gold_goal_ids")
    return LabelledQuery(
        query_id=str(record["id"]),
        texts={field: str(record[field]) for field in QUERY_FIELDS if _is_given(record.get(field))},
        gold_goal_ids=tuple(dict.fromkeys(goal_ids)) if isinstance(goal_ids, list) else (),
        judgement=judgement_in(record),
    )


def _is_given(value: object) -> bool:
    """Whether a field holds anything; a text of white space holds nothing."""
    return bool(value.strip()) if isinstance(value, str) else value is not None
