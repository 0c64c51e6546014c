"""What the commands that draw pictures share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.options import refuse_out_and_format
from goalsearch.cli.values import Choice
from goalsearch.messages import Language, text
from goalsearch.writing.forms import PICTURE, suffixes

if TYPE_CHECKING:
    from goalsearch.pictures.picture import Picture
    from goalsearch.writing.output import Output


def output_options(lang: Language) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``-o``, ``--force`` and ``--format``, given to the command as ``out``, ``force`` and ``output_format``."""
    formats = Choice(["text", "json", "csv"])
    options = (
        click.option("-o", "--out", metavar="FILE", help=text("help.picture.out", lang, suffixes=suffixes(PICTURE))),
        click.option("--force", is_flag=True, help=text("help.picture.force", lang)),
        click.option("--format", "output_format", type=formats, help=text("help.picture.format", lang)),
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def checked_output(out: str | None, output_format: str | None, lang: Language, *, force: bool) -> "Output | None":
    """Where the picture goes; None to print its table. Said before anything is worked out."""
    refuse_out_and_format(out, output_format, lang)
    if out is None:
        return None
    from goalsearch.writing.output import Output

    return Output.named(out, PICTURE, force=force)


def give(picture: "Picture", output: "Output | None", output_format: str | None, lang: Language) -> None:
    """Write a picture and print where it is, or print its table."""
    from goalsearch.cli import output as printing

    if output is not None:
        output.write(picture, lang)
        printing.write(f"{output.path}\n")
    elif output_format == "json":
        printing.print_json(picture.to_dict())
    elif output_format == "csv":
        from goalsearch.reports.records import csv_text

        printing.write(csv_text(picture.FIELDS, picture.table()))
    else:
        from goalsearch.pictures.table_lines import table_lines

        printing.print_lines(lambda columns: table_lines(picture, lang, columns=columns))
