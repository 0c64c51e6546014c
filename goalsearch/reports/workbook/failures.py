"""The sheet of what could not be read, with reasons and next steps."""

from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.cells import file_cell
from goalsearch.reports.workbook.table import Column, Table


def write_failures(book: Book) -> None:
    """Fill the sheet."""
    view = book.view
    columns = (
        Column(view.text("column.number"), 6, ("center", "faint")),
        Column(view.text("column.document"), 44),
        Column(view.text("column.kind"), 20, ("wrap", "bold")),
        Column(view.text("column.reason"), 90),
    )
    table = Table(book, "failures", columns, intro=(view.text("intro.failures"),))
    for proposal in view.failed:
        if failure := proposal.row.failure:
            table.add((proposal.number, file_cell(proposal), view.kind(failure), view.reason(failure)))
    table.close()
