"""Foreign hosts and foreign pages are refused; every answer keeps its page to itself."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from goalsearch.corpus import Corpus
from goalsearch.web.app import create_app
from tests.web.conftest import ADDRESS


@pytest.mark.parametrize(
    ("host", "status"),
    [
        pytest.param("127.0.0.1:8350", 200, id="loopback"),
        pytest.param("localhost:8350", 200, id="name-of-loopback"),
        pytest.param("LOCALHOST", 200, id="case-and-port-make-no-difference"),
        pytest.param("[::1]:8350", 200, id="ipv6-loopback"),
        pytest.param("evil.example", 421, id="rebound-name"),
        pytest.param("127.0.0.1.evil.example", 421, id="name-that-begins-like-loopback"),
        pytest.param("localhost.evil.example:8350", 421, id="subdomain"),
        pytest.param("192.168.0.7:8350", 421, id="address-that-was-not-asked-for"),
        pytest.param("", 421, id="none"),
        pytest.param("[::1", 421, id="torn-ipv6"),
        pytest.param("[::1]x", 421, id="more-than-an-address"),
        pytest.param("localhost:1@evil.example", 421, id="no-port"),
    ],
)
def test_host(client: TestClient, host: str, status: int) -> None:
    assert client.get("/en/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="a-program"),
        pytest.param({"origin": ADDRESS}, 200, id="own-page"),
        pytest.param({"origin": ADDRESS, "sec-fetch-site": "same-origin"}, 200, id="own-page-in-a-new-browser"),
        pytest.param({"origin": "https://evil.example"}, 403, id="foreign-page"),
        pytest.param({"origin": "null"}, 403, id="sandboxed-page"),
        pytest.param({"origin": "http://127.0.0.1:9999"}, 403, id="another-port-of-this-machine"),
        pytest.param({"origin": "https://127.0.0.1:8350"}, 403, id="another-scheme"),
        pytest.param({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403, id="foreign-without-origin"),
        pytest.param({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, 403, id="same-site-is-foreign-too"),
    ],
)
def test_origin_of_a_post(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/en/", data={"text": "量子"}, headers=headers).status_code == status
    assert client.post("/api/search", json={"text": "量子"}, headers=headers).status_code == status


def test_a_link_from_elsewhere_may_be_followed(client: TestClient) -> None:
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert client.get("/en/goals", headers=followed).status_code == 200
    # A foreign form is a navigation as well.
    assert client.post("/en/", data={"text": "量子"}, headers=followed).status_code == 403
    fetched = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}
    assert client.get("/api/goals", headers=fetched).status_code == 403


@pytest.mark.parametrize(
    "path", ["/en/", "/en/goals", "/en/none", "/api/goals", "/api/none", "/static/style.css", "/en/batch"]
)
def test_headers_of_every_answer(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_a_refusal_has_them_too(client: TestClient) -> None:
    refused = client.get("/en/", headers={"host": "evil.example"})
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    assert "Not served under this name" in refused.text


def test_refusals_of_the_api_are_problems(client: TestClient) -> None:
    refused = client.post("/api/search", json={"text": "量子"}, headers={"origin": "https://evil.example"})
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "web.problem.origin"
    assert refused.json()["status"] == 403


class TestOpenToOthers:
    @pytest.fixture
    def open_app(self, corpus: Corpus) -> Starlette:
        return create_app(corpus, hosts={"localhost", "pc-7.example.ac.jp"}, any_address=True)

    @pytest.mark.parametrize(
        ("host", "status"),
        [
            pytest.param("192.168.0.7:8350", 200, id="any-address"),
            pytest.param("[fe80::1]:8350", 200, id="any-ipv6-address"),
            pytest.param("PC-7.example.ac.jp", 200, id="a-name-that-was-given"),
            pytest.param("evil.example", 421, id="no-other-name"),
        ],
    )
    def test_host(self, open_app: Starlette, host: str, status: int) -> None:
        answer = TestClient(open_app).get("/en/", headers={"host": host})
        assert answer.status_code == status
        open_app.state.site.jobs.close()
