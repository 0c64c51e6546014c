"""The goals that are searched, as one value."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from goalsearch.corpus import source
from goalsearch.corpus.digests import Digest, digest_of
from goalsearch.corpus.examples import Examples, corpus_fingerprint, read_examples
from goalsearch.corpus.finding import Finding, InvalidCorpusError, Place, Severity
from goalsearch.corpus.own import own_files, told_with_a_way_out
from goalsearch.errors import CorpusError, QueryError
from goalsearch.model import Goal, GoalYear, Programme
from goalsearch.text.characters import visible

if TYPE_CHECKING:
    from goalsearch.corpus.facts import GoalFacts
    from goalsearch.corpus.kept_goals import KeptGoals
    from goalsearch.corpus.reader import CorpusReading

_NEAR_IDS: Final = 5
# Ids that an unknown one is compared with: of more it would take seconds.
_MOST_COMPARED: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """
    Goals with the programmes that carry them out.

    Iterating gives the goals; ``len`` counts them. Their order is that of the files: equal scores keep it.

    Attributes:
        goals: The goals; no two have the same id.
        programmes: The programmes of the agencies.
        goal_years: What is known of fiscal years as a whole; of a corpus that says nothing, no gap is claimed.
        fingerprint: Changes whenever the goals may have changed; see ``CorpusSource.fingerprint``.
        places: Where each goal was read from, by id, as far as known; for messages only.
        n_first: How many goals there were before others were added; None if none were.
        example_reader: Gives what `examples` gives; read only when they are asked for.

    Raises:
        CorpusError: If two goals have the same id.
    """

    goals: "tuple[Goal, ...] | KeptGoals"
    programmes: tuple[Programme, ...] = ()
    goal_years: tuple[GoalYear, ...] = ()
    fingerprint: str
    places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)
    n_first: int | None = field(default=None, repr=False, compare=False)
    example_reader: Callable[[], Examples] = field(default=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not isinstance(self.goals, tuple) or len(self._places) == len(self.goals):
            return
        for place, goal in enumerate(self.goals):
            if (first := self._places[goal.id]) != place:
                raise self._clash(goal.id, self.goals[first].title, goal.title)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """
        The corpus in a file, or in all such files of a folder: a workbook (.xlsx, .ods, .xls …), CSV, TOML, JSON Lines
        or Parquet, as `goalsearch.corpus.source.SUFFIXES` lists them.

        Raises:
            CorpusError: If anything is wrong with it; nothing is left out silently. The error says the first findings,
                ``check`` gives all.
        """
        path = Path(path)
        reading = _read(path, notes=False)
        if errors := [finding for finding in reading.findings if finding.severity == "error"]:
            raise InvalidCorpusError.of(path, errors)
        return cls(
            goals=reading.goals,
            programmes=reading.programmes,
            goal_years=reading.years,
            fingerprint=reading.fingerprint,
            places=reading.places,
            example_reader=partial(_read_examples, path, tuple(reading.places), reading.examples),
        )

    @classmethod
    def builtin(cls) -> Self:
        """
        The goals that come with goalsearch.

        Raises:
            CorpusError: If they are missing, so that the installation is broken.
        """
        return cls.load(source.builtin_path())

    def with_added(self, other: "Corpus") -> "Corpus":
        """
        This corpus with the goals of another after its own.

        A programme of the other takes the place of one with the same agency and name, and so does what it says about a
        year: it is the newer word on it.

        Raises:
            CorpusError: If an id occurs in both; it names both places.
        """
        for goal in other.goals:
            if (row := self.find(goal.id)) is not None:
                here = str(self.places.get(goal.id, self.goals[row].title))
                raise self._clash(goal.id, here, str(other.places.get(goal.id, goal.title)))
        programmes = {(item.agency, item.name): item for item in (*self.programmes, *other.programmes)}
        goal_years = {year.fiscal_year: year for year in (*self.goal_years, *other.goal_years)}
        return Corpus(
            goals=(*self.goals, *other.goals),
            programmes=tuple(programmes.values()),
            goal_years=tuple(goal_years.values()),
            fingerprint=source.joined(self.fingerprint, other.fingerprint),
            places={**self.places, **other.places},
            n_first=len(self) if self.n_first is None else self.n_first,
            example_reader=partial(_joined_examples, self.example_reader, other.example_reader),
        )

    def examples(self) -> Examples:
        """
        Example abstracts by the id of their goal, for building an index: imaginary projects, never to be shown.

        They are read from the disk, megabytes of them, each time that they are asked for.

        Raises:
            CorpusError: If anything is wrong with them.
        """
        return self.example_reader()

    def get(self, goal_id: str) -> Goal:
        """
        The goal with this id.

        Raises:
            QueryError: If there is none; it lists ids that are near.
        """
        return self.goals[self.row(goal_id)]

    def row(self, goal_id: str) -> int:
        """
        The place of the goal with this id.

        Raises:
            QueryError: As `get`.
        """
        if (row := self.find(goal_id)) is not None:
            return row
        import difflib  # only when something is wrong

        compared = self.goals if len(self) <= _MOST_COMPARED else self.goals[:_NEAR_IDS]
        ids = [goal.id for goal in compared]
        near = difflib.get_close_matches(goal_id, ids, n=_NEAR_IDS, cutoff=0.5) if len(ids) == len(self) else ()
        key = "corpus.unknown_id_near" if near else "corpus.unknown_id"
        raise QueryError(key, goal_id=goal_id, ids=", ".join(near or ids[:_NEAR_IDS]), count=len(self))

    def find(self, goal_id: str) -> int | None:
        """The place of the goal with this id; None if there is none."""
        return self._places.get(goal_id) if isinstance(self.goals, tuple) else self.goals.place(goal_id)

    def is_added(self, goal_id: str) -> bool:
        """Whether a goal was added to others; what is shown of it says so."""
        return self.n_first is not None and self.row(goal_id) >= self.n_first

    @cached_property
    def _places(self) -> dict[str, int]:
        # Of several goals with one id the first counts.
        return {goal.id: place for place, goal in reversed(list(enumerate(self.goals)))}

    @cached_property
    def facts(self) -> "GoalFacts":
        """What filters and lists ask of every goal."""
        if not isinstance(self.goals, tuple):
            return self.goals.facts
        from goalsearch.corpus.facts import GoalFacts  # numpy, for which a corpus that is only checked has no use

        return GoalFacts.of(self.goals)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Fiscal years of the goals, ascending."""
        years = self.facts.years
        return tuple(sorted(map(int, set(years[years == years].tolist()))))

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Agencies of the goals, in order of first appearance."""
        return tuple(dict.fromkeys(agency for some in self.facts.agencies for agency in some))

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Categories of the goals, in order of first appearance."""
        return tuple(category for category in self.facts.categories if category is not None)

    def __iter__(self) -> Iterator[Goal]:
        return iter(self.goals)

    def __len__(self) -> int:
        return len(self.goals)

    @staticmethod
    def _clash(goal_id: str, first: str, second: str) -> CorpusError:
        return CorpusError("corpus.id_clash", goal_id=goal_id, first=first, second=second)


