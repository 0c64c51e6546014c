"""The last net: whatever goes wrong inside is told to the log without a text, and to the client without a trace."""

import logging
import traceback
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goalsearch.web.limits import BodyTooLargeError, BodyTooSlowError
from goalsearch.web.problems import problem

_LOG: Final = logging.getLogger("goalsearch.web")
_LIMITS: Final = (BodyTooLargeError, BodyTooSlowError)


class LastNet:
    """
    Turns an unexpected error into an answer.

    Args:
        app: What may fail.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_answered = False

        async def noted_send(message: Message) -> None:
            nonlocal has_answered
            has_answered = True
            await send(message)

        try:
            await self._app(scope, receive, noted_send)
        except _LIMITS:
            raise
        except ClientDisconnect:
            return  # nobody is left to be told
        except Exception as error:  # noqa: BLE001 - this is the net
            # The message of an error may quote a text, and so may a traceback. Where it happened may not.
            place = traceback.extract_tb(error.__traceback__)[-1]
            _LOG.error("%s in %s, line %s", type(error).__name__, place.filename, place.lineno)
            if not has_answered:
                answer = problem(Request(scope), 500, "web.problem.inside", kind=type(error).__name__)
                await answer(scope, receive, send)
