"""A batch in the words of a reader: what the workbook and the page both show, worked out once."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Final, NamedTuple

from goalsearch.batch.batch import Batch
from goalsearch.batch.row import Failure, Row, RowHit
from goalsearch.messages import Language, text
from goalsearch.messages.catalogue import keys
from goalsearch.model import Goal
from goalsearch.reports.batch_json import warning_code

N_NEAR: Final = 3
"""How many of the nearest goals are shown for a proposal that none fits."""
_SHORT_TEXT: Final = 100

_KINDS: Final = {
    "document.missing": "access",
    "document.folder": "access",
    "document.special": "access",
    "document.unreadable": "access",
    "document.empty": "empty",
    "document.no_text": "empty",
    "document.too_large": "too_large",
    "document.binary": "unsupported",
    "document.encoding": "encoding",
    "document.damaged": "damaged",
    "document.password": "password",
    "document.bomb": "unsafe",
    "document.entities": "unsafe",
    "document.scan": "image_pdf",
    "document.garbled": "image_pdf",
    "document.timeout": "given_up",
    "document.crashed": "given_up",
    "document.memory": "given_up",
    "document.several": "table",
    "document.columns": "table",
    "document.column_unknown": "table",
    "document.sheet_unknown": "table",
    "document.no_rows": "table",
    "document.parquet_extra": "unsupported",
    "document.quotes": "table",
    "document.json_line": "table",
    "batch.no_text": "empty",
}
_UNSUPPORTED: Final = "document.unsupported."


class Proposal(NamedTuple):
    """
    A row of the batch with the number under which every table shows it.

    Attributes:
        number: 1 for the first row of the batch.
        row: The row.
    """

    number: int
    row: Row

    @property
    def verdict(self) -> str:
        """``goals``, ``none`` or ``failed``."""
        return "failed" if self.row.failure else self.row.verdict or "none"

    @property
    def name(self) -> str:
        """What to call it: its title, or its file where it has none."""
        return self.row.title or self.row.document_id


class Candidate(NamedTuple):
    """
    A proposal that a goal was found for.

    Attributes:
        proposal: The proposal.
        hit: The goal as it was found for it.
        rank: The rank of the goal among those of the proposal.
    """

    proposal: Proposal
    hit: RowHit
    rank: int


class LookAlikes(NamedTuple):
    """Two proposals that resemble each other, how much, and by which terms."""

    first: Proposal
    second: Proposal
    similarity: float
    terms: tuple[str, ...]


class Fact(NamedTuple):
    """One line on how the tables were made."""

    label: str
    value: str


class BatchView:
    """
    A batch, grouped and put into words.

    Args:
        batch: What to show.
        lang: Language to show it in.
    """

    def __init__(self, batch: Batch, lang: Language) -> None:
        self.batch = batch
        self.lang = lang
        self.proposals = tuple(Proposal(number, row) for number, row in enumerate(batch.rows, 1))
        self._goals = {goal.id: goal for goal in batch.goals}

    def text(self, key: str, **values: object) -> str:
        """The message ``workbook.<key>`` in the reader's language."""
        return text(f"workbook.{key}", self.lang, **values)

    @cached_property
    def matched(self) -> tuple[Proposal, ...]:
        """The proposals that a goal fits."""
        return self._with_verdict("goals")

    @cached_property
    def unmatched(self) -> tuple[Proposal, ...]:
        """The proposals that no goal fits."""
        return self._with_verdict("none")

    @cached_property
    def failed(self) -> tuple[Proposal, ...]:
        """What could not be read."""
        return self._with_verdict("failed")

    @cached_property
    def has_records(self) -> bool:
        """Whether some table had a column with identifiers."""
        return any(row.record_id is not None for row in self.batch.rows)

    @cached_property
    def n_ranks(self) -> int:
        """Most goals that a proposal has, at least 1."""
        return max((len(row.hits) for row in self.batch.rows), default=0) or 1

    @cached_property
    def latest_goals(self) -> tuple[Goal, ...]:
        """The goals, those of the latest fiscal year first and those without a year last; else in corpus order."""
        return tuple(sorted(self.batch.goals, key=lambda goal: -(goal.fiscal_year or 0)))

    @cached_property
    def candidates(self) -> dict[str, tuple[Candidate, ...]]:
        """The matched proposals of each goal, by id: highest score first, equal scores in the order of the batch."""
        found: dict[str, list[Candidate]] = {goal.id: [] for goal in self.latest_goals}
        for proposal in self.matched:
            for rank, hit in enumerate(proposal.row.hits, 1):
                found[hit.goal_id].append(Candidate(proposal, hit, rank))
        return {
            goal_id: tuple(sorted(group, key=lambda candidate: -candidate.hit.score))
            for goal_id, group in found.items()
        }

    @cached_property
    def look_alikes(self) -> tuple[LookAlikes, ...]:
        """The pairs, with their proposals."""
        by_id = {proposal.row.document_id: proposal for proposal in self.proposals}
        return tuple(
            LookAlikes(by_id[first], by_id[second], similarity, tuple(terms))
            for first, second, similarity, terms in self.batch.look_alikes
        )

    def goal(self, goal_id: str) -> Goal:
        """The goal with this id."""
        return self._goals[goal_id]

    def goal_title(self, goal_id: str) -> str:
        """The goal's title in the reader's language."""
        return self.goal(goal_id).title_in(self.lang)

    def n_promising(self, goal_id: str) -> int:
        """How many proposals a goal has whose band is not weak."""
        return sum(candidate.hit.band != "weak" for candidate in self.candidates[goal_id])

    def terms(self, terms: Sequence[str]) -> str:
        """Terms on a line."""
        return ("、" if self.lang == "ja" else ", ").join(terms)

    def bands(self) -> str:
        """How to read bands and scores, on a line."""
        return self.text("intro.bands", score=self.text(f"intro.score.{self.batch.ranker}"))

    def band(self, band: str) -> str:
        """A band with its mark, which tells it without colour."""
        return self._known(f"marked_band.{band}", band)

    def language(self, language: str | None) -> str | None:
        """The language of a proposal."""
        return None if language is None else self._known(f"language.{language}", language)

    def remarks(self, row: Row) -> str | None:
        """The warnings about a proposal in a few words; None if there are none."""
        return self._joined([self._warning(code) for code in row.warnings]) or None

    def clues(self, row: Row) -> str | None:
        """What may have kept a proposal from its goals, in a few words; None if nothing is known of."""
        clues = [self._warning(code) for code in row.warnings]
        if row.n_characters < _SHORT_TEXT:
            clues.append(self.text("clue.short", n_characters=row.n_characters))
        return self._joined(clues) or None

    def why_unmatched(self, row: Row) -> str | None:
        """Why no goal fits."""
        return row.reason.message(self.lang) if row.reason else None

    def kind(self, failure: Failure) -> str:
        """What kind of failure it is, in a word or two."""
        kind = "unsupported" if failure.key.startswith(_UNSUPPORTED) else _KINDS.get(failure.key, "other")
        return self.text(f"kind.{kind}")

    def reason(self, failure: Failure) -> str:
        """The reason without the name of the file, which stands beside it."""
        message = failure.message(self.lang)
        file = failure.values.get("file")
        return message.removeprefix(f"{file}:").lstrip() if isinstance(file, str) else message

    def counts(self) -> str:
        """How many proposals there are, and what became of them."""
        return self.text(
            "counts",
            n_rows=f"{len(self.proposals):,}",
            n_matched=f"{len(self.matched):,}",
            n_unmatched=f"{len(self.unmatched):,}",
            n_failed=f"{len(self.failed):,}",
        )

    def conditions(self, created: datetime) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
        """How the tables were made and how to read them: headings, each with its facts."""
        options = tuple(Fact(name, value) for name, value in self.batch.options.items())
        return (
            (self.text("part.counts"), self._count_facts()),
            (self.text("part.run"), self._run_facts(created)),
            (self.text("part.options"), options or (Fact(self.text("fact.default_options"), ""),)),
            (self.text("part.versions"), tuple(Fact(name, value) for name, value in self.batch.versions.items())),
            (self.text("part.reading"), self._reading_facts()),
        )

    def _count_facts(self) -> tuple[Fact, ...]:
        counts = {
            "n_rows": self.proposals,
            "n_matched": self.matched,
            "n_unmatched": self.unmatched,
            "n_failed": self.failed,
        }
        facts = [
            Fact(self.text(f"fact.{name}"), self.text("value.count", n=f"{len(of):,}")) for name, of in counts.items()
        ]
        n_pairs = self.text("value.pairs", n=f"{len(self.look_alikes):,}")
        return (*facts, Fact(self.text("fact.n_look_alikes"), n_pairs))

    def _run_facts(self, created: datetime) -> tuple[Fact, ...]:
        years = [goal.fiscal_year for goal in self.batch.goals if goal.fiscal_year is not None]
        n_goals = f"{len(self.batch.goals):,}"
        goals = (
            self.text("value.goals", n=n_goals, first=min(years), last=max(years))
            if years
            else self.text("value.count", n=n_goals)
        )
        # The name alone: a path often holds somebody's name.
        folder = self.batch.folder and (self.batch.folder.name or str(self.batch.folder))
        return (
            Fact(self.text("fact.created"), f"{created:%Y-%m-%d %H:%M} {created.tzname() or ''}".rstrip()),
            *([Fact(self.text("fact.folder"), folder)] if folder else []),
            Fact(self.text("fact.k"), str(self.batch.k)),
            Fact(self.text("fact.ranker"), self.text(f"value.ranker.{self.batch.ranker}")),
            Fact(self.text("fact.goals"), goals),
            Fact(self.text("fact.fingerprint"), self.batch.fingerprint),
        )

    def _reading_facts(self) -> tuple[Fact, ...]:
        ranker = self.batch.ranker
        texts = {
            "score": self.text(f"reading.score_text.{ranker}") + self.text("reading.score_limits"),
            "band": self.text("reading.band_text"),
            "terms": self.text(f"reading.terms_text.{ranker}"),
            "matrix": self.text("intro.matrix", k=self.batch.k),
            "official": self.text("reading.official_text"),
            "privacy": self.text("reading.privacy_text"),
            **({"links": self.text("reading.links_text")} if self.batch.folder else {}),
        }
        return tuple(Fact(self.text(f"reading.{name}"), value) for name, value in texts.items())

    def _with_verdict(self, verdict: str) -> tuple[Proposal, ...]:
        return tuple(proposal for proposal in self.proposals if proposal.verdict == verdict)

    def _warning(self, code: str) -> str:
        return self._known(f"warning.{warning_code(code)}", code)

    def _known(self, key: str, otherwise: str) -> str:
        """The message, or what is to be shown where the catalogue has none."""
        return self.text(key) if key in _known_keys() else otherwise

    def _joined(self, parts: Sequence[str]) -> str:
        return ("、" if self.lang == "ja" else "; ").join(parts)


@cache
def _known_keys() -> frozenset[str]:
    return frozenset(key.removeprefix("workbook.") for key in keys() if key.startswith("workbook."))
