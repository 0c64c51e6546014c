"""
Hashes of files, remembered: a large file that has not changed since need not be read again.

That it has not is judged as git does: by its size, its times, its inode and its device. A file that was written so
lately that another write might fall into the same tick of the clock is not remembered, but hashed again the next time.
Small files are always hashed.
"""

import contextlib
import hashlib
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final

Digest = Callable[[Path], str]
"""The SHA-256 of a file, in hexadecimal digits; an OSError if it cannot be read."""

_FILE: Final = "hashes.json"
_FORMAT: Final = 1
# Reading this takes less than a millisecond, and even a bit that the disk has lost is noticed.
_SMALL: Final = 1 << 20
# The coarsest clock of a file system still in use, that of FAT, ticks every two seconds.
_GRAIN: Final = 2_000_000_000
_MOST_REMEMBERED: Final = 512


def check_is_file(path: Path) -> None:
    """
    Make sure that a path can be opened: a named pipe would wait for its other end for ever.

    Raises:
        ValueError: If it is no file.
        OSError: If there is nothing.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError(f"{path} is no file")


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read anew."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Digests:
    """
    SHA-256 of files, those of large ones remembered in a file of a folder.

    Args:
        folder: The folder; it may not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._known: dict[str, list[Any]] | None = None
        self._is_new = False

    def of(self, path: Path) -> str:
        """
        The SHA-256 of a file.

        Raises:
            OSError: If it cannot be read.
            ValueError: If it is no file, such as a named pipe.
        """
        check_is_file(path)
        with path.open("rb") as file:
            state = _state(file)
            if state[0] < _SMALL:
                return hashlib.file_digest(file, "sha256").hexdigest()
            known, name = self._load(), str(path.absolute())
            match known.get(name):
                case [*before, str(digest)] if before == state:
                    return digest
            now = time.time_ns()
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            if _state(file) == state and max(state[1:3]) < now - _GRAIN:
                known.pop(name, None)
                known[name] = [*state, digest]
                self._is_new = True
        return digest

    def keep(self) -> None:
        """Write down what was learnt; where that cannot be, it is learnt again."""
        if not self._is_new or self._known is None:
            return
        self._is_new = False
        import json  # who only hashes a file has no use for it

        latest = dict(list(self._known.items())[-_MOST_REMEMBERED:])
        partial = self._path.with_name(f".{_FILE}-{os.urandom(8).hex()}")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_text(json.dumps({"format": _FORMAT, "files": latest}, indent=1), encoding="utf-8")
                partial.replace(self._path)
            finally:
                partial.unlink(missing_ok=True)

    def _load(self) -> dict[str, list[Any]]:
        if self._known is None:
            import json

            self._known = {}
            with contextlib.suppress(OSError, ValueError, RecursionError):
                content = json.loads(self._path.read_bytes())
                match content:
                    case {"format": format_, "files": dict(files)} if format_ == _FORMAT:
                        self._known = files
        return self._known


def _state(file: BinaryIO) -> list[int]:
    """What tells whether a file has changed. Of a file that is open, since a network's disk looks anew at opening."""
    found = os.fstat(file.fileno())
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]
