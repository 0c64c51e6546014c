"""Many files at once: the form, the page of a batch while it runs and when it is done, and its files to keep."""

import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goalsearch.batch.batch import Batch
from goalsearch.batch.options import BatchOptions
from goalsearch.errors import GoalsearchError, QueryError
from goalsearch.messages import Language
from goalsearch.reports.batch_view import N_OPEN, BatchView
from goalsearch.web.forms import MAX_FILES, Asked, read_form
from goalsearch.web.jobs import MAX_KEPT, Job
from goalsearch.web.limits import MAX_BODY_BYTES
from goalsearch.web.page_language import spoken_language
from goalsearch.web.pages import page, page_number
from goalsearch.web.problems import problem
from goalsearch.web.site import Site
from goalsearch.web.uploads import UploadFolder, memory_folder
from goalsearch.writing.forms import WITHOUT_EXTRA, Form, named
from goalsearch.writing.output import lines_of, write_form

_N_ROWS: Final = 50
"""Proposals on a page; all of them are in the report."""


async def show_form(request: Request) -> Response:
    """The page with an empty form."""
    return _form(request, Asked())


async def start(request: Request) -> Response:
    """Start a batch with the files of the form, and go to its page."""
    asked = Asked()
    try:
        asked = await read_form(request)
        asked.check()
        if not asked.uploads:
            raise QueryError("web.problem.no_files")
        return await start_batch(request, asked)
    except GoalsearchError as error:
        return _form(request, asked, error=error.message(spoken_language(request)), status=422)


async def start_batch(request: Request, asked: Asked) -> Response:
    """
    Start a batch with the files that a form brought, and go to its page.

    Raises:
        QueryError: If the filters name nothing.
        BatchError: If too many batches are waiting.
    """
    job = await new_job(request.app.state.site, asked)
    return RedirectResponse(f"/{spoken_language(request)}/batch/{job.token}", 303)


async def new_job(site: Site, asked: Asked) -> Job:
    """
    Start a batch.

    Raises:
        QueryError: If the filters name nothing.
        BatchError: If too many batches are waiting.
    """
    # What is wrong with the filters is said at once, and not by the batch.
    await site.run(site.searcher.search, "", asked.k, **asked.how())
    folder = await site.run(UploadFolder, asked.uploads)
    return site.jobs.start(folder, BatchOptions(k=asked.k, part=asked.part, **asked.how()))


async def show_batch(request: Request) -> Response:
    """How far a batch is, or what came of it."""
    job = _job(request)
    if job is None:
        return problem(request, 404, "web.problem.no_batch")
    if job.error:
        return problem(request, 422, job.error.key, **job.error.values)
    if job.has_broken:
        return problem(request, 500, "web.problem.batch_broken")
    site: Site = request.app.state.site
    return await site.run(_shown, request, job)


def _shown(request: Request, job: Job) -> Response:
    view = BatchView(job.batch, spoken_language(request)) if job.batch else None
    # The page asks again by itself, without a script.
    number = page_number(request.query_params.get("page", ""), len(view.proposals) if view else 0, _N_ROWS)
    values = {
        "job": job,
        "view": view,
        "suffixes": [form.suffix for form in WITHOUT_EXTRA],
        "n_kept": MAX_KEPT,
        "refresh": 1 if view is None else None,
        "number": number,
        "first": (number - 1) * _N_ROWS,
        "last": number * _N_ROWS,
        "n_open": N_OPEN,
        "anchors": {} if view is None else view.anchors,
        "goal_address": lambda goal_id: f"/{spoken_language(request)}/goals/{quote(goal_id, safe='')}",
        "no_address": lambda _: None,
    }
    return page(request, "batch.html", values)


async def download(request: Request) -> Response:
    """The result of a batch in one of its forms; the page itself as it is."""
    job, form = _job(request), named(WITHOUT_EXTRA, f".{request.path_params['form']}")
    if job is None or job.batch is None or form is None:
        return problem(request, 404, "web.problem.no_batch")
    site: Site = request.app.state.site
    content = await site.run(written, job.batch, form, spoken_language(request))
    headers = {"Content-Disposition": f'attachment; filename="goalsearch{form.suffix}"'}
    if form.suffix == ".html":
        # The page has its own policy inside, which is stricter than that of the others but for its style.
        headers = {"Content-Security-Policy": "frame-ancestors 'none'"}
    return Response(content, media_type=form.media_type, headers=headers)


async def forget(request: Request) -> Response:
    """Forget a batch, and go back to the form."""
    site: Site = request.app.state.site
    site.jobs.forget(request.path_params["token"])
    return RedirectResponse(f"/{spoken_language(request)}/batch", 303)


def _job(request: Request) -> Job | None:
    site: Site = request.app.state.site
    return site.jobs.get(request.path_params["token"])


def _form(request: Request, asked: Asked, *, error: str | None = None, status: int = 200) -> Response:
    site: Site = request.app.state.site
    values = {
        "asked": asked,
        "error": error,
        "filters": site.menus.filters(spoken_language(request), asked),
        "max_mib": MAX_BODY_BYTES // 1024 // 1024,
        "max_files": MAX_FILES,
    }
    return page(request, "batch_form.html", values, status=status)


def written(batch: Batch, form: Form, lang: Language) -> bytes:
    """A batch in one form."""
    if form.kind == "rows":
        return b"".join(lines_of(form, batch, lang))
    with tempfile.TemporaryDirectory(prefix="goalsearch-", dir=memory_folder(0)) as folder:
        path = Path(folder) / f"goalsearch{form.suffix}"
        write_form(path, form, batch, lang)
        return path.read_bytes()
