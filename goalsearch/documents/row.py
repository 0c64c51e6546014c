"""One row of a table, wherever it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """
    One row of a table.

    Attributes:
        number: Its number, counted from 1 as Excel does.
        cells: Its cells as text.
        headings: What it says if it is a row of headings, where that is more: a merged cell stands over many columns.
        is_mended: Whether it was broken in the file, and put together again.
        place: How it is called, if not by its number: the letter of a column.
    """

    number: int
    cells: Sequence[str]
    headings: Sequence[str] | None = None
    is_mended: bool = False
    place: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not any(cell.strip() for cell in self.cells)
