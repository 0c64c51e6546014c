"""``goalsearch lineage``: the goals by year, linked to the past goals that they continue, as a picture or a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.options import corpus_options, described, filter_options, part_option
from goalsearch.cli.picturing import checked_output, give, output_options
from goalsearch.cli.search import TextCommand, query_text
from goalsearch.messages import Language, text

if TYPE_CHECKING:
    from goalsearch.documents import PartName


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("lineage", cls=TextCommand)
    @click.argument("words", nargs=-1, metavar="[TEXT]")
    @click.option("-f", "--file", "path", metavar="FILE", help=text("help.search.file", lang))
    @part_option(lang)
    @output_options(lang)
    @click.option("--goal", "goal_id", metavar="ID", help=text("help.lineage.goal", lang))
    @filter_options(lang)
    @corpus_options(lang)
    def lineage(
        words: tuple[str, ...],
        path: str | None,
        part: "PartName",
        out: str | None,
        force: bool,
        output_format: str | None,
        goal_id: str | None,
        corpus: Path | None,
        add_corpus: tuple[Path, ...],
        **filters: Any,
    ) -> None:
        output = checked_output(out, output_format, lang, force=force)
        query = query_text(words, path, part, lang) if words or path is not None else None
        from goalsearch.cli.output import print_notices
        from goalsearch.cli.searching import open_searcher
        from goalsearch.pictures.lineage import lineage_picture

        searcher = open_searcher(corpus, add_corpus, lang)
        result = None
        if query is not None:
            result = searcher.search(query, **filters)
            print_notices(result.warnings, lang)
        give(lineage_picture(searcher, result, goal_id=goal_id, **filters), output, output_format, lang)

    lineage.lang = lang
    return described(lineage, lang)
