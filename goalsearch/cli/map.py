"""``goalsearch map``: the goals on a plane, with a text or a folder of proposals among them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from goalsearch.cli.context import Spoken
from goalsearch.cli.options import SOME_FAILED, column_options, corpus_options, described, filter_options, part_option
from goalsearch.cli.result_output import checked_output, give_picture, result_options
from goalsearch.cli.search import query_text
from goalsearch.messages import Language, text
from goalsearch.writing.forms import PICTURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goalsearch.batch.row import Row
    from goalsearch.corpus import CorpusSource
    from goalsearch.defaults import PartName
    from goalsearch.writing.output import Output

_OF_PROPOSALS: Final = ("include", "exclude", "id_column", "title_column", "text_columns")


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("map")
    @click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[FOLDER]")
    @click.option("-t", "--text", "words", metavar="TEXT", help=text("help.map.text", lang))
    @click.option("-f", "--file", "path", metavar="FILE", help=text("help.search.file", lang))
    @part_option(lang)
    @result_options(lang, PICTURE, "help.picture.out")
    @filter_options(lang)
    @click.option("--include", multiple=True, metavar="GLOB", help=text("help.batch.include", lang))
    @click.option("--exclude", multiple=True, metavar="GLOB", help=text("help.batch.exclude", lang))
    @column_options(lang)
    @corpus_options(lang)
    @click.pass_obj
    def map_goals(
        spoken: Spoken,
        /,
        folder: Path | None,
        words: str | None,
        path: str | None,
        part: "PartName",
        out: Path | None,
        force: bool,
        output_format: str | None,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
        **options: Any,
    ) -> None:
        of_proposals = {name: options.pop(name) for name in _OF_PROPOSALS}
        output = checked_output(out, output_format, PICTURE, lang, force=force)
        given = words is not None or path is not None
        query = query_text(() if words is None else (words,), path, part, spoken) if given else None
        from goalsearch.cli.output import print_notices
        from goalsearch.cli.searcher_options import corpus_source, open_searcher
        from goalsearch.pictures.map import map_picture
        from goalsearch.pictures.picture import shown_rows
        from goalsearch.text.language import language_of

        shown_in = lang if query is None else spoken.about(language_of(query))
        searcher = open_searcher(corpus, add_corpus, shown_in)
        # Nobody should wait for proposals that no picture can show.
        shown_rows(searcher.corpus, **options)
        ranking = None
        if query is not None:
            ranking = searcher.rank(query, **options)
            print_notices(ranking.warnings, shown_in)
        rows: Sequence[Row] = ()
        if folder is not None:
            source = corpus_source(corpus, add_corpus)
            rows = _rows(folder, {**options, **of_proposals, "part": part}, source, output, shown_in)
        give_picture(map_picture(searcher, ranking, rows, **options), output, output_format, shown_in)
        if any(row.failure for row in rows):
            raise click.exceptions.Exit(SOME_FAILED)

    return described(map_goals, lang)


def _rows(
    folder: Path, options: dict[str, Any], source: "CorpusSource", output: "Output | None", lang: Language
) -> "Sequence[Row]":
    """The proposals of a folder, with what to place them by."""
    from goalsearch.batch.folder_run import FolderRun
    from goalsearch.batch.options import BatchOptions
    from goalsearch.cli.batch_progress import of_run, print_summary, shown_progress

    without = () if output is None else (output.path,)
    run = FolderRun(folder, BatchOptions(**options), source, with_vectors=True, without=without)
    with shown_progress(of_run(run), lang):
        rows = tuple(run.rows())
    print_summary(run.summary, lang)
    return rows
