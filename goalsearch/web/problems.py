"""What a request that cannot be served is told: a page for a person, problem+json (RFC 9457) for a program."""

from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from goalsearch.errors import GoalsearchError
from goalsearch.messages import text
from goalsearch.web.page_language import spoken_language
from goalsearch.web.pages import page

API: Final = "/api/"
MEDIA_TYPE: Final = "application/problem+json"


def problem(request: Request, status: int, key: str, **values: object) -> Response:
    """
    The answer that says what is wrong.

    Args:
        request: What was asked.
        status: HTTP status.
        key: Key of the message; the part behind its last dot is the problem's code.
        values: What the message names.
    """
    lang = spoken_language(request)
    message = text(key, lang, **values)
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        content = {"type": "about:blank", "title": title, "status": status, "detail": message, "code": key}
        return JSONResponse(content, status, media_type=MEDIA_TYPE, headers={"Content-Language": lang})
    return page(request, "problem.html", {"message": message, "status": status}, status=status)


def problem_of(request: Request, error: GoalsearchError) -> Response:
    """The answer to an error of the library: the request was understood, and what it asks for does not exist."""
    return problem(request, 422, error.key, **error.values)
