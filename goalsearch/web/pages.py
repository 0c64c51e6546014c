"""A template and its values to a page."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from goalsearch.messages import Language, text
from goalsearch.reports.answer import year_and_agency
from goalsearch.reports.goals import category_name
from goalsearch.web.spoken import spoken_language

# In the language itself, for whoever reads no other.
_LANGUAGE_NAMES: Final[dict[Language, str]] = {"ja": "日本語", "en": "English"}


def page(request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
    """
    A page.

    Args:
        request: What was asked: gives the language.
        template: Name of the template.
        values: What it shows. Everything is escaped.
        status: HTTP status.
    """
    lang = spoken_language(request)
    # Quoted anew: an id of one's own corpus may hold whatever has a meaning in an address.
    path = quote(request.scope["path"].removeprefix(f"/{lang}"))
    content = _templates().get_template(template)
    written = content.render(
        lang=lang,
        languages=_LANGUAGE_NAMES,
        path=path if path.startswith("/") else "/",
        query=f"?{request.url.query}" if request.url.query else "",
        t=lambda key, **named: text(f"web.{key}", lang, **named),
        say=lambda key, **named: text(key, lang, **named),
        where=lambda goal: year_and_agency(goal.fiscal_year, goal.agency, lang),
        category_name=lambda category: category_name(category, lang),
        **values,
    )
    return HTMLResponse(written, status, headers={"Content-Language": lang})


def load_templates() -> None:
    """Have all templates ready, so that no reader of a first page waits for them."""
    for name in _templates().list_templates():
        _templates().get_template(name)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("goalsearch.web"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
