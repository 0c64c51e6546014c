"""What is wrong in a corpus, said with its place; and the error that a corpus with such findings raises."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Final, Literal, NamedTuple

from goalsearch.corpus.quoting import listed
from goalsearch.errors import CorpusError
from goalsearch.messages import Language, preferred_language, text
from goalsearch.model import Json

Severity = Literal["error", "note"]

_SHOWN: Final = 5


class Place(NamedTuple):
    """
    Where something stands in a corpus.

    Attributes:
        path: The file, or the folder if it concerns all of it.
        line: Line in the file, from 1; None if unknown.
        record: Number of the goal or programme in the file, from 1; None if it concerns no single one.
        sheet: The sheet, as it can be shown, where the file is a workbook that has several.
    """

    path: Path
    line: int | None = None
    record: int | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        file = f"{self.path}" if self.sheet is None else f"{self.path}[{self.sheet}]"
        if self.line is not None:
            return f"{file}:{self.line}"
        return file if self.record is None else f"{file}#{self.record}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One thing that is wrong in a corpus file, or worth knowing.

    Attributes:
        path: The file, or the folder if it concerns all of it.
        line: Line in the file, from 1; None if unknown.
        record: Number of the goal or programme in the file, from 1; None if it concerns no single one.
        sheet: The sheet, as it can be shown, where the file is a workbook that has several.
        goal_id: The goal's id, if it has one.
        field: Name of the field as the file spells it, ``area[2].name`` for one inside a list.
        key: Key of the message in the catalogue.
        values: What the message names.
        severity: An ``error`` keeps the corpus from being loaded, a ``note`` does not.
    """

    path: Path
    line: int | None = None
    record: int | None = None
    sheet: str | None = None
    goal_id: str | None = None
    field: str | None = None
    key: str
    values: Mapping[str, object] = dataclass_field(default_factory=dict)
    severity: Severity = "error"

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(path=self.path, line=self.line, record=self.record, sheet=self.sheet)

    def problem(self, lang: Language) -> str:
        """What is wrong and what to write instead, without the place."""
        return text(self.key, lang, **self.values)

    def message(self, lang: Language) -> str:
        """The finding in one language with its place in front, ready to show."""
        subject = " ".join(part for part in (self.goal_id, self.field) if part)
        return ": ".join(part for part in (str(self.place), subject, self.problem(lang)) if part)

    def __str__(self) -> str:
        return self.message(preferred_language())

    def to_dict(self, lang: Language | None = None) -> Json:
        """Plain values, ready for JSON, with the problem in one language."""
        return {
            "path": str(self.path),
            "sheet": self.sheet,
            "line": self.line,
            "record": self.record,
            "goal_id": self.goal_id,
            "field": self.field,
            "code": self.key.removeprefix("corpus."),
            "severity": self.severity,
            "message": self.problem(lang or preferred_language()),
        }


def unused_names(path: Path, names: Iterable[str]) -> Finding:
    """The note that columns or fields of a file are passed over, since goals have none of these names."""
    return Finding(path=path, key="corpus.unused", values={"names": listed(names)}, severity="note")


class InvalidCorpusError(CorpusError):
    """
    A corpus has findings that keep it from being loaded.

    The message says the first few; ``goalsearch corpus check`` says all.
    """

    @classmethod
    def of(cls, path: Path, findings: Sequence[Finding]) -> "InvalidCorpusError":
        """The error for the corpus at ``path`` with these findings, of which there is at least one."""
        return cls("corpus.invalid", path=path, findings=tuple(findings))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of severity ``error``, in the order of their places."""
        findings: tuple[Finding, ...] = self.values["findings"]  # type: ignore[assignment]
        return findings

    def message(self, lang: Language) -> str:
        """The first few findings and their count in one language, ready to show."""
        if len(self.findings) == 1:
            return self.findings[0].message(lang)
        path, more = self.values["path"], len(self.findings) - _SHOWN
        lines = [text("corpus.invalid", lang, path=path, count=len(self.findings))]
        lines += [f"  {finding.message(lang)}" for finding in self.findings[:_SHOWN]]
        if more > 0:
            lines.append("  " + text("corpus.invalid.more", lang, path=path, more=more))
        return "\n".join(lines)
