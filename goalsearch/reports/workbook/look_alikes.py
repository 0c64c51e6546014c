"""The sheet of look-alikes: pairs of proposals, most alike first."""

from goalsearch.reports.batch_view import LookAlikes
from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.cells import file_cell
from goalsearch.reports.workbook.sheet import Cell
from goalsearch.reports.workbook.table import Column, Table


def write_look_alikes(book: Book) -> None:
    """Fill the sheet."""
    view = book.view
    columns = (
        Column(view.text("column.similarity"), 10, ("score", "bold")),
        Column(view.text("column.first_number"), 7, ("center", "faint")),
        Column(view.text("column.first_title"), 32, ("wrap", "bold")),
        Column(view.text("column.first_document"), 24, ("wrap", "small")),
        Column(view.text("column.second_number"), 7, ("center", "faint")),
        Column(view.text("column.second_title"), 32, ("wrap", "bold")),
        Column(view.text("column.second_document"), 24, ("wrap", "small")),
        Column(view.text("column.terms"), 30, ("wrap", "small")),
        Column(view.text("column.same_first_goal"), 14, ("wrap", "small")),
    )
    table = Table(book, "look_alikes", columns, intro=(view.text("intro.look_alikes"),))
    for pair in view.look_alikes:
        table.add((pair.similarity, *_sides(pair), view.terms(pair.terms), first_goals(pair)))
    table.close()


def first_goals(pair: LookAlikes) -> str:
    """The first goal of both, once if it is the same."""
    ids = [proposal.row.hits[0].goal_id if proposal.row.hits else "–" for proposal in (pair.first, pair.second)]
    return ids[0] if ids[0] == ids[1] else " / ".join(ids)


def _sides(pair: LookAlikes) -> list[Cell]:
    return [
        cell for proposal in (pair.first, pair.second) for cell in (proposal.number, proposal.name, file_cell(proposal))
    ]
