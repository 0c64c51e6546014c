"""What a workbook can hold, and what did not fit."""

from collections import Counter
from dataclasses import dataclass, field

from goalsearch.reports.batch_view import BatchView, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcelLimits:
    """
    Excel's limits (Microsoft, “Excel specifications and limits”).

    Attributes:
        rows: Rows of a sheet.
        columns: Columns of a sheet.
        characters: Characters of a cell, counted as UTF-16 does.
        links: Links of a sheet.
        link_characters: Characters of a link.
    """

    rows: int = 1_048_576
    columns: int = 16_384
    characters: int = 32_767
    links: int = 65_530
    link_characters: int = 2_079


@dataclass(slots=True)
class LeftOut:
    """
    What did not fit, so that it can be said.

    Attributes:
        rows: Rows left out, by sheet.
        columns: Columns left out, by sheet.
        cells: Cells that were cut.
        links: File names that could get no link.
    """

    rows: Counter[str] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)
    cells: int = 0
    links: int = 0

    def facts(self, view: BatchView, limits: ExcelLimits) -> tuple[Fact, ...]:
        """It in words; one line that says so if everything fits."""
        said = [
            *(view.text("left_out.rows", sheet=sheet, n=n, limit=limits.rows) for sheet, n in self.rows.items()),
            *(
                view.text("left_out.columns", sheet=sheet, n=n, limit=limits.columns)
                for sheet, n in self.columns.items()
            ),
        ]
        if self.cells:
            said.append(view.text("left_out.characters", n=self.cells, limit=limits.characters))
        if self.links:
            said.append(view.text("left_out.links", n=self.links, links=limits.links, limit=limits.link_characters))
        return tuple(Fact("", line) for line in said or [view.text("left_out.nothing")])
