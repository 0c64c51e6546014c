"""
The same for programs: JSON in, JSON out, in the shapes of ``goalsearch … --format json``.

`goalsearch.web.openapi` describes it. Errors are problem+json (RFC 9457).
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from goalsearch.batch.batch import Batch
from goalsearch.defaults import DEFAULT_K, RANKERS
from goalsearch.errors import GoalsearchError, QueryError
from goalsearch.messages import Language, is_language
from goalsearch.model import Goal
from goalsearch.reports.batch_json import JsonLines
from goalsearch.reports.records import goal_record
from goalsearch.retrieval.filters import GoalFilter
from goalsearch.web.batches import new_job
from goalsearch.web.forms import read_form
from goalsearch.web.jobs import Job
from goalsearch.web.openapi import MAX_K, document
from goalsearch.web.page_language import spoken_language
from goalsearch.web.problems import problem, problem_of
from goalsearch.web.site import Site

_GOALS_OF_PIECE: Final = 200
_FIELDS: Final[dict[str, type]] = {
    "text": str,
    "k": int,
    "years": str,
    "agency": str,
    "category": str,
    "ranker": str,
    "lang": str,
}
"""What a search may say, and in which form."""


class _RejectedError(Exception):
    """A request that is no search: status and message."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.values = status, key, values


async def search(request: Request) -> Response:
    """``POST /api/search``: a text in, the result of the search out."""
    site: Site = request.app.state.site
    try:
        asked = _search_fields(await request.body(), request.headers.get("content-type", ""))
        lang: Language = asked.pop("lang", None) or spoken_language(request)
        given = asked.pop("text")
        k = asked.pop("k", DEFAULT_K)
        return await site.run_on(given, asked.get("ranker"), _searched, site, given, k, asked, lang)
    except _RejectedError as rejected:
        return problem(request, rejected.status, rejected.key, **rejected.values)
    except GoalsearchError as error:
        return problem_of(request, error)


def _searched(site: Site, given: str, k: int, how: dict[str, Any], lang: Language) -> Response:
    return JSONResponse(site.searcher.search(given, k, **how).to_dict(lang))


async def list_goals(request: Request) -> Response:
    """``GET /api/goals``: the goals that the filters let through, some at a time: of 100,000 they are 150 MB."""
    site: Site = request.app.state.site
    filters = {name: request.query_params.get(name) for name in ("years", "agency", "category")}
    try:
        allowed = GoalFilter(**filters).allowed(site.searcher.corpus)
    except GoalsearchError as error:
        return problem_of(request, error)
    goals = site.searcher.corpus.goals
    rows = range(len(goals)) if allowed is None else np.flatnonzero(allowed).tolist()
    return StreamingResponse(_json_list(goals, rows), media_type=JSONResponse.media_type)


def _json_list(goals: Sequence[Goal], rows: Sequence[int]) -> Iterator[str]:
    """Some of the goals as a list in JSON, in pieces."""
    yield "["
    for start in range(0, len(rows), _GOALS_OF_PIECE):
        some = [goals[row].to_dict() for row in rows[start : start + _GOALS_OF_PIECE]]
        yield ("," if start else "") + json.dumps(some, ensure_ascii=False, separators=(",", ":"))[1:-1]
    yield "]"


async def show_goal(request: Request) -> Response:
    """``GET /api/goals/{goal_id}``: one goal in full."""
    site: Site = request.app.state.site
    try:
        return JSONResponse(goal_record(site.searcher, request.path_params["goal_id"]))
    except QueryError as error:
        return problem(request, 404, error.key, **error.values)


async def batch(request: Request) -> Response:
    """``POST /api/batch``: files in, a row for each proposal and each failure out, when all are done."""
    site: Site = request.app.state.site
    try:
        asked = await read_form(request)
        asked.check()
        if not asked.uploads:
            raise QueryError("web.problem.no_files")
        job = await new_job(site, asked)
    except GoalsearchError as error:
        return problem_of(request, error)
    await finished(job)
    site.jobs.forget(job.token)
    if job.error:
        return problem_of(request, job.error)
    if job.batch is None:
        return problem(request, 500, "web.problem.batch_broken")
    return await site.run(_rows, job.batch, spoken_language(request))


def _rows(batch: Batch, lang: Language) -> Response:
    lines = JsonLines(batch.goals, batch.k, lang)
    # The lines as they are: they are JSON, also where a title holds what UTF-8 does not.
    rows = b",".join(lines.line(row).rstrip() for row in batch.rows)
    rest = json.dumps({"fingerprint": batch.fingerprint, "versions": dict(batch.versions)}).encode()
    return Response(b'{"rows":[' + rows + b"]," + rest[1:], media_type="application/json")


async def finished(job: Job) -> None:
    """Wait for a batch. Shielded: a client that goes away must not cancel what the thread of the batch will set."""
    await asyncio.shield(asyncio.wrap_future(job.done))


async def openapi(_request: Request) -> Response:
    """``GET /api/openapi.json``: what all this is."""
    return JSONResponse(document())


def _search_fields(body: bytes, media_type: str) -> dict[str, Any]:
    """
    What a search says, checked.

    Raises:
        _RejectedError: If it is not JSON of the right shape.
    """
    if media_type.partition(";")[0].strip().lower() != "application/json":
        raise _RejectedError(415, "web.problem.not_json", given=media_type[:80] or "-")
    try:
        # A lone surrogate in an escape is no text, and could not be sent back.
        values = json.loads(body)
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _RejectedError(400, "web.problem.bad_json") from error
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise _RejectedError(422, "web.problem.no_text")
    for name, value in values.items():
        if name not in _FIELDS:
            raise _RejectedError(422, "web.problem.unknown_field", field=name[:40], known=", ".join(_FIELDS))
        # True is an int to Python, and not to anybody else.
        if value is not None and (type(value) is not _FIELDS[name]):
            raise _RejectedError(422, "web.problem.field_type", field=name, type=_FIELDS[name].__name__)
    given = {name: value for name, value in values.items() if value is not None}
    if not 1 <= given.get("k", DEFAULT_K) <= MAX_K:
        raise _RejectedError(422, "web.problem.k", k=given["k"], most=MAX_K)
    if "ranker" in given and given["ranker"] not in RANKERS:
        raise _RejectedError(422, "error.ranker", ranker=given["ranker"][:40], known=", ".join(RANKERS))
    if "lang" in given and not is_language(given["lang"]):
        raise _RejectedError(422, "web.problem.lang", given=given["lang"][:40])
    return given
