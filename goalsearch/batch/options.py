"""What a batch may be told."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

from goalsearch.defaults import DEFAULT_K, DEFAULT_PART, PartName, Ranker
from goalsearch.documents import ReadOptions
from goalsearch.model import Json
from goalsearch.retrieval.filters import GoalFilter, years_text
from goalsearch.retrieval.options import SearchOptions


class MatchOptions(SearchOptions, total=False):
    """
    What a match of many texts may be told, each of which may be left out: the options of a search, and these.

    Attributes:
        part: Which part of a long proposal is matched, see `goalsearch.documents.section`.
        include: Only files that one of these patterns fits, see `goalsearch.batch.discovery`.
        exclude: No files and folders that one of these patterns fits.
        id_column: Heading, number or letter of the column of a table that identifies a row; looked for when left out.
        title_column: The same for the title.
        text_columns: The same for the text; several are joined.
        keep_columns: Columns whose values go with the row into the result, besides names and addresses.
    """

    part: PartName
    include: Sequence[str]
    exclude: Sequence[str]
    id_column: str | None
    title_column: str | None
    text_columns: Sequence[str]
    keep_columns: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """
    How to match the files of a folder. Whatever is set here may change what a row says.

    Attributes:
        k: Most goals for a proposal, at least 1.
        years: Fiscal years of the goals in words, see `goalsearch.retrieval.filters`.
        agency: Agency of the goals, such as JST.
        category: Category of the goals: materials, information, life or medical.
        ranker: How goals are ranked, see `Searcher.search`; None for what a search would use.
        part: Which part of a long proposal is matched, see `goalsearch.documents.section`.
        include: Only files that one of these patterns fits; empty for all. See `goalsearch.batch.discovery`.
        exclude: No files and folders that one of these patterns fits.
        id_column: Heading, number or letter of the column of a table that identifies a row; None to look for it.
        title_column: The same for the title.
        text_columns: The same for the text; several are joined. Empty to look for them.
        keep_columns: Columns whose values go with the row into the result; names and addresses of the known headings
            do so anyway.
    """

    k: int = DEFAULT_K
    years: str | None = None
    agency: str | None = None
    category: str | None = None
    ranker: Ranker | None = None
    part: PartName = DEFAULT_PART
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    id_column: str | None = None
    title_column: str | None = None
    text_columns: tuple[str, ...] = ()
    keep_columns: tuple[str, ...] = ()

    @classmethod
    def of(cls, k: int = DEFAULT_K, **given: Unpack[MatchOptions]) -> "BatchOptions":
        """
        The options that a caller of the library gives, with years in words and sequences as tuples.

        Raises:
            QueryError: If the years are neither a text nor a number nor several of these.
        """
        values: dict[str, Any] = {"k": k, **given}
        if values.get("years") is not None:
            values["years"] = years_text(values["years"])
        for name in ("include", "exclude", "text_columns", "keep_columns"):
            values[name] = tuple(values.get(name, ()))
        return cls(**values)

    @property
    def goal_filter(self) -> GoalFilter:
        """Which goals may be hits."""
        return GoalFilter(years=self.years, agency=self.agency, category=self.category)

    def read_options(self, root: Path) -> ReadOptions:
        """How the readers are to read the files below ``root``."""
        return ReadOptions(
            root=root,
            id_column=self.id_column,
            title_column=self.title_column,
            text_columns=self.text_columns,
            keep_columns=self.keep_columns,
        )

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    def changed(self) -> dict[str, str]:
        """The options that are not at their default, as they are given on the command line."""
        default = BatchOptions()
        names = [field.name for field in dataclasses.fields(self)]
        return {
            _flag(name): ", ".join(value) if isinstance(value := getattr(self, name), tuple) else str(value)
            for name in names
            if getattr(self, name) != getattr(default, name)
        }


def _flag(name: str) -> str:
    match name:
        case "k":
            return "-k"
        case "text_columns":
            return "--text-column"
        case "keep_columns":
            return "--keep-column"
        case _:
            return f"--{name.replace('_', '-')}"
