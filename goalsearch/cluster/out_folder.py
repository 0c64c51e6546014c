"""
The folder that a run on a cluster writes.

``part-000000.jsonl`` …
    one file for each partition, written by the workers
``manifest.json``
    what is in them, written last: a folder without it is not finished
``progress.jsonl``
    parts that are finished, while the manifest is not there or says that some are missing
``.run-…``
    files that are not finished, while a run goes on
"""

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final, Self

from goalsearch.batch.file_lock import lock
from goalsearch.batch.kept_lines import read_line, write_line
from goalsearch.cluster.part import OutputPart, part_form
from goalsearch.documents.source import shown
from goalsearch.errors import BatchError, OutputError
from goalsearch.model import Json
from goalsearch.writing.forms import BATCH, named

MANIFEST: Final = "manifest.json"
PROGRESS: Final = "progress.jsonl"
_STAGING: Final = ".run-"
_PARTS: Final = "part-[0-9]*.*"


class OutFolder:
    """
    The folder of one run.

    Args:
        path: The folder; made when the run begins.
        form: Name of a form of `goalsearch.writing.forms.PARTS`.

    Attributes:
        path: The folder, by its full path.
        form: Form of the parts.
        staging: Folder inside for files that are not finished. Its name is that of this run.

    Raises:
        BatchError: If ``path`` cannot be a folder, or the folder around it does not exist.
    """

    def __init__(self, path: Path, form: str) -> None:
        # Not resolved: workers may reach the same storage by links of their own.
        self.path = Path(os.path.abspath(path))  # noqa: PTH100
        self.form = part_form(form)
        self.staging = self.path / f"{_STAGING}{uuid.uuid4().hex}"
        self._file: IO[bytes] | None = None
        is_named_as_file = named(BATCH, path.suffix) is not None and not path.is_dir()
        if is_named_as_file or (path.exists() and not path.is_dir()):
            raise BatchError("cluster.out_not_folder", path=shown(path))
        if not self.path.parent.is_dir():
            raise OutputError("output.no_folder", path=shown(path))

    def check(self, *, resume: bool, force: bool) -> None:
        """
        Make sure that nothing is lost by writing it.

        Raises:
            BatchError: If it holds parts and ``force`` is not set, or those of a run that can be taken up again and
                neither is.
        """
        if force:
            return
        if (self.path / PROGRESS).exists():
            if not resume:
                raise BatchError("batch.interrupted_before", path=shown(self.path))
        elif (self.path / MANIFEST).exists() or any(self.path.glob(_PARTS)):
            raise OutputError("output.exists", path=shown(self.path))

    def begin(self, identity: Json, *, resume: bool) -> dict[str, OutputPart]:
        """
        Make the folder ready for a run.

        Args:
            identity: What the parts depend on besides the input; those that were made otherwise are of no use.
            resume: Whether to keep what an earlier run has finished.

        Returns:
            The parts that are kept, by name.

        Raises:
            BatchError: If it cannot be written, or another run is writing it.
        """
        head = write_line({"goalsearch progress": 2, **identity})
        with self.reported():
            self.path.mkdir(exist_ok=True)
            self._file = (self.path / PROGRESS).open("a+b")
            lock(self._file, self.path)
            self._file.seek(0)
            known = _known(self._file, head) if resume else {}
            # The names of before: a worker that still writes for that run finds its folder gone.
            for staging in self.path.glob(f"{_STAGING}*"):
                shutil.rmtree(staging, ignore_errors=True)
            self.staging.mkdir()
            (self.path / MANIFEST).unlink(missing_ok=True)
            self._remove_parts_without(known)
            self._file.truncate(0)
            self._file.write(head)
            for part in known.values():
                self._file.write(write_line(part.to_dict()))
            self._file.flush()
        return known

    def keep(self, part: OutputPart) -> None:
        """
        Note that a part is finished.

        Raises:
            BatchError: If the note cannot be written.
        """
        if self._file is None:
            raise ValueError("a part is kept before the run begins")
        with self.reported():
            self._file.write(write_line(part.to_dict()))
            self._file.flush()

    def finish(self, manifest: Json, names: Iterable[str]) -> None:
        """
        Write the manifest, and remove whatever is not part of the result.

        Args:
            manifest: Plain values. If it is not ``complete``, the run can be taken up again.
            names: The files of the parts.

        Raises:
            BatchError: If it cannot be written.
        """
        with self.reported():
            self._remove_parts_without(names)
            partial = self.staging / MANIFEST
            with partial.open("wb") as file:
                file.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self.path / MANIFEST)
            if manifest["complete"]:
                self.close()
                (self.path / PROGRESS).unlink()

    def close(self) -> None:
        """Let go of the folder; what is finished stays."""
        shutil.rmtree(self.staging, ignore_errors=True)
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextlib.contextmanager
    def reported(self) -> Iterator[None]:
        """
        Turn what the system says about the folder into an error of this package.

        Raises:
            BatchError: For every OSError inside the block.
        """
        try:
            yield
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BatchError("batch.unwritable", path=shown(self.path), reason=reason) from error

    def _remove_parts_without(self, names: Iterable[str]) -> None:
        kept = frozenset(names)
        for path in self.path.glob(_PARTS):
            if path.name not in kept:
                path.unlink()


def _known(file: IO[bytes], head: bytes) -> dict[str, OutputPart]:
    """The parts in a file of progress; none if it is of another run. Lines that are not as written are passed over."""
    if file.readline() != head:
        return {}
    known: dict[str, OutputPart] = {}
    for line in file:
        with contextlib.suppress(ValueError):
            part = OutputPart.from_dict(read_line(line))
            known[part.name] = part
    return known
