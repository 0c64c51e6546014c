"""A result as one file, in the form that its name asks for: there whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from goalsearch.documents.source import shown
from goalsearch.errors import DatasetError
from goalsearch.reports.records import json_text

SUFFIXES: Final = (".html", ".csv", ".json")


def check(path: Path, *, force: bool) -> None:
    """
    Make sure before the work that its result can be written to ``path``, and that nothing is lost by it.

    Raises:
        DatasetError: If its suffix is not known, it exists and ``force`` is not set, or its folder does not.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise DatasetError("dataset.out_format", path=shown(path), suffixes=" ".join(SUFFIXES))
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise DatasetError("dataset.unwritable", path=shown(path), reason=os.strerror(20 if path.is_dir() else 2))
    if path.exists() and not force:
        raise DatasetError("dataset.out_exists", path=shown(path))


def write(path: Path, *, page: Callable[[], str], table: Callable[[], str], value: Callable[[], object]) -> None:
    """
    Write a result under another name beside ``path``, bring it to the disk, and rename it.

    Args:
        path: The file; replaced if it exists.
        page: Gives the result as HTML, for ``.html``.
        table: The same as CSV; it gets the mark by which Excel knows UTF-8.
        value: The same as plain values, for ``.json``.

    Raises:
        DatasetError: If it cannot be written.
    """
    match path.suffix.lower():
        case ".html":
            content = page()
        case ".csv":
            content = "\ufeff" + table()
        case _:
            content = json_text(value())
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            # A table may hold any text, a lone surrogate too.
            file.write(content.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DatasetError("dataset.unwritable", path=shown(path), reason=reason) from error
    finally:
        partial.unlink(missing_ok=True)
