"""
What a run has finished, on disk, so that a killed one can be taken up again.

The journal lies in ``OUT.progress/journal.jsonl`` beside the result and is removed with it. Its first line says what
the rows depend on: the corpus, the options, the versions of everything that scores. Each further line holds one file,
or one portion of a table: its path, size and time of last change, the portion's number and whether it is the last, and
the rows. A row has what the result has: the file's path, the id and title that a table gives, goals with scores and
shared terms; for a workbook also the weights of the known terms, by which proposals are compared. The text itself is
not kept.

Lines are only ever added. A run that is killed leaves at worst a torn last line, which is cut off when the journal is
opened again. A file that changed since has another size or time and is read again. Failures are not kept, so that a
file whose problem was mended is tried again.
"""

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final, NamedTuple

from goalsearch.batch.discovery import Entry
from goalsearch.batch.file_lock import lock
from goalsearch.batch.record import from_plain, to_plain
from goalsearch.batch.row import Row
from goalsearch.documents.source import shown
from goalsearch.errors import BatchError
from goalsearch.model import Json

_NAME: Final = "journal.jsonl"
_FORMAT: Final = 2
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Portion(NamedTuple):
    """
    What was finished at a time.

    Attributes:
        rows: Its rows.
        is_last: Whether the file has no further portion.
    """

    rows: tuple[Row, ...]
    is_last: bool


class Journal:
    """
    The journal of one run.

    Args:
        folder: Where it lies; made if it is not there.
        identity: What the rows depend on, as plain values. A journal with another one is begun anew.

    Attributes:
        n_portions: Portions that were found in it.

    Raises:
        BatchError: If it cannot be written, or another run is writing it.
    """

    def __init__(self, folder: Path, identity: Json) -> None:
        self._path = folder / _NAME
        head = _line({"goalsearch journal": _FORMAT, **identity})
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = self._path.open("ab")
            self._reader: IO[bytes] = self._path.open("rb")
            try:
                lock(self._file, folder)
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

    def portion(self, entry: Entry, number: int) -> Portion | None:
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
        *_, is_last, rows = json.loads(self._reader.readline())
        return Portion(tuple(map(from_plain, rows)), is_last)

    def add(self, entry: Entry, number: int, rows: Sequence[Row], *, is_last: bool = True) -> None:
        """
        Keep what became of a file, or of a portion of it; nothing is kept of a failure.

        Raises:
            BatchError: If it cannot be written.
        """
        if any(row.failure for row in rows):
            return
        try:
            self._file.write(_line([*entry, number, is_last, list(map(to_plain, rows))]))
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
        """Where each whole line begins; everything after the first one that is not whole is cut off."""
        places: dict[tuple[str, int, int, int], int] = {}
        end = 0
        for line in self._reader:
            if end == 0 and line != head:
                break
            if end:
                key = _key(line)
                if key is None:
                    break
                places[key] = end
            end += len(line)
        self._file.truncate(end)
        self._file.seek(end)
        return places


def _line(values: object) -> bytes:
    # Names that are not Unicode hold lone surrogates, which go through JSON and back.
    return _ENCODER.encode(values).encode("utf-8", "surrogatepass") + b"\n"


def _key(line: bytes) -> tuple[str, int, int, int] | None:
    """What a line is about; None if it is torn or holds anything else than rows."""
    try:
        # A line that was torn and written on lacks its end, and is no JSON.
        if not line.endswith(b"\n"):
            return None
        path, size, mtime_ns, number, is_last, rows = json.loads(line)
        _ = bool(is_last), [from_plain(row) for row in rows]
        return str(path), int(size), int(mtime_ns), int(number)
    except (ValueError, TypeError):
        return None


def _unwritable(path: Path, error: OSError) -> BatchError:
    return BatchError("batch.unwritable", path=shown(path), reason=error.strerror or type(error).__name__)
