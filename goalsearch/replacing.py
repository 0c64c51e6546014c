"""Files that are there whole or not at all."""

import contextlib
import errno
import glob
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_PARTIAL: Final = ".partial"


@contextlib.contextmanager
def replacing(path: Path, folder: Path | None = None) -> Iterator[Path]:
    """
    A file to write in place of another: brought to the disk and renamed if all goes well, removed if not.

    So ``path`` is there whole or not at all, and what stood there before stays until then.

    Args:
        path: The file that it becomes.
        folder: Where to write, on the same disk; the folder of ``path`` when left out. The name is hidden, so that no
            batch reads it, and no other run's.

    Yields:
        The file to write; closed when the block ends.

    Raises:
        OSError: If it cannot be written.
    """
    partial = (folder or path.parent) / f".{path.name}.{os.urandom(4).hex()}{_PARTIAL}"
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def is_full(error: OSError) -> bool:
    """Whether it is that the disk has no space left, or its owner may have no more of it."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def remove_partials(path: Path, *folders: Path) -> None:
    """
    Remove what runs left that were killed while they wrote a file; to be called by its owner alone.

    Args:
        path: The file that they would have written.
        folders: Where they may have written besides its own folder.
    """
    for folder in (path.parent, *folders):
        for left in folder.glob(f".{glob.escape(path.name)}.????????{_PARTIAL}*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring a rename to the disk, where a folder can be opened for that (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
