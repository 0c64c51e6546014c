"""The first sheet: whom to call for each goal. What is weak is folded, what is missing is said."""

from collections.abc import Iterator
from typing import Final

from goalsearch.model import Goal
from goalsearch.reports.batch_view import N_DECIDING, BatchView, Calls, Candidate
from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.cells import grade_cell
from goalsearch.reports.workbook.sheet import Cell, Dressed, FileLink
from goalsearch.reports.workbook.table import Column, Table, TableNote

_N_NOT_READ: Final = 10
"""Files that were not read and are named here; all of them have a sheet of their own."""
_PRINTED_WIDTH: Final = 205
"""What goes on the width of A4, lying, in letters of seven points, with the lines between ten columns."""
_MORE_WIDTH: Final = {"matched_part": 8, "goal": 16, "deciding": 10, "title": 10}
"""How much wider columns are made where there is room, the first of them first."""


def write_call_list(book: Book) -> None:
    """Fill the sheet. Every row names its goal, so that the table can be filtered and sorted."""
    view = book.view
    columns = _widened(list(_columns(view)), view)
    unprinted = list(_unprinted_columns(view))
    intro = [view.counts(), view.text("intro.grades")]
    table = Table(book, "call_list", [*columns, *unprinted], intro=intro, frozen=3, printed=len(columns))
    for calls in view.calls:
        for place, candidate in enumerate(calls.called):
            looks = () if place else ("group",)
            table.add([*_goal_cells(view, calls.goal, place), *_cells(view, calls, candidate)], *looks)
    for calls in view.calls:
        for place, candidate in enumerate(calls.rest):
            cells = [*_goal_cells(view, calls.goal, place), *_cells(view, calls, candidate)]
            table.add(cells, "faint", folded=True)
    table.close(_notes(view, sum(len(calls.rest) for calls in view.calls)))


def _columns(view: BatchView) -> Iterator[Column]:
    # Narrow: all of it goes on the width of a sheet of A4, in letters of seven points and more.
    yield Column(view.text("column.year"), 6, ("center",), striped=False)
    yield Column(view.text("column.goal"), 24, striped=False)
    yield Column(view.text("column.band"), 11, ("center",), striped=False)
    if "name" in view.person_columns:
        yield Column(view.text("column.name"), 12, ("wrap", "bold"), striped=False)
    if _has_posts(view):
        yield Column(view.text("column.post"), 16, striped=False)
    if "contact" in view.person_columns:
        yield Column(view.text("column.contact"), 20, striped=False)
    for heading in view.kept_headings:
        yield Column(heading, 12, striped=False)
    yield Column(view.text("column.title"), 30, striped=False)
    yield Column(view.text("column.deciding"), 28, striped=False)
    yield Column(view.text("column.document"), 24, ("wrap",), striped=False)
    yield Column(view.text("column.matched_part"), 16, ("wrap",), striped=False)


def _widened(columns: list[Column], view: BatchView) -> list[Column]:
    """The columns with what is left of the width of a page, where it saves most lines: so more rows go on it."""
    spare = max(0.0, _PRINTED_WIDTH - sum(column.width for column in columns))
    more = {}
    for name, wanted in _MORE_WIDTH.items():
        more[view.text(f"column.{name}")] = min(wanted, spare)
        spare -= min(wanted, spare)
    return [column._replace(width=column.width + more.get(column.heading, 0)) for column in columns]


def _unprinted_columns(view: BatchView) -> Iterator[Column]:
    if view.has_records:
        yield Column(view.text("column.record"), 12, striped=False)
    yield Column(view.text("column.agency"), 8, ("wrap", "small"), striped=False)
    yield Column(view.text("column.goal_id"), 13, ("small",), striped=False)
    yield Column(view.text("column.score"), 8, ("score",), striped=False)
    yield Column(view.text("column.rank"), 9, ("center",), striped=False)
    yield Column(view.text("column.number"), 6, ("center", "faint"), striped=False)


def _has_posts(view: BatchView) -> bool:
    return not {"department", "position"}.isdisjoint(view.person_columns)


def _goal_cells(view: BatchView, goal: Goal, place: int) -> tuple[Cell, ...]:
    """The goal, pale where the row above is of the same."""
    looks = ("pale",) if place else ("bold",)
    year = "" if goal.fiscal_year is None else goal.fiscal_year
    return Dressed(year, looks), Dressed(goal.title_in(view.lang), looks)


def _cells(view: BatchView, calls: Calls, candidate: Candidate) -> Iterator[Cell]:
    goal, (proposal, hit, rank) = calls.goal, candidate
    row = proposal.row
    yield grade_cell(view, hit)
    if "name" in view.person_columns:
        yield row.name
    if _has_posts(view):
        yield view.post(row) or None
    if "contact" in view.person_columns:
        yield row.contact
    yield from view.kept(row)
    yield view.name(proposal)
    yield view.terms(hit.terms[:N_DECIDING])
    yield FileLink(view.place(row), row)
    yield row.matched_part(view.lang)
    if view.has_records:
        yield row.record_id
    yield goal.agency
    yield goal.id
    yield hit.fit
    yield rank
    yield proposal.number


def _notes(view: BatchView, n_rest: int) -> Iterator[TableNote]:
    """What a reader of the list alone would not know of: what is folded, and what was not read."""
    if n_rest:
        yield TableNote((view.text("note.folded", n=f"{n_rest:,}"),), ("faint",))
    if view.failed:
        yield TableNote((view.text("note.not_read", n=f"{len(view.failed):,}"),), ("bold",))
        for proposal in view.failed[:_N_NOT_READ]:
            file = FileLink(view.place(proposal.row), proposal.row)
            yield TableNote((None, file, view.failure_in_short(proposal.row)), ("small",))
        if (n_more := len(view.failed) - _N_NOT_READ) > 0:
            more = view.text("note.more_not_read", n=f"{n_more:,}", sheet=view.text("sheet.failures"))
            yield TableNote((None, more), ("faint",))
    if set_aside := view.set_aside():
        yield TableNote((set_aside,), ("bold",))
