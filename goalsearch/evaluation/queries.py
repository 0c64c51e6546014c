"""
Labelled queries: texts whose right goals are known.

A file of them is JSON Lines, one object a line: ``id``, ``gold_goal_ids`` (the right goals; any of them counts) and one
or more of the texts `QUERY_FIELDS`. Other fields are for its makers and are passed over.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Final, Literal

from goalsearch.corpus import Corpus
from goalsearch.errors import QueriesError
from goalsearch.messages import Language, preferred_language, text

QueryField = Literal["abstract_ja", "abstract_en", "title_ja"]
QUERY_FIELDS: Final[tuple[QueryField, ...]] = ("abstract_ja", "abstract_en", "title_ja")
"""The texts that a query may have; each is searched for by itself."""

_SHOWN: Final = 20
_JsonObject = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledQuery:
    """
    One thing to search for, and what should be found.

    Attributes:
        query_id: Its identifier in the file.
        texts: Its texts, by field; each is a query of its own.
        gold_goal_ids: The right goals, at least one. They are alternatives: finding one is enough.
    """

    query_id: str
    texts: Mapping[QueryField, str]
    gold_goal_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryProblem:
    """
    One thing that is wrong in a file of labelled queries.

    Attributes:
        path: The file.
        line: Line in the file, from 1.
        key: Key of the message in the catalogue.
        values: What the message names.
    """

    path: Path
    line: int
    key: str
    values: Mapping[str, object] = dataclass_field(default_factory=dict)

    def message(self, lang: Language) -> str:
        """The problem in one language with its place in front, ready to show."""
        return text("queries.line", lang, path=self.path, line=self.line, problem=text(self.key, lang, **self.values))

    def __str__(self) -> str:
        return self.message(preferred_language())


class InvalidQueriesError(QueriesError):
    """Lines of a file of labelled queries are wrong; the message says up to 20 of the problems."""

    @classmethod
    def of(cls, path: Path, problems: Sequence[QueryProblem]) -> "InvalidQueriesError":
        """The error for the file at ``path`` with these problems, of which there is at least one."""
        return cls("queries.invalid", path=path, problems=tuple(problems))

    @property
    def problems(self) -> tuple[QueryProblem, ...]:
        """All problems, in the order of the lines."""
        problems: tuple[QueryProblem, ...] = self.values["problems"]  # type: ignore[assignment]
        return problems

    def message(self, lang: Language) -> str:
        """The problems and their count in one language, ready to show."""
        if len(self.problems) == 1:
            return self.problems[0].message(lang)
        lines = [text("queries.invalid", lang, path=self.values["path"], count=len(self.problems))]
        lines += [f"  {problem.message(lang)}" for problem in self.problems[:_SHOWN]]
        if len(self.problems) > _SHOWN:
            lines.append("  " + text("queries.invalid.more", lang, more=len(self.problems) - _SHOWN))
        return "\n".join(lines)


def read_queries(path: str | os.PathLike[str], corpus: Corpus | None = None) -> tuple[LabelledQuery, ...]:
    """
    The labelled queries in a JSON Lines file (UTF-8), in its order.

    Args:
        path: The file. Blank lines in it are passed over.
        corpus: The goals that may be named as right; any, if left out.

    Raises:
        QueriesError: If the file cannot be read, holds no queries or no text; or, as InvalidQueriesError with every
            problem found, if a line is no query, repeats an id, lacks a text, or names a goal not in ``corpus``.
    """
    path = Path(path)
    problems: list[QueryProblem] = []
    records: list[tuple[int, _JsonObject]] = []
    for number, line in _lines(path):
        record = _json_object(line)
        if record is None:
            problems.append(QueryProblem(path=path, line=number, key="queries.not_json"))
        else:
            records.append((number, record))
    if not records and not problems:
        raise QueriesError("queries.empty", path=path)
    if not problems and not any(record.get(field) for _, record in records for field in QUERY_FIELDS):
        raise QueriesError("queries.no_texts", path=path, fields=", ".join(QUERY_FIELDS))
    first_lines: dict[object, int] = {}
    for number, record in records:
        for key, values in _problems(record, first_lines, corpus):
            problems.append(QueryProblem(path=path, line=number, key=key, values=values))
        if isinstance(query_id := record.get("id"), str):
            first_lines.setdefault(query_id, number)
    if problems:
        raise InvalidQueriesError.of(path, sorted(problems, key=lambda problem: problem.line))
    return tuple(_query(record) for _, record in records)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise QueriesError("queries.unreadable", path=path, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise QueriesError("queries.not_utf8", path=path) from error
    # Not splitlines: a text in JSON may hold U+2028 and its like as they are.
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            yield number, line


def _json_object(line: str) -> _JsonObject | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _problems(
    record: _JsonObject, first_lines: Mapping[object, int], corpus: Corpus | None
) -> Iterator[tuple[str, dict[str, object]]]:
    """Keys and values of all that is wrong with one record; ``first_lines`` tells where each id stood before."""
    query_id = record.get("id")
    if query_id is None or query_id == "":
        yield "queries.missing", {"field": "id"}
    elif not isinstance(query_id, str):
        yield "queries.not_text", {"field": "id"}
    elif query_id in first_lines:
        yield "queries.duplicate", {"query_id": query_id, "first": first_lines[query_id]}
    for field in QUERY_FIELDS:
        if not isinstance(record.get(field), str | None):
            yield "queries.not_text", {"field": field}
    if not any(_is_given(record.get(field)) for field in QUERY_FIELDS):
        yield "queries.no_text", {"fields": ", ".join(QUERY_FIELDS)}
    yield from _label_problems(record.get("gold_goal_ids"), corpus)


def _label_problems(goal_ids: object, corpus: Corpus | None) -> Iterator[tuple[str, dict[str, object]]]:
    if goal_ids is None:
        yield "queries.missing", {"field": "gold_goal_ids"}
    elif not isinstance(goal_ids, list) or not goal_ids or not all(isinstance(item, str) for item in goal_ids):
        yield "queries.goal_ids", {}
    elif corpus is not None:
        known = {goal.id for goal in corpus}
        for goal_id in dict.fromkeys(goal_ids):
            if goal_id not in known:
                yield "queries.unknown_goal", {"goal_id": goal_id}


def _query(record: _JsonObject) -> LabelledQuery:
    goal_ids = record["gold_goal_ids"]
    return LabelledQuery(
        query_id=str(record["id"]),
        texts={field: str(record[field]) for field in QUERY_FIELDS if _is_given(record.get(field))},
        gold_goal_ids=tuple(dict.fromkeys(goal_ids)) if isinstance(goal_ids, list) else (),
    )


def _is_given(value: object) -> bool:
    """Whether a field holds anything; a text of white space holds nothing."""
    return bool(value.strip()) if isinstance(value, str) else value is not None
