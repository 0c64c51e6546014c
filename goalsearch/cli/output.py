"""Text to standard output: with colour and the terminal's width on a terminal, plain and 80 columns wide elsewhere."""

import sys
from collections.abc import Callable, Iterable
from typing import Final

import click

from goalsearch.messages import Language
from goalsearch.model import Notice
from goalsearch.reports.layout import Line, plain
from goalsearch.text.characters import printable

_PLAIN_COLUMNS: Final = 80
_WIDEST: Final = 110
# What cp932 lacks of the signs that goalsearch itself draws.
_SUBSTITUTES: Final = str.maketrans("█░–≈▁▂▃▄▅▆▇", "■□-≒1234567")
_STYLES: Final = {"": "", "bold": "bold", "dim": "dim", "accent": "cyan", "mark": "bold cyan", "warn": "yellow"}


def print_lines(make_lines: Callable[[int], Iterable[Line]]) -> None:
    """
    Print lines for a person.

    Args:
        make_lines: Gives the lines for a width in columns.
    """
    if not sys.stdout.isatty():
        lines = plain(make_lines(_PLAIN_COLUMNS))
        write(lines if _can_be_written(lines) else lines.translate(_SUBSTITUTES))
        return
    import shutil

    from rich.console import Console
    from rich.text import Text

    columns = min(shutil.get_terminal_size((_PLAIN_COLUMNS, 24)).columns, _WIDEST)
    console = Console(highlight=False, soft_wrap=True)
    for line in make_lines(columns):
        console.print(Text.assemble(*((printable(piece.text), _STYLES[piece.style]) for piece in line)))


def _can_be_written(content: str) -> bool:
    try:
        content.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def print_json(value: object, *, indent: int | None = 2) -> None:
    """Print a value as JSON that is right in whatever encoding standard output has."""
    from goalsearch.reports.records import json_text

    write(json_text(value, encoding=sys.stdout.encoding, indent=indent))


def write(content: str) -> None:
    """Write to standard output as it is."""
    sys.stdout.write(content)


def print_notices(notices: Iterable[Notice], lang: Language) -> None:
    """Print notices on standard error."""
    for notice in notices:
        click.echo(notice.message(lang), err=True)
