"""
Documents to rows: what a worker does, here or in another process.

Everything a worker needs comes as arguments that can be pickled, and its functions can be imported by name, so that any
engine can run them. Each process keeps one searcher for each corpus.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.batch.discovery import Entry
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Failure, Row
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.documents import Document, Part, ReadOptions, iter_documents, select_part
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import GoalsearchError
from goalsearch.searcher import Ranking, Searcher

N_TERMS: Final = 8
"""Most terms that a row keeps of a hit."""
CHANGED: Final = "document.note.changed"
NO_ABSTRACT: Final = "document.note.no_abstract"

_AT_ONCE: Final = 64
# Said of the corpus under a filter, and so of every row or none.
_OF_ALL: Final = frozenset({"notice.undated_goals"})


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
    """

    document_id: str
    path: str
    record_id: str | None
    title: str | None
    text: str
    notes: tuple[str, ...]


def proposal(document: Document, path: str) -> Proposal:
    """What of ``document``, read from ``path``, there is to match."""
    return Proposal(
        document.document_id,
        path,
        document.record_id,
        document.title,
        document.text,
        tuple(note.key for note in document.notes),
    )


def match_files(setup: Setup, entries: Sequence[Entry]) -> list[tuple[Row, ...]]:
    """
    Read files and match what is in them.

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
                pending.append((of_file, proposal(document, entry.path)))
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
    parts = [select_part(given.text, options.part) for given in proposals]
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
        _row(setup, given, part, ranking) for given, part, ranking in zip(proposals, parts, rankings, strict=True)
    )


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


def _row(setup: Setup, given: Proposal, part: Part, ranking: Ranking | Exception) -> Row:
    if not given.text.strip():
        return _failed(given, Failure("batch.no_text", {"file": given.document_id}))
    if isinstance(ranking, Exception):
        return _failed(given, _unexpected(given.document_id, ranking))
    warnings = [notice.code for notice in ranking.warnings if notice.code not in _OF_ALL]
    if part.rule == "abstract-not-found":
        warnings.append(NO_ABSTRACT)
    return Row(
        document_id=given.document_id,
        path=given.path,
        record_id=given.record_id,
        title=given.title,
        n_characters=len(part.text),
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
        document_id=given.document_id, path=given.path, record_id=given.record_id, title=given.title, failure=failure
    )


def _unexpected(file: str, error: Exception) -> Failure:
    return Failure("batch.unexpected", {"file": file, "kind": type(error).__name__})
