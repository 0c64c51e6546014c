"""Connections with bounds: their number by the descriptors of the process, and the time until a head has arrived."""

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 10.0
"""How long the head of a request may take to arrive; the body has a limit of its own, see `goalsearch.web.limits`."""
MOST_CONNECTIONS: Final = 256
# Files, pipes to workers and the socket itself.
_OTHER_DESCRIPTORS: Final = 48
_LEAST_CONNECTIONS: Final = 8


def most_connections() -> int:
    """How many connections may be open at a time: as the system gives descriptors, and at most `MOST_CONNECTIONS`."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return MOST_CONNECTIONS
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    # As many again may be accepted before the first of them can be refused.
    return max(_LEAST_CONNECTIONS, min(MOST_CONNECTIONS, (soft - _OTHER_DESCRIPTORS) // 2))


class BoundedConnection(H11Protocol):
    """One connection; uvicorn's own, which has a limit of time only between two requests."""

    most: int = MOST_CONNECTIONS
    head_seconds: float = HEAD_SECONDS
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
            return
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        """A client has sent something."""
        super().data_received(data)
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """A client has gone."""
        self._stop_timer()
        super().connection_lost(exc)

    def _watch_head(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop_timer()
        elif self._head_timer is None:
            # Not begun again by every byte that comes: it is the whole head that has to be there.
            self._head_timer = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        self._head_timer = None
        is_at_work = self.cycle is not None and not self.cycle.response_complete
        if self.conn.their_state is h11.IDLE and not is_at_work:
            self.transport.close()


def bounded_connections() -> type[BoundedConnection]:
    """The kind of connection for this process."""
    values: dict[str, Any] = {"most": most_connections()}
    return type("BoundedConnection", (BoundedConnection,), values)
