"""
The table of an overview (目標名 概要, with or without a column of numbers), as the readers of files give it.

A text has a row to a line; a web page and Word have a paragraph to a cell; a PDF has the headings on one line and then
a short paragraph for the name and the long ones of the summary behind it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from goalsearch.documents.announced_text import AnnouncedText, Section, section_of
from goalsearch.documents.goal_group import GroupsSoFar, group_of

_BLANK: Final = r"[ \t\u3000]"
_NUMBER_COLUMN: Final = re.compile(r"(?:no|nо|№)\.?|#|番号|通し番号|通番|項番|目標番号", re.I)
_CELL_GAP: Final = re.compile(r"[ \u3000]*[\t|│┃][ \t|│┃\u3000]*|[ \t]*\u3000[ \t\u3000]*| {2,}")
_ANY_GAP: Final = re.compile(rf"{_BLANK}*[\t|│┃]{_BLANK}*|{_BLANK}+")
_RULE: Final = re.compile(r"[-=+|:│┃┼─━ \t]+")
_NUMBER: Final = re.compile(rf"[(（]?(?P<number>\d{{1,2}})[)）.．]?(?:{_BLANK}+|$)")
_PARAGRAPH: Final = re.compile(rf"\n{_BLANK}*\n+")
# In a PDF a cell with the name of a goal has short lines, one with its summary long ones.
_LONG_LINE: Final = 30
_LONGEST_TITLE: Final = 120
# Characters by which the end of a table is found again; the last line of a cell may be short.
_TAILS: Final = (20, 5)
# In lines. A word such as 戦略目標 in a picture on an earlier page is no heading of the table.
_FARTHEST_HEADING: Final = 12

Columns = tuple[Section | None, ...]
"""What each column has; None for that of the numbers."""


def goals_of_tables(text: str) -> tuple[list[AnnouncedText], str]:
    """
    The rows of all overviews in a text, and the text without them.

    Of a row whose cells cannot be told apart, all is its summary.
    """
    goals: list[AnnouncedText] = []
    rest: list[str] = []
    groups = GroupsSoFar()
    lines = text.splitlines()
    at, nearest = 0, 0
    while at < len(lines):
        if (group := group_of(lines[at])) and not groups.is_repeated(group):
            groups.enter(group)
            nearest = at
        head = _head(lines, at)
        if head is None:
            rest.append(lines[at])
            at += 1
            continue
        if at - nearest > _FARTHEST_HEADING:
            groups = GroupsSoFar()
        columns, begin, is_line = head
        end = next((place for place in range(begin, len(lines)) if _is_end(lines, place)), len(lines))
        rows = [*_rows(lines[begin:end], columns, is_line)]
        for sections in rows:
            groups.goal()
            goals.append(AnnouncedText(sections=sections, group_agency=groups.agency))
        rest += lines[(_behind(lines, begin, end, rows[-1]) if rows else at) : end]
        at = nearest = end
    return goals, "\n".join(rest)


def _behind(lines: Sequence[str], begin: int, end: int, row: dict[Section, str]) -> int:
    """The line behind the last row of a table."""
    said = row[_last(row)].strip()
    for length in _TAILS:
        for place in range(begin, end):
            if _inner(lines[place]).endswith(said[-length:]):
                return place + 1
    return end


def _head(lines: Sequence[str], at: int) -> tuple[Columns, int, bool] | None:
    """The columns of the table whose head begins at a line, the line behind it, and whether it is one line."""
    if len(columns := _columns([cell for cell in _ANY_GAP.split(_inner(lines[at])) if cell])) > 1:
        return columns, at + 1, True
    cells: list[str] = []
    end = at
    for place in range(at, min(at + 12, len(lines))):
        cell = lines[place].strip()
        if cell and not _columns([*cells, cell]):
            break
        if cell:
            cells.append(cell)
            end = place + 1
    # 目標名 with 概要 right behind it has no room for a name: it heads a column.
    return (_columns(cells), end, False) if len(cells) > 1 and "summary" in _columns(cells) else None


def _columns(cells: Sequence[str]) -> Columns:
    """What columns with these headings have, the name before the rest; nothing if they head no overview."""
    folded = ["".join(unicodedata.normalize("NFKC", cell).split()) for cell in cells]
    numbers = bool(folded) and _NUMBER_COLUMN.fullmatch(folded[0]) is not None
    sections = [section_of(cell) for cell in folded[numbers:]]
    is_head = all(sections) and len(set(sections)) == len(sections) and sections[:1] in ([], ["title"])
    return (None,) * numbers + tuple(sections) if is_head and sections[1:2] in ([], ["summary"]) else ()


def _inner(line: str) -> str:
    """A line without the rules of a table at its ends."""
    return line.strip(" \t\u3000|│┃")


def _is_end(lines: Sequence[str], at: int) -> bool:
    """Whether a table is over before a line: by another one, the heading of a group, or what stands below goals."""
    line = lines[at].strip()
    is_head = _head(lines, at) is not None
    return is_head or group_of(line) is not None or section_of("".join(line.split())) is not None


def _rows(lines: Sequence[str], columns: Columns, is_line: bool) -> Iterator[dict[Section, str]]:
    first = next((line for line in lines if line.strip() and not _RULE.fullmatch(line)), "")
    if is_line and _is_row(first, columns):
        return _rows_of_lines(lines, columns)
    paragraphs = [paragraph.strip("\n") for paragraph in _PARAGRAPH.split("\n".join(lines).strip()) if paragraph]
    if is_line:
        return _rows_of_pdf(paragraphs, columns)
    return _rows_of_cells([_unwrapped(paragraph) for paragraph in paragraphs], columns)


def _is_row(line: str, columns: Columns) -> bool:
    """Whether a line can be a whole row: it has a cell for each column, or a sentence behind other words."""
    has_sentence = "。" in line and _ANY_GAP.search(_inner(line)) is not None
    return has_sentence or len(_CELL_GAP.split(_inner(line))) == len(columns)


def _rows_of_lines(lines: Sequence[str], columns: Columns) -> Iterator[dict[Section, str]]:
    """A row to a line, on which the next lines go on as long as its sentence is not over."""
    row: dict[Section, str] = {}
    for line in lines:
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if row and not _is_sentence(row[_last(row)]) and len(_parted(line, columns)) != len(columns):
            row[_last(row)] += line.strip()
            continue
        if row:
            yield row
        row = {}
        if not _is_row(line, columns):
            return
        cells = _parted(line, columns)
        row = _named(columns, cells) if len(cells) == len(columns) else {"title": "", "summary": _inner(line)}
    if row:
        yield row


def _parted(line: str, columns: Columns) -> list[str]:
    """The cells of a line by wide gaps; by all gaps, if only these are as many as the columns."""
    cells = _CELL_GAP.split(_inner(line))
    return cells if len(cells) == len(columns) else _ANY_GAP.split(_inner(line))


def _rows_of_cells(cells: Sequence[str], columns: Columns) -> Iterator[dict[Section, str]]:
    """A cell to a paragraph, or to several that are sentences if it is the last of its row."""
    at, number = 0, 1
    while at + len(columns) <= len(cells):
        row = cells[at : at + len(columns)]
        found = _named(columns, row)
        numbered = _NUMBER.fullmatch(row[0]) if columns[0] is None else None
        is_next = columns[0] is not None or (numbered is not None and int(numbered["number"]) == number)
        if not is_next or not _is_title(found["title"]) or "。" not in found["summary"]:
            return
        at, number = at + len(columns), number + 1
        # Up to the number of the next row all is the summary, points of a list too.
        following = _place_of(number, cells, at) if columns[0] is None and columns[-1] == "summary" else at
        while at < len(cells) and (at < following or _is_sentence(cells[at])):
            found[_last(found)] += f"\n{cells[at]}"
            at += 1
        yield found


def _place_of(number: int, cells: Sequence[str], at: int) -> int:
    """Where the cell with a number stands, from a place on; that place if there is none."""
    for place in range(at, len(cells)):
        if (found := _NUMBER.fullmatch(cells[place])) and int(found["number"]) == number:
            return place
    return at


def _rows_of_pdf(paragraphs: Sequence[str], columns: Columns) -> Iterator[dict[Section, str]]:
    """The name of a goal is a paragraph of short lines before one with long lines."""
    if columns[-1] != "summary":
        return
    if columns[0] is None:
        paragraphs = [bare for paragraph in paragraphs if (bare := _NUMBER.sub("", paragraph, count=1))]
    row: dict[Section, str] = {}
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
        if not _is_body(paragraph):
            yield from _if_sentence(row)
            row = {"title": paragraph} if _is_body(following) else {}
        elif row:
            row["summary"] = row.get("summary", "") + _unwrapped(paragraph)
    yield from _if_sentence(row)


def _if_sentence(row: dict[Section, str]) -> Iterator[dict[Section, str]]:
    """The row, unless what stands behind its name is no sentence."""
    if "。" in row.get("summary", ""):
        yield row


def _named(columns: Columns, cells: Sequence[str]) -> dict[Section, str]:
    return {column: cell for column, cell in zip(columns, cells, strict=True) if column is not None}


def _last(row: dict[Section, str]) -> Section:
    return next(reversed(row))


def _is_title(cell: str) -> bool:
    return "。" not in cell and 0 < len(cell) <= _LONGEST_TITLE


def _is_sentence(cell: str) -> bool:
    return cell.rstrip().endswith(("。", "。）", "。」"))


def _is_body(paragraph: str) -> bool:
    return max(map(len, paragraph.splitlines()), default=0) >= _LONG_LINE or paragraph.rstrip().endswith("。")


def _unwrapped(paragraph: str) -> str:
    return "".join(line.strip() for line in paragraph.splitlines())
