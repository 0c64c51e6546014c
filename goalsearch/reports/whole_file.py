"""A result as one file: in the form that its name asks for, and there whole or not at all."""

import contextlib
import os
from collections.abc import Callable, Iterator
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
        DatasetError: If its suffix is not known, it is a folder, the folder around it does not exist, or the file does
            and ``force`` is not set.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise DatasetError("dataset.out_format", path=shown(path), suffixes=" ".join(SUFFIXES))
    if path.is_dir():
        raise DatasetError("batch.out_is_folder", path=shown(path))
    if not path.absolute().parent.is_dir():
        raise DatasetError("batch.out_missing_folder", path=shown(path))
    if path.exists() and not force:
        raise DatasetError("dataset.out_exists", path=shown(path))


def write(path: Path, *, page: Callable[[], str], table: Callable[[], str], value: Callable[[], object]) -> None:
    """
    Write a result.

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
    try:
        # A table may hold any text, a lone surrogate too.
        with replacing(path) as partial:
            partial.write_bytes(content.encode("utf-8", "replace"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DatasetError("dataset.unwritable", path=shown(path), reason=reason) from error


@contextlib.contextmanager
def replacing(path: Path, partial: Path | None = None) -> Iterator[Path]:
    """
    A file to write in place of another: brought to the disk and renamed if all goes well, removed if not.

    So ``path`` is there whole or not at all, and what stood there before stays until then.

    Args:
        path: The file that it becomes.
        partial: The file to write, on the same disk; beside ``path`` when left out, and hidden, so that no batch reads
            it.

    Yields:
        The file to write; closed when the block ends.

    Raises:
        OSError: If it cannot be written.
    """
    partial = partial or path.with_name(f".{path.name}.partial")
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring a rename to the disk, where a folder can be opened for that (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
