"""Pages of the goals themselves: all of them, and one in full."""

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from goalsearch.errors import GoalsearchError, QueryError
from goalsearch.reports.facts import editorial_note, linking_terms
from goalsearch.reports.goals import area_lines, doubts, programme_conditions, programmes_heading, year_groups
from goalsearch.retrieval.filters import GoalFilter
from goalsearch.retrieval.year_notices import gaps_of
from goalsearch.web.forms import asked_from
from goalsearch.web.page_language import spoken_language
from goalsearch.web.pages import page, page_number
from goalsearch.web.problems import problem, problem_of

if TYPE_CHECKING:
    from goalsearch.web.site import Site

_N_RELATED: Final = 5
# Goals on one page of the list.
_ON_PAGE: Final = 1_000


async def list_goals(request: Request) -> Response:
    """All goals that the filters of the address let through, the latest year first."""
    site: Site = request.app.state.site
    lang = spoken_language(request)
    corpus = site.searcher.corpus
    try:
        asked = asked_from(request.query_params)
        asked.check()
        how = asked.how()
        asked_for = GoalFilter(years=how["years"], agency=how["agency"], category=how["category"])
        allowed = asked_for.allowed(corpus)
    except GoalsearchError as error:
        return problem_of(request, error)
    rows = np.arange(len(corpus)) if allowed is None else np.flatnonzero(allowed)
    latest_first = rows[np.argsort(-np.nan_to_num(corpus.facts.years[rows]), kind="stable")]
    number = page_number(request.query_params.get("page", ""), len(rows), _ON_PAGE)
    shown = latest_first[(number - 1) * _ON_PAGE : number * _ON_PAGE]
    in_order = sorted((corpus.goals[row] for row in shown.tolist()), key=lambda goal: goal.fiscal_year or 0)
    # A part of a list does not say what is missing in the whole.
    gaps = gaps_of(how["years"], corpus) if 0 < len(rows) <= _ON_PAGE else ()
    values = {
        "asked": asked,
        "n_goals": len(rows),
        "first": (number - 1) * _ON_PAGE + 1,
        "last": (number - 1) * _ON_PAGE + len(shown),
        "address_of": lambda page: f"?{urlencode({**request.query_params, 'page': page})}",
        "number": number,
        "is_added": corpus.is_added,
        "by_year": list(year_groups(in_order, gaps, lang))[::-1],
        "filters": site.menus.filters(lang, asked),
    }
    return page(request, "goals.html", values)


async def show_goal(request: Request) -> Response:
    """One goal, with what came before and after."""
    site: Site = request.app.state.site
    lang = spoken_language(request)
    try:
        goal = site.searcher.corpus.get(request.path_params["goal_id"])
    except QueryError as error:
        return problem(request, 404, error.key, **error.values)
    programmes = site.searcher.programmes(goal)
    texts = list(goal.texts_in(lang))
    values = {
        "goal": goal,
        "is_added": site.searcher.corpus.is_added,
        "texts": texts,
        "editorial_note": editorial_note((part.heading for part in texts), lang),
        "doubts": list(doubts(goal, lang)),
        "areas": area_lines(goal, lang),
        "programmes": (programmes_heading(programmes, lang), [programme_conditions(p, lang) for p in programmes]),
        "earlier": site.searcher.related(goal.id, _N_RELATED),
        "later": site.searcher.related(goal.id, _N_RELATED, direction="later"),
        "linking_terms": lambda related: linking_terms(related, lang)[:_N_RELATED],
    }
    return page(request, "goal.html", values)
