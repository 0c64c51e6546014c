"""Texts that a program has in memory: matched as the proposals of a folder are, without any file."""

import itertools
import time
import warnings
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol, Unpack, cast

from goalsearch.batch.batch import Batch, Summary
from goalsearch.batch.folder_run import versions
from goalsearch.batch.kernel import Proposal, Setup, match_proposals, searcher_for
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Failure, Row
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.defaults import DEFAULT_K, PartName
from goalsearch.errors import BatchError
from goalsearch.messages import preferred_language, text
from goalsearch.model import Notice
from goalsearch.processes.pool import Ask, WorkerDiedError, WorkerPool, default_workers
from goalsearch.retrieval.options import SearchOptions, check_options

_AT_ONCE: Final = 64
"""Texts matched in one go."""
_ALONE: Final = 2_000
"""Fewer texts than this are matched in this process: starting others takes longer."""
_MISSING: Final = frozenset({"NAType", "NaTType"})
_SHOWN: Final = 3


class _SeriesLike(Protocol):
    """What a pandas Series has in common with a mapping, and all that is asked of it."""

    def items(self) -> Iterable[tuple[Hashable, object]]:
        """Label and value, one by one; a Series may give a label twice."""
        ...


Texts = _SeriesLike | Mapping[Hashable, str | None] | Iterable[str | None]
"""A list of texts or any other iterable, a dict or a pandas Series."""


def match_texts(
    texts: Texts,
    k: int = DEFAULT_K,
    *,
    corpus: Corpus | None = None,
    part: PartName = "whole",
    workers: int | None = None,
    **options: Unpack[SearchOptions],
) -> Batch:
    """
    Match many texts: the same goals for each as `goalsearch.search` finds, with the leading terms of each.

    ``match_texts(frame["abstract"]).to_frame()`` gives a table with one row for each text and rank. Its ``text_id`` is
    the place in a list, the key of a dict, or the label in a Series' index, which may occur more than once. None and
    NaN are empty texts, of which a warning says how many there are.

    Args:
        texts: The texts; in their order come the rows.
        k: Most goals for a text, at least 1.
        corpus: The goals; those that come with goalsearch when left out.
        part: Which part of a text is matched; see `goalsearch.documents.section`.
        workers: Processes to use; when left out one for each processor, and this one alone for few texts. The result is
            the same with any number.
        options: Filters and ranker, see `goalsearch.retrieval.options.SearchOptions`.

    Raises:
        BatchError: If ``workers`` is below 1, ``texts`` is a single text, or something in it is no text.
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """
    check_options("match_texts", options)
    if workers is not None and workers < 1:
        raise BatchError("batch.workers", workers=workers)
    given, missing = _read(texts)
    if missing:
        shown = ", ".join(repr(key) for key in missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
        said = text("batch.texts.missing", preferred_language(), n=len(missing), text_ids=shown)
        warnings.warn(said, UserWarning, stacklevel=2)
    n_workers = workers or (default_workers() if len(given) >= _ALONE else 1)
    source = CorpusSource.default() if corpus is None else corpus
    return _matched(given, BatchOptions.of(k, part=part, **options), source, n_workers)


def match_text(given: str, name: str, options: BatchOptions, source: Corpus | CorpusSource) -> Batch:
    """
    A single text as a batch, such as a workbook of one search shows it.

    Args:
        given: The text.
        name: What to call it.
        options: How to match; those about files have no effect.
        source: The goals, or where to read them.

    Raises:
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """
    return _matched([(name, given)], options, source, 1)


def _read(texts: Texts) -> tuple[list[tuple[Hashable, str]], list[Hashable]]:
    """The texts with what each is called, and which of them are missing."""
    if isinstance(texts, str | bytes) or not (hasattr(texts, "items") or isinstance(texts, Iterable)):
        raise BatchError("batch.texts.single", kind=type(texts).__name__)
    labelled = (
        cast("_SeriesLike", texts).items() if hasattr(texts, "items") else enumerate(cast("Iterable[object]", texts))
    )
    given: list[tuple[Hashable, str]] = []
    missing: list[Hashable] = []
    for key, value in labelled:
        if isinstance(value, str):
            given.append((key, value))
        elif _is_missing(value):
            missing.append(key)
            given.append((key, ""))
        else:
            raise BatchError("batch.texts.kind", text_id=repr(key), kind=type(value).__name__)
    return given, missing


def _is_missing(value: object) -> bool:
    """Whether ``value`` is None, or one of the ways in which a table says that there is nothing."""
    return value is None or (isinstance(value, float) and value != value) or type(value).__name__ in _MISSING


def _matched(
    given: Sequence[tuple[Hashable, str]], options: BatchOptions, source: Corpus | CorpusSource, n_workers: int
) -> Batch:
    start = time.monotonic()
    searcher = searcher_for(source)
    # What is wrong with the options is raised here; later it would become a failure of every row.
    how = {name: getattr(options, name) for name in ("years", "agency", "category", "ranker")}
    tried = searcher.search("", options.k, **how)
    setup = Setup(source=source, options=replace(options, ranker=tried.ranker), root=Path())
    matched = _rows(
        setup, [Proposal(str(key), "", None, None, said, ()) for key, said in given if said.strip()], n_workers
    )
    summary = Summary()
    rows = []
    for key, said in given:
        row = next(matched) if said.strip() else _empty(str(key))
        rows.append(replace(row, key=key))
        summary.count(row)
    summary.seconds = time.monotonic() - start
    return Batch(
        rows=tuple(rows),
        goals=tuple(options.goal_filter.goals(searcher.corpus)),
        folder=None,
        options=options.changed(),
        versions=versions(),
        fingerprint=searcher.corpus.fingerprint,
        k=options.k,
        ranker=tried.ranker,
        summary=summary,
    )


def _empty(name: str) -> Row:
    """The row of a text without anything in it: no failure, since a table may well have such."""
    reason = Notice("reason.nothing_shared", {})
    return Row(document_id=name, language="none", verdict="none", reason=reason, warnings=("notice.no_text",))


def _rows(setup: Setup, proposals: Sequence[Proposal], n_workers: int) -> Iterator[Row]:
    """The rows of texts that are not empty, in their order."""
    portions = (tuple(proposals[start : start + _AT_ONCE]) for start in range(0, len(proposals), _AT_ONCE))
    if n_workers == 1:
        yield from itertools.chain.from_iterable(match_proposals(setup, portion) for portion in portions)
        return

    def handle(ask: Ask, portion: Sequence[Proposal]) -> tuple[Row, ...]:
        try:
            return cast("tuple[Row, ...]", ask((match_proposals, setup, portion)))
        except WorkerDiedError as error:
            if len(portion) == 1:
                failure = Failure("document.crashed", {"file": portion[0].document_id, "code": error.code})
                return (Row(document_id=portion[0].document_id, failure=failure),)
            # One of the texts took the worker down, and with it what was known of the others.
            return tuple(itertools.chain.from_iterable(handle(ask, (alone,)) for alone in portion))

    with WorkerPool(n_workers) as pool:
        yield from itertools.chain.from_iterable(pool.map(handle, portions))
