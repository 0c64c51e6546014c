"""Cells that several sheets share."""

from typing import Final

from goalsearch.reports.batch_view import BatchView, Proposal
from goalsearch.reports.workbook.sheet import Cell, Dressed, FileLink

_BANDS: Final = frozenset({"strong", "possible", "weak"})


def band_cell(view: BatchView, band: str) -> Cell:
    """A band in its colours."""
    return Dressed(view.band(band), (band,) if band in _BANDS else ())


def verdict_cell(view: BatchView, proposal: Proposal) -> Cell:
    """A verdict; whatever needs a look is coloured."""
    looks = () if proposal.verdict == "goals" else (f"verdict-{proposal.verdict}",)
    return Dressed(view.text(f"verdict.{proposal.verdict}"), looks)


def file_cell(proposal: Proposal) -> FileLink:
    """The file of a proposal, with a link."""
    return FileLink(proposal.row.document_id, proposal.row)
