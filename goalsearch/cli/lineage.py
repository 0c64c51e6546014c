"""``goalsearch lineage``: the goals by year, linked to the past goals that they continue, as a picture or a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.context import Spoken
from goalsearch.cli.options import corpus_options, described, filter_options, part_option
from goalsearch.cli.result_output import checked_output, give_picture, result_options
from goalsearch.cli.search import TextCommand, query_text
from goalsearch.messages import Language, text
from goalsearch.writing.forms import PICTURE

if TYPE_CHECKING:
    from goalsearch.defaults import PartName


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("lineage", cls=TextCommand)
    @click.argument("words", nargs=-1, metavar="[TEXT]")
    @click.option("-f", "--file", "path", metavar="FILE", help=text("help.search.file", lang))
    @part_option(lang)
    @result_options(lang, PICTURE, "help.picture.out")
    @click.option("--whole", is_flag=True, help=text("help.lineage.whole", lang))
    @click.option("--goal", "goal_id", metavar="ID", help=text("help.lineage.goal", lang))
    @filter_options(lang)
    @corpus_options(lang)
    @click.pass_obj
    def lineage(
        spoken: Spoken,
        /,
        words: tuple[str, ...],
        path: str | None,
        part: "PartName",
        out: Path | None,
        force: bool,
        output_format: str | None,
        goal_id: str | None,
        whole: bool,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
        **filters: Any,
    ) -> None:
        output = checked_output(out, output_format, PICTURE, lang, force=force)
        query = query_text(words, path, part, spoken) if words or path is not None else None
        from goalsearch.cli.output import print_notices
        from goalsearch.cli.searcher_options import open_searcher
        from goalsearch.pictures.lineage import lineage_picture
        from goalsearch.text.language import language_of

        shown_in = lang if query is None else spoken.about(language_of(query))
        searcher = open_searcher(corpus, add_corpus, shown_in)
        result = None
        if query is not None:
            result = searcher.search(query, **filters)
            print_notices(result.warnings, shown_in)
        # About a goal and a text, its whole family is shown: it may be far from the text.
        near = not whole and goal_id is None
        give_picture(
            lineage_picture(searcher, result, goal_id=goal_id, near=near, **filters), output, output_format, shown_in
        )

    lineage.lang = lang
    return described(lineage, lang)
