"""The sheet of goals: for each the proposals in order, which is the office's call list."""

from collections.abc import Iterator

from goalsearch.model import Goal
from goalsearch.reports.batch_view import BatchView, Candidate
from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.cells import band_cell, file_cell
from goalsearch.reports.workbook.sheet import Cell
from goalsearch.reports.workbook.table import Column, Table


def write_goals(book: Book) -> None:
    """Fill the sheet. Every row names its goal, so that the table can be filtered and sorted."""
    view = book.view
    columns = list(_columns(view))
    table = Table(book, "goals", columns, intro=(view.text("intro.goals"), view.bands()), frozen=4)
    for goal in view.latest_goals:
        candidates = view.candidates[goal.id]
        if not candidates:
            empty = [*_goal_cells(view, goal), None, view.text("nothing.goal")]
            table.add([*empty, *[None] * (len(columns) - len(empty))], "group", "faint")
        for place, candidate in enumerate(candidates, 1):
            looks = (("group",) if place == 1 else ()) + (("faint",) if candidate.hit.band == "weak" else ())
            cells = [*_goal_cells(view, goal), place, *_candidate_cells(view, candidate)]
            table.add(cells, *looks)
    table.close()


def _columns(view: BatchView) -> Iterator[Column]:
    yield Column(view.text("column.year"), 7, ("center", "small"))
    yield Column(view.text("column.agency"), 8, ("wrap", "small"))
    yield Column(view.text("column.goal_id"), 13, ("small",))
    yield Column(view.text("column.goal"), 38, ("wrap",))
    yield Column(view.text("column.place"), 6, ("center",))
    yield Column(view.text("column.proposal"), 40, ("wrap", "bold"))
    yield Column(view.text("column.score"), 8, ("score",))
    yield Column(view.text("column.band"), 13, ("center",), striped=False)
    yield Column(view.text("column.terms"), 32, ("wrap", "small"))
    yield Column(view.text("column.rank"), 9, ("center",))
    if view.has_records:
        yield Column(view.text("column.record"), 12)
    yield Column(view.text("column.document"), 28, ("wrap", "small"))
    yield Column(view.text("column.number"), 6, ("center", "faint"))


def _goal_cells(view: BatchView, goal: Goal) -> tuple[Cell, ...]:
    return goal.fiscal_year, goal.agency, goal.id, goal.title_in(view.lang)


def _candidate_cells(view: BatchView, candidate: Candidate) -> Iterator[Cell]:
    proposal, hit = candidate.proposal, candidate.hit
    yield proposal.name
    yield hit.score
    yield band_cell(view, hit.band)
    yield view.terms(hit.terms)
    yield candidate.rank
    if view.has_records:
        yield proposal.row.record_id
    yield file_cell(proposal)
    yield proposal.number
