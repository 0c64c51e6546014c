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


def person_columns(view: BatchView) -> Iterator[Column]:
    """Columns for what is known of the persons behind the proposals."""
    for name in view.person_columns:
        yield Column(view.text(f"column.{name}"), _WIDTHS[name], ("wrap", "small"))


def file_cell(proposal: NumberedProposal) -> FileLink:
    """The file of a proposal, with a link."""
    return FileLink(proposal.row.document_id, proposal.row)
