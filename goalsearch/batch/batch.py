"""What came of a folder, as one value."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from goalsearch.batch.look_alikes import LookAlike
from goalsearch.batch.row import Failure, Row
from goalsearch.defaults import Ranker
from goalsearch.errors import BatchError
from goalsearch.messages import Language, preferred_language, spoken_in
from goalsearch.model import Goal, Json

if TYPE_CHECKING:
    import pandas


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
        set_aside: Paths of files that are probably no proposals, by their names.
        seconds: How long it took.
        failures: How often each failure happened, by message key, with the first of each.
    """

    n_rows: int = 0
    n_matched: int = 0
    n_unmatched: int = 0
    n_failed: int = 0
    n_reused: int = 0
    n_passed_over: int = 0
    set_aside: tuple[str, ...] = ()
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
    A folder, or texts, that were matched. Iterating gives the rows; ``len`` counts them.

    Attributes:
        rows: One for each proposal and each failure, in the order of the folder or of the texts.
        goals: The goals that the filters let through, in the order of the corpus.
        look_alikes: Pairs of proposals that resemble each other, most alike first.
        folder: The folder; the files lie below it. None if there is none, or if it is gone, as that of uploaded files
            is: then reports name the files and link to none.
        options: The options that were not left at their default, as they are given on the command line.
        versions: Name and version of whatever the scores depend on.
        fingerprint: Fingerprint of the corpus.
        k: Most goals for a proposal.
        ranker: How goals were ranked.
        summary: How the run went.
    """

    RECORD_FIELDS: ClassVar = (
        "text_id",
        "title",
        "rank",
        "goal_id",
        "goal_title",
        "fiscal_year",
        "agency",
        "score",
        "fit",
        "band",
        "verdict",
        "terms",
        "reason",
        "warnings",
        "failure",
    )

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

    def to_records(self, lang: Language | None = None) -> list[Json]:
        """
        One flat record for each text and rank, in that order: what a table shows of all.

        A text that shares nothing with any goal has one record without rank and goal, and so has a file that could not
        be read; nothing is left out. ``verdict`` is that of the text: below ``none`` stand the goals that are nearest
        all the same. A program's own frame goes with it by ``text_id``.

        Args:
            lang: Language of titles and messages; when left out the user's, or if that is not known that of most texts.
        """
        lang = lang or preferred_language(self._spoken())
        goals = {goal.id: goal for goal in self.goals}
        return [record for row in self.rows for record in _records(row, goals, lang)]

    def to_frame(self, lang: Language | None = None) -> "pandas.DataFrame":
        """
        `to_records` as a pandas DataFrame; ``rank`` and ``fiscal_year`` are whole numbers that may be missing.

        Args:
            lang: As in `to_records`.

        Raises:
            BatchError: If pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise BatchError("batch.no_pandas") from error
        frame = pandas.DataFrame(self.to_records(lang), columns=list(self.RECORD_FIELDS))
        return frame.astype({"rank": "Int64", "fiscal_year": "Int64", "score": "float64", "fit": "float64"})

    def _spoken(self) -> Language:
        """The language in which to speak about most of the texts."""
        counts = Counter(spoken_in(row.language) for row in self.rows if row.language and row.language != "none")
        return counts.most_common(1)[0][0] if counts else "en"


def _records(row: Row, goals: Mapping[str, Goal], lang: Language) -> Iterator[Json]:
    of_text = {
        "verdict": row.verdict,
        "reason": row.reason and row.reason.message(lang),
        "warnings": ", ".join(code.rpartition(".")[2] for code in row.warnings),
        "failure": row.failure and row.failure.message(lang),
    }
    of_goals: list[Json] = [
        {
            "rank": rank,
            "goal_id": hit.goal_id,
            "goal_title": goals[hit.goal_id].title_in(lang),
            "fiscal_year": goals[hit.goal_id].fiscal_year,
            "agency": goals[hit.goal_id].agency,
            "score": hit.score,
            "fit": hit.fit,
            "band": hit.band,
            "terms": "、".join(hit.terms),
        }
        for rank, hit in enumerate(row.hits, 1)
    ]
    for of_goal in of_goals or [{}]:
        values = {"text_id": row.text_id, "title": row.title, **of_text, **of_goal}
        yield {name: values.get(name) for name in Batch.RECORD_FIELDS}
