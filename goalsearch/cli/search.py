"""``goalsearch search``: an abstract in, goals out."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.options import corpus_options, described, filter_options, format_option, part_option, ranker_option
from goalsearch.messages import Language, text

if TYPE_CHECKING:
    from goalsearch.documents import PartName
    from goalsearch.model import SearchResult
    from goalsearch.now_and_before import NowAndBefore


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
            raise click.UsageError(f"{error.format_message()}\n{text('search.dash', self.lang)}", ctx) from error

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
    @click.option("-k", type=int, default=5, show_default=True, metavar="N", help=text("help.search.k", lang))
    @filter_options(lang)
    @click.option("--now", metavar="YEAR", help=text("help.search.now", lang))
    @ranker_option(lang)
    @click.option("--explain", is_flag=True, help=text("help.search.explain", lang))
    @format_option(lang, "json", "jsonl", "csv", "markdown")
    @corpus_options(lang)
    def search(
        words: tuple[str, ...],
        path: str | None,
        part: "PartName",
        k: int,
        now: str | None,
        explain: bool,
        output_format: str,
        corpus: Path | None,
        add_corpus: tuple[Path, ...],
        **how: Any,
    ) -> None:
        if now is not None and how["years"] is not None:
            raise click.UsageError(text("search.now_and_years", lang))
        if now is not None and output_format not in ("text", "json"):
            raise click.UsageError(text("search.now_format", lang))
        query = query_text(words, path, part, lang)
        from goalsearch.cli.searching import open_searcher

        searcher = open_searcher(corpus, add_corpus, lang)
        if now is None:
            _print_result(searcher.search(query, k, **how), output_format, lang, explain=explain)
            return
        from goalsearch.now_and_before import now_and_before

        del how["years"]
        _print_now_and_before(now_and_before(searcher, query, k, now, **how), output_format, lang, explain=explain)

    search.lang = lang
    return described(search, lang)


def query_text(words: tuple[str, ...], path: str | None, part: "PartName", lang: Language) -> str:
    """The text to search for, from wherever the user gave it."""
    if path is not None and words:
        raise click.UsageError(text("search.text_and_file", lang))
    if len(words) > 1:
        raise click.UsageError(text("search.unquoted", lang, n_words=len(words)))
    if words:
        if os.path.exists(words[0]):  # noqa: PTH110  Path.exists raises for names longer than a file can have
            raise click.UsageError(text("search.is_file", lang, path=words[0]))
        return words[0]
    if path is not None and path != "-":
        from goalsearch.documents import read_text, select_part

        selected = select_part(read_text(path), part)
        if selected.rule == "abstract":
            click.echo(text("search.abstract_only", lang, heading=selected.heading), err=True)
        elif selected.rule == "abstract-not-found":
            click.echo(text("search.abstract_missing", lang), err=True)
        return selected.text
    if sys.stdin.isatty():
        from goalsearch.cli.paste import read_pasted_text

        click.echo(text("search.paste_windows" if os.name == "nt" else "search.paste", lang), err=True)
        return read_pasted_text(sys.stdin)
    from goalsearch.documents.plain_text import decode_text

    return decode_text(sys.stdin.buffer.read(), "-")


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
