"""Pages of the goals themselves: all of them, and one in full."""

import itertools
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import Response

from goalsearch.errors import GoalsearchError, QueryError
from goalsearch.filters import GoalFilter
from goalsearch.reports.answer import linking_terms, year_and_agency
from goalsearch.reports.goals import area_lines, doubts, goal_texts, programme_conditions, programmes_heading
from goalsearch.web.forms import asked_from
from goalsearch.web.pages import page
from goalsearch.web.problems import problem, problem_of
from goalsearch.web.spoken import spoken_language

if TYPE_CHECKING:
    from goalsearch.web.site import Site

_N_RELATED: Final = 5


async def list_goals(request: Request) -> Response:
    """All goals that the filters of the address let through, the latest year first."""
    site: Site = request.app.state.site
    lang = spoken_language(request)
    corpus = site.searcher.corpus
    try:
        asked = asked_from(request.query_params)
        asked.check()
        how = asked.how()
        goals = GoalFilter(years=how["years"], agency=how["agency"], category=how["category"]).goals(corpus)
    except GoalsearchError as error:
        return problem_of(request, error)
    latest_first = sorted(goals, key=lambda goal: -(goal.fiscal_year or 0))
    values = {
        "asked": asked,
        "n_goals": len(goals),
        "by_year": [
            (year_and_agency(year, None, lang), list(group))
            for year, group in itertools.groupby(latest_first, attrgetter("fiscal_year"))
        ],
        "years": corpus.years,
        "agencies": corpus.agencies,
        "categories": corpus.categories,
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
    values = {
        "goal": goal,
        "texts": list(goal_texts(goal, lang)),
        "doubts": list(doubts(goal, lang)),
        "areas": area_lines(goal, lang),
        "programmes": (programmes_heading(programmes, lang), [programme_conditions(p, lang) for p in programmes]),
        "earlier": site.searcher.related(goal.id, _N_RELATED),
        "later": site.searcher.related(goal.id, _N_RELATED, direction="later"),
        "linking_terms": lambda related: linking_terms(related, lang)[:_N_RELATED],
    }
    return page(request, "goal.html", values)
