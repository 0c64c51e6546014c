"""The function for whoever wants a folder matched without setting anything up."""

import os
from collections.abc import Sequence
from pathlib import Path

from goalsearch.batch.batch import Batch
from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.options import DEFAULT_K, BatchOptions
from goalsearch.corpus import Corpus
from goalsearch.documents import PartName
from goalsearch.ranking.fusion import Ranker


def match_folder(
    path: str | os.PathLike[str],
    k: int = DEFAULT_K,
    *,
    years: str | int | None = None,
    agency: str | None = None,
    category: str | None = None,
    ranker: Ranker | None = None,
    corpus: Corpus | None = None,
    part: PartName = "auto",
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    id_column: str | None = None,
    title_column: str | None = None,
    text_columns: Sequence[str] = (),
    workers: int | None = None,
) -> Batch:
    """
    Match every proposal in a folder, or in a table of which each row is one.

    A file that cannot be read becomes a row that says why; the others are matched all the same. All rows are held in
    memory: a few kilobytes a proposal.

    Args:
        path: The folder, or a single table.
        k: Most goals for a proposal, at least 1.
        years: Fiscal years of the goals: ``2019``, ``2015-2018``, ``latest``, or several of these with commas.
        agency: Agency of the goals, such as JST.
        category: Category of the goals: materials, information, life or medical.
        ranker: How goals are ranked, see `goalsearch.searcher.Searcher.search`.
        corpus: The goals; those that come with goalsearch when left out.
        part: Which part of a long proposal is matched, see `goalsearch.documents.section`.
        include: Only files that one of these patterns fits, see `goalsearch.batch.discovery`.
        exclude: No files and folders that one of these patterns fits.
        id_column: Heading, number or letter of a table's column that identifies a row; looked for when left out.
        title_column: The same for the title.
        text_columns: The same for the text; several are joined.
        workers: Processes to use; one for each processor when left out. The result is the same with any number.

    Raises:
        BatchError: If there is no such folder, nothing in it, or ``workers`` is below 1.
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """
    options = BatchOptions(
        k=k,
        years=None if years is None else str(years),
        agency=agency,
        category=category,
        ranker=ranker,
        part=part,
        include=tuple(include),
        exclude=tuple(exclude),
        id_column=id_column,
        title_column=title_column,
        text_columns=tuple(text_columns),
    )
    run = FolderRun(Path(path), options, corpus, workers=workers, with_vectors=True)
    return run.batch(run.rows())
