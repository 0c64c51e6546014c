"""What a reader may be told: where ids begin, which columns to take, how much a file may cost."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    What one file may cost before it is refused.

    Attributes:
        file_bytes: Size of a file that is read whole: CSV, JSON Lines and Parquet are not, and may have any size.
        unpacked_bytes: Size of what a .docx, .xlsx or .ods unpacks to.
        unpacked_ratio: Unpacked by packed size from which an archive is taken for a bomb; archives that unpack to less
            than ``ratio_from_bytes`` may exceed it. Office files reach 10 to 30.
        ratio_from_bytes: See ``unpacked_ratio``.
        seconds: Time that a reader in a worker process may go without an answer: a PDF as a whole, a workbook for its
            first and each further portion of rows.
        memory_bytes: Address space of that worker, where the system can limit it (not on Windows).
        pages: Pages of a PDF that are read; what follows is left out with a note.
        row_chars: Characters of one row of a table of text, or of one line of JSON Lines.
        row_cells: Cells of one row; a sheet of Excel has as many.
    """

    file_bytes: int = 256 * _MIB
    unpacked_bytes: int = 512 * _MIB
    unpacked_ratio: float = 100.0
    ratio_from_bytes: int = 24 * _MIB
    seconds: float = 60.0
    memory_bytes: int = 2048 * _MIB
    pages: int = 2000
    row_chars: int = 4_000_000
    row_cells: int = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """
    How to read files.

    Attributes:
        root: Folder that document ids are relative to; None for the file's name alone.
        id_column: Heading, 1-based number or letter of the column that identifies a row; None to look for it.
        title_column: The same for the title.
        text_columns: The same for the text; several are joined in this order. Empty to look for them.
        year_column: The same for the year.
        field_column: The same for the field of research.
        keep_columns: Columns whose values go with the row into the result, by heading, number or letter.
        sheet: Name of the one sheet to read; None for all visible sheets that have a text column.
        limits: What a file may cost.
    """

    root: Path | None = None
    id_column: str | None = None
    title_column: str | None = None
    text_columns: tuple[str, ...] = ()
    year_column: str | None = None
    field_column: str | None = None
    keep_columns: tuple[str, ...] = ()
    sheet: str | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def names_columns(self) -> bool:
        """Whether a column is named: what is read is a table then, whatever it looks like."""
        single = (self.id_column, self.title_column, self.year_column, self.field_column)
        return bool(self.text_columns) or any(single)
