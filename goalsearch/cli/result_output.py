"""What the commands share whose result is a file, or is printed: the options, the check before the work, the output."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from goalsearch.cli.options import Decorator, together
from goalsearch.cli.values import Choice
from goalsearch.messages import Language, text
from goalsearch.writing.forms import Forms, suffixes

if TYPE_CHECKING:
    from goalsearch.pictures.picture import Picture
    from goalsearch.reports.layout import Line
    from goalsearch.writing.output import Output


def result_options(lang: Language, forms: Forms, out: str = "help.result.out") -> Decorator:
    """
    ``-o``, ``--format`` and ``--force``, given to the command as ``out``, ``output_format`` and ``force``.

    Args:
        lang: Language of the help.
        forms: The forms of the file.
        out: Key of the help of ``-o``.
    """
    path = click.Path(path_type=Path)
    formats = Choice(["text", "json", "csv"])
    return together(
        click.option("-o", "--out", type=path, metavar="FILE", help=text(out, lang, suffixes=suffixes(forms))),
        click.option("--format", "output_format", type=formats, help=text("help.result.format", lang)),
        click.option("--force", is_flag=True, help=text("help.result.force", lang)),
    )


def checked_output(
    out: Path | None, output_format: str | None, forms: Forms, lang: Language, *, force: bool
) -> "Output | None":
    """
    Where a result goes; None to print it. Said before anything is worked out.

    Raises:
        click.UsageError: If there are both a file, whose name says its form, and a form.
        OutputError: If the file cannot be written.
    """
    if out is None:
        return None
    if output_format is not None:
        raise click.UsageError(text("main.out_and_format", lang))
    from goalsearch.writing.output import Output

    return Output.named(out, forms, force=force)


def give(
    result: Any,
    output: "Output | None",
    output_format: str | None,
    lang: Language,
    *,
    lines: "Callable[..., Iterable[Line]]",
    table: Callable[[Any], str],
) -> None:
    """
    Write a result and print where it is, or print it.

    Args:
        result: The result.
        output: Where it goes; None to print it.
        output_format: The form in which it is printed; text when left out.
        lang: Language of headings and titles.
        lines: Gives it for a person: the result, the language, and ``columns``.
        table: Gives it as CSV.
    """
    from goalsearch.cli import output as printing

    if output is not None:
        output.write(result, lang)
        printing.write(f"{output.path}\n")
    elif output_format == "json":
        printing.print_json(result.to_dict())
    elif output_format == "csv":
        printing.write(table(result))
    else:
        printing.print_lines(lambda columns: lines(result, lang, columns=columns))


def give_picture(picture: "Picture", output: "Output | None", output_format: str | None, lang: Language) -> None:
    """Write a picture and print where it is, or print its table."""
    from goalsearch.pictures.table_lines import table_lines
    from goalsearch.reports.records import csv_text

    def table(picture: "Picture") -> str:
        return csv_text(picture.FIELDS, picture.table())

    give(picture, output, output_format, lang, lines=table_lines, table=table)
