"""A batch as an Excel workbook: one module for each sheet."""

from goalsearch.reports.workbook.limits import ExcelLimits
from goalsearch.reports.workbook.workbook import write_workbook

__all__ = ["ExcelLimits", "write_workbook"]
