"""The whole workbook."""

from datetime import datetime
from pathlib import Path
from typing import Final

from goalsearch.batch.batch import Batch
from goalsearch.messages import Language
from goalsearch.reports.batch_view import BatchView
from goalsearch.reports.workbook.book import Book
from goalsearch.reports.workbook.call_list import write_call_list
from goalsearch.reports.workbook.conditions import write_conditions
from goalsearch.reports.workbook.failures import write_failures
from goalsearch.reports.workbook.limits import ExcelLimits
from goalsearch.reports.workbook.look_alikes import write_look_alikes
from goalsearch.reports.workbook.matrix import write_matrix
from goalsearch.reports.workbook.proposals import write_proposals
from goalsearch.reports.workbook.unmatched import write_unmatched

_EXCEL: Final = ExcelLimits()
_SHEETS: Final = (write_call_list, write_proposals, write_matrix, write_look_alikes, write_unmatched, write_failures)


def write_workbook(
    path: Path, batch: Batch, lang: Language, *, created: datetime, limits: ExcelLimits = _EXCEL
) -> None:
    """
    Write a batch as an Excel workbook.

    The same batch, language, date and place give the same bytes. Links lead from the place of ``path`` to the files:
    write it in the folder in which it is to stand.

    Args:
        path: The file; written over if it exists.
        batch: What to write.
        lang: Language of headings and titles.
        created: Date of the workbook.
        limits: What a workbook can hold; what exceeds it is counted on the last sheet.

    Raises:
        OSError: If it cannot be written.
    """
    with Book(path, BatchView(batch, lang), created=created, limits=limits) as book:
        for write_sheet in _SHEETS:
            write_sheet(book)
        write_conditions(book, created)
