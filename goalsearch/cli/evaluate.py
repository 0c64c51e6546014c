"""``goalsearch evaluate``: how well labelled queries find their goals."""

from pathlib import Path
from typing import Final

import click

from goalsearch.cli.options import corpus_options, described, format_option
from goalsearch.messages import Language, text

# The default of goalsearch.evaluation, which help would have to import numpy to name.
_SAMPLES: Final = 10_000
_MISSES: Final = 3


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("evaluate")
    @click.argument("queries", type=click.Path(path_type=Path), metavar="QUERIES")
    @click.option(
        "--samples",
        type=click.IntRange(min=1),
        default=_SAMPLES,
        show_default=True,
        metavar="N",
        help=text("help.evaluate.samples", lang),
    )
    @click.option(
        "--misses",
        "n_misses",
        type=click.IntRange(min=0),
        default=_MISSES,
        show_default=True,
        metavar="N",
        help=text("help.evaluate.misses", lang),
    )
    @format_option(lang, "json")
    @corpus_options(lang)
    def evaluate(
        queries: Path,
        samples: int,
        n_misses: int,
        output_format: str,
        corpus: Path | None,
        add_corpus: tuple[Path, ...],
    ) -> None:
        from goalsearch import evaluation
        from goalsearch.cli import output
        from goalsearch.cli.searching import open_searcher
        from goalsearch.reports.evaluation import evaluation_lines

        searcher = open_searcher(corpus, add_corpus, lang)
        labelled = evaluation.read_queries(queries, searcher.corpus)
        measured = evaluation.evaluate(searcher, labelled, samples=samples)
        if output_format == "json":
            output.print_json(measured.to_dict(n_misses))
            return
        output.print_lines(
            lambda columns: evaluation_lines(measured, searcher.corpus, lang, columns=columns, n_misses=n_misses)
        )

    return described(evaluate, lang)
