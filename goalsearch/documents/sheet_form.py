"""
Sheets that are not tables but one form: labels stand below each other, and what was filled in beside or below them.

A table has its known headings in one row. A form has several of them in one column; or one of them for the text with
the text itself beside it, which no row of headings has. What belongs to a label is what stands to its right, down to
the next row that has something in the column of the labels; if nothing does, what stands below it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from goalsearch.documents.cell import plain_text
from goalsearch.documents.columns import (
    FIELD_HEADINGS,
    ID_HEADINGS,
    TITLE_HEADINGS,
    YEAR_HEADINGS,
    is_known,
    is_text_heading,
)
from goalsearch.documents.headings import heading_key, heading_keys
from goalsearch.documents.labels import kind_of
from goalsearch.documents.row import CellRow

MOST_ROWS: Final = 300
"""No form is longer."""
_LEAST_LABELS: Final = 2
# What stands beside a label and is longer is no heading of a next column.
_EXAMPLE: Final = re.compile(
    r"[(（【［※]?(?:記入|記載|入力)?(?:例|見本|サンプル|要領|上の注意|時の注意|方法)[0-9０-９]?[)）】］]?|注意(?:事項)?|備考|説明|補足|examples?|notes?",
    re.I,
)
_TEXT_CHARS: Final = 40
# A label that nobody knows, below a text.
_LABEL_CHARS: Final = 20
_COLONS: Final = ":： "
_WITH_VALUE: Final = re.compile(r"\s*([^:：\n]{2,40}?)\s*[:：\n]\s*(\S.*)", re.S)
# Of a sheet that is ruled like manuscript paper: cells with a letter each, of so many in a row.
_LEAST_LETTERS: Final = 8
_SHARE_OF_LETTERS: Final = 0.8
# Two half-wide signs have a square together.
_PAIR: Final = 2
_SENTENCE_ENDS: Final = ("。", "、", ".", ",", "）", ")")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """
    What was filled into a form.

    Attributes:
        text: The texts of the labels that are known to stand over text, below these labels if there are several, so
            that the abstract can be told from the plan; everything, if there are none.
        record_id: Its number, if it has a label for one.
        title: Its title.
        year: Its year.
        field: Its field of research.
        labelled: All that stands on the sheet, a row to a line, with a colon behind the labels of persons and the like.
    """

    text: str
    record_id: str | None
    title: str | None
    year: str | None
    field: str | None
    labelled: str


@dataclass(frozen=True, slots=True)
class _Label:
    row: int
    column: int
    keys: tuple[str, ...]


def form_of(rows: Sequence[CellRow]) -> FilledForm | None:
    """The form that the rows of a sheet are; None if they are a table or neither."""
    if len(rows) > MOST_ROWS:
        return None
    grid, is_paper = _without_squares([list(row.cells) for row in rows])
    labels = list(_labels(grid))
    # A letter to a cell is no table, whatever stands above.
    has_text = any(is_text_heading(label.keys) for label in labels)
    if _is_form(grid, labels) or (is_paper and has_text):
        return _form(grid, labels)
    if has_text:
        return None
    parted = [_parted(cells) for cells in grid]
    labels = list(_labels(parted))
    return _form(parted, labels) if _is_form(parted, labels) else None


def _parted(cells: list[str]) -> list[str]:
    """The cells of a row; where one alone holds a label and what was filled in (研究概要：…), these as two."""
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    found = _WITH_VALUE.match(cells[filled[0]]) if len(filled) == 1 else None
    if found is None or not is_known(found[1]):
        return cells
    return [*cells[: filled[0]], found[1], found[2]]


def _without_squares(grid: list[list[str]]) -> tuple[list[list[str]], bool]:
    """A grid with the lines of manuscript paper, a letter to a cell, in one cell; and whether there are any."""
    first: list[str] | None = None
    is_paper = False
    for cells in grid:
        filled = [(at, cell.strip()) for at, cell in enumerate(cells) if cell.strip()]
        n_letters = sum(len(cell) == 1 and not cell.isdigit() for _, cell in filled)
        # A row of answers, ○ and ×, is none; nor is one with a text beside them.
        is_text = all(len(cell) <= _PAIR for _, cell in filled) and any(cell.isalpha() for _, cell in filled)
        line = "".join(cell for _, cell in filled)
        if first is not None and 0 < n_letters == len(filled):
            # The last line of a text may be short.
            first[-1] += line
            cells.clear()
        elif is_text and n_letters >= _LEAST_LETTERS and n_letters >= _SHARE_OF_LETTERS * len(filled):
            cells[:] = [*[""] * filled[0][0], line]
            first, is_paper = cells, True
        else:
            first = None
    return grid, is_paper


def form_of_all(rows: Sequence[CellRow]) -> FilledForm | None:
    """The rows of a sheet as a form, whatever they look like; None if there are too many."""
    grid = [list(row.cells) for row in rows]
    return _form(grid, list(_labels(grid))) if len(rows) <= MOST_ROWS else None


def _form(grid: Sequence[Sequence[str]], labels: Sequence[_Label]) -> FilledForm:
    texts = [
        (grid[label.row][label.column], value)
        for label in labels
        if is_text_heading(label.keys) and (value := _value(grid, label, labels))
    ]
    is_alone = len(texts) == 1
    whole = "\n".join(" ".join(filter(None, (cell.strip() for cell in row))) for row in grid)
    return FilledForm(
        text="\n\n".join(value if is_alone else f"{_on_one_line(name)}\n{value}" for name, value in texts)
        or whole.strip(),
        record_id=_first(grid, labels, ID_HEADINGS),
        title=_first(grid, labels, TITLE_HEADINGS),
        year=_first(grid, labels, YEAR_HEADINGS),
        field=_first(grid, labels, FIELD_HEADINGS),
        labelled="\n".join(map(_labelled, grid)),
    )


def one_by_one(rows: Sequence[CellRow]) -> list[Sequence[CellRow]]:
    """The rows of a sheet, parted where the form that it is begins again: each part is one proposal."""
    labels = list(_labels([list(row.cells) for row in rows])) if len(rows) <= MOST_ROWS else []
    texts = [label.keys for label in labels if is_text_heading(label.keys)]
    first = next(iter(labels), None)
    if first is None or len(texts) < _LEAST_LABELS:
        return [rows]
    begins = [label.row for label in labels if (label.keys, label.column) == (first.keys, first.column)]
    # A table has its label for the text once; a form with several texts has other labels for them.
    if len(begins) < _LEAST_LABELS or len(begins) != texts.count(texts[0]) or texts[0] == first.keys:
        return [rows]
    # What stands above the first is of the whole sheet.
    return [rows[begin:end] for begin, end in zip(begins, [*begins[1:], len(rows)], strict=True)]


def turned(rows: Sequence[CellRow]) -> list[CellRow] | None:
    """
    The rows of a sheet whose proposals stand side by side, as a table with a row for each; None if it is none such.

    Its labels stand below each other in one column, and the texts, two or more of them, beside one of these labels.
    """
    if len(rows) > MOST_ROWS:
        return None
    grid = [list(row.cells) for row in rows]
    labels = list(_labels(grid))
    text = next((label for label in labels if is_text_heading(label.keys)), None)
    if text is None or sum(label.row == text.row for label in labels) > 1:
        return None
    columns = [at for at, cell in enumerate(grid[text.row]) if at > text.column and len(cell.strip()) > _TEXT_CHARS]
    others = [grid[label.row] for label in labels if label.column == text.column and label.row != text.row]
    is_filled = any(all(at < len(cells) and cells[at].strip() for at in columns) for cells in others)
    if len(columns) < _LEAST_LABELS or not is_filled:
        return None
    last = max(len(cells) for cells in grid)
    sides = [text.column, *range(text.column + 1, last)]
    table = [[cells[at] if at < len(cells) else "" for cells in grid] for at in sides]
    return [
        CellRow(number=at + 1, cells=cells, place=_letter(at))
        for at, cells in zip(sides, table, strict=True)
        # What is to be filled in, or an example of it, is no proposal.
        if at == text.column or not any(map(is_example, cells))
    ]


def is_example(cell: str) -> bool:
    """Whether a cell at the head of a column says that an example or an instruction stands below."""
    return _EXAMPLE.fullmatch(cell.strip()) is not None


def _letter(column: int) -> str:
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters = chr(ord("A") + rest) + letters
        column -= 1
    return letters


def _on_one_line(label: str) -> str:
    return "".join(label.split()) if not label.isascii() else " ".join(label.split())


def _labelled(row: Sequence[str]) -> str:
    cells = [" ".join(cell.split()) for cell in row if cell.strip()]
    return " ".join(f"{cell.rstrip(_COLONS)}：" if kind_of(cell) else cell for cell in cells)


def _labels(grid: Sequence[Sequence[str]]) -> Iterator[_Label]:
    for number, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell.strip() and is_known(cell):
                yield _Label(number, column, heading_keys(cell))


def _is_form(grid: Sequence[Sequence[str]], labels: Sequence[_Label]) -> bool:
    in_columns: dict[int, set[tuple[str, ...]]] = {}
    in_rows: dict[int, int] = {}
    for label in labels:
        in_columns.setdefault(label.column, set()).add(label.keys)
        in_rows[label.row] = in_rows.get(label.row, 0) + 1
    n_below = max(map(len, in_columns.values()), default=0)
    n_beside = max(in_rows.values(), default=0)
    if n_below >= _LEAST_LABELS and n_below > n_beside:
        return True
    # One label alone, or a pair of them in a row: the text stands where a table would have its next heading.
    texts = [label for label in labels if is_text_heading(label.keys) and in_rows[label.row] == 1]
    return n_beside == 1 and any(len(_beside(grid, label, labels)) > _TEXT_CHARS for label in texts[:1])


def _first(grid: Sequence[Sequence[str]], labels: Iterable[_Label], headings: Sequence[str]) -> str | None:
    known = frozenset(map(heading_key, headings))
    found = (_value(grid, label, labels) for label in labels if not known.isdisjoint(label.keys))
    return next((" ".join(value.split()) for value in found if value), None)


def _value(grid: Sequence[Sequence[str]], label: _Label, labels: Iterable[_Label]) -> str:
    return plain_text(_beside(grid, label, labels) or _below(grid, label, labels)).strip()


def _beside(grid: Sequence[Sequence[str]], label: _Label, labels: Iterable[_Label]) -> str:
    """What stands to the right of a label, line by line, down to the next row with something below the label."""
    stop = min(
        (other.column for other in labels if other.row == label.row and other.column > label.column), default=None
    )
    lines = []
    for number in range(label.row, len(grid)):
        cells = grid[number]
        if number > label.row and any(cell.strip() for cell in cells[: label.column + 1]):
            break
        lines.append(" ".join(filter(None, (cell.strip() for cell in cells[label.column + 1 : stop]))))
    return _text(lines)


def _below(grid: Sequence[Sequence[str]], label: _Label, labels: Iterable[_Label]) -> str:
    """What stands below a label, down to the next label, also one that is not known."""
    rows = {other.row for other in labels}
    lines: list[str] = []
    for number in range(label.row + 1, len(grid)):
        cell = " ".join(filter(None, (cell.strip() for cell in grid[number][label.column :])))
        is_label = 0 < len(cell) <= _LABEL_CHARS and not cell.endswith(_SENTENCE_ENDS)
        if number in rows or (is_label and any(lines)):
            break
        lines.append(cell)
    return _text(lines)


def _text(lines: Sequence[str]) -> str:
    """Lines as they stand, one empty line between paragraphs."""
    text = "\n".join(lines).strip()
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text
