"""What a batch may be told."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.documents import PartName, ReadOptions
from goalsearch.model import Json
from goalsearch.ranking.fusion import Ranker

DEFAULT_K: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """
    How to match the files of a folder. Whatever is set here may change what a row says.

    Attributes:
        k: Most goals for a proposal, at least 1.
        years: Fiscal years of the goals: ``2019``, ``2015-2018``, ``latest``, or several of these with commas.
        agency: Agency of the goals, such as JST.
        category: Category of the goals: materials, information, life or medical.
        ranker: How goals are ranked, see `goalsearch.searcher.Searcher.search`; None for what a search would use.
        part: Which part of a long proposal is matched, see `goalsearch.documents.section`.
        include: Only files that one of these patterns fits; empty for all. See `goalsearch.batch.discovery`.
        exclude: No files and folders that one of these patterns fits.
        id_column: Heading, number or letter of the column of a table that identifies a row; None to look for it.
        title_column: The same for the title.
        text_columns: The same for the text; several are joined. Empty to look for them.
    """

    k: int = DEFAULT_K
    years: str | None = None
    agency: str | None = None
    category: str | None = None
    ranker: Ranker | None = None
    part: PartName = "auto"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    id_column: str | None = None
    title_column: str | None = None
    text_columns: tuple[str, ...] = ()

    def read_options(self, root: Path) -> ReadOptions:
        """How the readers are to read the files below ``root``."""
        return ReadOptions(
            root=root, id_column=self.id_column, title_column=self.title_column, text_columns=self.text_columns
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
        case _:
            return f"--{name.replace('_', '-')}"
