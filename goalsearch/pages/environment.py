"""The one environment of all templates: what goes into a page is escaped, and cleaned of what no page can hold."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from goalsearch.messages import Language, listed, text
from goalsearch.pages.sheet import sheet
from goalsearch.reports.facts import year_and_agency
from goalsearch.reports.goals import category_name
from goalsearch.reports.grades import grade
from goalsearch.text.characters import printable

_BUFFERED: Final = 200
"""Pieces of a page that are handed on together: a piece is often a single value."""


def render(template: str, lang: Language, **values: Any) -> str:
    """
    A page.

    Args:
        template: Name of the template.
        lang: Language of the page.
        values: What it shows. Everything is escaped but what is marked as HTML.
    """
    return environment().get_template(template).render(_speaking(lang), **values)


def stream(template: str, lang: Language, **values: Any) -> Iterator[str]:
    """A page piece by piece, as `render` gives it whole: one of thousands of rows is never held in memory."""
    pieces = environment().get_template(template).stream(_speaking(lang), **values)
    pieces.enable_buffering(_BUFFERED)
    return iter(pieces)


@cache
def environment() -> Environment:
    """The environment. Imported with Jinja2 when the first page is written, and not before."""
    made = Environment(
        loader=PackageLoader("goalsearch.pages"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["sheet"] = sheet
    return made


def _shown(value: object) -> object:
    """A value as it goes into a page: a text from anywhere may hold what no page can, or what turns its direction."""
    return printable(value) if type(value) is str else value


def _speaking(lang: Language) -> dict[str, Any]:
    """What every template can say: messages, and goals and words as this language writes them."""
    return {
        "lang": lang,
        "say": lambda key, **values: text(key, lang, **values),
        "listed": lambda words: listed(words, lang),
        "grade": lambda hit: grade(hit, lang),
        "where": lambda goal: year_and_agency(goal.fiscal_year, goal.agency, lang),
        "category_name": lambda category: category_name(category, lang),
    }
