"""Options that several commands share, each defined once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from goalsearch.cli.context import HelpContext
from goalsearch.cli.values import Choice
from goalsearch.defaults import DEFAULT_PART, PARTS, RANKERS
from goalsearch.messages import LANGUAGES, Language, text
from goalsearch.processes.memory import check

SOME_FAILED: Final = 3
"""Exit code of a command that finished, but could not read some files."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_PATH = click.Path(path_type=Path)


def described(command: click.Command, lang: Language, key: str | None = None) -> click.Command:
    """``command`` with ``--lang`` and its help, which the catalogue has under its name unless ``key`` is given."""
    command.help = text(f"help.{key or command.name}", lang)
    command.context_class = HelpContext
    if command.callback is not None:  # of a group
        command.callback = _checked(command.callback)
    command.params += [language_parameter(lang), help_parameter(lang)]
    return command


def _checked(callback: Callable[..., Any]) -> Callable[..., Any]:
    """What a command does, if there can be memory for it; help needs next to none."""

    def run(**arguments: Any) -> Any:
        check()
        return callback(**arguments)

    return run


def language_parameter(lang: Language) -> click.Option:
    """``--lang``, which may stand before the command or after it."""
    return click.Option(["--lang"], type=Choice(LANGUAGES), expose_value=False, help=text("help.lang", lang))


def help_parameter(lang: Language) -> click.Option:
    """``-h`` and ``--help``."""
    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_show_help,
        help=text("help.help", lang),
    )


def _show_help(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


def corpus_options(lang: Language) -> Decorator:
    """``--corpus`` and ``--add-corpus``, given to the command as ``corpus`` and ``add_corpus``."""
    return together(
        click.option("--corpus", type=_PATH, multiple=True, metavar="PATH", help=text("help.corpus_option", lang)),
        click.option("--add-corpus", type=_PATH, multiple=True, metavar="PATH", help=text("help.add_corpus", lang)),
    )


def filter_options(lang: Language) -> Decorator:
    """``--years``, ``--agency`` and ``--category``."""
    return together(
        click.option("--years", metavar="YEARS", help=text("help.years", lang)),
        click.option("--agency", metavar="NAME", help=text("help.agency", lang)),
        click.option("--category", metavar="NAME", help=text("help.category", lang)),
    )


def ranker_option(lang: Language) -> Decorator:
    """``--ranker``."""
    return click.option("--ranker", type=Choice(RANKERS), help=text("help.ranker", lang))


def part_option(lang: Language) -> Decorator:
    """``--part``: which part of a long document is matched, see `goalsearch.documents.section`."""
    parts = Choice(PARTS)
    return click.option("--part", type=parts, default=DEFAULT_PART, show_default=True, help=text("help.part", lang))


def column_options(lang: Language) -> Decorator:
    """``--id-column``, ``--title-column`` and ``--text-column``, the last as ``text_columns``."""
    name = "text_columns"
    return together(
        click.option("--id-column", metavar="COLUMN", help=text("help.batch.id_column", lang)),
        click.option("--title-column", metavar="COLUMN", help=text("help.batch.title_column", lang)),
        click.option("--text-column", name, multiple=True, metavar="COLUMN", help=text("help.batch.text_column", lang)),
    )


def format_option(lang: Language, *formats: str) -> Decorator:
    """``--format``: text for a person, or data in one of ``formats``."""
    return click.option(
        "--format",
        "output_format",
        type=Choice(["text", *formats]),
        default="text",
        show_default=True,
        help=text("help.format", lang),
    )


def together(*decorators: Decorator) -> Decorator:
    """Several options as one decorator, in their order."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
