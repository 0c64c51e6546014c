"""The pictures as pages: the lineage and the map of the goals, with a text or the proposals of a batch in them."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from goalsearch.errors import GoalsearchError, PictureError
from goalsearch.messages import text
from goalsearch.pages.picture import shown
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.pictures.map import map_picture
from goalsearch.pictures.picture import Cell, Picture
from goalsearch.retrieval.text_length import check_length
from goalsearch.web.forms import Asked, asked_from, read_form
from goalsearch.web.page_language import spoken_language
from goalsearch.web.pages import page
from goalsearch.web.problems import problem, problem_of

if TYPE_CHECKING:
    from goalsearch.messages import Language
    from goalsearch.web.jobs import Job
    from goalsearch.web.site import Site


_MOST_ROWS: Final = 30
"""Rows of a table that a page has beside its picture."""
# What the library says of options, in words for a form.
_PROBLEMS: Final = {
    ("picture.no_goals", "lineage"): "web.problem.no_goals",
    ("picture.no_goals", "map"): "web.problem.no_goals",
    ("picture.too_many_goals", "lineage"): "web.problem.lineage_too_many",
    ("picture.too_many_goals", "map"): "web.problem.map_too_many",
}


async def lineage(request: Request) -> Response:
    """The lineage of all goals, or of one; with a text that a form brought."""
    return await _picture(request, "lineage")


async def goal_map(request: Request) -> Response:
    """The map of the goals, with a text that a form brought."""
    return await _picture(request, "map")


async def batch_map(request: Request) -> Response:
    """The map of the goals with the proposals of a batch."""
    site: Site = request.app.state.site
    job: Job | None = site.jobs.get(request.path_params["token"])
    if job is None or job.batch is None:
        return problem(request, 404, "web.problem.no_batch")
    try:
        asked = asked_from(request.query_params)
        asked.check()
        filters = {name: value for name, value in asked.how().items() if name != "ranker"}
        try:
            picture = await site.run(map_picture, site.searcher, None, job.batch.rows, **filters)
        except PictureError as error:
            return await site.run(_no_picture, request, "map", error, asked, token=job.token)
        if asked.output:
            return await site.run(_export, picture, spoken_language(request))
        return await site.run(_page, request, "map", picture, asked, token=job.token)
    except GoalsearchError as error:
        return problem_of(request, error)


async def _picture(request: Request, name: str) -> Response:
    site: Site = request.app.state.site
    try:
        asked = await read_form(request) if request.method == "POST" else asked_from(request.query_params)
        asked.check()
        check_length(asked.text)
        try:
            picture = await site.run(_drawn, site, name, asked)
        except PictureError as error:
            return await site.run(_no_picture, request, name, error, asked)
        if asked.output == "svg":
            return await site.run(_export, picture, spoken_language(request))
        return await site.run(_page, request, name, picture, asked)
    except GoalsearchError as error:
        return problem_of(request, error)


def _drawn(site: "Site", name: str, asked: Asked) -> Picture:
    how: dict[str, Any] = asked.how()
    ranker = how.pop("ranker")
    has_text = bool(asked.text.strip())
    if name == "lineage":
        result = site.searcher.search(asked.text, asked.k, **how, ranker=ranker) if has_text else None
        return lineage_picture(site.searcher, result, **how, goal_id=asked.goal or None, near=asked.near)
    ranking = site.searcher.rank(asked.text, asked.k, **how, ranker=ranker) if has_text else None
    return map_picture(site.searcher, ranking, **how)


def _page(request: Request, name: str, picture: Picture, asked: Asked, *, token: str | None = None) -> Response:
    site: Site = request.app.state.site
    lang = spoken_language(request)
    table = picture.table_in(lang)
    # The lineage of all goals and its table are much to load, and nobody reads both at a time.
    is_apart = name == "lineage" and len(table.rows) > _MOST_ROWS
    with_table = not is_apart or asked.output == "table"
    values = {
        "name": name,
        "picture": picture,
        "shown": shown(picture, lang, lambda goal_id: _goal_address(goal_id, lang))
        if not (is_apart and with_table)
        else None,
        "table": table if with_table else None,
        "is_apart": is_apart,
        "address": lambda cell, _row: _address(cell, lang),
        "row_id": lambda _row: None,
        "asked": asked,
        "token": token,
        "filters": site.menus.filters(lang, asked),
        "problem": None,
    }
    return page(request, "picture.html", values)


def _no_picture(
    request: Request, name: str, error: PictureError, asked: Asked, *, token: str | None = None
) -> Response:
    """Why there is no picture, with the form to ask for one that there is."""
    site: Site = request.app.state.site
    lang = spoken_language(request)
    values = {
        "name": name,
        "is_apart": False,
        "problem": text(_PROBLEMS[error.key, name], lang, **error.values),
        "asked": asked,
        "token": token,
        "filters": site.menus.filters(lang, asked),
    }
    return page(request, "picture.html", values, status=422)


def _export(picture: Picture, lang: "Language") -> Response:
    headers = {"Content-Disposition": f'attachment; filename="goalsearch-{picture.NAME}.svg"'}
    return Response(picture.svg(lang, standalone=True), media_type="image/svg+xml", headers=headers)


def _address(cell: Cell, lang: "Language") -> str | None:
    """Where a piece of the table leads: to its goal, or to its place in the picture."""
    if cell.goal_id:
        return _goal_address(cell.goal_id, lang)
    return f"#{cell.anchor}" if cell.anchor else None


def _goal_address(goal_id: str, lang: "Language") -> str:
    return f"/{lang}/goals/{quote(goal_id, safe='')}"
