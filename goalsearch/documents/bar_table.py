"""
Forms that are drawn in plain text: a table of Markdown, or one with lines of box drawing, of labels and values.

Each of its rows becomes a line with the cells behind tabs, as a row of a Word table does, so that labels are found.
"""

import re
from collections.abc import Sequence
from typing import Final

from goalsearch.documents.columns import is_known

SIDE: Final = re.compile(r"(?<!\\)[|｜│┃║┆┊]")
RULE: Final = re.compile(r"[ \t]*[+＋┌┐└┘├┤┬┴┼─━═╔╗╚╝╠╣┏┓┗┛┣┫╭╮╰╯|│┃║\-=:]{3,}[ \t]*$")
_ROW: Final = re.compile(rf"[ \t]*{SIDE.pattern}.*{SIDE.pattern}[ \t]*$")
_BREAK: Final = re.compile(r"<br[ \t]*/?>", re.I)
_LEAST_LABELS: Final = 2


def without_bars(lines: Sequence[str]) -> list[str]:
    """``lines``, those of tables that are forms as lines of cells; other tables as they are."""
    kept: list[str] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (RULE.match(lines[end]) or _ROW.match(lines[end])):
            end += 1
        rows = _rows(lines[start:end])
        is_form = sum(is_known(row[0]) for row in rows) >= _LEAST_LABELS
        kept += ("\t".join(row) for row in rows) if is_form else lines[start:end]
        if end == start:
            kept.append(lines[start])
        start = max(end, start + 1)
    return kept


def _rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of a table; a line with an empty first cell goes on with the cells of the row above."""
    rows: list[list[str]] = []
    for line in lines:
        if RULE.match(line):
            continue
        cells = [_BREAK.sub("\n", cell.strip(" \t\u3000")) for cell in SIDE.split(line.strip())[1:-1]]
        cells[0] = cells[0].strip("*_")
        if rows and not cells[0] and len(cells) == len(rows[-1]):
            rows[-1] = [f"{above}\n{cell}" if cell else above for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return rows
