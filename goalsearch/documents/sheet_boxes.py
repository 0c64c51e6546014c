"""
Text boxes that lie on the sheets of a workbook: where a form's frame is drawn, the abstract is often in one.

They stand in parts of their own, which no reader of cells looks at. Asked only for a workbook that has such parts.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.options import Limits
from goalsearch.documents.package import main_part, relations, sheets_of
from goalsearch.documents.row import CellRow
from goalsearch.documents.xml_stream import Silent, feed, split

_WORKBOOK: Final = "xl/workbook.xml"
# No sheet has as many rows or columns; a box that says it lies there is put at the edge.
_FARTHEST_ROW: Final = 1000
_FARTHEST_COLUMN: Final = 200


class TextBox(NamedTuple):
    """A text box: the row and column, from 0, of the cell that its corner lies on, and its text."""

    row: int
    column: int
    text: str


def boxes_of(path: Path, limits: Limits) -> Mapping[str, Sequence[TextBox]]:
    """
    The text boxes of a workbook by the names of its sheets; none if it is no .xlsx.

    Raises:
        DocumentError: If a part is a bomb, or declares entities.
    """
    with opened(path) as archive:
        main = main_part(path, archive, _WORKBOOK, limits)
        return {} if main is None else dict(_boxes(path, archive, main, limits))


def has_boxes(archive: zipfile.ZipFile) -> bool:
    """Whether a workbook has a part that text boxes stand in."""
    return any(name.startswith("xl/drawings/") for name in archive.NameToInfo)


def with_boxes(rows: Sequence[CellRow], boxes: Sequence[TextBox]) -> list[CellRow]:
    """The rows of a sheet with each text box in the cell that its corner lies on, or beside it."""
    grid = [list(row.cells) for row in rows]
    for box in boxes:
        grid += [[] for _ in range(box.row + 1 - len(grid))]
        cells = grid[box.row]
        column = box.column
        while column < len(cells) and cells[column].strip():
            column += 1
        cells += [""] * (column + 1 - len(cells))
        cells[column] = box.text
    return [
        CellRow(number=number, cells=cells) if row is None else replace(row, cells=cells)
        for number, (row, cells) in enumerate(zip_longest(rows, grid, fillvalue=None), start=1)
        if cells is not None
    ]


def _boxes(path: Path, archive: zipfile.ZipFile, main: str, limits: Limits) -> Iterator[tuple[str, Sequence[TextBox]]]:
    for name, sheet in sheets_of(path, archive, main, limits):
        found: list[TextBox] = []
        for relation in relations(path, archive, sheet, limits).values():
            if relation.kind != "drawing" or relation.is_external or relation.target not in archive.NameToInfo:
                continue
            member = archive.getinfo(relation.target)
            check_sizes(path, archive, [member], limits)
            drawing = _BoxCollector()
            feed(path, archive, member, drawing)
            found += drawing.boxes
        if found:
            yield name, found


class _BoxCollector(Silent):
    """Collects the text boxes of a drawing, with the places that their anchors say."""

    def __init__(self) -> None:
        self.boxes: list[TextBox] = []
        self._at = [0, 0]
        self._place: str | None = None
        self._is_from = self._is_text = False
        self._fallback = 0
        self._paragraphs: list[list[str]] | None = None

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = split(tag)[1]
        if self._fallback or name == "Fallback":
            # The same again, for older programs.
            self._fallback += 1
        elif name.endswith("Anchor"):
            self._at = [0, 0]
        elif name == "from":
            self._is_from = True
        elif name in ("row", "col") and self._is_from:
            self._place = name
        elif name == "txBody":
            self._paragraphs = []
        elif name == "p" and self._paragraphs is not None:
            self._paragraphs.append([])
        elif name == "br" and self._paragraphs:
            self._paragraphs[-1].append("\n")
        self._is_text = name == "t"

    def data(self, data: str) -> None:
        if self._place is not None and data.strip().isdecimal() and len(data) < 8:
            is_row = self._place == "row"
            most = _FARTHEST_ROW if is_row else _FARTHEST_COLUMN
            self._at[0 if is_row else 1] = min(int(data), most)
        elif self._is_text and self._paragraphs and not self._fallback:
            self._paragraphs[-1].append(data)

    def end(self, tag: str) -> None:
        name = split(tag)[1]
        self._is_text, self._place = False, None
        if self._fallback:
            self._fallback -= 1
        elif name == "from":
            self._is_from = False
        elif name == "txBody" and self._paragraphs is not None:
            text = "\n".join("".join(paragraph) for paragraph in self._paragraphs).strip()
            if text:
                self.boxes.append(TextBox(self._at[0], self._at[1], text))
            self._paragraphs = None
