"""The sheet of proposals that no goal fits, with the nearest goals all the same."""

from collections.abc import Iterator
from typing import Final

from goalsearch.reports.batch_view import N_NEAR, BatchView, NumberedProposal
from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.cells import name_cells, name_columns, person_columns
from goalsearch.reports.workbook.sheet import Cell
from goalsearch.reports.workbook.table import Column, Table

_N_PRINTED: Final = 5


def write_unmatched(book: Book) -> None:
    """Fill the sheet."""
    view = book.view
    # What is printed says which proposals they are, and why none fits.
    n_printed = _N_PRINTED + view.has_records
    table = Table(
        book, "unmatched", list(_columns(view)), intro=(view.text("intro.unmatched"),), frozen=3, printed=n_printed
    )
    for proposal in view.unmatched:
        table.add(list(_cells(view, proposal)))
    table.close()


def _columns(view: BatchView) -> Iterator[Column]:
    yield from name_columns(view, document=26, title=38)
    yield Column(view.text("column.why"), 34)
    yield Column(view.text("column.remarks"), 20, ("wrap", "small"))
    yield Column(view.text("column.characters"), 9, ("count",))
    yield from person_columns(view)
    for rank in range(1, N_NEAR + 1):
        yield Column(view.text("column.near_goal", rank=rank), 42, ("wrap", "small"))
        yield Column(view.text("column.near_score", rank=rank), 8, ("score", "faint"))


def _cells(view: BatchView, proposal: NumberedProposal) -> Iterator[Cell]:
    row = proposal.row
    yield from name_cells(view, proposal)
    yield view.why_unmatched(row)
    yield view.clues(row)
    yield row.n_characters
    yield from view.of_person(row)
    near = row.hits[:N_NEAR]
    for hit in near:
        yield f"{hit.goal_id} {view.goal_title(hit.goal_id)}"
        yield hit.fit
    yield from [None] * (2 * (N_NEAR - len(near)))
