"""A file before it is read: how it is called in messages, and whether its bytes can be had at all."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from goalsearch.documents.options import Limits
from goalsearch.errors import DocumentError

HEAD_BYTES: Final = 4096
# More than most texts have: as much memory is taken as is asked for.
_AT_ONCE: Final = 64 * 1024
# Controls, marks of direction, lone surrogates, line and paragraph separators.
_UNSEEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def shown(path: Path | str) -> str:
    """
    ``path`` on one printable line.

    Control characters (a line break in a name) and bytes that are not UTF-8 are written as escapes; all else, such as
    the decomposed kana of macOS, stays as it is, so that the name can be found again.
    """
    name = os.fspath(path)
    return name if name.isprintable() else "".join(map(_shown_sign, name))


def _shown_sign(sign: str) -> str:
    if "\udc80" <= sign <= "\udcff":
        # How Python holds a byte of a name that is not UTF-8.
        return f"\\x{ord(sign) - 0xDC00:02x}"
    is_visible = unicodedata.category(sign) not in _UNSEEN_CATEGORIES
    return sign if is_visible else sign.encode("unicode_escape").decode("ascii")


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


def check(path: Path, limits: Limits) -> None:
    """
    Make sure that ``path`` is a file with something in it.

    Raises:
        DocumentError: If it is missing, a folder, no ordinary file, empty, or too large.
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
    if status.st_size > limits.file_bytes:
        raise DocumentError(
            "document.too_large", file=shown(path), mib=_mib(status.st_size), limit=_mib(limits.file_bytes)
        )


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
    check(path, limits)
    with reported(path), path.open("rb") as file:
        data = file.read(_AT_ONCE)
        if len(data) == _AT_ONCE:
            # A file that is still being written may have grown since its size was looked at.
            data += file.read(limits.file_bytes + 1 - _AT_ONCE)
    if not data:
        raise DocumentError("document.empty", file=shown(path))
    if len(data) > limits.file_bytes:
        raise DocumentError("document.too_large", file=shown(path), mib=_mib(len(data)), limit=_mib(limits.file_bytes))
    return data


def read_head(path: Path) -> bytes:
    """
    The first bytes of a file, enough to recognise its format.

    Raises:
        DocumentError: If it cannot be read.
    """
    with reported(path), path.open("rb") as file:
        return file.read(HEAD_BYTES)
