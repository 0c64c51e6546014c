"""What the readers of the file formats hand over: tables of values as written, and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from goalsearch.corpus import schema
from goalsearch.corpus.finding import Finding, Place


class Record(NamedTuple):
    """
    One goal, programme or year as a file holds it, not yet checked.

    Attributes:
        path: The file.
        number: Its number among its like in the file, from 1.
        line: Line where it begins, if known.
        values: Field names as written, and their values.
        lines: Lines of single fields, by the names that findings give them: ``title``, ``area[2].name``.
        reported: Required fields whose absence was said for the whole file.
        may_have_more: Whether it may have fields that no goal has, which are passed over, as a table may have columns.
        sheet: The sheet, as it can be shown, where the file is a workbook that has several.
    """

    path: Path
    number: int
    line: int | None
    values: Mapping[str, object]
    lines: Mapping[str, int] = MappingProxyType({})
    reported: frozenset[str] = frozenset()
    may_have_more: bool = False
    sheet: str | None = None

    @property
    def goal_id(self) -> str | None:
        """The id as written, under whatever name; None if there is none, or none that is text."""
        for name, value in self.values.items():
            if isinstance(value, str) and schema.GOAL.field(name) == "id":
                return value.strip() or None
        return None

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.path, self.line, self.number, self.sheet)

    def line_of(self, name: str | None) -> int | None:
        """Line of a field; where it is not known, of the table or list around it; else of the whole record."""
        while name:
            if name in self.lines:
                return self.lines[name]
            # area[2].name, area[2], area
            name = name[: max(name.rfind("."), name.rfind("["), 0)]
        return self.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """
    Everything in one file.

    Attributes:
        goals: The goals.
        programmes: The programmes.
        years: What is said about fiscal years as a whole.
        findings: What kept the file, or a part of it, from being read.
    """

    goals: tuple[Record, ...] = ()
    programmes: tuple[Record, ...] = ()
    years: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
