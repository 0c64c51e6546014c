"""``goalsearch trends``: topics that rise, fall and are new over the fiscal years."""

from pathlib import Path
from typing import Any

import click

from goalsearch.cli.options import column_options, corpus_options, described, refuse_out_and_format, result_options
from goalsearch.messages import Language, text

# Of goalsearch.landscape.trends, which help would have to load numpy to name.
_MIN_DOCUMENTS = 5
_LEVEL = 0.05
_LIMIT = 20


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
        default=_MIN_DOCUMENTS,
        show_default=True,
        metavar="N",
        help=text("help.trends.min_documents", lang),
    )
    @click.option(
        "--level", type=float, default=_LEVEL, show_default=True, metavar="Q", help=text("help.trends.level", lang)
    )
    @click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=_LIMIT,
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
        corpus: Path | None,
        add_corpus: tuple[Path, ...],
        **options: Any,
    ) -> None:
        from goalsearch.cli import output
        from goalsearch.cli.searching import open_searcher
        from goalsearch.landscape.trends import trends
        from goalsearch.reports import trends_data, whole_file
        from goalsearch.reports.trends_page import trends_page
        from goalsearch.reports.trends_text import trends_lines

        refuse_out_and_format(out, output_format, lang)
        if out is not None:
            whole_file.check(out, force=force)
        found = trends(dataset, searcher=open_searcher(corpus, add_corpus, lang), **options)
        output.print_notices(found.notices, lang)
        if out is not None:
            whole_file.write(
                out,
                page=lambda: trends_page(found, lang),
                table=lambda: trends_data.table(found),
                value=found.to_dict,
            )
            output.write(f"{out}\n")
        elif output_format == "json":
            output.print_json(found.to_dict())
        elif output_format == "csv":
            output.write(trends_data.table(found))
        else:
            output.print_lines(lambda columns: trends_lines(found, lang, columns=columns))

    return described(trends, lang)
