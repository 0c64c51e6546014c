"""The function for whoever has a dataset and a cluster."""

import os
from collections.abc import Sequence
from pathlib import Path

from goalsearch.batch.options import DEFAULT_K, BatchOptions
from goalsearch.cluster.cluster_run import ClusterRun
from goalsearch.cluster.out_folder import MANIFEST, OutFolder
from goalsearch.cluster.part import PartFormat
from goalsearch.cluster.scheduler import Scheduler
from goalsearch.corpus import Corpus
from goalsearch.documents import PartName
from goalsearch.messages import Language, preferred_language
from goalsearch.ranking.fusion import Ranker


def match_dataset(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    scheduler: str,
    k: int = DEFAULT_K,
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
    parts: PartFormat = "jsonl",
    resume: bool = False,
    force: bool = False,
    lang: Language | None = None,
) -> Path:
    """
    Match a folder or a dataset on a Dask cluster that exists; see docs/scale.md. Takes ``goalsearch[dask]``.

    What comes out is a folder with a file for each partition and a manifest: nothing of it has to fit into memory.

    Args:
        path: A folder of proposals, or a dataset: a Parquet or JSON Lines file, or a folder of them. All workers have
            to see it by this path.
        out: Folder for the result; workers write it, and have to see it too.
        scheduler: Address of the scheduler, such as ``tcp://10.0.0.1:8786``.
        k: Most goals for a proposal; this and what follows as in `goalsearch.match_folder`.
        years: See there.
        agency: See there.
        category: See there.
        ranker: See there.
        corpus: See there. Workers need not have it.
        part: See there.
        include: See there.
        exclude: See there.
        id_column: See there.
        title_column: See there.
        text_columns: See there.
        parts: Format of the files: ``jsonl``, or ``parquet`` with the same columns.
        resume: Whether to go on with a run that was stopped, or that lost partitions.
        force: Whether to replace what ``out`` holds.
        lang: Language of messages in the result; the user's own when left out.

    Returns:
        The manifest. It is written last: what has none is not finished. If it is not ``complete``, it names the
        partitions that could not be matched.

    Raises:
        BatchError: If the input, the output or the cluster is not as it has to be.
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """
    folder = OutFolder(Path(out), parts)
    folder.check(resume=resume, force=force)
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
    with Scheduler(scheduler) as cluster:
        run = ClusterRun(Path(path), folder, options, corpus, lang=lang or preferred_language())
        run.run(cluster, resume=resume)
    return folder.path / MANIFEST
