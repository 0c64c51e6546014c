"""``goalsearch gaps``: themes that no goal covers, and goals that no text addresses."""

from pathlib import Path
from typing import Any

import click

from goalsearch.cli.options import SOME_FAILED, column_options, corpus_options, described, filter_options
from goalsearch.cli.result_output import checked_output, give, result_options
from goalsearch.defaults import MIN_SIZE
from goalsearch.messages import Language, text
from goalsearch.writing.forms import GAPS


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("gaps")
    @click.argument("path", type=click.Path(path_type=Path), metavar="PATH")
    @result_options(lang, GAPS)
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
        from goalsearch.cli.output import print_notices
        from goalsearch.cli.searcher_options import corpus_source
        from goalsearch.landscape.gaps import gaps
        from goalsearch.reports import gaps_data
        from goalsearch.reports.gaps_text import gaps_lines

        output = checked_output(out, output_format, GAPS, lang, force=force)
        without = () if out is None else (out,)
        found = gaps(path, corpus=corpus_source(corpus, add_corpus), without=without, **options)
        print_notices(found.notices, lang)
        give(found, output, output_format, lang, lines=gaps_lines, table=gaps_data.table)
        if found.n_failed:
            raise click.exceptions.Exit(SOME_FAILED)

    return described(gaps, lang)
