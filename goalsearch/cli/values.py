"""Kinds of option values whose refusals speak the user's language."""

from typing import Any, Final

import click

from goalsearch.cli.context import language_here
from goalsearch.messages import listed, text


class Choice(click.Choice[str]):
    """One of some words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What is said of any other word."""
        lang = language_here(ctx)
        return text("usage.choice", lang, value=value, choices=listed(map(str, self.choices), lang))


class _WholeNumber(click.types.IntParamType):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return int(value)
        except ValueError:
            self.fail(text("usage.number", language_here(ctx), value=value), param, ctx)


WHOLE: Final = _WholeNumber()
"""A whole number."""
