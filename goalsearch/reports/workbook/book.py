"""One workbook while it is written: its formats, its limits, and what did not fit."""

import contextlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple, Self

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from goalsearch.reports.batch_view import BatchView
from goalsearch.reports.workbook.limits import ExcelLimits, LeftOut
from goalsearch.reports.workbook.styles import Styles

# Data is never a formula, a link or a number because it looks like one. Rows go to disk one after the other.
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}
_A3: Final = 8
_A4: Final = 9


class Paper(NamedTuple):
    """
    What a sheet is printed on.

    Attributes:
        large: A3 instead of A4.
        upright: Portrait instead of landscape.
        pages_across: Pages side by side.
    """

    large: bool = False
    upright: bool = False
    pages_across: int = 1


class Book:
    """
    A workbook to be filled sheet by sheet, each from top to bottom, inside a ``with`` block: its end writes it.

    Args:
        path: Where it is written, and where its links start from.
        view: What it is about.
        created: Its date.
        limits: What it can hold.

    Raises:
        OSError: At the end of the block, if it cannot be written.
    """

    def __init__(self, path: Path, view: BatchView, *, created: datetime, limits: ExcelLimits) -> None:
        self.path = path
        self.view = view
        self.limits = limits
        self.left_out = LeftOut()
        # Rows go through files on their way into the workbook. They lie beside it, not where others may look, and are
        # called after it: if this process is killed, whoever writes the same workbook next removes both.
        self._folder = TemporaryDirectory(prefix=f"{path.name}-", dir=path.parent, ignore_cleanup_errors=True)
        self._content = BytesIO()
        self._book = Workbook(self._content, {**_OPTIONS, "tmpdir": self._folder.name})
        self.styles = Styles(self._book, view.lang)
        # Office writes UTC; no author, no company, no name of a machine.
        moment = created if created.tzinfo is None else created.astimezone(UTC).replace(tzinfo=None)
        self._book.set_properties({"title": view.text("title"), "comments": "goalsearch", "created": moment})

    def add_sheet(self, name: str, paper: Paper) -> Worksheet:
        """A new sheet, set up for printing: to the width of the paper, with page numbers."""
        sheet = self._book.add_worksheet(self.view.text(f"sheet.{name}"))
        if paper.upright:
            sheet.set_portrait()
        else:
            sheet.set_landscape()
        sheet.set_paper(_A3 if paper.large else _A4)
        sheet.fit_to_pages(paper.pages_across, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header("&L&9" + self.view.text("title") + "&R&9&A")
        sheet.set_footer("&C&9&P / &N")
        return sheet

    def rule(self, **properties: object) -> Format:
        """A format for a rule, which says only what the rule changes."""
        return self._book.add_format(properties)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Write the workbook, or leave nothing behind if there was an error."""
        # Rows wait in files of their own, and they hold titles of proposals.
        with self._folder:
            if kind is None:
                self._write()
            else:
                # To close those files; on Windows they could not be removed before.
                with contextlib.suppress(OSError, XlsxWriterException):
                    self._book.close()

    def _write(self) -> None:
        try:
            self._book.close()
        except FileCreateError as error:
            if isinstance(error.args[0], OSError):
                raise error.args[0] from error
            raise
        self.path.write_bytes(self._content.getbuffer())
