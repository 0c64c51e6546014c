"""A file before it is read: how it is called in messages, and whether its bytes can be had at all."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from goalsearch.documents.options import Limits
from goalsearch.errors import DocumentError
from goalsearch.text.characters import escaped

HEAD_BYTES: Final = 4096
# More than most texts have: as much memory is taken as is asked for.
_AT_ONCE: Final = 64 * 1024


def shown(path: Path | str) -> str:
    """``path`` on one printable line, see `goalsearch.text.characters.escaped`."""
    return escaped(os.fspath(path))


def document_id(path: Path, root: Path | None, place: str | None = None) -> str:
    """The id of a file or of a place in it: the path below ``root`` with ``/`` on every system, then ``#place``."""
    relative = path.name if root is None else _relative(path, root)
    return shown(relative) if place is None else f"{shown(relative)}#{place}"


def _relative(path: Path, root: Path) -> str:
    # Nearly always the one begins with the other as it stands, which is found in a tenth of the time.
    name, start = str(path), f"{root}{os.sep}"
    if name.startswith(start):
        return name[len(start) :].replace(os.sep, "/")
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def check(path: Path) -> int:
    """
    Make sure that ``path`` is a file with something in it.

    Returns:
        How many bytes it has.

    Raises:
        DocumentError: If it is missing, a folder, no ordinary file, or empty.
    """
    with reported(path):
        status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError("document.folder", file=shown(path))
    # Opening a named pipe would wait for its other end for ever.
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("document.special", file=shown(path))
    if status.st_size == 0:
        raise DocumentError("document.empty", file=shown(path))
    return status.st_size


def check_size(path: Path, n_bytes: int, limits: Limits) -> None:
    """
    Make sure that a file which is read whole is not larger than it may be.

    Raises:
        DocumentError: If it is.
    """
    if n_bytes > limits.file_bytes:
        raise DocumentError("document.too_large", file=shown(path), mib=_mib(n_bytes), limit=_mib(limits.file_bytes))


def _mib(n_bytes: int) -> str:
    return f"{n_bytes / 1024 / 1024:,.1f}"


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """
    Turn what the operating system says about ``path`` into an error of this package.

    Raises:
        DocumentError: For every OSError inside the block, and for names that no system accepts.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise DocumentError("document.missing", file=shown(path)) from error
    except IsADirectoryError as error:
        raise DocumentError("document.folder", file=shown(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError("document.unreadable", file=shown(path), reason=reason) from error
    except (ValueError, RecursionError) as error:
        # A NUL in the name, or a lone surrogate that the file system's encoding does not have.
        raise DocumentError("document.missing", file=shown(path)) from error


def open_binary(path: Path) -> IO[bytes]:
    """
    Open a file for reading.

    Raises:
        DocumentError: If it cannot be opened.
    """
    with reported(path):
        return path.open("rb")


def read_bytes(path: Path, limits: Limits) -> bytes:
    """
    The whole file.

    Raises:
        DocumentError: If it cannot be read, is empty or too large; also if it grew meanwhile.
    """
    check_size(path, check(path), limits)
    with reported(path), path.open("rb") as file:
        data = file.read(_AT_ONCE)
        if len(data) == _AT_ONCE:
            # A file that is still being written may have grown since its size was looked at.
            data += file.read(limits.file_bytes + 1 - _AT_ONCE)
    if not data:
        raise DocumentError("document.empty", file=shown(path))
    check_size(path, len(data), limits)
    return data


def read_head(path: Path) -> bytes:
    """
    The first bytes of a file, enough to recognise its format.

    Raises:
        DocumentError: If it cannot be read.
    """
    with reported(path), path.open("rb") as file:
        return file.read(HEAD_BYTES)
