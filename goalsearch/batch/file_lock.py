"""A lock on a file that another run would write too."""

from pathlib import Path
from typing import IO

from goalsearch.documents.source import shown
from goalsearch.errors import BatchError


def lock(file: IO[bytes], folder: Path) -> None:
    """
    Keep other runs from ``file`` until it is closed, where the system can do that.

    Args:
        file: An open file.
        folder: What to call it in a message.

    Raises:
        BatchError: If another run holds it.
    """
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BatchError("batch.in_use", path=shown(folder)) from error
    except OSError:
        # Some shared file systems have no locks. Two runs at once are a mistake, not what a run is made for.
        return
