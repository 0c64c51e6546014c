"""The server process: a socket, the application on it, and an end that is clean."""

import contextlib
import logging
import signal
import socket
import webbrowser
from collections.abc import Callable
from typing import Final

import uvicorn

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.errors import ServeError
from goalsearch.web.app import create_app
from goalsearch.web.connections import bounded_connections, most_connections
from goalsearch.web.guard import LOOPBACK_HOSTS
from goalsearch.web.uploads import sweep

DEFAULT_PORT: Final = 8350
_N_TRIED: Final = 20
_BACKLOG: Final = 256
_GRACE_SECONDS: Final = 3


def bind(host: str, port: int | None) -> socket.socket:
    """
    A socket to serve on.

    Args:
        host: Address or name of this machine.
        port: Port; 0 for any free one, None for the usual one or the next that is free.

    Raises:
        ServeError: If the address is not of this machine, or the port is taken.
    """
    ports = range(DEFAULT_PORT, DEFAULT_PORT + _N_TRIED) if port is None else [port]
    problem: OSError | None = None
    for candidate in ports:
        try:
            family, *_, address = socket.getaddrinfo(host, candidate, type=socket.SOCK_STREAM)[0]
            return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
        except OSError as error:
            problem = error
    reason = problem.strerror if problem is not None else None
    raise ServeError("web.error.bind", host=host, port=ports[0], reason=reason or type(problem).__name__)


def serve(
    source: Corpus | CorpusSource,
    bound: socket.socket,
    *,
    host: str,
    names: tuple[str, ...] = (),
    when_ready: Callable[[str], None],
    open_browser: bool,
) -> None:
    """
    Serve until Ctrl-C.

    Args:
        source: The goals, or where to read them.
        bound: The socket, see `bind`.
        host: What it was bound to.
        names: Further names by which the server may be called.
        when_ready: Called with the address of the first page when it can be opened.
        open_browser: Whether to open it in the browser.

    Raises:
        CorpusError: If the corpus cannot be read.
    """
    is_local = is_loopback(host)
    shown = f"[{host}]" if ":" in host else host
    own = {name.lower() for name in (*LOOPBACK_HOSTS, shown, *names, *(() if is_local else (socket.gethostname(),)))}
    app = create_app(source, hosts=own, any_address=not is_local)
    port = bound.getsockname()[1]
    address = f"http://{shown}:{port}/"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            when_ready(address)
            if open_browser:
                webbrowser.open_new_tab(address)

    # No access log: it would tell who looked at which goal, and when. Nor uvicorn's own log of errors: a traceback may
    # quote a text. What goes wrong is told by goalsearch.web.failures.
    config = uvicorn.Config(
        app,
        http=bounded_connections(),
        # Sockets that are accepted in a turn of the loop. To refuse those that are too many takes it some turns.
        backlog=max(1, min(_BACKLOG, most_connections() // 4)),
        # Nobody stands between this server and its clients.
        proxy_headers=False,
        access_log=False,
        log_level="critical",
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        lifespan="on",
    )
    # Its warnings quote what was sent.
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
    # uvicorn raises the signal that ended it once more when it is done. Left to itself, SIGTERM ends a process on the
    # spot, and nothing is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    hangup = getattr(signal, "SIGHUP", None)  # not on Windows
    if hangup is not None:
        # A terminal that is closed ends the server as cleanly as one that says so.
        signal.signal(hangup, lambda *_: signal.raise_signal(signal.SIGTERM))
    sweep()
    # uvicorn passes the signal on when it has ended: here that is how it is meant to end.
    with contextlib.suppress(KeyboardInterrupt), bound:
        Server(config).run(sockets=[bound])
    # A request that was cut off in the middle of a file may not have come to remove it.
    sweep()


def is_loopback(host: str) -> bool:
    """Whether only this machine itself can reach an address."""
    addresses = {address[0] for *_, address in socket.getaddrinfo(host, None)}
    return all(str(address).startswith("127.") or address == "::1" for address in addresses)
