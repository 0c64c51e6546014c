"""The sheet of proposals: one row each, with its goals from left to right."""

from collections.abc import Iterator
from typing import Final

from goalsearch.reports.batch_view import BatchView, NumberedProposal
from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.cells import grade_cell, name_cells, name_columns, person_columns, verdict_cell
from goalsearch.reports.workbook.sheet import Cell
from goalsearch.reports.workbook.table import Column, Table

_CELLS_OF_RANK: Final = 5


def write_proposals(book: Book) -> None:
    """Fill the sheet."""
    view = book.view
    head = list(_head_columns(view))
    ranks = [column for rank in range(1, view.n_ranks + 1) for column in _rank_columns(view, rank)]
    tail = [
        *person_columns(view),
        *(Column(heading, 16, ("wrap", "small")) for heading in view.kept_headings),
        Column(view.text("column.matched_part"), 28, ("wrap", "small")),
        Column(view.text("column.characters"), 9, ("count",)),
        Column(view.text("column.language"), 10, ("small",)),
        Column(view.text("column.remarks"), 60, ("small",)),
    ]
    further = f" {view.text('intro.print')}" if view.n_ranks > 1 else ""
    table = Table(
        book,
        "proposals",
        [*head, *ranks, *tail],
        intro=(view.counts() + further, view.bands()),
        frozen=len(head) - 1,
        printed=len(head) + _CELLS_OF_RANK if view.n_ranks else None,
    )
    for proposal in view.proposals:
        table.add(list(_cells(view, proposal)), *(() if proposal.verdict == "goals" else ("faint",)))
    table.close()


def _head_columns(view: BatchView) -> Iterator[Column]:
    yield from name_columns(view, document=24, title=34)
    yield Column(view.text("column.verdict"), 10, ("center",), striped=False)


def _rank_columns(view: BatchView, rank: int) -> Iterator[Column]:
    first = rank == 1
    yield Column(view.text("column.rank_goal", rank=rank), 36, ("wrap",) if first else ("wrap", "small"))
    yield Column(view.text("column.rank_goal_id", rank=rank), 13, ("small",))
    yield Column(view.text("column.rank_score", rank=rank), 8, ("score",))
    yield Column(view.text("column.rank_band", rank=rank), 13, ("center",), striped=False)
    yield Column(view.text("column.rank_terms", rank=rank), 30, ("wrap", "small"))


def _cells(view: BatchView, proposal: NumberedProposal) -> Iterator[Cell]:
    row = proposal.row
    yield from name_cells(view, proposal)
    yield verdict_cell(view, proposal)
    for hit in row.hits:
        yield view.goal_title(hit.goal_id)
        yield hit.goal_id
        yield hit.fit
        yield grade_cell(view, hit)
        yield view.terms(hit.terms)
    yield from [None] * (_CELLS_OF_RANK * (view.n_ranks - len(row.hits)))
    yield from view.of_person(row)
    yield from view.kept(row)
    yield row.matched_part(view.lang)
    if row.failure:
        yield from (None, None, f"{view.kind(row.failure)}: {view.reason(row.failure)}")
    else:
        yield from (row.n_characters, view.language(row.language), view.remarks(row))
