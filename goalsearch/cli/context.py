"""What holds for a run of the command line from its first argument on: the language, and how help looks."""

from typing import NamedTuple, NoReturn

import click

from goalsearch.cli.help_format import ColumnHelpFormatter
from goalsearch.messages import Language, spoken_in, text


class Spoken(NamedTuple):
    """
    The language of a run of the command line.

    Attributes:
        lang: The language.
        is_named: Whether the user has named it, by an option or the environment. If not, a text that is read decides.
    """

    lang: Language
    is_named: bool

    def about(self, text_language: str) -> Language:
        """The language of an answer about a text: the one that is named, else that of the text."""
        return self.lang if self.is_named or text_language == "none" else spoken_in(text_language)


class HelpContext(click.Context):
    """The context of every command here: what click would say in English is said in the user's language."""

    @property
    def spoken(self) -> Spoken:
        """The language of the run."""
        return self.obj if isinstance(self.obj, Spoken) else Spoken("en", is_named=False)

    def make_formatter(self) -> ColumnHelpFormatter:
        """A formatter of help texts for the width of the terminal."""
        return ColumnHelpFormatter(self.spoken.lang, width=self.terminal_width, max_width=self.max_content_width)

    def fail(self, message: str) -> NoReturn:  # noqa: ARG002
        """End with an error about arguments that no parameter takes, the only one that click reports in this way."""
        raise click.UsageError(text("usage.too_many", self.spoken.lang), self)


def language_here(ctx: click.Context | None) -> Language:
    """The language of the run that a context belongs to."""
    return ctx.spoken.lang if isinstance(ctx, HelpContext) else "en"
