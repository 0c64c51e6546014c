"""The function for whoever wants a folder matched without setting anything up."""

import os
from pathlib import Path
from typing import Unpack

from goalsearch.batch.batch import Batch
from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.options import BatchOptions, MatchOptions
from goalsearch.corpus import Corpus
from goalsearch.defaults import DEFAULT_K
from goalsearch.retrieval.options import check_options


def match_folder(
    path: str | os.PathLike[str],
    k: int = DEFAULT_K,
    *,
    corpus: Corpus | None = None,
    workers: int | None = None,
    **options: Unpack[MatchOptions],
) -> Batch:
    """
    Match every proposal in a folder, or in a table of which each row is one.

    A file that cannot be read becomes a row that says why; the others are matched all the same. All rows are held in
    memory: a few kilobytes a proposal.

    Args:
        path: The folder, or a single table.
        k: Most goals for a proposal, at least 1.
        corpus: The goals; those that come with goalsearch when left out.
        workers: Processes to use; one for each processor when left out. The result is the same with any number.
        options: Filters, ranker, and how files and tables are read; see `goalsearch.batch.options.MatchOptions`.

    Raises:
        BatchError: If there is no such folder, nothing in it, or ``workers`` is below 1.
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """
    check_options("match_folder", options, MatchOptions.__annotations__)
    run = FolderRun(Path(path), BatchOptions.of(k, **options), corpus, workers=workers, with_vectors=True)
    return run.batch(run.rows())
