"""
Formulas of a workbook whose values were never worked out: Excel stores both, other programs the formula alone.

A cell of that kind looks empty to every reader. Asked only for a workbook with rows that have no text.
"""

import zipfile
from pathlib import Path
from typing import Final

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.options import Limits
from goalsearch.documents.package import main_part, sheets_of
from goalsearch.documents.xml_stream import Silent, feed, split
from goalsearch.errors import DocumentError

_WORKBOOK: Final = "xl/workbook.xml"


def rows_with_formulas(path: Path, limits: Limits) -> frozenset[tuple[str, int]]:
    """Sheet and number, from 1, of every row that has a formula without a value; none if that cannot be told."""
    try:
        with opened(path) as archive:
            main = main_part(path, archive, _WORKBOOK, limits)
            return frozenset() if main is None else _rows(path, archive, main, limits)
    except DocumentError:
        # Not an .xlsx; what is wrong with it otherwise was said when it was read.
        return frozenset()


def _rows(path: Path, archive: zipfile.ZipFile, main: str, limits: Limits) -> frozenset[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for name, part in sheets_of(path, archive, main, limits):
        member = archive.getinfo(part)
        check_sizes(path, archive, [member], limits)
        rows = _Formulas()
        feed(path, archive, member, rows)
        found.update((name, number) for number in rows.found)
    return frozenset(found)


class _Formulas(Silent):
    def __init__(self) -> None:
        self.found: set[int] = set()
        self._row = 0
        self._has_formula = False
        self._value = ""
        self._is_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = split(tag)[1]
        if name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
        elif name == "c":
            self._has_formula, self._value = False, ""
        elif name == "f":
            self._has_formula = True
        self._is_value = name in ("v", "t")

    def data(self, data: str) -> None:
        if self._is_value:
            self._value += data

    def end(self, tag: str) -> None:
        self._is_value = False
        if split(tag)[1] == "c" and self._has_formula and not self._value:
            self.found.add(self._row)