class CorpusSource(NamedTuple):
    """
    Where a corpus is to be read from, before it is read.

    Hashing the files of the goals takes a millisecond, reading them some hundred: what was made from a corpus once is
    found again by ``fingerprint()`` without reading it.

    Attributes:
        paths: Files or folders: the corpus, and any that are added to it. At least one.
    """

    paths: tuple[Path, ...]

    @classmethod
    def builtin(cls, *added: Path) -> "CorpusSource":
        """The goals that come with goalsearch, and any that are added to them."""
        return cls((source.builtin_path(), *added))

    @classmethod
    def default(cls, environ: Mapping[str, str] | None = None) -> "CorpusSource":
        """The corpus that ``GOALSEARCH_CORPUS`` names, else the goals that come with goalsearch and the user's own."""
        chosen = (os.environ if environ is None else environ).get("GOALSEARCH_CORPUS")
        return cls((Path(chosen),)) if chosen else cls.builtin(*own_files(environ))

    def fingerprint(self, digest: Digest = digest_of) -> str:
        """
        Fingerprint that ``read()`` would give its corpus, without parsing anything.

        It changes with every byte and file name, and not with time stamps or where the files lie. Of the examples it
        takes what stands for them, see `goalsearch.corpus.examples`.

        Args:
            digest: Hashes a file.

        Raises:
            CorpusError: If a file is missing or cannot be read.
        """
        first, *added = (_fingerprint(path, digest) for path in self.paths)
        for other in added:
            first = source.joined(first, other)
        return first

    def read(self) -> Corpus:
        """
        The corpus.

        Raises:
            CorpusError: If anything is wrong with it.
        """
        first, *added = self.paths
        with told_with_a_way_out(first):
            corpus = Corpus.load(first)
        for path in added:
            with told_with_a_way_out(path):
                corpus = corpus.with_added(Corpus.load(path))
        return corpus

    def examples(self) -> Examples:
        """
        The examples of the corpus, read anew with it; see `Corpus.examples`.

        Raises:
            CorpusError: If anything is wrong with them or with the corpus.
        """
        return self.read().examples()


