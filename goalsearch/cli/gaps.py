"""``goalsearch gaps``: themes that no goal covers, and goals that no text addresses."""

from pathlib import Path
from typing import Any

import click

from goalsearch.cli.options import (
    SOME_FAILED,
    column_options,
    corpus_options,
    described,
    filter_options,
    refuse_out_and_format,
    result_options,
)
from goalsearch.defaults import MIN_SIZE
from goalsearch.messages import Language, text


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("gaps")
    @click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
    @result_options(lang)
    @filter_options(lang)
    @click.option("--include", multiple=True, metavar="GLOB", help=text("help.batch.include", lang))
    @click.option("--exclude", multiple=True, metavar="GLOB", help=text("help.batch.exclude", lang))
    @click.option("--year-column", metavar="COLUMN", help=text("help.trends.year_column", lang))
    @column_options(lang)
    @click.option(
        "--min-size",
        type=click.IntRange(min=2),
        default=MIN_SIZE,
        show_default=True,
        metavar="N",
        help=text("help.gaps.min_size", lang),
    )
    @click.option("--workers", type=click.IntRange(min=1), metavar="N", help=text("help.batch.workers", lang))
    @corpus_options(lang)
    def gaps(
        path: Path,
        out: Path | None,
        output_format: str | None,
        force: bool,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
        **options: Any,
    ) -> None:
        from goalsearch.cli import output
        from goalsearch.cli.searcher_options import corpus_source
        from goalsearch.landscape.gaps import gaps
        from goalsearch.reports import gaps_data
        from goalsearch.reports.gaps_text import gaps_lines
        from goalsearch.writing.forms import GAPS
        from goalsearch.writing.output import Output

        refuse_out_and_format(out, output_format, lang)
        file = None if out is None else Output.named(out, GAPS, force=force)
        without = () if out is None else (out,)
        found = gaps(path, corpus=corpus_source(corpus, add_corpus), without=without, **options)
        output.print_notices(found.notices, lang)
        if file is not None:
            file.write(found, lang)
            output.write(f"{out}\n")
        elif output_format == "json":
            output.print_json(found.to_dict())
        elif output_format == "csv":
            output.write(gaps_data.table(found))
        else:
            output.print_lines(lambda columns: gaps_lines(found, lang, columns=columns))
        if found.n_failed:
            raise click.exceptions.Exit(SOME_FAILED)

    return described(gaps, lang)
