"""What came of a folder, as one value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goalsearch.batch.look_alikes import LookAlike
from goalsearch.batch.row import Failure, Row
from goalsearch.model import Goal
from goalsearch.ranking.fusion import Ranker


@dataclass(slots=True)
class Summary:
    """
    How a run went; counts while it goes.

    Attributes:
        n_rows: Proposals and failures.
        n_matched: Proposals that a goal fits.
        n_unmatched: Proposals that none fits.
        n_failed: Files and rows that could not be read.
        n_reused: Files that an interrupted run had finished.
        n_passed_over: Hidden, temporary and left-out names.
        seconds: How long it took.
        failures: How often each failure happened, by message key, with the first of each.
    """

    n_rows: int = 0
    n_matched: int = 0
    n_unmatched: int = 0
    n_failed: int = 0
    n_reused: int = 0
    n_passed_over: int = 0
    seconds: float = 0.0
    failures: dict[str, tuple[int, Failure]] = field(default_factory=dict)

    def count(self, row: Row) -> None:
        """Count one row."""
        self.n_rows += 1
        if row.failure is not None:
            self.n_failed += 1
            n_before, first = self.failures.get(row.failure.key, (0, row.failure))
            self.failures[row.failure.key] = n_before + 1, first
        elif row.verdict == "goals":
            self.n_matched += 1
        else:
            self.n_unmatched += 1


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Batch:
    """
    A folder that was matched. Iterating gives the rows; ``len`` counts them.

    Attributes:
        rows: One for each proposal and each failure, in the order of the folder.
        goals: The goals that were searched, in the order of the corpus.
        look_alikes: Pairs of proposals that resemble each other, most alike first.
        folder: The folder; the files lie below it. None if it is gone, as that of uploaded files is: then reports name
            the files and link to none.
        options: The options that were not left at their default, as they are given on the command line.
        versions: Name and version of whatever the scores depend on.
        fingerprint: Fingerprint of the corpus.
        k: Most goals for a proposal.
        ranker: How goals were ranked.
        summary: How the run went.
    """

    rows: tuple[Row, ...]
    goals: tuple[Goal, ...]
    look_alikes: tuple[LookAlike, ...] = ()
    folder: Path | None
    options: Mapping[str, str]
    versions: Mapping[str, str]
    fingerprint: str
    k: int
    ranker: Ranker
    summary: Summary

    def __repr__(self) -> str:
        # With all its rows and goals it would flood a terminal.
        counts = {name: getattr(self.summary, name) for name in ("n_matched", "n_unmatched", "n_failed")}
        return f"<Batch of {len(self.rows)} rows: {', '.join(f'{name}={n}' for name, n in counts.items())}>"

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
