"""From the place of a report to the files that it speaks of."""

import os
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote

from goalsearch.batch.row import Row
from goalsearch.reports.place import place_in_table

# What XlsxWriter escapes, what would end or change a link, and bytes that are no text; letters of any language stay.
_ESCAPED: Final = re.compile(r'[\x00-\x20\x7f"#%:<>?\[\\\]^`{|}\ud800-\udfff]')


def href(row: Row, folder: Path, report: Path) -> str:
    """The link from a page at ``report`` to a proposal's file below ``folder``."""
    return quote(os.fsencode(_path(row, folder, report)), safe="/.~")


def workbook_link(row: Row, folder: Path, report: Path) -> str:
    """
    The link from a workbook, in the form of XlsxWriter; to the row or column itself where it is in a named sheet.

    XlsxWriter leaves a link alone that holds an escape, so everything that needs one gets it here.
    """
    drive, path = os.path.splitdrive(_path(row, folder, report))
    escaped = drive + _ESCAPED.sub(lambda match: quote(os.fsencode(match[0])), path)
    place = place_in_table(row)
    if place is None or place["sheet"] is None:
        return f"external:{escaped}"
    sheet = place["sheet"].replace("'", "''")
    cell = f"{place['column']}1" if place["column"] else f"A{place['row']}"
    return f"external:{escaped}#'{sheet}'!{cell}"


def _path(row: Row, folder: Path, report: Path) -> str:
    """The file's path from the report's folder, with ``/``; the full one where there is no way, on another drive."""
    # Not resolved: the report speaks of the folder by the name that it was given.
    target = Path(os.path.abspath(folder)) / row.path  # noqa: PTH100
    base = os.path.abspath(report.parent)  # noqa: PTH100
    try:
        path = os.path.relpath(target, base).replace(os.sep, "/")
    except ValueError:
        return target.as_posix()
    # Otherwise a name such as a:b would be taken for a drive or a scheme.
    return path if path.startswith("../") else f"./{path}"
