"""``goalsearch search``: an abstract in, goals out."""

import contextlib
import os
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.context import Spoken
from goalsearch.cli.options import (
    corpus_options,
    described,
    filter_options,
    format_option,
    part_option,
    ranker_option,
)
from goalsearch.cli.usage import problem_of
from goalsearch.cli.values import WHOLE
from goalsearch.defaults import DEFAULT_K
from goalsearch.messages import Language, text

if TYPE_CHECKING:
    from goalsearch.defaults import PartName
    from goalsearch.model import GoalAnswer, SearchResult
    from goalsearch.retrieval.now_and_before import NowAndBefore


class TextCommand(click.Command):
    """A command whose argument is a text, which may begin with a dash."""

    lang: Language

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and say what to do about a text that looks like an option."""
        if self._has_text_with_dash(args):
            raise click.UsageError(text("search.dash", self.lang), ctx)
        try:
            return super().parse_args(ctx, list(args))
        except (click.NoSuchOption, click.BadParameter) as error:
            # "-ketoglutarate" is read as -k with a strange value.
            glued = any(argument[:1] == "-" and argument[:2] != "--" and len(argument) > 2 for argument in args)
            if isinstance(error, click.BadParameter) and not glued:
                raise
            raise click.UsageError(f"{problem_of(error, self.lang)}\n{text('search.dash', self.lang)}", ctx) from error

    def _has_text_with_dash(self, args: list[str]) -> bool:
        """Whether an argument begins with a dash and yet is a text: options have neither spaces nor Japanese."""
        taking_values = {
            name
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        before_text = args[: args.index("--")] if "--" in args else args
        return any(
            argument.startswith("-")
            and not argument.startswith("--")
            and before not in taking_values
            and (" " in argument or not argument.isascii())
            for before, argument in zip(["", *before_text], before_text, strict=False)
        )


def command(lang: Language) -> click.Command:
    """The command, in one language."""

    @click.command("search", cls=TextCommand)
    @click.argument("words", nargs=-1, metavar="[TEXT]")
    @click.option("-f", "--file", "path", metavar="FILE", help=text("help.search.file", lang))
    @part_option(lang)
    @click.option("-k", type=WHOLE, default=DEFAULT_K, show_default=True, metavar="N", help=text("help.search.k", lang))
    @filter_options(lang)
    @click.option("--now", metavar="YEAR", help=text("help.search.now", lang))
    @ranker_option(lang)
    @click.option("--why", multiple=True, metavar="GOAL_ID", help=text("help.search.why", lang))
    @click.option("--explain", is_flag=True, help=text("help.search.explain", lang))
    @format_option(lang, "json", "jsonl", "csv", "markdown")
    @corpus_options(lang)
    @click.pass_obj
    def search(
        spoken: Spoken,
        /,
        words: tuple[str, ...],
        path: str | None,
        part: "PartName",
        k: int,
        now: str | None,
        why: tuple[str, ...],
        explain: bool,
        output_format: str,
        corpus: tuple[Path, ...],
        add_corpus: tuple[Path, ...],
        **how: Any,
    ) -> None:
        if now is not None and how["years"] is not None:
            raise click.UsageError(text("search.now_and_years", lang))
        if now is not None and output_format not in ("text", "json"):
            raise click.UsageError(text("search.now_format", lang))
        if why and (now is not None or output_format not in ("text", "json")):
            raise click.UsageError(text("search.why_alone", lang))
        query = query_text(words, path, part, spoken)
        from goalsearch.cli.searcher_options import open_searcher
        from goalsearch.cli.signs_of_life import said
        from goalsearch.text.language import language_of

        shown_in = spoken.about(language_of(query))
        searcher = open_searcher(corpus, add_corpus, shown_in)
        matching = said("search.matching", shown_in, n=f"{len(query):,}")
        if why:
            with matching:
                answers = [searcher.explain(query, goal_id, **how) for goal_id in why]
            _print_why(answers, output_format, shown_in)
            return
        if now is None:
            with matching:
                result = searcher.search(query, k, **how)
            _print_result(result, output_format, shown_in, explain=explain)
            return
        from goalsearch.retrieval.now_and_before import now_and_before

        del how["years"]
        with matching:
            both = now_and_before(searcher, query, k, now, **how)
        _print_now_and_before(both, output_format, shown_in, explain=explain)

    search.lang = lang
    return described(search, lang)


def query_text(words: tuple[str, ...], path: str | None, part: "PartName", spoken: Spoken) -> str:
    """The text to search for, from wherever the user gave it."""
    lang = spoken.lang
    if path is not None and words:
        raise click.UsageError(text("search.text_and_file", lang))
    if len(words) > 1:
        raise click.UsageError(text("search.unquoted", lang, n_words=len(words)))
    from goalsearch.text.spaced_letters import without_letter_blanks

    if words:
        if os.path.exists(words[0]):  # noqa: PTH110  Path.exists raises for names longer than a file can have
            raise click.UsageError(text("search.is_file", lang, path=words[0]))
        return without_letter_blanks(_argument_text(words[0]))
    if path is not None and path != "-":
        from goalsearch.cli.signs_of_life import said
        from goalsearch.documents import read_one, select_part
        from goalsearch.documents.source import shown
        from goalsearch.text.language import language_of

        with said("search.reading", lang, path=shown(path)):
            document = read_one(path)
        selected = select_part(document.text, part)
        about_it = spoken.about(language_of(selected.text))
        for note in document.notes:
            click.echo(note.message(about_it), err=True)
        if (notice := selected.notice(about_it)) is not None:
            click.echo(notice, err=True)
        return selected.text
    if sys.stdin.isatty():
        from goalsearch.cli.paste import read_pasted_text

        click.echo(text("search.paste_windows" if os.name == "nt" else "search.paste", lang), err=True)
        return without_letter_blanks(read_pasted_text(sys.stdin))
    from goalsearch.documents.plain_text import decode_text

    return decode_text(sys.stdin.buffer.read(), "-")


def _argument_text(word: str) -> str:
    """A text from the command line, whose bytes arrive as lone surrogates if the locale is not the terminal's."""
    if sys.getfilesystemencoding() != "utf-8" and not word.isascii():
        from goalsearch.documents.plain_text import decode_text
        from goalsearch.errors import DocumentError

        with contextlib.suppress(DocumentError):  # in no encoding: what can be read of it is searched for
            return decode_text(os.fsencode(word), "TEXT")
    return word


