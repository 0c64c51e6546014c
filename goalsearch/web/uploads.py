"""
Files that were given to a page, where the readers can open them.

They lie in a folder of their own that only the user may look into, as long as they are read: in memory where the system
has a folder there (Linux), else among the user's temporary files.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Final, Self

from goalsearch.web.forms import Upload

_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folder inside it is made by mkdtemp
# What Windows forbids in names, and what would hide a file from the batch.
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')
_MAX_NAME_BYTES: Final = 200
_MAX_DEPTH: Final = 8
_PREFIX: Final = "goalsearch-"


class UploadFolder:
    """
    A folder with uploaded files; to be used as a context, whose end removes it, or ended with `remove`.

    Args:
        uploads: The files. Each keeps its name, as far as a file may be called so; a folder that a browser names is
            kept too, and of files of one name the later ones get a number.

    Attributes:
        path: The folder.
        files: The files in it, in the order of ``uploads``.
    """

    def __init__(self, uploads: Iterable[Upload]) -> None:
        uploads = tuple(uploads)
        needed = sum(len(upload.content) for upload in uploads)
        self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=memory_folder(needed)))
        try:
            self.files = tuple(self._add(upload) for upload in uploads)
        except BaseException:
            self.remove()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.remove()

    def remove(self) -> None:
        """Remove the folder and all in it."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _add(self, upload: Upload) -> Path:
        parts = [_safe_name(part) for part in PurePosixPath(upload.name.replace("\\", "/")).parts]
        *folders, name = [part for part in parts if part][-_MAX_DEPTH:] or ["text"]
        folder = self.path.joinpath(*folders)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:  # a file is called so already, or the system takes no path of that length
            folder = self.path
        path = folder / name
        number = 1
        while path.exists():
            number += 1
            path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        path.write_bytes(upload.content)
        return path


def sweep() -> None:
    """Remove the folders of this server, and of those that were killed and could not do it themselves."""
    for place in (_IN_MEMORY, Path(tempfile.gettempdir())):
        for folder in place.glob(f"{_PREFIX}*-*"):
            pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
            if pid.isdecimal() and (int(pid) == os.getpid() or not _is_running(int(pid))):
                shutil.rmtree(folder, ignore_errors=True)


def _is_running(pid: int) -> bool:
    if os.name != "posix":  # where a process cannot be asked for without harm
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def memory_folder(n_bytes: int) -> Path | None:
    """Where ``n_bytes`` can lie in memory; None for the system's own place for temporary files."""
    if _IN_MEMORY.is_dir() and os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > 2 * n_bytes:
        return _IN_MEMORY
    return None


def _safe_name(part: str) -> str:
    """A name that every system takes; empty for one that leads elsewhere."""
    # Also a lone surrogate, which no file system of ours has a byte for.
    name = _FORBIDDEN.sub("_", part).encode("utf-8", "replace").decode().strip().rstrip(".")
    if name.strip("./") == "":
        return ""
    stem, suffix = Path(name).stem, Path(name).suffix[:20]
    while len(f"{stem}{suffix}".encode()) > _MAX_NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{suffix}"
