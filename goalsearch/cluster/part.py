"""A file of the output: what is known of it, and how it is written."""

import contextlib
import dataclasses
import hashlib
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from goalsearch.batch.batch import Summary
from goalsearch.batch.row import Failure, Row
from goalsearch.errors import OutputError
from goalsearch.messages import Language
from goalsearch.model import Goal, Json
from goalsearch.writing.forms import PARTS, Form, named, suffixes


def part_form(name: str) -> Form:
    """
    The form of parts that is called so.

    Raises:
        OutputError: If there is none.
    """
    form = named(PARTS, f".{name}")
    if form is None:
        raise OutputError("output.form", path=name, suffixes=suffixes(PARTS))
    return form


def part_name(number: int, form: Form) -> str:
    """The name of the file of partition ``number``, which sorts as the partitions do."""
    return f"part-{number:06}{form.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputPart:
    """
    A part of the output that is finished.

    Attributes:
        name: Its file in the folder of the output.
        digest: Hash of the partition that it was made of, see `goalsearch.cluster.partition.digest`.
        source: The partition as the manifest names it.
        rows: Proposals and failures in it.
        matched: Proposals that a goal fits.
        unmatched: Proposals that none fits.
        failed: Files and rows that could not be read.
        failures: How often each of these happened: number, message key and the values of the first one.
        n_bytes: Size of the file.
        sha256: Hash of the file.
    """

    name: str
    digest: str
    source: Json
    rows: int
    matched: int
    unmatched: int
    failed: int
    failures: list[tuple[int, str, Json]]
    n_bytes: int
    sha256: str

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """
        The part that gave ``values``.

        Raises:
            TypeError: If the values are not those of a part.
            ValueError: The same.
        """
        failures = [(n, key, of_first) for n, key, of_first in values.pop("failures", ())]
        return cls(failures=failures, **values)

    def is_still_in(self, folder: Path) -> bool:
        """Whether the file is there and as it was written."""
        path = folder / self.name
        with contextlib.suppress(OSError):
            return path.stat().st_size == self.n_bytes and _sha256(path) == self.sha256
        return False

    def add_to(self, summary: Summary) -> None:
        """Count what is in it."""
        summary.n_rows += self.rows
        summary.n_matched += self.matched
        summary.n_unmatched += self.unmatched
        summary.n_failed += self.failed
        for n, key, values in self.failures:
            n_before, first = summary.failures.get(key, (0, Failure(key, values)))
            summary.failures[key] = n_before + n, first


def write_part(
    path: Path,
    rows: Iterable[Row],
    *,
    form: Form,
    staging: Path,
    digest: str,
    source: Json,
    goals: Iterable[Goal],
    k: int,
    lang: Language,
) -> OutputPart:
    """
    Write a part: under another name, brought to the disk and renamed, so that it is there whole or not at all.

    Args:
        path: The file.
        rows: What goes into it.
        form: Its form.
        staging: Folder of the run for files that are not finished. A run that is over has lost it, and a worker that
            did not hear of that cannot finish a part any more.
        digest: See `OutputPart`.
        source: See `OutputPart`.
        goals: The goals that rows name.
        k: Most goals for a row.
        lang: Language of the messages in the rows.

    Raises:
        OSError: If the file cannot be written.
    """
    summary = Summary()
    # Two workers may write the same part: one of them is taken for dead and is not.
    partial = staging / f"{path.name}.{uuid.uuid4().hex}"
    try:
        with partial.open("wb") as file:
            lines = form.load()(goals, k, lang)
            file.write(lines.head())
            for row in rows:
                file.write(lines.line(row))
                summary.count(row)
            file.write(lines.tail())
            file.flush()
            os.fsync(file.fileno())
        sha256, n_bytes = _sha256(partial), partial.stat().st_size
        partial.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return OutputPart(
        name=path.name,
        digest=digest,
        source=source,
        rows=summary.n_rows,
        matched=summary.n_matched,
        unmatched=summary.n_unmatched,
        failed=summary.n_failed,
        failures=[(n, failure.key, failure.values) for n, failure in summary.failures.values()],
        n_bytes=n_bytes,
        sha256=sha256,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
