"""How a table of text is written: what stands between its cells, and how quotation marks in them are."""

import csv
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from goalsearch.documents.columns import Wanted, find_columns, is_heading, is_known

_DELIMITERS: Final = "\t,;|"
_ODD_DELIMITERS: Final = "，^~：:、"
# ``sep=;`` in the first line is what Excel writes and takes.
_TOLD: Final = re.compile(r"\ufeff?\"?sep=(.)\"?\s*$", re.I)
# A quotation mark behind a backslash that does not end its cell, as databases write them.
_BACKSLASHED: Final = re.compile(r'\\"(?=[^,;|\t\r\n])')
# What a text without a suffix of its own has to look like.
_LEAST_TEXT_CHARS: Final = 40
_LEAST_ROWS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """
    How a table is written.

    Attributes:
        delimiter: What stands between two cells.
        n_head_lines: Lines above the table that say how it is written.
        is_backslashed: Whether a quotation mark inside a cell has a backslash before it, not a second one.
    """

    delimiter: str
    n_head_lines: int = 0
    is_backslashed: bool = False

    def plain(self, line: str) -> str:
        """A line with its quotation marks as the parser wants them."""
        return _BACKSLASHED.sub('""', line) if self.is_backslashed else line


def dialect_of(lines: Sequence[str], *, suffix: str = "") -> Dialect:
    """
    The dialect of a table by its first lines.

    The delimiter is the one by which most cells of a row are headings that are known, then by which most rows have as
    many cells as the first: commas inside an English text are more than the semicolons between its columns.
    """
    if told := _TOLD.match(lines[0]) if lines else None:
        return Dialect(delimiter=told[1], n_head_lines=1, is_backslashed=_is_backslashed(lines))
    usual = "\t" if suffix in {".tsv", ".tab"} else ","
    parsed = {delimiter: rows_of(lines, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: (*_evidence(parsed[delimiter]), delimiter == usual))
    if _evidence(parsed[best])[1] == 0:
        # Of one column alone, unless the headings say otherwise.
        known = {delimiter: _evidence(rows_of(lines, delimiter))[0] for delimiter in _ODD_DELIMITERS}
        odd = max(_ODD_DELIMITERS, key=lambda delimiter: known[delimiter])
        best = odd if known[odd] > 1 else best
    return Dialect(delimiter=best, is_backslashed=_is_backslashed(lines))


def is_table(lines: Sequence[str], *, is_cut: bool = False) -> bool:
    """
    Whether the first lines of a text without the suffix of a table are those of a table.

    They are if a row of headings has one for the text and a second one that is known, and most rows below it have
    several cells; or if all rows have equally many cells, and one of them a text below a heading.

    Args:
        lines: The lines.
        is_cut: Whether more lines follow.
    """
    dialect = dialect_of(lines)
    rows = [row for row in rows_of(lines[dialect.n_head_lines :], dialect.delimiter) if any(map(str.strip, row))]
    columns = find_columns(rows, Wanted())
    if columns is not None and sum(map(is_known, rows[columns.first_row - 1])) > 1:
        body = rows[columns.first_row :]
        # The first text may be longer than what was looked at.
        return is_cut if not body else sum(len(row) > max(columns.text) for row in body) > len(body) / 2
    if len(rows) < _LEAST_ROWS or len({len(row) for row in rows}) > 1 or len(rows[0]) < _LEAST_ROWS:
        return False
    has_text = any(len(cell) > _LEAST_TEXT_CHARS for row in rows[1:] for cell in row)
    return has_text and all(map(is_heading, rows[0]))


def rows_of(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Lines taken apart; those that cannot be are left out."""
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


def _evidence(rows: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    filled = [row for row in rows if any(map(str.strip, row))]
    known = max((sum(map(is_known, row)) for row in filled if len(row) > 1), default=0)
    widths = Counter(len(row) for row in filled)
    width, n_rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return known, n_rows if width > 1 else 0, width


def _is_backslashed(lines: Sequence[str]) -> bool:
    text = "".join(itertools.islice(lines, 100))
    return bool(_BACKSLASHED.search(text)) and '""' not in text.replace('\\""', "").replace(',""', "")
