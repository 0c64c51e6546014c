"""A template and its values to an answer."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from goalsearch.messages import Language, text
from goalsearch.pages.environment import environment, render
from goalsearch.pages.sheet import sheet
from goalsearch.web.page_language import spoken_language

# In the language itself, for whoever reads no other.
_LANGUAGE_NAMES: Final[dict[Language, str]] = {"ja": "日本語", "en": "English"}


def page_number(given: str, n_rows: int, on_page: int) -> int:
    """
    The page of a long list that an address names, or the one nearest to it that there is.

    Args:
        given: What the address says.
        n_rows: How long the list is.
        on_page: How much of it a page shows.
    """
    wanted = int(given) if given.isdecimal() and len(given) < 10 else 1
    return max(1, min(wanted, -(-n_rows // on_page)))


def page(request: Request, template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
    """
    A page.

    Args:
        request: What was asked: gives the language.
        template: Name of the template, below ``web/``.
        values: What it shows. Everything is escaped.
        status: HTTP status.
    """
    lang = spoken_language(request)
    # Quoted anew: an id of one's own corpus may hold whatever has a meaning in an address.
    path = quote(request.scope["path"].removeprefix(f"/{lang}"))
    written = render(
        f"web/{template}",
        lang,
        languages=_LANGUAGE_NAMES,
        path=path if path.startswith("/") else "/",
        query=f"?{request.url.query}" if request.url.query else "",
        t=lambda key, **named: text(f"web.{key}", lang, **named),
        **values,
    )
    return HTMLResponse(written, status, headers={"Content-Language": lang})


async def style(_request: Request) -> Response:
    """The style sheet of all pages."""
    return Response(sheet("web").text, media_type="text/css")


def load_templates() -> None:
    """Have all templates ready, so that no reader of a first page waits for them."""
    for name in environment().list_templates():
        environment().get_template(name)
