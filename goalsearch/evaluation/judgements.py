"""
Graded judgements: how well goals fit a query, goal by goal.

Two forms are read. JSON Lines, one query a line: ``query_id``, ``grades`` (goal id to grade) and, if the judges named
them, ``best``. And TREC qrels, one judgement a line: query id, a column that nobody uses, goal id, grade
(https://trec.nist.gov/data/qrels_eng/).
"""

import math
import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.corpus import Corpus
from goalsearch.evaluation.lines import (
    Complaint,
    InvalidQueriesError,
    JsonObject,
    QueryProblem,
    json_objects,
    numbered_lines,
    repeated_id,
)

FITS: Final = 2.0
"""From this grade on a goal fits."""

HIGHEST_GRADE: Final = 3.0

_TREC_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    What judges think of the goals for one query.

    Attributes:
        grades: Goal id to grade, in ``[0, 3]``: 3 squarely on goal, 2 fits and could credibly be proposed, 1 related
            but its aims are not addressed, 0 not. Means of several judges lie between. A goal that is missing counts 0.
        best: The best goals: those that the judges named, else those of the highest grade; empty if none fits.
    """

    grades: Mapping[str, float]
    best: tuple[str, ...]

    @classmethod
    def of(cls, grades: Mapping[str, float], best: Sequence[str] | None = None) -> "Judgement":
        """The judgement of these grades; the best are those of the highest grade that fits, if none are named."""
        if best is None:
            highest = max(grades.values(), default=0.0)
            best = [goal_id for goal_id, grade in grades.items() if grade == highest >= FITS]
        return cls(grades=grades, best=tuple(dict.fromkeys(best)))

    @property
    def fitting(self) -> frozenset[str]:
        """The goals that fit."""
        return frozenset(goal_id for goal_id, grade in self.grades.items() if grade >= FITS)


def read_judgements(
    path: str | os.PathLike[str], corpus: Corpus | None = None, query_ids: Collection[str] | None = None
) -> dict[str, Judgement]:
    """
    The judgements in a file (UTF-8), by query id in its order; JSON Lines if it begins with a brace, else TREC qrels.

    Args:
        path: The file. Blank lines in it are passed over.
        corpus: The goals that may be judged; any, if left out.
        query_ids: The queries that may be judged; any, if left out.

    Raises:
        QueriesError: If the file cannot be read or holds nothing; or, as InvalidQueriesError with every problem found,
            if a line is no judgement, judges a goal or a query a second time, names a goal not in ``corpus`` or a query
            not in ``query_ids``, or has a grade outside ``[0, 3]``.
    """
    path = Path(path)
    lines = numbered_lines(path)
    is_json = lines[0][1].lstrip().startswith("{")
    known = None if corpus is None else {goal.id for goal in corpus}
    read = _json_judgements if is_json else _trec_judgements
    judgements, problems = read(path, lines, known, query_ids)
    if problems:
        raise InvalidQueriesError.of(path, problems)
    return judgements


def judgement_in(record: JsonObject) -> Judgement | None:
    """The judgement that a faultless JSON object holds, see `complaints_in`; None if it has no grades."""
    grades, best = record.get("grades"), record.get("best")
    if not isinstance(grades, dict):
        return None
    return Judgement.of(
        {goal_id: float(grade) for goal_id, grade in grades.items()}, best if isinstance(best, list) else None
    )


def complaints_in(record: JsonObject, known: Collection[str] | None) -> Iterator[Complaint]:
    """What is wrong with the grades of a JSON object, which may have none."""
    grades, best = record.get("grades"), record.get("best")
    if isinstance(grades, dict):
        for goal_id, grade in grades.items():
            yield from _goal_complaints(goal_id, known)
            yield from _grade_complaints(goal_id, grade)
    elif grades is not None:
        yield "queries.grades", {}
    if isinstance(best, list) and all(isinstance(goal_id, str) for goal_id in best):
        for goal_id in best:
            yield from _goal_complaints(goal_id, known)
    elif best is not None:
        yield "queries.best", {}


def _json_judgements(
    path: Path,
    lines: Sequence[tuple[int, str]],
    known: Collection[str] | None,
    query_ids: Collection[str] | None,
) -> tuple[dict[str, Judgement], list[QueryProblem]]:
    records, problems = json_objects(path, lines)
    first_lines: dict[object, int] = {}
    judgements = {}
    for number, record in records:
        query_id = record.get("query_id", record.get("id"))
        complaints = [*repeated_id(query_id, first_lines), *complaints_in(record, known)]
        if record.get("grades") is None:
            complaints.append(("queries.missing", {"field": "grades"}))
        if isinstance(query_id, str):
            first_lines.setdefault(query_id, number)
            complaints += _query_complaints(query_id, query_ids)
        problems += [QueryProblem(path=path, line=number, key=key, values=values) for key, values in complaints]
        if not complaints and (judgement := judgement_in(record)):
            judgements[str(query_id)] = judgement
    return judgements, problems


def _trec_judgements(
    path: Path,
    lines: Sequence[tuple[int, str]],
    known: Collection[str] | None,
    query_ids: Collection[str] | None,
) -> tuple[dict[str, Judgement], list[QueryProblem]]:
    problems: list[QueryProblem] = []
    grades: defaultdict[str, dict[str, float]] = defaultdict(dict)
    first_lines: dict[tuple[str, str], int] = {}
    for number, line in lines:
        columns = line.split()
        complaints: list[Complaint] = []
        if len(columns) != _TREC_COLUMNS:
            complaints.append(("queries.trec_columns", {"n_columns": len(columns)}))
        else:
            query_id, _, goal_id, written = columns
            grade = _number(written)
            complaints += _query_complaints(query_id, query_ids)
            complaints += _goal_complaints(goal_id, known)
            complaints += _grade_complaints(goal_id, written if grade is None else grade)
            if first := first_lines.get((query_id, goal_id)):
                values = {"query_id": query_id, "goal_id": goal_id, "first": first}
                complaints.append(("queries.judged_twice", values))
            first_lines.setdefault((query_id, goal_id), number)
            if grade is not None:
                grades[query_id][goal_id] = grade
        problems += [QueryProblem(path=path, line=number, key=key, values=values) for key, values in complaints]
    return {query_id: Judgement.of(of_query) for query_id, of_query in grades.items()}, problems


def _query_complaints(query_id: str, query_ids: Collection[str] | None) -> Iterator[Complaint]:
    if query_ids is not None and query_id not in query_ids:
        yield "queries.unknown_query", {"query_id": query_id}


def _goal_complaints(goal_id: str, known: Collection[str] | None) -> Iterator[Complaint]:
    if known is not None and goal_id not in known:
        yield "queries.unknown_judged", {"goal_id": goal_id}


def _grade_complaints(goal_id: str, grade: object) -> Iterator[Complaint]:
    # JSON's reader takes NaN, and Python takes True for a number.
    if isinstance(grade, bool) or not isinstance(grade, int | float) or not 0 <= grade <= HIGHEST_GRADE:
        yield "queries.grade", {"goal_id": goal_id, "grade": grade}


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
