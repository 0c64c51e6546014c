"""``goalsearch trends``: topics that rise, fall and are new over the fiscal years."""

from pathlib import Path
from typing import Any

import click

from goalsearch.cli.options import column_options, corpus_options, described, refuse_out_and_format, result_options
from goalsearch.defaults import LEVEL, LIMIT, MIN_DOCUMENTS
from goalsearch.messages import Language, text


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("trends")
    @click.argument("dataset", required=False, type=click.Path(path_type=Path), metavar="[DATASET]")
    @result_options(lang)
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
        from goalsearch.cli import output
        from goalsearch.cli.searcher_options import open_searcher
        from goalsearch.landscape.trends import trends
        from goalsearch.reports import trends_data
        from goalsearch.reports.trends_text import trends_lines
        from goalsearch.writing.forms import TRENDS
        from goalsearch.writing.output import Output

        refuse_out_and_format(out, output_format, lang)
        file = None if out is None else Output.named(out, TRENDS, force=force)
        found = trends(dataset, searcher=open_searcher(corpus, add_corpus, lang), **options)
        output.print_notices(found.notices, lang)
        if file is not None:
            file.write(found, lang)
            output.write(f"{out}\n")
        elif output_format == "json":
            output.print_json(found.to_dict())
        elif output_format == "csv":
            output.write(trends_data.table(found))
        else:
            output.print_lines(lambda columns: trends_lines(found, lang, columns=columns))

    return described(trends, lang)
