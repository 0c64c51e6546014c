"""The goals that are searched, as one value."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from goalsearch.corpus import source
from goalsearch.corpus.finding import Finding, InvalidCorpusError, Place
from goalsearch.errors import CorpusError, QueryError
from goalsearch.model import Goal, Programme

if TYPE_CHECKING:
    from goalsearch.corpus.reading import Reading

_NEAR_IDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """
    Goals with the programmes that carry them out.

    Iterating gives the goals; ``len`` counts them. Their order is that of the files: equal scores keep it.

    Attributes:
        goals: The goals; no two have the same id.
        programmes: The programmes of the agencies.
        fingerprint: Changes whenever the goals may have changed; see ``CorpusSource.fingerprint``.
        places: Where each goal was read from, by id, as far as known; for messages only.

    Raises:
        CorpusError: If two goals have the same id.
    """

    goals: tuple[Goal, ...]
    programmes: tuple[Programme, ...] = ()
    fingerprint: str
    places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)
    _by_id: dict[str, Goal] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id: dict[str, Goal] = {}
        for goal in self.goals:
            if goal.id in by_id:
                raise self._clash(goal.id, by_id[goal.id].title, goal.title)
            by_id[goal.id] = goal
        object.__setattr__(self, "_by_id", by_id)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """
        The corpus in a TOML, CSV or JSON Lines file, or in all such files of a folder.

        Raises:
            CorpusError: If anything is wrong with it; nothing is left out silently. The error says the first findings,
                ``check`` gives all.
        """
        path = Path(path)
        reading = _read(path)
        if errors := [finding for finding in reading.findings if finding.severity == "error"]:
            raise InvalidCorpusError.of(path, errors)
        return cls(
            goals=reading.goals,
            programmes=reading.programmes,
            fingerprint=reading.fingerprint,
            places=reading.places,
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

        A programme of the other takes the place of one with the same agency and name: it is the newer word on it.

        Raises:
            CorpusError: If an id occurs in both; it names both places.
        """
        for goal in other.goals:
            if goal.id in self._by_id:
                here = str(self.places.get(goal.id, self._by_id[goal.id].title))
                raise self._clash(goal.id, here, str(other.places.get(goal.id, goal.title)))
        programmes = {(item.agency, item.name): item for item in (*self.programmes, *other.programmes)}
        return Corpus(
            goals=(*self.goals, *other.goals),
            programmes=tuple(programmes.values()),
            fingerprint=source.joined(self.fingerprint, other.fingerprint),
            places={**self.places, **other.places},
        )

    def get(self, goal_id: str) -> Goal:
        """
        The goal with this id.

        Raises:
            QueryError: If there is none; it lists ids that are near.
        """
        if (goal := self._by_id.get(goal_id)) is not None:
            return goal
        import difflib  # only when something is wrong

        near = difflib.get_close_matches(goal_id, self._by_id, n=_NEAR_IDS, cutoff=0.5)
        known = near or list(self._by_id)[:_NEAR_IDS]
        key = "corpus.unknown_id_near" if near else "corpus.unknown_id"
        raise QueryError(key, goal_id=goal_id, ids=", ".join(known), count=len(self))

    @property
    def years(self) -> tuple[int, ...]:
        """Fiscal years of the goals, ascending."""
        return tuple(sorted({goal.fiscal_year for goal in self.goals if goal.fiscal_year is not None}))

    @property
    def agencies(self) -> tuple[str, ...]:
        """Agencies of the goals, in order of first appearance."""
        return _distinct(agency for goal in self.goals for agency in goal.agencies)

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories of the goals, in order of first appearance."""
        return _distinct(goal.category for goal in self.goals if goal.category is not None)

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

    Hashing the files takes a millisecond, reading them some hundred: what was made from a corpus once is found again
    by ``fingerprint()`` without reading it.

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
        """The corpus that ``GOALSEARCH_CORPUS`` names, else the goals that come with goalsearch."""
        chosen = (os.environ if environ is None else environ).get("GOALSEARCH_CORPUS")
        return cls((Path(chosen),)) if chosen else cls.builtin()

    def fingerprint(self) -> str:
        """
        Fingerprint that ``read()`` would give its corpus, without parsing anything.

        It changes with every byte and file name, and not with time stamps or where the files lie.

        Raises:
            CorpusError: If a file is missing or cannot be read.
        """
        first, *added = (_fingerprint(path) for path in self.paths)
        for other in added:
            first = source.joined(first, other)
        return first

    def read(self) -> Corpus:
        """
        The corpus.

        Raises:
            CorpusError: If anything is wrong with it.
        """
        corpus, *added = (Corpus.load(path) for path in self.paths)
        for other in added:
            corpus = corpus.with_added(other)
        return corpus


def check(path: str | os.PathLike[str]) -> list[Finding]:
    """
    All that is wrong with the corpus at ``path``, and what is worth knowing, in the order of the places.

    Only findings of severity ``error`` keep a corpus from being loaded.
    """
    return list(_read(Path(path)).findings)


def _read(path: Path) -> "Reading":
    # The readers and their checks are a third of this package's import time, and a search whose index is in the cache
    # needs no more than the fingerprint.
    from goalsearch.corpus.reading import read

    return read(path)


def _fingerprint(path: Path) -> str:
    return source.fingerprint(source.read_file(item) for item in source.corpus_files(path))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
