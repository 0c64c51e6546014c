"""
Documents to rows: what a worker does, here or in another process.

Everything a worker needs comes as arguments that can be pickled, and its functions can be imported by name, so that any
engine can run them. Each process keeps one searcher for each corpus.
"""

import dataclasses
import itertools
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, TypedDict

from goalsearch.batch.discovery import Entry
from goalsearch.batch.form_lines import FileLines
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Failure, Row
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.documents import Document, Part, ReadOptions, iter_documents, select_part
from goalsearch.documents.form import line_digests
from goalsearch.documents.person import NOBODY, Person, labelled_person
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import GoalsearchError
from goalsearch.processes.memory import NEEDED_MIB, shortage
from goalsearch.retrieval.searcher import Ranking, Searcher

N_TERMS: Final = 8
"""Most terms that a row keeps of a hit."""
CHANGED: Final = "document.note.changed"
FORMULA: Final = "document.note.formula"
NO_ABSTRACT: Final = "document.note.no_abstract"
ONLY_FORM: Final = "document.note.only_form"
SAME_TEXTS: Final = "document.note.same_texts"

_AT_ONCE: Final = 64
# Less than a sentence: what three versions of one text do not share, rather than what stands on a form.
_LEAST_REMAINING: Final = 30
# Said of the corpus under a filter, and so of every row or none.
_OF_ALL: Final = frozenset(
    {"notice.undated_goals", "notice.year_past", "notice.years_not_recorded", "notice.year_incomplete"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """
    What all workers of a run share.

    Attributes:
        source: The goals, or where to read them.
        options: How to match.
        root: The folder.
        with_vectors: Whether rows keep the vectors by which proposals are compared.
    """

    source: Corpus | CorpusSource
    options: BatchOptions
    root: Path
    with_vectors: bool = False

    @property
    def read_options(self) -> ReadOptions:
        """How the readers are to read."""
        return self.options.read_options(self.root)


class Proposal(NamedTuple):
    """
    What there is to match: a `goalsearch.documents.Document` cut down to what has to travel.

    Attributes:
        document_id: See `Row`.
        path: See `Row`.
        record_id: See `Row`.
        title: See `Row`.
        text: The whole text.
        notes: Codes of what the reader had to say.
        person: Who stands behind it.
        kept: See `Row`.
        form: Digests of the lines that are known to be the form's; None for a row of a table, which is on no form.
    """

    document_id: str
    path: str
    record_id: str | None
    title: str | None
    text: str
    notes: tuple[str, ...]
    person: Person = NOBODY
    kept: tuple[tuple[str, str], ...] = ()
    form: frozenset[int] | None = None


def proposal(document: Document, path: str) -> Proposal:
    """What of ``document``, read from ``path``, there is to match."""
    title, person = document.title, document.person
    # A sheet that is a form is a document of its own, in its own lines.
    is_row = document.place is not None and not document.is_form
    if document.place is None:
        labelled, person = labelled_person(document.text)
        title = labelled or title
    if person.department is None and "/" in path:
        # The uppermost: below it lie years and rounds.
        person = replace(person, department=shown(path.partition("/")[0]))
    return Proposal(
        document.document_id,
        path,
        document.record_id,
        title,
        document.text,
        tuple(note.key for note in document.notes),
        person,
        document.kept,
        None if is_row else frozenset(),
    )


class ReadFile(NamedTuple):
    """
    What a file holds.

    Attributes:
        entry: The file.
        proposals: What there is to match.
        failures: Why not all of it could be read.
        is_changed: Whether it changed meanwhile.
        lines: Its lines, by which forms are found.
    """

    entry: Entry
    proposals: tuple[Proposal, ...]
    failures: tuple[Row, ...]
    is_changed: bool
    lines: FileLines


def read_files(setup: Setup, entries: Sequence[Entry]) -> tuple[ReadFile, ...]:
    """What files hold, in their order. Nothing that is wrong with a file is raised."""
    return tuple(_read_file(setup, entry) for entry in entries)


def _read_file(setup: Setup, entry: Entry) -> ReadFile:
    proposals: list[Proposal] = []
    failures: tuple[Row, ...] = ()
    try:
        documents = iter_documents(setup.root / entry.path, options=setup.read_options)
        # What comes before a failure stays.
        proposals.extend(proposal(document, entry.path) for document in documents)
    # As in `match_files`.
    except Exception as error:  # noqa: BLE001
        failures = (read_failure(setup, entry, error),)
    digests = [digest for given in proposals if given.form is not None for digest in line_digests(given.text)]
    return ReadFile(entry, tuple(proposals), failures, is_changed(setup, entry), FileLines.of(digests))


def match_read(
    setup: Setup, files: Sequence[ReadFile], forms: Sequence[frozenset[int]], warning: str | None = None
) -> list[tuple[Row, ...]]:
    """
    Match what files hold.

    Args:
        setup: How.
        files: The files.
        forms: Of each the lines that are the form's.
        warning: Said of every row.
    """
    given = [
        [given if given.form is None else given._replace(form=form) for given in file.proposals]
        for file, form in zip(files, forms, strict=True)
    ]
    matched = iter(match_proposals(setup, [one for of_file in given for one in of_file]))
    rows = [(*itertools.islice(matched, len(file.proposals)), *file.failures) for file in files]
    changed = [
        with_warning(of_file, CHANGED) if file.is_changed else of_file
        for file, of_file in zip(files, rows, strict=True)
    ]
    return changed if warning is None else [with_warning(of_file, warning) for of_file in changed]


def match_files(setup: Setup, entries: Sequence[Entry], form: frozenset[int] = frozenset()) -> list[tuple[Row, ...]]:
    """
    Read files and match what is in them.

    Args:
        setup: How.
        entries: The files.
        form: Lines that are the form's.

    Returns:
        For each file its rows; a failure is a row as well. Nothing that is wrong with a file is raised.
    """
    options = setup.read_options
    rows: list[list[Row]] = [[] for _ in entries]
    changed = []
    # Matched some dozen at a time, which is quicker, whether they come from many files or from one.
    pending: list[tuple[list[Row], Proposal]] = []
    for entry, of_file in zip(entries, rows, strict=True):
        try:
            for document in iter_documents(setup.root / entry.path, options=options):
                given = proposal(document, entry.path)
                pending.append((of_file, given if given.form is None else given._replace(form=form)))
                if len(pending) >= _AT_ONCE:
                    _match_pending(setup, pending)
        # A reader has its own error for all that it knows of. A file that finds a hole in it must not stop the others.
        except Exception as error:  # noqa: BLE001
            _match_pending(setup, pending)
            of_file.append(read_failure(setup, entry, error))
        changed.append(is_changed(setup, entry))
    _match_pending(setup, pending)
    return [
        with_warning(of_file, CHANGED) if has_changed else tuple(of_file)
        for of_file, has_changed in zip(rows, changed, strict=True)
    ]


def _match_pending(setup: Setup, pending: list[tuple[list[Row], Proposal]]) -> None:
    """Match what waits, put each row into its list, and leave nothing waiting."""
    matched = match_proposals(setup, [given for _, given in pending])
    for (rows, _), row in zip(pending, matched, strict=True):
        rows.append(row)
    pending.clear()


def match_proposals(setup: Setup, proposals: Sequence[Proposal]) -> tuple[Row, ...]:
    """Match texts that were read elsewhere, in their order."""
    options = setup.options
    parts, notes = zip(*(_part(given, options) for given in proposals), strict=True) if proposals else ((), ())
    rank_all = partial(
        searcher_for(setup.source).rank_all,
        k=options.k,
        n_terms=N_TERMS,
        years=options.years,
        agency=options.agency,
        category=options.category,
        ranker=options.ranker,
    )
    try:
        rankings: list[Ranking | Exception] = [*rank_all([part.text for part in parts])]
    # One proposal that finds a hole in the search must not stop the others.
    except Exception:  # noqa: BLE001
        rankings = [_ranking_or_error(rank_all, part) for part in parts]
    return tuple(
        _row(setup, given, part, note, ranking)
        for given, part, note, ranking in zip(proposals, parts, notes, rankings, strict=True)
    )


def _part(given: Proposal, options: BatchOptions) -> tuple[Part, str | None]:
    """What of a proposal is matched, without the form's lines unless hardly anything remains; and what to say of it."""
    part = select_part(given.text, options.part, given.form)
    if given.form and part.rule != "abstract" and len(part.text) < _LEAST_REMAINING:
        return select_part(given.text, options.part), ONLY_FORM
    return part, NO_ABSTRACT if part.rule == "abstract-not-found" else None


def with_warning(rows: Iterable[Row], code: str) -> tuple[Row, ...]:
    """The rows with one more warning."""
    return tuple(replace(row, warnings=(*row.warnings, code)) for row in rows)


def read_failure(setup: Setup, entry: Entry, error: Exception) -> Row:
    """The row for a file that could not be read."""
    path = setup.root / entry.path
    if isinstance(error, GoalsearchError):
        # Values are shown and kept as JSON, whatever they were.
        values = {name: value if isinstance(value, int | float) else str(value) for name, value in error.values.items()}
        failure = Failure(error.key, {**values, "file": shown(entry.path)})
    else:
        failure = _unexpected(shown(entry.path), error)
    return Row(document_id=document_id(path, setup.root), path=entry.path, failure=failure)


def is_changed(setup: Setup, entry: Entry) -> bool:
    """Whether a file is no longer what it was when the folder was listed."""
    try:
        status = os.stat(f"{setup.root}/{entry.path}")  # noqa: PTH116  joining paths takes longer than this
    except (OSError, ValueError):
        # Gone after it was read: what was read is whole.
        return False
    return (status.st_size, status.st_mtime_ns) != (entry.size, entry.mtime_ns)


def searcher_for(source: Corpus | CorpusSource) -> Searcher:
    """
    This process's searcher over ``source``.

    Raises:
        CorpusError: If the corpus cannot be read.
    """
    key = source if isinstance(source, CorpusSource) else source.fingerprint
    if key not in _searchers:
        _searchers[key] = Searcher(source)
    return _searchers[key]


_searchers: dict[CorpusSource | str, Searcher] = {}


def _ranking_or_error(rank_all: Callable[[list[str]], list[Ranking]], part: Part) -> Ranking | Exception:
    try:
        return rank_all([part.text])[0]
    except Exception as error:  # noqa: BLE001
        return error


def _row(setup: Setup, given: Proposal, part: Part, note: str | None, ranking: Ranking | Exception) -> Row:
    if not given.text.strip():
        key = "batch.formula" if FORMULA in given.notes else "batch.no_text"
        return _failed(given, Failure(key, {"file": given.document_id}))
    if isinstance(ranking, Exception):
        return _failed(given, _unexpected(given.document_id, ranking))
    warnings = [notice.code for notice in ranking.warnings if notice.code not in _OF_ALL]
    if note is not None:
        warnings.append(note)
    return Row(
        document_id=given.document_id,
        path=given.path,
        record_id=given.record_id,
        title=given.title,
        **_of_person(given),
        n_characters=len(part.text),
        heading=part.heading,
        n_form_lines=part.n_form_lines,
        language=ranking.language,
        verdict=ranking.verdict,
        reason=ranking.reason,
        hits=ranking.hits,
        warnings=(*given.notes, *warnings),
        vector=_vector(ranking) if setup.with_vectors else (),
    )


def _vector(ranking: Ranking) -> tuple[tuple[int, float], ...]:
    return tuple(zip(ranking.term_ids.tolist(), ranking.weights.tolist(), strict=True))


def _failed(given: Proposal, failure: Failure) -> Row:
    return Row(
        document_id=given.document_id,
        path=given.path,
        record_id=given.record_id,
        title=given.title,
        **_of_person(given),
        failure=failure,
    )


class _OfPerson(TypedDict):
    """What a row says of the person behind it."""

    name: str | None
    department: str | None
    position: str | None
    contact: str | None
    kept: tuple[tuple[str, str], ...]


def _of_person(given: Proposal) -> _OfPerson:
    name, department, position, contact = dataclasses.astuple(given.person)
    return _OfPerson(name=name, department=department, position=position, contact=contact, kept=given.kept)


def _unexpected(file: str, error: Exception) -> Failure:
    kind = type(error).__name__
    if allowed := shortage(error):
        return Failure("batch.memory_limit", {"file": file, "kind": kind, "allowed": allowed, "needed": NEEDED_MIB})
    return Failure("batch.unexpected", {"file": file, "kind": kind})
