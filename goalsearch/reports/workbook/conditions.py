"""The sheet on how the workbook was made, how to read it, and what did not fit in."""

from datetime import datetime
from typing import Final

from goalsearch.reports.workbook.book import Book, Paper
from goalsearch.reports.workbook.sheet import Sheet

_WIDTHS: Final = (26, 104)


def write_conditions(book: Book, created: datetime) -> None:
    """Fill the sheet; the last one, since it says what the others had to leave out."""
    view = book.view
    sheet = Sheet(book, "conditions", paper=Paper(upright=True))
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    left_out = view.text("part.left_out"), book.left_out.facts(view, book.limits)
    for heading, facts in (*view.conditions(created), left_out):
        sheet.row += 1
        for column, text in enumerate((heading, None)):
            sheet.put(sheet.row, column, text, "part")
        for fact in facts:
            sheet.row += 1
            sheet.fit_height(sheet.row, fact, _WIDTHS)
            sheet.put(sheet.row, 0, fact.label, "wrap", "faint")
            sheet.put(sheet.row, 1, fact.value, "wrap")
        sheet.row += 1