def check(path: str | os.PathLike[str], beside: Sequence[Path] = (), *, taken: Severity = "note") -> list[Finding]:
    """
    All that is wrong with the corpus at ``path``, and what is worth knowing, in the order of the places; then ids
    that are taken, and what is wrong with examples.

    Only findings of severity ``error`` keep a corpus from being loaded.

    Args:
        path: A file, or a folder of them.
        beside: Files or folders of goals that it may be searched together with, where no id may occur twice; what is
            wrong with them is not told.
        taken: How grave an id is that one of those has. Alone, or in their place, the corpus can be used all the same.
    """
    path = Path(path)
    reading = _read(path, notes=True)
    return [*reading.findings, *_taken_ids(reading.places, beside, taken), *read_examples(path, reading.places)[1]]


def _taken_ids(places: Mapping[str, Place], beside: Sequence[Path], severity: Severity) -> Iterator[Finding]:
    others: dict[str, Place] = {}
    for path in beside:
        others = {**_read(path, notes=False).places, **others}
    for goal_id, place in places.items():
        # The built-in goals themselves may be looked at too.
        if (other := others.get(goal_id)) is not None and not other.path.samefile(place.path):
            yield Finding(
                **place._asdict(),
                goal_id=visible(goal_id),
                field="id",
                key="corpus.taken_id" if severity == "note" else "corpus.own_taken_id",
                values={"other": str(other)},
                severity=severity,
            )


def _read_examples(path: Path, goal_ids: tuple[str, ...], own: Examples) -> Examples:
    """The examples that goals bring along, each followed by those that lie beside the goals."""
    beside, findings = read_examples(path, frozenset(goal_ids))
    if findings:
        raise InvalidCorpusError.of(path, findings)
    return {**own, **{goal_id: (*own.get(goal_id, ()), *items) for goal_id, items in beside.items()}}


def _joined_examples(first: Callable[[], Examples], second: Callable[[], Examples]) -> Examples:
    return {**first(), **second()}


def _read(path: Path, *, notes: bool) -> "CorpusReading":
    # The readers and their checks are a third of this package's import time, and a search whose index is in the cache
    # needs no more than the fingerprint.
    from goalsearch.corpus.reader import read

    return read(path, notes=notes)


def _fingerprint(path: Path, digest: Digest) -> str:
    files = (source.hash_file(item, digest) for item in source.corpus_files(path))
    return corpus_fingerprint(path, files, digest)