def _print_why(answers: "list[GoalAnswer]", output_format: str, lang: Language) -> None:
    from goalsearch.cli import output

    if output_format == "json":
        output.print_json([answer.to_dict() for answer in answers])
        return
    from goalsearch.reports.why import why_lines

    output.print_lines(
        lambda columns: chain.from_iterable(why_lines(answer, lang, columns=columns) for answer in answers)
    )


def _print_now_and_before(both: "NowAndBefore", output_format: str, lang: Language, *, explain: bool) -> None:
    from goalsearch.cli import output

    if output_format == "json":
        output.print_json(both.to_dict(lang))
        return
    from goalsearch.reports.answer import now_and_before_lines

    output.print_lines(lambda columns: now_and_before_lines(both, lang, columns=columns, explain=explain))


def _print_result(result: "SearchResult", output_format: str, lang: Language, *, explain: bool) -> None:
    from goalsearch.cli import output

    if output_format == "text":
        from goalsearch.reports.answer import answer_lines

        output.print_lines(lambda columns: answer_lines(result, lang, columns=columns, explain=explain))
        return
    from goalsearch.model import SearchResult
    from goalsearch.reports import records

    if output_format == "json":
        output.print_json(result.to_dict(lang))
        return
    if output_format == "markdown":
        output.write(records.result_markdown(result, lang))
        return
    # The other formats have no place for the warnings.
    output.print_notices(result.warnings, lang)
    if output_format == "jsonl":
        for hit in result.hits:
            output.print_json(hit.to_dict(), indent=None)
    else:
        output.write(records.csv_text(SearchResult.RECORD_FIELDS, result.to_records()))
