"""``goalsearch batch --engine dask``: the same on a cluster that exists."""

from pathlib import Path

import click

from goalsearch.batch.batch import Summary
from goalsearch.batch.options import BatchOptions
from goalsearch.cli.batch_progress import Progress, shown_progress
from goalsearch.cli.output import print_notices
from goalsearch.cluster.cluster_run import ClusterRun
from goalsearch.cluster.out_folder import MANIFEST, OutFolder
from goalsearch.cluster.scheduler import Scheduler
from goalsearch.corpus import CorpusSource
from goalsearch.messages import Language, text


def match_on_cluster(
    folder: Path,
    out: str,
    options: BatchOptions,
    source: CorpusSource,
    address: str,
    lang: Language,
    *,
    parts: str,
    resume: bool,
    force: bool,
) -> tuple[Summary, bool]:
    """What came of a run, and whether all partitions were matched; says on standard error which were not."""
    output = OutFolder(Path(out), parts)
    output.check(resume=resume, force=force)
    with Scheduler(address) as scheduler:
        run = ClusterRun(folder, output, options, source, lang=lang)
        print_notices(run.notices, lang)

        def look() -> Progress:
            return Progress(run.n_partitions_done, run.n_partitions, run.n_rows_done)

        with shown_progress(look, lang, key="cluster.progress"):
            run.run(scheduler, resume=resume)
    if run.n_reused:
        click.echo(text("cluster.reused", lang, n=f"{run.n_reused:,}"), err=True)
    if run.lost:
        name, message = run.lost[0]["name"], run.lost[0]["message"]
        n_lost = f"{len(run.lost):,}"
        said = text("cluster.summary_lost", lang, n=n_lost, manifest=MANIFEST, name=name, message=message)
        click.echo(said, err=True)
    return run.summary, not run.lost
