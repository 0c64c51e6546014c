"""``goalsearch goals``: the goals themselves, listed or one in full."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from goalsearch.cli.options import corpus_options, described, filter_options, format_option
from goalsearch.messages import Language, text

_GOAL_ID: Final = re.compile(r"\d{4}-[a-z]+-\d+", re.IGNORECASE)
# Goals on a page of the list: all that come along are on the first.
_ON_PAGE: Final = 200

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goalsearch.corpus import Corpus
    from goalsearch.model import Goal
    from goalsearch.retrieval.searcher import Searcher


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("goals")
    @click.argument("words", nargs=-1, metavar="[ID | WORD…]")
    @filter_options(lang)
    @format_option(lang, "json", "jsonl", "csv", "markdown")
    @click.option("--page", type=click.IntRange(min=1), metavar="N", help=text("help.goals.page", lang))
    @corpus_options(lang)
    def goals(
        words: tuple[str, ...],
        output_format: str,
        page: int | None,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
        **filters: Any,
    ) -> None:
        from goalsearch.cli.searcher_options import open_searcher
        from goalsearch.errors import QueryError

        searcher = open_searcher(corpus, add_corpus, lang)
        # Such as a variable of the shell that is not set.
        if words and not any(map(str.strip, words)):
            raise QueryError("error.no_word", goal_id=next(iter(searcher.corpus)).id)
        # What is no identifier is looked for in titles and texts.
        if len(words) == 1 and (searcher.corpus.find(words[0]) is not None or _GOAL_ID.fullmatch(words[0])):
            if any(filters.values()) or page is not None:
                raise click.UsageError(text("goals.id_and_filter", lang))
            _print_goal(searcher, words[0], output_format, lang)
        else:
            if page is not None and output_format != "text":
                raise click.UsageError(text("goals.page_and_format", lang))
            _print_list(searcher, words, output_format, lang, filters, page or 1)

    return described(goals, lang)


def _print_list(
    searcher: "Searcher", words: tuple[str, ...], output_format: str, lang: Language, filters: dict[str, Any], page: int
) -> None:
    from goalsearch.cli import output
    from goalsearch.errors import QueryError
    from goalsearch.retrieval.filters import GoalFilter
    from goalsearch.retrieval.goals_with import goals_with
    from goalsearch.retrieval.year_notices import gaps_of, year_notices

    corpus, years = searcher.corpus, filters["years"]
    listed = goals_with(words, corpus, GoalFilter(**filters).allowed(corpus))
    if words and not listed:
        raise QueryError("error.no_goal_with", words=" ".join(words))
    notices = () if years is None else year_notices(years, corpus)
    if output_format == "text":
        from goalsearch.reports.goals import goal_list_lines

        listed = _by_year(listed, corpus)
        # A list of what holds a word lacks nothing, and a page of a list is not all there is.
        gaps = () if words or len(listed) > _ON_PAGE else gaps_of(years, corpus)
        first = (page - 1) * _ON_PAGE
        if first and first >= len(listed):
            raise QueryError("goals.no_page", page=page, n_pages=-(-len(listed) // _ON_PAGE))
        shown = [corpus.goals[row] for row in listed[first : first + _ON_PAGE]]
        count = ""
        if len(listed) > _ON_PAGE:
            places = {"first": f"{first + 1:,}", "last": f"{first + len(shown):,}", "n_goals": f"{len(listed):,}"}
            key = "goals.page" if first + len(shown) < len(listed) else "goals.last_page"
            count = text(key, lang, **places, page=page + 1)
        output.print_lines(lambda columns: goal_list_lines(shown, lang, columns=columns, gaps=gaps, count=count))
        # What is missing stands in the list itself.
        output.print_notices((notice for notice in notices if notice.code == "notice.year_past"), lang)
        return
    output.print_notices(notices, lang)
    goals = map(corpus.goals.__getitem__, listed)
    if output_format == "json":
        output.print_json([goal.to_dict() for goal in goals])
    elif output_format == "jsonl":
        for goal in goals:
            output.print_json(goal.to_dict(), indent=None)
    else:
        _print_table(list(goals), output_format)


def _by_year(rows: "Sequence[int]", corpus: "Corpus") -> list[int]:
    """Places of goals by fiscal year, in a year in their order; those without a year come last."""
    import numpy as np

    places = np.array(rows, np.intp)
    by_year: list[int] = places[np.argsort(corpus.facts.years[places], kind="stable")].tolist()
    return by_year


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
