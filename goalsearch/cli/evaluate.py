"""``goalsearch evaluate``: how well judged queries find their goals."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalsearch.cli.options import corpus_options, described, format_option
from goalsearch.cli.values import Choice
from goalsearch.defaults import DEFAULT_SAMPLES, N_MISSES, QUERY_FIELDS
from goalsearch.messages import Language, text

if TYPE_CHECKING:
    from goalsearch.evaluation import Evaluation, QueryField


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("evaluate")
    @click.argument("queries", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="QUERIES")
    @click.option("--qrels", type=click.Path(path_type=Path), metavar="FILE", help=text("help.evaluate.qrels", lang))
    @click.option(
        "--field",
        "fields",
        type=Choice(QUERY_FIELDS),
        multiple=True,
        help=text("help.evaluate.field", lang),
    )
    @click.option("--run", type=click.Path(path_type=Path), metavar="FILE", help=text("help.evaluate.run", lang))
    @click.option("--force", is_flag=True, help=text("help.evaluate.force", lang))
    @click.option(
        "--samples",
        type=click.IntRange(min=1),
        default=DEFAULT_SAMPLES,
        show_default=True,
        metavar="N",
        help=text("help.evaluate.samples", lang),
    )
    @click.option(
        "--misses",
        "n_misses",
        type=click.IntRange(min=0),
        default=N_MISSES,
        show_default=True,
        metavar="N",
        help=text("help.evaluate.misses", lang),
    )
    @format_option(lang, "json")
    @corpus_options(lang)
    def evaluate(
        queries: tuple[Path, ...],
        qrels: Path | None,
        fields: "tuple[QueryField, ...]",
        run: Path | None,
        force: bool,
        samples: int,
        n_misses: int,
        output_format: str,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
    ) -> None:
        from goalsearch import evaluation
        from goalsearch.cli import output
        from goalsearch.cli.searcher_options import open_searcher
        from goalsearch.reports.evaluation import evaluation_lines
        from goalsearch.writing.output import check

        searcher = open_searcher(corpus, add_corpus, lang)
        given = evaluation.read_query_files(queries, searcher.corpus, unlabelled=qrels is not None)
        if qrels is not None:
            query_ids = {query.query_id for query in given}
            given = evaluation.with_judgements(given, evaluation.read_judgements(qrels, searcher.corpus, query_ids))
            if n_unjudged := sum(query.judgement is None for query in given):
                click.echo(text("evaluation.unjudged", lang, n=n_unjudged), err=True)
        wanted = [
            field
            for field in QUERY_FIELDS
            if (not fields or field in fields) and any(field in query.texts for query in given)
        ]
        run_paths = {} if run is None else _run_paths(run, wanted)
        for path in run_paths.values():
            check(path, force=force)
        measured = evaluation.evaluate(searcher, given, fields=wanted, samples=samples)
        for field, path in run_paths.items():
            _write_run(measured, field, path)
            click.echo(text("evaluation.run_written", lang, path=path), err=True)
        if output_format == "json":
            output.print_json(measured.to_dict(n_misses))
            return
        output.print_lines(
            lambda columns: evaluation_lines(measured, searcher.corpus, lang, columns=columns, n_misses=n_misses)
        )

    return described(evaluate, lang)


def _run_paths(path: Path, fields: "list[QueryField]") -> "dict[QueryField, Path]":
    """Where the run of each field goes: a run has one ranking a query, so that several fields take several files."""
    if len(fields) == 1:
        return {fields[0]: path}
    return {field: path.with_name(f"{path.stem}-{field}{path.suffix}") for field in fields}


def _write_run(measured: "Evaluation", field: "QueryField", path: Path) -> None:
    from goalsearch.evaluation import run_text
    from goalsearch.writing.output import write_text

    (of_field,) = (item for item in measured.fields if item.field == field)
    write_text(path, run_text(of_field.run))
