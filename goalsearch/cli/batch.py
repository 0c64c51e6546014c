"""``goalsearch batch``: a folder of proposals in, one file with the goals of each out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.context import Spoken
from goalsearch.cli.options import (
    SOME_FAILED,
    column_options,
    corpus_options,
    described,
    filter_options,
    part_option,
    ranker_option,
)
from goalsearch.cli.values import WHOLE, Choice
from goalsearch.defaults import DEFAULT_K
from goalsearch.messages import Language, text
from goalsearch.writing.forms import BATCH, PARTS, suffixes

if TYPE_CHECKING:
    from goalsearch.batch.batch import Summary
    from goalsearch.batch.options import BatchOptions
    from goalsearch.corpus import CorpusSource


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("batch")
    @click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
    @click.option("-o", "--out", metavar="OUT", help=text("help.batch.out", lang, suffixes=suffixes(BATCH)))
    @click.option("-k", type=WHOLE, default=DEFAULT_K, show_default=True, metavar="N", help=text("help.batch.k", lang))
    @filter_options(lang)
    @ranker_option(lang)
    @click.option("--include", multiple=True, metavar="GLOB", help=text("help.batch.include", lang))
    @click.option("--exclude", multiple=True, metavar="GLOB", help=text("help.batch.exclude", lang))
    @column_options(lang)
    @click.option(
        "--keep-column", "keep_columns", multiple=True, metavar="COLUMN", help=text("help.batch.keep_column", lang)
    )
    @part_option(lang)
    @click.option(
        "--engine",
        type=Choice(["local", "dask"]),
        default="local",
        show_default=True,
        help=text("help.batch.engine", lang),
    )
    @click.option("--scheduler", metavar="ADDRESS", help=text("help.batch.scheduler", lang))
    @click.option("--parts", type=Choice([form.name for form in PARTS]), help=text("help.batch.parts", lang))
    @click.option("--workers", type=click.IntRange(min=1), metavar="N", help=text("help.batch.workers", lang))
    @click.option("--resume", is_flag=True, help=text("help.batch.resume", lang))
    @click.option("--force", is_flag=True, help=text("help.batch.force", lang))
    @corpus_options(lang)
    @click.pass_obj
    def batch(
        spoken: Spoken,
        /,
        folder: Path,
        out: str | None,
        engine: str,
        scheduler: str | None,
        parts: str | None,
        workers: int | None,
        resume: bool,
        force: bool,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
        **options: Any,
    ) -> None:
        from goalsearch.batch.options import BatchOptions
        from goalsearch.cli.batch_progress import print_summary
        from goalsearch.cli.output import write
        from goalsearch.cli.searcher_options import corpus_source

        _check_engine(lang, engine, scheduler=scheduler, parts=parts, workers=workers)
        how = BatchOptions(**options)
        shown_in = spoken.lang if spoken.is_named or engine == "dask" else _language_of_texts(folder, how, spoken)
        out = out or _default_out(folder, shown_in, engine, resume=resume)
        matched = how, corpus_source(corpus, add_corpus)
        try:
            if scheduler is not None:
                from goalsearch.cli.batch_cluster import match_on_cluster

                summary, is_complete = match_on_cluster(
                    folder,
                    out,
                    *matched,
                    scheduler,
                    shown_in,
                    parts=parts or PARTS[0].name,
                    resume=resume,
                    force=force,
                )
            else:
                summary = _match_here(folder, out, *matched, shown_in, workers=workers, resume=resume, force=force)
                is_complete = True
        except KeyboardInterrupt:
            click.echo(f"\n{text('batch.interrupted', shown_in)}", err=True, nl=False)
            raise
        print_summary(summary, shown_in)
        write(f"{out}\n")
        if summary.n_failed or not is_complete:
            raise click.exceptions.Exit(SOME_FAILED)

    return described(batch, lang)


def _check_engine(lang: Language, engine: str, **given: object) -> None:
    """
    Make sure that the options are those of the engine.

    Raises:
        click.UsageError: If one is missing, or of the other engine.
    """
    if engine == "dask":
        if given["scheduler"] is None:
            raise click.UsageError(text("cluster.needs_scheduler", lang))
        if given["workers"] is not None:
            raise click.UsageError(text("cluster.only_local", lang, option="--workers"))
    else:
        for name in ("scheduler", "parts"):
            if given[name] is not None:
                raise click.UsageError(text("cluster.only_dask", lang, option=f"--{name}"))


def _language_of_texts(folder: Path, options: "BatchOptions", spoken: Spoken) -> Language:
    """
    The language of the folder's texts.

    Raises:
        BatchError: If there is no such folder.
    """
    from goalsearch.batch.first_text import first_language

    return spoken.about(first_language(folder, options))


def _default_out(folder: Path, lang: Language, engine: str, *, resume: bool) -> str:
    """
    The output that was not named, and said before the work.

    Raises:
        click.UsageError: If the run is one of a cluster, which may see other folders than this machine.
        BatchError: If there is no such folder.
    """
    from datetime import UTC, datetime

    from goalsearch.documents.source import shown
    from goalsearch.errors import BatchError
    from goalsearch.writing.default_name import default_name

    if engine == "dask":
        raise click.UsageError(text("cluster.needs_out", lang))
    if not folder.exists():
        raise BatchError("batch.no_folder", path=shown(folder))
    name = default_name(folder, lang, datetime.now(tz=UTC).astimezone().date(), resume=resume)
    click.echo(text("batch.default_out", lang, path=shown(name)), err=True)
    return str(name)


def _match_here(
    folder: Path,
    out: str,
    options: "BatchOptions",
    source: "CorpusSource",
    lang: Language,
    *,
    workers: int | None,
    resume: bool,
    force: bool,
) -> "Summary":
    """Match on this machine."""
    from goalsearch.batch.folder_run import FolderRun
    from goalsearch.cli.batch_progress import of_run, shown_progress
    from goalsearch.cli.output import print_notices
    from goalsearch.writing import batch as batch_outputs

    output = batch_outputs.BatchOutput.named(out)
    output.check(resume=resume, force=force)
    without = (output.path, output.progress)
    run = FolderRun(folder, options, source, workers=workers, with_vectors=output.needs_batch, without=without)
    print_notices(run.notices, lang)
    with shown_progress(of_run(run), lang):
        notices = batch_outputs.write(run, output, lang, anew=force and not resume)
    print_notices(notices, lang)
    return run.summary
