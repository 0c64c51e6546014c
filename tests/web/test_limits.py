"""Bodies that are too large or too slow end with an answer, and with nothing kept."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from goalsearch.web.limits import MAX_BODY_BYTES, MAX_TEXT_BYTES, BodyLimit
from tests.web.conftest import ADDRESS


async def length(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def limited() -> TestClient:
    routes = [Route("/api/length", length, methods=["POST"])]
    app = Starlette(routes=routes, middleware=[Middleware(BodyLimit, max_bytes=1000)])
    return TestClient(app, base_url=ADDRESS)


def portions(n_bytes: int) -> Iterator[bytes]:
    """A body whose length is not declared."""
    for _ in range(n_bytes // 100):
        yield b"x" * 100


@pytest.mark.parametrize(
    ("n_bytes", "status"),
    [
        pytest.param(0, 200, id="empty"),
        pytest.param(1000, 200, id="just-enough"),
        pytest.param(1100, 413, id="too-much"),
        pytest.param(100_000, 413, id="far-too-much"),
    ],
)
class TestSize:
    def test_declared(self, limited: TestClient, n_bytes: int, status: int) -> None:
        assert limited.post("/api/length", content=b"x" * n_bytes).status_code == status

    def test_not_declared(self, limited: TestClient, n_bytes: int, status: int) -> None:
        answer = limited.post("/api/length", content=portions(n_bytes))
        assert answer.status_code == status
        if status == 200:
            assert answer.text == str(n_bytes)


def test_all_requests_together_have_a_bound() -> None:
    entered, leave = asyncio.Event(), asyncio.Event()

    async def wait(scope: Scope, receive: Receive, send: Send) -> None:
        entered.set()
        await leave.wait()
        await PlainTextResponse("done")(scope, receive, send)

    async def status(app: BodyLimit, n_bytes: int) -> int:
        sent: list[Message] = []
        chunks = iter([{"type": "http.request", "body": b"x" * n_bytes, "more_body": False}])
        headers = [(b"content-length", str(n_bytes).encode()), (b"content-type", b"multipart/form-data")]
        scope = {"type": "http", "method": "POST", "path": "/api/", "query_string": b"", "headers": headers}

        async def receive() -> Message:
            return next(chunks)

        async def send(message: Message) -> None:
            sent.append(message)

        await app(scope, receive, send)
        found: int = sent[0]["status"]
        return found

    async def all_three() -> list[int]:
        app = BodyLimit(wait, max_bytes=1000, max_all_bytes=1500)
        first = asyncio.create_task(status(app, 1000))
        await entered.wait()
        refused = await status(app, 600)
        second = asyncio.create_task(status(app, 500))
        await asyncio.sleep(0)
        leave.set()
        # What has been answered makes room.
        return [await first, refused, await second, await status(app, 1000)]

    assert asyncio.run(all_three()) == [200, 503, 200, 200]


def test_a_lie_about_the_length(limited: TestClient) -> None:
    answer = limited.post("/api/length", content=portions(5000), headers={"content-length": "10"})
    assert answer.status_code == 413


@pytest.mark.parametrize("media_type", ["application/json", "application/x-www-form-urlencoded", ""])
def test_a_request_without_files_may_bring_less(client: TestClient, media_type: str) -> None:
    answer = client.post("/api/search", content=b"x" * (MAX_TEXT_BYTES + 1), headers={"content-type": media_type})
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/en/", "/en/batch", "/api/search", "/api/batch"])
def test_fifty_megabytes(client: TestClient, path: str) -> None:
    answer = client.post(path, content=b"x" * (50 * 1024 * 1024), headers={"content-type": "multipart/form-data"})
    assert answer.status_code == 413
    assert str(MAX_BODY_BYTES // 1024 // 1024) in answer.text
