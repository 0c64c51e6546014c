"""A batch in the words of a reader: what the workbook and the page both show, worked out once."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from goalsearch.batch.batch import Batch
from goalsearch.batch.row import Failure, Row
from goalsearch.documents.source import shown
from goalsearch.messages import Language, listed, text
from goalsearch.messages.catalogue import keys
from goalsearch.model import Goal, RankedGoal, is_fit
from goalsearch.reports.batch_json import warning_code
from goalsearch.reports.failure_kinds import failure_kind
from goalsearch.reports.place import place_in_words

N_DECIDING: Final = 4
"""How many of the phrases that decide the call list shows."""
N_OPEN: Final = 20
"""How many proposals of a goal a page shows in full before the others are folded."""
N_SET_ASIDE: Final = 8
"""How many files are named that are probably no proposals."""
N_NEAR: Final = 3
"""How many of the nearest goals are shown for a proposal that none fits."""
_SHORT_TEXT: Final = 100


class NumberedProposal(NamedTuple):
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
        """``goals``, ``near``, ``none`` or ``failed``."""
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

    proposal: NumberedProposal
    hit: RankedGoal
    rank: int


class Calls(NamedTuple):
    """
    Whom to call for a goal.

    Attributes:
        goal: The goal.
        called: Its promising proposals, best first, whatever the verdict on the proposal as a whole.
        rest: The others that have it among their nearest goals, best first: for reference.
    """

    goal: Goal
    called: tuple[Candidate, ...]
    rest: tuple[Candidate, ...]


class LookAlikes(NamedTuple):
    """Two proposals that resemble each other, how much, and by which terms."""

    first: NumberedProposal
    second: NumberedProposal
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
        self.proposals = tuple(NumberedProposal(number, row) for number, row in enumerate(batch.rows, 1))
        self._goals = {goal.id: goal for goal in batch.goals}

    def text(self, key: str, **values: object) -> str:
        """The message ``workbook.<key>`` in the reader's language."""
        return text(f"workbook.{key}", self.lang, **values)

    @cached_property
    def matched(self) -> tuple[NumberedProposal, ...]:
        """The proposals that a goal fits."""
        return self._with_verdict("goals")

    @cached_property
    def unmatched(self) -> tuple[NumberedProposal, ...]:
        """The proposals that no goal fits, near misses among them."""
        return self._with_verdict("near", "none")

    @cached_property
    def near(self) -> tuple[NumberedProposal, ...]:
        """The near misses: proposals whose nearest goal is just below a fit."""
        return self._with_verdict("near")

    @cached_property
    def failed(self) -> tuple[NumberedProposal, ...]:
        """What could not be read."""
        return self._with_verdict("failed")

    @cached_property
    def has_records(self) -> bool:
        """Whether some table had a column with identifiers."""
        return any(row.record_id is not None for row in self.batch.rows)

    @cached_property
    def person_columns(self) -> tuple[str, ...]:
        """What is known of the person behind some proposal: those of name, department, position and contact."""
        known = ("name", "department", "position", "contact")
        return tuple(name for name in known if any(getattr(row, name) is not None for row in self.batch.rows))

    @cached_property
    def kept_headings(self) -> tuple[str, ...]:
        """Headings of the columns that the user wants to keep."""
        return tuple(dict.fromkeys(heading for row in self.batch.rows for heading, _ in row.kept))

    @cached_property
    def n_ranks(self) -> int:
        """Most goals that a proposal has, at least 1."""
        return max((len(row.hits) for row in self.batch.rows), default=0) or 1

    @cached_property
    def latest_goals(self) -> tuple[Goal, ...]:
        """The goals, those of the latest fiscal year first and those without a year last; else in corpus order."""
        return tuple(sorted(self.batch.goals, key=lambda goal: -(goal.fiscal_year or 0)))

    @cached_property
    def calls(self) -> tuple[Calls, ...]:
        """The call list: every goal that some proposal has among its nearest; latest fiscal year first."""
        found: dict[str, list[Candidate]] = {goal.id: [] for goal in self.latest_goals}
        for proposal in self.proposals:
            for rank, hit in enumerate(proposal.row.hits, 1):
                found[hit.goal_id].append(Candidate(proposal, hit, rank))
        return tuple(_calls(self.goal(goal_id), candidates) for goal_id, candidates in found.items() if candidates)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """Where each goal stands on a page, by id: a goal of a corpus of one's own may have any id."""
        return {calls.goal.id: f"g{number}" for number, calls in enumerate(self.calls, 1)}

    @cached_property
    def n_fitting(self) -> dict[str, int]:
        """How many proposals each goal is said to fit, by id."""
        return {calls.goal.id: sum(is_fit(candidate.hit.band) for candidate in calls.called) for calls in self.calls}

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

    def terms(self, terms: Sequence[str]) -> str:
        """Terms on a line."""
        return listed(terms, self.lang)

    def bands(self) -> str:
        """How to read bands and scores, on a line."""
        return self.text("intro.bands", score=self.text(f"intro.score.{self.batch.ranker}"))

    def of_person(self, row: Row) -> list[str | None]:
        """What `person_columns` say of the person behind a proposal."""
        return [getattr(row, name) for name in self.person_columns]

    def kept(self, row: Row) -> list[str | None]:
        """The values of a proposal under `kept_headings`."""
        values = dict(row.kept)
        return [values.get(heading) for heading in self.kept_headings]

    def name(self, proposal: NumberedProposal) -> str:
        """What to call a proposal in a list: its title, its file without the folder, what its table calls it."""
        row = proposal.row
        return (row.title or "").strip() or self.file_name(row) or row.record_id or f"No. {proposal.number}"

    def post(self, row: Row) -> str:
        """Where the person behind a proposal works, and as what; empty if nothing is known."""
        return " ".join(filter(None, (row.department, row.position)))

    def file_name(self, row: Row) -> str:
        """The file of a proposal without its folder and suffix, for one that has no title; empty for a row."""
        return "" if "#" in row.document_id else PurePosixPath(row.document_id).stem

    def person(self, row: Row) -> str:
        """Who is behind a proposal, on a line; empty if nothing is known."""
        return " · ".join(filter(None, (row.name, row.department, row.position, row.contact)))

    def place(self, row: Row) -> str:
        """Where a proposal stands: the file, and of a table the row."""
        return place_in_words(row, self.lang)

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
        return self.text(f"kind.{failure_kind(failure.key)}")

    def failure_in_short(self, row: Row) -> str:
        """Why it could not be read, on a line; empty if it could."""
        return f"{self.kind(row.failure)}: {self.reason(row.failure)}" if row.failure else ""

    def set_aside(self) -> str:
        """Which files were left out since they are probably no proposals; empty if there are none."""
        paths = self.batch.summary.set_aside
        if not paths:
            return ""
        more = " …" if len(paths) > N_SET_ASIDE else ""
        names = self.terms([shown(path) for path in paths[:N_SET_ASIDE]])
        return self.text("note.set_aside", n=f"{len(paths):,}", names=names + more)

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
            n_near=f"{len(self.near):,}",
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
            "n_near": self.near,
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
            self.text("value.goals", n=n_goals, years="–".join(map(str, sorted({min(years), max(years)}))))
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

    def _with_verdict(self, *verdicts: str) -> tuple[NumberedProposal, ...]:
        return tuple(proposal for proposal in self.proposals if proposal.verdict in verdicts)

    def _warning(self, code: str) -> str:
        return self._known(f"warning.{warning_code(code)}", code)

    def _known(self, key: str, otherwise: str) -> str:
        """The message, or what is to be shown where the catalogue has none."""
        return self.text(key) if key in _known_keys() else otherwise

    def _joined(self, parts: Sequence[str]) -> str:
        return ("、" if self.lang == "ja" else "; ").join(parts)


def _calls(goal: Goal, candidates: Sequence[Candidate]) -> Calls:
    best_first = sorted(candidates, key=lambda candidate: -candidate.hit.fit)
    called = tuple(candidate for candidate in best_first if candidate.hit.band != "weak")
    return Calls(goal, called, tuple(candidate for candidate in best_first if candidate.hit.band == "weak"))


@cache
def _known_keys() -> frozenset[str]:
    return frozenset(key.removeprefix("workbook.") for key in keys() if key.startswith("workbook."))
