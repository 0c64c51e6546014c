"""The one environment of all templates: what goes into a page is escaped, and cleaned of what no page can hold."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup, escape

from goalsearch.messages import Language, listed, text
from goalsearch.pages.sheet import sheet
from goalsearch.reports.facts import year_and_agency
from goalsearch.reports.goals import category_name
from goalsearch.reports.grades import grade
from goalsearch.text.characters import printable

_BUFFERED: Final = 200
"""Pieces of a page that are handed on together: a piece is often a single value."""
_SPECIAL: Final = re.compile("[&<>\"']")


class _Writer(CodeGenerator):
    """
    Has each value of a page cleaned and escaped by one call.

    Jinja would call for either, and make an object of each value that says that it is escaped: of an answer with its
    hundreds of values that is a sixth of the time that its template takes.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write(finalize.src or "")

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:  # noqa: ARG002
        self.write(")")


class _Environment(Environment):
    """An environment whose templates write values in that way."""

    code_generator_class = _Writer


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
    made = _Environment(
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


def _shown(value: object) -> str:
    """
    A value as it goes into a page, escaped unless it is HTML already.

    A text from anywhere may hold what no page can, or what turns its direction.
    """
    if type(value) is Markup:
        return value
    if type(value) is str:
        value = printable(value)
        # Nearly no text has any of these.
        return escape(value) if _SPECIAL.search(value) else value
    return escape(value)


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
