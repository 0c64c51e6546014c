"""``goalsearch trends``: topics that rise, fall and are new over the fiscal years."""

from pathlib import Path
from typing import Any

import click

from goalsearch.cli.options import column_options, corpus_options, described
from goalsearch.cli.result_output import checked_output, give, result_options
from goalsearch.defaults import LEVEL, LIMIT, MIN_DOCUMENTS
from goalsearch.messages import Language, text
from goalsearch.writing.forms import TRENDS


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("trends")
    @click.argument("dataset", required=False, type=click.Path(path_type=Path), metavar="[DATASET]")
    @result_options(lang, TRENDS)
    @click.option("--year-column", metavar="COLUMN", help=text("help.trends.year_column", lang))
    @click.option("--field-column", metavar="COLUMN", help=text("help.trends.field_column", lang))
    @column_options(lang)
    @click.option(
        "--min-documents",
        type=click.IntRange(min=1),
        default=MIN_DOCUMENTS,
        show_default=True,
        metavar="N",
        help=text("help.trends.min_documents", lang),
    )
    @click.option(
        "--level", type=float, default=LEVEL, show_default=True, metavar="Q", help=text("help.trends.level", lang)
    )
    @click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=LIMIT,
        show_default=True,
        metavar="N",
        help=text("help.trends.limit", lang),
    )
    @click.option("--workers", type=click.IntRange(min=1), metavar="N", help=text("help.batch.workers", lang))
    @corpus_options(lang)
    def trends(
        dataset: Path | None,
        out: Path | None,
        output_format: str | None,
        force: bool,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
        **options: Any,
    ) -> None:
        from goalsearch.cli.output import print_notices
        from goalsearch.cli.searcher_options import open_searcher
        from goalsearch.landscape.trends import trends
        from goalsearch.reports import trends_data
        from goalsearch.reports.trends_text import trends_lines

        output = checked_output(out, output_format, TRENDS, lang, force=force)
        found = trends(dataset, searcher=open_searcher(corpus, add_corpus, lang), **options)
        print_notices(found.notices, lang)
        give(found, output, output_format, lang, lines=trends_lines, table=trends_data.table)

    return described(trends, lang)
