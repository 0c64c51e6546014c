"""
Text from a pipe that stands in the place of a file: ``-f <(pdftotext a.pdf -)``, ``/dev/stdin``, a FIFO.

Opening a FIFO waits for its other end, maybe for ever; so it is opened without waiting, and read within a limit of
time.
"""

import os
import select
import stat
import time
from pathlib import Path
from typing import Final

from goalsearch.documents.options import Limits
from goalsearch.documents.plain_text import text_of
from goalsearch.documents.source import reported, shown
from goalsearch.errors import DocumentError

_PIECE_BYTES: Final = 64 * 1024
_MIB: Final = 1024 * 1024


def is_pipe(path: Path) -> bool:
    """Whether ``path`` is a pipe, on a system that has them among its files."""
    try:
        return os.name == "posix" and stat.S_ISFIFO(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_pipe(path: Path, limits: Limits) -> str:
    """
    The text that comes out of a pipe.

    Raises:
        DocumentError: If it cannot be opened, nothing came for as long as a reader may take, or it is too much or no
            text.
    """
    with reported(path):
        pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        data = _all(path, pipe, limits)
    finally:
        os.close(pipe)
    if not data:
        raise DocumentError("document.empty", file=shown(path))
    return text_of(path, data).text


def _all(path: Path, pipe: int, limits: Limits) -> bytes:
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    data = bytearray()
    deadline = time.monotonic() + limits.seconds
    while True:
        left = deadline - time.monotonic()
        # Without a writer there is nothing to wait for but one; when the last has gone, the system says so.
        if left <= 0 or not (events := poll.poll(left * 1000)):
            raise DocumentError("document.pipe_silent", file=shown(path), seconds=f"{limits.seconds:g}")
        with reported(path):
            piece = os.read(pipe, _PIECE_BYTES)
        data += piece
        if not piece and events[0][1] & select.POLLHUP:
            return bytes(data)
        if len(data) > limits.file_bytes:
            mib, limit = (f"{n / _MIB:,.1f}" for n in (len(data), limits.file_bytes))
            raise DocumentError("document.too_large", file=shown(path), mib=mib, limit=limit)
        deadline = time.monotonic() + limits.seconds
