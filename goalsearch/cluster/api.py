"""The function for whoever has a dataset and a cluster."""

import os
from pathlib import Path
from typing import Unpack

from goalsearch.batch.options import BatchOptions, MatchOptions
from goalsearch.cluster.cluster_run import ClusterRun
from goalsearch.cluster.out_folder import MANIFEST, OutFolder
from goalsearch.cluster.scheduler import Scheduler
from goalsearch.corpus import Corpus
from goalsearch.defaults import DEFAULT_K
from goalsearch.messages import Language, preferred_language


def match_dataset(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    scheduler: str,
    k: int = DEFAULT_K,
    corpus: Corpus | None = None,
    parts: str = "jsonl",
    resume: bool = False,
    force: bool = False,
    lang: Language | None = None,
    **options: Unpack[MatchOptions],
) -> Path:
    """
    Match a folder or a dataset on a Dask cluster that exists; see docs/scale.md. Takes ``goalsearch[dask]``.

    What comes out is a folder with a file for each partition and a manifest: nothing of it has to fit into memory.

    Args:
        path: A folder of proposals, or a dataset: a Parquet or JSON Lines file, or a folder of them. All workers have
            to see it by this path.
        out: Folder for the result; workers write it, and have to see it too.
        scheduler: Address of the scheduler, such as ``tcp://10.0.0.1:8786``.
        k: Most goals for a proposal, at least 1.
        corpus: The goals; those that come with goalsearch when left out. Workers need not have it.
        parts: Form of the files: ``jsonl``, ``csv``, or ``parquet`` with the columns of JSON Lines.
        resume: Whether to go on with a run that was stopped, or that lost partitions.
        force: Whether to replace what ``out`` holds.
        lang: Language of messages in the result; the user's own when left out.
        options: Filters, ranker, and how files and tables are read; see `goalsearch.batch.options.MatchOptions`.

    Returns:
        The manifest. It is written last: what has none is not finished. If it is not ``complete``, it names the
        partitions that could not be matched.

    Raises:
        BatchError: If the input or the cluster is not as it has to be.
        OutputError: If the output is not.
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """
    folder = OutFolder(Path(out), parts)
    folder.check(resume=resume, force=force)
    with Scheduler(scheduler) as cluster:
        run = ClusterRun(Path(path), folder, BatchOptions.of(k, **options), corpus, lang=lang or preferred_language())
        run.run(cluster, resume=resume)
    return folder.path / MANIFEST
