"""Files of queries and judgements, line by line, and what is wrong with a line."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Final

from goalsearch.corpus.jsonl_reader import DuplicateKeyError, without_duplicates
from goalsearch.errors import QueriesError
from goalsearch.messages import Language, preferred_language, text

JsonObject = Mapping[str, object]

Complaint = tuple[str, dict[str, object]]
"""What is wrong: the key of a message, and the values that it names."""

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryProblem:
    """
    One thing that is wrong in a file of queries or judgements.

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
    """Lines of a file of queries or judgements are wrong; the message says up to 20 of the problems."""

    @classmethod
    def of(cls, path: Path, problems: Sequence[QueryProblem]) -> "InvalidQueriesError":
        """The error for the file at ``path`` with these problems, of which there is at least one."""
        return cls("queries.invalid", path=path, problems=tuple(sorted(problems, key=lambda problem: problem.line)))

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


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    """
    The lines of a UTF-8 file that are not blank, with their numbers; without line ends, Unix's or Windows's.

    Raises:
        QueriesError: If the file cannot be read, is not UTF-8, or has no line.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise QueriesError("queries.unreadable", path=path, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise QueriesError("queries.not_utf8", path=path) from error
    # Not splitlines: a text in JSON may hold U+2028 and its like as they are.
    lines = [(number, line.rstrip("\r")) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    if not lines:
        raise QueriesError("queries.empty", path=path)
    return lines


def json_objects(
    path: Path, lines: Sequence[tuple[int, str]]
) -> tuple[list[tuple[int, JsonObject]], list[QueryProblem]]:
    """The lines that are JSON objects, with their numbers, and a problem for each that is none."""
    objects: list[tuple[int, JsonObject]] = []
    problems: list[QueryProblem] = []
    for number, line in lines:
        try:
            value = json.loads(line, object_pairs_hook=without_duplicates)
        except DuplicateKeyError as error:
            problems.append(QueryProblem(path=path, line=number, key="queries.repeated", values={"name": str(error)}))
            continue
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            objects.append((number, value))
        else:
            problems.append(QueryProblem(path=path, line=number, key="queries.not_json"))
    return objects, problems


def repeated_id(query_id: object, first_lines: Mapping[object, int]) -> Iterator[Complaint]:
    """Whether the identifier of a line is missing, no text, or that of a line before, see ``first_lines``."""
    if query_id is None or query_id == "":
        yield "queries.missing", {"field": "id"}
    elif not isinstance(query_id, str):
        yield "queries.not_text", {"field": "id"}
    elif query_id in first_lines:
        yield "queries.duplicate", {"query_id": query_id, "first": first_lines[query_id]}
