"""Workbooks that a test writes, and what is in them."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from goalsearch.batch.batch import Batch
from goalsearch.messages import Language
from goalsearch.reports.workbook import write_workbook

MakeBatch = Callable[..., Batch]


Cells = list[list[object]]


CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)


SHEETS: dict[Language, list[str]] = {
    "ja": ["声かけ", "提案", "行列", "似た提案", "該当なし", "読めなかったファイル", "作成条件"],
    "en": ["Whom to call", "Proposals", "Matrix", "Look-alikes", "Unmatched", "Not read", "How it was made"],
}


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def written(path: Path, batch: Batch, lang: Language = "ja", **options: object) -> dict[str, Cells]:
    """All cells by sheet, empty ones as an empty text, numbers as floats."""
    write_workbook(path, batch, lang, created=CREATED, **options)  # type: ignore[arg-type]
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}  # type: ignore[misc]


def below(cells: Cells, heading: str) -> Cells:
    """The rows below the one that begins with ``heading``, without empty cells at their ends."""
    start = next(number for number, row in enumerate(cells) if row and row[0] == heading)
    return [trimmed(row) for row in cells[start + 1 :]]


def trimmed(row: list[object]) -> list[object]:
    row = list(row)
    while row and row[-1] == "":
        row.pop()
    return row


def part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 - written by the test itself


def links(path: Path, sheet: int) -> dict[str, tuple[str, str | None]]:
    """Targets of the links of a sheet, with the place in the target, by cell."""
    targets = {item.get("Id"): item.get("Target") for item in part(path, f"xl/worksheets/_rels/sheet{sheet}.xml.rels")}
    return {
        str(link.get("ref")): (str(targets[link.get(_RELATION)]), link.get("location"))
        for link in part(path, f"xl/worksheets/sheet{sheet}.xml").iter(f"{_MAIN}hyperlink")
    }
