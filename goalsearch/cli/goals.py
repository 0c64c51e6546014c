"""``goalsearch goals``: the goals themselves, listed or one in full."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.options import corpus_options, described, filter_options, format_option
from goalsearch.messages import Language, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goalsearch.model import Goal
    from goalsearch.searcher import Searcher


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("goals")
    @click.argument("goal_id", required=False, metavar="[ID]")
    @filter_options(lang)
    @format_option(lang, "json", "jsonl", "csv", "markdown")
    @corpus_options(lang)
    def goals(
        goal_id: str | None, output_format: str, corpus: Path | None, add_corpus: tuple[Path, ...], **filters: Any
    ) -> None:
        if goal_id is not None and any(filters.values()):
            raise click.UsageError(text("goals.id_and_filter", lang))
        from goalsearch.cli.searching import open_searcher

        searcher = open_searcher(corpus, add_corpus, lang)
        if goal_id is None:
            _print_list(searcher, output_format, lang, filters)
        else:
            _print_goal(searcher, goal_id, output_format, lang)

    return described(goals, lang)


def _print_list(searcher: "Searcher", output_format: str, lang: Language, filters: dict[str, Any]) -> None:
    from goalsearch.cli import output
    from goalsearch.filters import GoalFilter

    listed = GoalFilter(**filters).goals(searcher.corpus)
    if output_format == "text":
        from goalsearch.reports.goals import goal_list_lines

        output.print_lines(lambda columns: goal_list_lines(listed, lang, columns=columns))
        return
    if output_format == "json":
        output.print_json([goal.to_dict() for goal in listed])
    elif output_format == "jsonl":
        for goal in listed:
            output.print_json(goal.to_dict(), indent=None)
    else:
        _print_table(listed, output_format)


def _print_goal(searcher: "Searcher", goal_id: str, output_format: str, lang: Language) -> None:
    from goalsearch.cli import output

    goal = searcher.corpus.get(goal_id)
    if output_format == "text":
        from goalsearch.reports.goals import goal_lines

        programmes = searcher.programmes(goal)
        earlier, later = searcher.related(goal_id), searcher.related(goal_id, direction="later")
        output.print_lines(lambda columns: goal_lines(goal, programmes, earlier, later, lang, columns=columns))
    elif output_format in ("json", "jsonl"):
        from goalsearch.reports.records import goal_record

        output.print_json(goal_record(searcher, goal_id), indent=2 if output_format == "json" else None)
    else:
        _print_table([goal], output_format)


def _print_table(goals: "Sequence[Goal]", output_format: str) -> None:
    """What identifies each goal, one on a line, as CSV or Markdown."""
    from goalsearch.cli import output
    from goalsearch.model import Goal
    from goalsearch.reports import records

    if output_format == "csv":
        output.write(records.csv_text(Goal.IDENTITY, [goal.identity() for goal in goals]))
    else:
        output.write(records.markdown_table(Goal.IDENTITY, [list(goal.identity().values()) for goal in goals]))
