"""A batch as an Excel workbook: one module for each sheet."""

from goalsearch.reports.workbook.limits import Limits
from goalsearch.reports.workbook.writing import write_workbook

__all__ = ["Limits", "write_workbook"]
