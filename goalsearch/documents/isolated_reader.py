"""A file of somebody else's, read in a worker process: whatever is in it, the process that asks is not held up."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from goalsearch.documents.options import Limits
from goalsearch.documents.reader import iter_documents
from goalsearch.documents.reader_process import run
from goalsearch.documents.source import shown
from goalsearch.errors import DocumentError

TASK: Final = f"{__name__}:texts"


def read_text_isolated(path: Path, *, limits: Limits | None = None) -> str:
    """
    `goalsearch.documents.read_text` in a process with limits of time and memory, for every format.

    Raises:
        DocumentError: If the file cannot be read as text, or is a table with several rows.
    """
    found = [str(item) for item in run(TASK, path, {}, limits or Limits())]
    if len(found) > 1:
        raise DocumentError("document.several", file=shown(path))
    return found[0]


def texts(path: Path) -> Iterator[str]:
    """The task: the first texts of a file, enough to tell whether it has several."""
    for document in itertools.islice(iter_documents(path), 2):
        # A lone surrogate, which a JSON file may hold, goes over no pipe and into no page.
        yield document.text.encode("utf-8", "replace").decode()
