"""The application: which address is answered by what, behind which guards."""

import contextlib
import gc
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.documents import reader_process
from goalsearch.messages import LANGUAGES
from goalsearch.web import api, batches, goals, picture_page, search_page
from goalsearch.web.failures import LastNet
from goalsearch.web.guard import LOOPBACK_HOSTS, Guard
from goalsearch.web.limits import BODY_SECONDS, BodyLimit
from goalsearch.web.pages import load_templates, style
from goalsearch.web.problems import problem
from goalsearch.web.site import Site

_STATIC: Final = Path(__file__).parent / "static"
_MESSAGES: Final = {404: "web.problem.no_page", 405: "web.problem.method"}


def create_app(
    source: Corpus | CorpusSource | None = None,
    *,
    hosts: Collection[str] = LOOPBACK_HOSTS,
    any_address: bool = False,
    body_seconds: float = BODY_SECONDS,
) -> Starlette:
    """
    The pages and the API as an ASGI application.

    Args:
        source: The goals, or where to read them; those that come with goalsearch when left out.
        hosts: Names by which it may be called, see `goalsearch.web.guard.Guard`.
        any_address: Whether it may be called by any address.
        body_seconds: How long a request may take to arrive.

    Raises:
        CorpusError: If the corpus cannot be read.
    """
    site = Site(CorpusSource.default() if source is None else source)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        load_templates()
        # What is there now stays; looking through it for garbage would hold up one request in a hundred.
        gc.collect()
        gc.freeze()
        yield
        gc.unfreeze()
        site.jobs.close()
        reader_process.kill_all()

    app = Starlette(
        routes=[
            Route("/static/style.css", style),
            Mount("/static", StaticFiles(directory=_STATIC), name="static"),
            Route("/api/search", api.search, methods=["POST"]),
            Route("/api/goals", api.list_goals),
            Route("/api/goals/{goal_id:path}", api.show_goal),
            Route("/api/batch", api.batch, methods=["POST"]),
            Route("/api/openapi.json", api.openapi),
            *(Mount(f"/{lang}", routes=_pages()) for lang in LANGUAGES),
            *(
                Route(path, search_page.to_spoken)
                for path in ("/", "/goals", "/goals/{goal_id:path}", "/batch", "/lineage", "/map")
            ),
        ],
        middleware=[
            Middleware(Guard, hosts=hosts, any_address=any_address),
            Middleware(BodyLimit, seconds=body_seconds),
            Middleware(LastNet),
        ],
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )
    app.state.site = site
    return app


def _pages() -> list[Route]:
    return [
        Route("/", search_page.show_form),
        Route("/", search_page.search, methods=["POST"]),
        Route("/goals", goals.list_goals),
        Route("/goals/{goal_id:path}", goals.show_goal),
        Route("/lineage", picture_page.lineage, methods=["GET", "POST"]),
        Route("/map", picture_page.goal_map, methods=["GET", "POST"]),
        Route("/batch", batches.show_form),
        Route("/batch", batches.start, methods=["POST"]),
        Route("/batch/{token}", batches.show_batch),
        Route("/batch/{token}/map", picture_page.batch_map),
        Route("/batch/{token}/forget", batches.forget, methods=["POST"]),
        Route("/batch/{token}/goalsearch.{form}", batches.download),
    ]


async def _refused(request: Request, error: Exception) -> Response:
    """What the router itself refuses: an address that leads nowhere, or a method that it does not take."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    answer = problem(request, status, _MESSAGES.get(status, "web.problem.no_page"))
    answer.headers.update(headers or {})
    return answer
