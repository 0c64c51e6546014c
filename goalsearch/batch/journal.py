"""
What a run has finished, on disk, so that a killed one can be taken up again.

The journal lies in ``OUT.progress/journal.jsonl`` beside the result and is removed with it. Its first line says what
the rows depend on: the corpus, the options, the versions of everything that scores. Each further line holds one file,
or one portion of a table: its path, size and time of last change, the portion's number and whether it is the last, the
rows, and of a file that is no table digests of its lines and a key of those that were left out as its form's (see
``form_lines``): where other lines are the form's by now, its rows are worked out anew. A row has what the result has:
the file's path, the id, title and person that a table or form gives, goals with scores and shared terms; for a workbook
also the weights of the known terms, by which proposals are compared. The text itself is not kept.

Lines are only ever added, each with a hash of itself. A run that is killed leaves at worst a torn last line, which is
cut off when the journal is opened again; a line that was damaged since is passed over, and what it held is done again.
A file that changed since has another size or time and is read again. Failures are not kept, so that a file whose
problem was mended is tried again.

The run that holds the lock on the journal owns OUT: it is taken before anything of an earlier run is removed, and a
result is renamed to OUT only by the run that wrote it.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final, NamedTuple

from goalsearch.batch.discovery import Entry
from goalsearch.batch.file_lock import lock
from goalsearch.batch.form_lines import FileLines
from goalsearch.batch.kept_lines import read_line, write_line
from goalsearch.batch.record import from_plain, to_plain
from goalsearch.batch.row import Row
from goalsearch.documents.source import shown
from goalsearch.errors import BatchError
from goalsearch.model import Json

_NAME: Final = "journal.jsonl"
_FORMAT: Final = 4


class KnownPortion(NamedTuple):
    """
    What was finished at a time.

    Attributes:
        rows: Its rows.
        is_last: Whether the file has no further portion.
        lines: The lines of the file; None for a portion of a table.
        form: Key of the form's lines that were left out, see `goalsearch.batch.form_lines.form_key`.
    """

    rows: tuple[Row, ...]
    is_last: bool
    lines: FileLines | None = None
    form: str = ""


class Journal:
    """
    The journal of one run.

    Args:
        folder: Where it lies; made if it is not there.
        identity: What the rows depend on, as plain values. A journal with another one is begun anew.
        anew: Whether to begin anew in any case.

    Attributes:
        n_portions: Portions that were found in it.
        n_damaged: Lines that were found in it and are not as they were written.

    Raises:
        BatchError: If it cannot be written, or another run is writing it.
    """

    def __init__(self, folder: Path, identity: Json, *, anew: bool = False) -> None:
        self._path = folder / _NAME
        self.n_damaged = 0
        head = write_line({"goalsearch journal": _FORMAT, **identity})
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = _locked(self._path)
            self._reader: IO[bytes] = self._path.open("rb")
            try:
                if anew:
                    self._file.truncate(0)
                self._places = self._read(head)
                if not self._file.tell():
                    self._file.write(head)
                    self._file.flush()
            except BaseException:
                self.close()
                raise
        except OSError as error:
            raise _unwritable(self._path, error) from error
        self.n_portions = len(self._places)

    def portion(self, entry: Entry, number: int) -> KnownPortion | None:
        """
        What is known of a file that is still the same; None if nothing is.

        Args:
            entry: The file.
            number: Which portion of it, from 0.
        """
        place = self._places.get((*entry, number))
        if place is None:
            return None
        self._reader.seek(place)
        is_last, rows, lines, form = read_line(self._reader.readline())[-4:]
        return KnownPortion(
            tuple(map(from_plain, rows)), is_last, None if lines is None else FileLines.from_plain(lines), form
        )

    def add(
        self,
        entry: Entry,
        number: int,
        rows: Sequence[Row],
        *,
        is_last: bool = True,
        lines: FileLines | None = None,
        form: str = "",
    ) -> None:
        """
        Keep what became of a file, or of a portion of it; nothing is kept of a failure.

        Raises:
            BatchError: If it cannot be written.
        """
        if any(row.failure for row in rows):
            return
        try:
            plain = lines and lines.to_plain()
            self._file.write(write_line([*entry, number, is_last, list(map(to_plain, rows)), plain, form]))
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def flush(self) -> None:
        """
        Hand over to the system what was added.

        Raises:
            BatchError: If it cannot be written.
        """
        try:
            self._file.flush()
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def close(self) -> None:
        """Close the file; what was added stays."""
        self._reader.close()
        # A full disk was reported when it was met. The rest of the buffer is lost with it.
        with contextlib.suppress(OSError):
            self._file.close()

    def remove(self) -> None:
        """Close the file and remove it."""
        self.close()
        self._path.unlink(missing_ok=True)

    def _read(self, head: bytes) -> dict[tuple[str, int, int, int], int]:
        """Where each line begins that is as it was written; a torn end is cut off."""
        places: dict[tuple[str, int, int, int], int] = {}
        end = 0
        for line in self._reader:
            if not line.endswith(b"\n") or (end == 0 and line != head):
                break
            if end:
                key = _key(line)
                if key is None:
                    self.n_damaged += 1
                else:
                    places[key] = end
            end += len(line)
        self._file.truncate(end)
        self._file.seek(end)
        return places


def _locked(path: Path) -> IO[bytes]:
    """
    The file of that name, opened to be added to and held against other runs.

    Raises:
        BatchError: If another run holds it.
        OSError: If it cannot be opened, or something that is no file stands there.
    """
    while True:
        # Opening a named pipe would wait for its other end for ever.
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
        file = path.open("ab")
        try:
            lock(file, path.parent)
            # The run that held it may have ended meanwhile, and removed it.
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    return file
        except BaseException:
            file.close()
            raise
        file.close()


def _key(line: bytes) -> tuple[str, int, int, int] | None:
    """What a line is about; None if it is not as it was written."""
    try:
        path, size, mtime_ns, number, is_last, rows, lines, form = read_line(line)
        _ = bool(is_last), [from_plain(row) for row in rows], lines and FileLines.from_plain(lines), str(form)
        return str(path), int(size), int(mtime_ns), int(number)
    except (ValueError, TypeError):
        return None


def _unwritable(path: Path, error: OSError) -> BatchError:
    return BatchError("batch.unwritable", path=shown(path), reason=error.strerror or type(error).__name__)
