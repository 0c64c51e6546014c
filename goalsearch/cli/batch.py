"""``goalsearch batch``: a folder of proposals in, one file with the goals of each out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from goalsearch.cli.options import column_options, corpus_options, described, filter_options, part_option, ranker_option
from goalsearch.messages import Language, text

if TYPE_CHECKING:
    from goalsearch.batch.batch import Summary

_SOME_FAILED: Final = 3
# Of goalsearch.reports.batch_outputs, which help would have to load numpy to name.
_SUFFIXES: Final = ".jsonl .csv .xlsx .html"


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("batch")
    @click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
    @click.option("-o", "--out", required=True, metavar="OUT", help=text("help.batch.out", lang, suffixes=_SUFFIXES))
    @click.option("-k", type=int, default=5, show_default=True, metavar="N", help=text("help.batch.k", lang))
    @filter_options(lang)
    @ranker_option(lang)
    @click.option("--include", multiple=True, metavar="GLOB", help=text("help.batch.include", lang))
    @click.option("--exclude", multiple=True, metavar="GLOB", help=text("help.batch.exclude", lang))
    @column_options(lang)
    @part_option(lang)
    @click.option("--workers", type=click.IntRange(min=1), metavar="N", help=text("help.batch.workers", lang))
    @click.option("--resume", is_flag=True, help=text("help.batch.resume", lang))
    @click.option("--force", is_flag=True, help=text("help.batch.force", lang))
    @corpus_options(lang)
    def batch(
        folder: Path,
        out: str,
        workers: int | None,
        resume: bool,
        force: bool,
        corpus: Path | None,
        add_corpus: tuple[Path, ...],
        **options: Any,
    ) -> None:
        from goalsearch.batch.folder_run import FolderRun
        from goalsearch.batch.options import BatchOptions
        from goalsearch.cli.batch_progress import shown_progress
        from goalsearch.cli.output import print_notices, write
        from goalsearch.cli.searching import corpus_source
        from goalsearch.reports import batch_outputs

        output = batch_outputs.Output.named(out)
        output.check(resume=resume, force=force)
        run = FolderRun(
            folder,
            BatchOptions(**options),
            corpus_source(corpus, add_corpus),
            workers=workers,
            with_vectors=output.needs_batch,
            without=(output.path, output.progress),
        )
        print_notices(run.notices, lang)
        try:
            with shown_progress(run, lang):
                batch_outputs.write(run, output, lang)
        except KeyboardInterrupt:
            click.echo(f"\n{text('batch.interrupted', lang)}", err=True, nl=False)
            raise
        _print_summary(run.summary, lang)
        write(f"{out}\n")
        if run.summary.n_failed:
            raise click.exceptions.Exit(_SOME_FAILED)

    return described(batch, lang)


def _print_summary(summary: "Summary", lang: Language) -> None:
    counts = {name: f"{getattr(summary, name):,}" for name in ("n_rows", "n_matched", "n_unmatched", "n_failed")}
    if summary.n_reused:
        click.echo(text("batch.reused", lang, n_files=f"{summary.n_reused:,}"), err=True)
    click.echo(text("batch.summary", lang, seconds=f"{summary.seconds:,.1f}", **counts), err=True)
    for n, failure in sorted(summary.failures.values(), key=lambda item: -item[0]):
        click.echo(text("batch.summary_failure", lang, n=f"{n:,}", message=failure.message(lang)), err=True)
    if summary.n_passed_over:
        click.echo(text("batch.summary_passed_over", lang, n=f"{summary.n_passed_over:,}"), err=True)
