"""Cells that several sheets share."""

from collections.abc import Iterator
from typing import Final

from goalsearch.model import RankedGoal
from goalsearch.reports.batch_view import BatchView, NumberedProposal
from goalsearch.reports.grades import grade
from goalsearch.reports.workbook.sheet import Cell, Dressed, FileLink
from goalsearch.reports.workbook.table import Column

_WIDTHS: Final = {"name": 14, "department": 22, "position": 10, "contact": 26}


def grade_cell(view: BatchView, hit: RankedGoal) -> Cell:
    """A grade in its colours."""
    return Dressed(grade(hit, view.lang), (hit.band,))


def verdict_cell(view: BatchView, proposal: NumberedProposal) -> Cell:
    """A verdict; whatever needs a look is coloured."""
    looks = () if proposal.verdict == "goals" else (f"verdict-{proposal.verdict}",)
    return Dressed(view.text(f"verdict.{proposal.verdict}"), looks)


def name_columns(view: BatchView, *, document: float, title: float) -> Iterator[Column]:
    """Columns that say which proposal it is; ``document`` and ``title`` are widths in characters."""
    yield Column(view.text("column.number"), 6, ("center", "faint"))
    yield Column(view.text("column.document"), document, ("wrap", "small"))
    if view.has_records:
        yield Column(view.text("column.record"), 12)
    yield Column(view.text("column.title"), title, ("wrap", "bold"))


def name_cells(view: BatchView, proposal: NumberedProposal) -> Iterator[Cell]:
    """Cells for `name_columns`."""
    yield proposal.number
    yield file_cell(proposal)
    if view.has_records:
        yield proposal.row.record_id
    yield proposal.row.title


def person_columns(view: BatchView) -> Iterator[Column]:
    """Columns for what is known of the persons behind the proposals."""
    for name in view.person_columns:
        yield Column(view.text(f"column.{name}"), _WIDTHS[name], ("wrap", "small"))


def file_cell(proposal: NumberedProposal) -> FileLink:
    """The file of a proposal, with a link."""
    return FileLink(proposal.row.document_id, proposal.row)
