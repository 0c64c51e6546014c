"""How much a request may bring, and how long it may take to bring it."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goalsearch.web.problems import problem

MAX_BODY_BYTES: Final = 40 * 1024 * 1024
"""Most bytes of a request, all files together."""
MAX_TEXT_BYTES: Final = 6 * 1024 * 1024
"""Most bytes of a request that brings no files: the longest text that is searched for, as forms write it."""
MAX_ALL_BYTES: Final = 4 * MAX_BODY_BYTES
"""Most bytes of all requests that are being answered; more have to come again."""
BODY_SECONDS: Final = 60.0
"""How long a request may take to arrive."""
# A sender that is told before it has finished sees a broken connection and no message: so much is read and forgotten.
_MAX_FORGOTTEN_BYTES: Final = 4 * MAX_BODY_BYTES


class BodyTooLargeError(Exception):
    """A request brought more than it may."""


class CrowdedError(Exception):
    """Other requests bring so much that this one would be too much."""


class BodyTooSlowError(Exception):
    """A request did not arrive in time."""


class BodyLimit:
    """
    Ends requests that bring too much or take too long.

    Args:
        app: What answers the others.
        max_bytes: Most bytes of a body.
        max_all_bytes: Most bytes of all bodies at a time.
        seconds: How long a body may take to arrive.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_bytes: int = MAX_BODY_BYTES,
        max_all_bytes: int = MAX_ALL_BYTES,
        seconds: float = BODY_SECONDS,
    ) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._n_free = max_all_bytes
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_files = Headers(scope=scope).get("content-type", "").strip().lower().startswith("multipart/")
        max_bytes = self._max_bytes if has_files else min(self._max_bytes, MAX_TEXT_BYTES)
        body = _Body(receive, max_bytes, self._seconds)
        # A length that is not declared may be any.
        n_bytes = _declared_bytes(scope, max_bytes)
        try:
            if n_bytes > max_bytes:
                raise BodyTooLargeError
            with self._reserved(n_bytes):
                await self._app(scope, body.receive, send)
        except CrowdedError:
            await body.forget()
            await problem(Request(scope), 503, "web.problem.crowded")(scope, receive, send)
        except BodyTooLargeError:
            await body.forget()
            answer = problem(Request(scope), 413, "web.problem.too_large", mib=max_bytes // 1024 // 1024)
            await answer(scope, receive, send)
        except BodyTooSlowError:
            answer = problem(Request(scope), 408, "web.problem.slow", seconds=f"{self._seconds:g}")
            await answer(scope, receive, send)

    @contextlib.contextmanager
    def _reserved(self, n_bytes: int) -> Iterator[None]:
        if n_bytes > self._n_free:
            raise CrowdedError
        self._n_free -= n_bytes
        try:
            yield
        finally:
            self._n_free += n_bytes


class _Body:
    """The body of one request as it comes in."""

    def __init__(self, receive: Receive, max_bytes: int, seconds: float) -> None:
        self._receive = receive
        self._max_bytes = max_bytes
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._n_bytes = 0
        self._is_whole = False

    async def receive(self) -> Message:
        """The next message, unless it is too much or too late."""
        if self._is_whole:
            # Only the end of the connection is left to wait for, which is no part of the body.
            return await self._receive()
        message = await self._next()
        if self._n_bytes > self._max_bytes:
            raise BodyTooLargeError
        return message

    async def forget(self) -> None:
        """Read on and keep nothing, until the sender has finished."""
        with contextlib.suppress(BodyTooSlowError):
            while not self._is_whole and self._n_bytes < _MAX_FORGOTTEN_BYTES:
                await self._next()

    async def _next(self) -> Message:
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError as error:
            raise BodyTooSlowError from error
        self._n_bytes += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        return message


def _declared_bytes(scope: Scope, most: int) -> int:
    """How much a request says that it brings; ``most`` if it brings something and does not say how much."""
    headers = Headers(scope=scope)
    if (declared := headers.get("content-length", "")).isdecimal():
        return int(declared)
    return most if "transfer-encoding" in headers else 0
