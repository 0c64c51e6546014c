"""
Documents of Word 97 to 2003 and others (.doc, .dot, .rtf, .wps), by way of LibreOffice where it is installed.

It runs without a window, on a profile of its own that is thrown away, with macros off (its default for files from
anywhere) and with its proxy set to nowhere, and is ended with all its processes when its time is up. The result is a
.docx, which is read with the limits of one.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.source import document_id, shown
from goalsearch.documents.word import read_word
from goalsearch.errors import DocumentError

CONVERTED: Final = "document.unsupported.word97"
"""Key of the refusal that LibreOffice can help out of."""

# Its share of the time of a reader: a reader that is killed could not end it any more.
_SHARE: Final = 0.75
_PROGRAMS: Final = ("soffice", "libreoffice")
# Nothing listens there: what a document links to is not fetched.
_NOWHERE: Final = "http://127.0.0.1:9"


def office_program() -> str | None:
    """LibreOffice, if it is installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def read_with_office(path: Path, program: str, options: ReadOptions) -> Document:
    """
    The text of a document that LibreOffice reads.

    Raises:
        DocumentError: If it does not, or not within its time.
    """
    with tempfile.TemporaryDirectory(prefix="goalsearch-office-", ignore_cleanup_errors=True) as room:
        converted = _converted(path, program, Path(room), options.limits)
        document = read_word(converted, replace(options, root=None))
    return replace(
        document,
        document_id=document_id(path, options.root),
        path=path,
        notes=(*document.notes, Note(key="document.note.converted", values={"file": shown(path)})),
    )


def _converted(path: Path, program: str, room: Path, limits: Limits) -> Path:
    # By a name of our own: that of the file may begin with a dash, or end in a suffix that means another filter.
    source = room / f"in{path.suffix.lower() or '.doc'}"
    shutil.copyfile(path, source)
    command = [
        program,
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "docx", "--outdir"),
        *(str(room / "out"), str(source)),
    ]
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), _NOWHERE)
    process = subprocess.Popen(  # noqa: S603 - a program found on the path, with arguments of our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **proxies, "no_proxy": ""},
        start_new_session=True,
    )
    try:
        process.wait(limits.seconds * _SHARE)
    except subprocess.TimeoutExpired as error:
        seconds = f"{limits.seconds * _SHARE:g}"
        raise DocumentError("document.timeout", file=shown(path), seconds=seconds) from error
    finally:
        _end(process)
    found = list((room / "out").glob("*.docx"))
    if not found:
        # Damaged, under a password, or no document: the advice stays what it is without LibreOffice.
        raise DocumentError(CONVERTED, file=shown(path))
    return found[0]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice with the processes that it started."""
    with contextlib.suppress(OSError):
        kill_group = getattr(os, "killpg", None)  # not on Windows
        if kill_group is not None:
            kill_group(process.pid, getattr(signal, "SIGKILL"))  # noqa: B009 - Windows has no such signal either
        else:
            process.kill()
    process.wait()
