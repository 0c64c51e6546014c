"""
Who may ask: the pages of this server itself, and programs on this machine; no other web site.

A browser lets any site send requests to 127.0.0.1. Two doors are closed here. A site whose name is made to point to
this machine (DNS rebinding) says its own name in ``Host``, which is refused. A site that posts a form or fetches across
says its own address in ``Origin``, or the browser says ``Sec-Fetch-Site: cross-site``; both are refused.
"""

import ipaddress
import re
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from goalsearch.web.problems import problem

LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it a browser sends "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What a page says of an unpublished text stays out of the browser's cache on disk.
    "Cache-Control": "no-store",
}
_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^:\[\]@]+)(?::\d+)?")
_FOREIGN_SITES: Final = frozenset({"cross-site", "same-site"})


class Guard:
    """
    Refuses foreign requests, and gives every answer the headers that keep its page to itself.

    Args:
        app: What answers the others.
        hosts: Names by which the server may be called, without port; IPv6 addresses in brackets.
        any_address: Whether it may be called by any address that is not a name. Names can be made to point here,
            addresses cannot.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = LOOPBACK_HOSTS, any_address: bool = False) -> None:
        self._app = app
        self._hosts = hosts
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        app: ASGIApp = self._app
        if not self._is_own_host(headers.get("host", "")):
            app = problem(Request(scope), 421, "web.problem.host")
        elif not _is_own_page(scope, headers):
            app = problem(Request(scope), 403, "web.problem.origin")
        await app(scope, receive, send_with_headers)

    def _is_own_host(self, host: str) -> bool:
        name = _without_port(host).lower()
        return name in self._hosts or (self._any_address and _is_address(name))


def _is_own_page(scope: Scope, headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is not None:
        # Scheme, name and port have to be those that the request itself was sent to.
        return origin.lower() == f"{scope['scheme']}://{headers.get('host', '')}".lower()
    # Following a link from elsewhere only shows a page; anything that a foreign page does by itself is refused.
    is_followed = headers.get("sec-fetch-mode") == "navigate" and scope["method"] in ("GET", "HEAD")
    return is_followed or headers.get("sec-fetch-site") not in _FOREIGN_SITES


def _without_port(host: str) -> str:
    named = _HOST.fullmatch(host)
    return named["name"] if named else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
