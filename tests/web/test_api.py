"""The API: the shapes of ``--format json``, an OpenAPI document that is true, and errors as problem+json."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.testclient import TestClient

from goalsearch import Searcher
from goalsearch.reports.records import goal_record
from goalsearch.web.openapi import MAX_K, document
from tests.web.conftest import TEXT, UNENCODABLE, UNRELATED

HOST = {"host": "127.0.0.1:8350"}
schema = schemathesis.openapi.from_dict(document())


def is_as_documented(case: schemathesis.Case[Any], app: Starlette) -> None:
    case.operation.schema.app = app
    # A filter of the right form may still name nothing: which years and agencies there are is the corpus's affair.
    case.call_and_validate(app=app, headers=HOST, excluded_checks=[schemathesis.checks.positive_data_acceptance])


@schema.exclude(path="/api/batch").parametrize()
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_the_document_is_true(case: schemathesis.Case[Any], app: Starlette) -> None:
    is_as_documented(case, app)


@pytest.mark.slow
@schema.include(path="/api/batch").parametrize()
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_the_document_is_true_of_batches(case: schemathesis.Case[Any], app: Starlette) -> None:
    is_as_documented(case, app)


def objects(node: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object in a document, with where it stands."""
    if isinstance(node, dict):
        if "object" in node.get("type", ()):
            yield place, node
        for name, inner in node.items():
            yield from objects(inner, f"{place}/{name}")
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from objects(inner, f"{place}/{number}")


def test_every_object_of_an_answer_is_closed() -> None:
    # What is open would let an answer have any name, and the tests above pass.
    schemas = dict(objects(document()["components"]["schemas"]))
    maps = {"/Hit/properties/parts", "/Batch/properties/versions"}
    assert {place for place, node in schemas.items() if node.get("additionalProperties") is not False} == maps
    assert {place for place, node in schemas.items() if place not in maps and not node["properties"]} == set()


def test_every_name_of_a_row_is_documented(client: TestClient) -> None:
    files = [("files", ("a.txt", TEXT.encode())), ("files", ("b.txt", b"")), ("files", ("c.txt", UNRELATED.encode()))]
    rows = client.post("/api/batch", files=files).json()["rows"]
    row = document()["components"]["schemas"]["Row"]
    assert [list(given) for given in rows] == [list(row["properties"])] * 3
    assert list(rows[0]["hits"][0]) == list(row["properties"]["hits"]["items"]["properties"])


def test_the_document_is_served(client: TestClient) -> None:
    assert client.get("/api/openapi.json").json() == document()


class TestSearch:
    def test_result_is_that_of_the_library(self, client: TestClient, searcher: Searcher) -> None:
        how = {"k": 3, "years": "2012-2019", "agency": "JST", "category": "life"}
        answer = client.post("/api/search", json={"text": TEXT, **how, "lang": "ja"})
        assert answer.status_code == 200
        assert answer.json() == searcher.search(TEXT, **how).to_dict("ja")  # type: ignore[arg-type]

    def test_language_of_messages(self, client: TestClient) -> None:
        for lang, says in (("ja", "語が重なりません"), ("en", "shares more words")):
            answer = client.post("/api/search", json={"text": UNRELATED, "lang": lang})
            assert says in answer.json()["reason"]["message"]

    def test_what_is_null_is_not_said(self, client: TestClient, searcher: Searcher) -> None:
        answer = client.post("/api/search", json={"text": TEXT, "k": None, "years": None, "lang": None})
        assert answer.json() == searcher.search(TEXT).to_dict("en")

    def test_all_goals(self, client: TestClient, searcher: Searcher) -> None:
        answer = client.post("/api/search", json={"text": TEXT, "k": MAX_K})
        assert len(answer.json()["hits"]) == len(searcher.search(TEXT, MAX_K).hits)

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            pytest.param(b"", 400, "web.problem.bad_json", id="empty"),
            pytest.param(b"{", 400, "web.problem.bad_json", id="torn"),
            pytest.param(b"\xff", 400, "web.problem.bad_json", id="no-utf-8"),
            pytest.param(b"[" * 100_000, 400, "web.problem.bad_json", id="too-deep"),
            pytest.param(b'{"text": "\\ud800"}', 400, "web.problem.bad_json", id="lone-surrogate"),
            pytest.param(b"[]", 422, "web.problem.no_text", id="no-object"),
            pytest.param(b"{}", 422, "web.problem.no_text", id="no-text"),
            pytest.param(b'{"text": null}', 422, "web.problem.no_text", id="text-is-null"),
            pytest.param(b'{"text": "a", "k": "5"}', 422, "web.problem.field_type", id="k-as-text"),
            pytest.param(b'{"text": "a", "k": true}', 422, "web.problem.field_type", id="k-true"),
            pytest.param(b'{"text": "a", "k": 0}', 422, "web.problem.k", id="k-zero"),
            pytest.param(b'{"text": "a", "k": 1e9}', 422, "web.problem.field_type", id="k-float"),
            pytest.param(b'{"text": "a", "n": 5}', 422, "web.problem.unknown_field", id="unknown-field"),
            pytest.param(b'{"text": "a", "lang": "fr"}', 422, "web.problem.lang", id="unknown-language"),
            pytest.param(b'{"text": "a", "years": "1999"}', 422, "error.years_not_recorded", id="no-such-year"),
            pytest.param(b'{"text": "a", "ranker": "magic"}', 422, "error.ranker", id="no-such-ranker"),
            pytest.param(b'{"text": "a", "ranker": ""}', 422, "error.ranker", id="no-ranker"),
        ],
    )
    def test_problem(self, client: TestClient, body: bytes, status: int, code: str) -> None:
        answer = client.post("/api/search", content=body, headers={"content-type": "application/json"})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == code
        assert answer.json()["detail"]

    @pytest.mark.parametrize("media_type", ["", "text/plain", "application/x-www-form-urlencoded"])
    def test_only_json_is_taken(self, client: TestClient, media_type: str) -> None:
        # What a foreign page could send without being asked first.
        answer = client.post("/api/search", content=b'{"text": "a"}', headers={"content-type": media_type})
        assert (answer.status_code, answer.json()["code"]) == (415, "web.problem.not_json")


class TestGoals:
    def test_all(self, client: TestClient, searcher: Searcher) -> None:
        assert client.get("/api/goals").json() == [goal.to_dict() for goal in searcher.corpus]

    @pytest.mark.parametrize("n_goals", [1, 98, 99])
    def test_pieces_are_one_list(
        self, client: TestClient, searcher: Searcher, n_goals: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("goalsearch.web.api._GOALS_OF_PIECE", n_goals)
        assert client.get("/api/goals").content == JSONResponse([goal.to_dict() for goal in searcher.corpus]).body

    def test_filtered(self, client: TestClient) -> None:
        found = client.get("/api/goals", params={"years": "2019", "agency": "AMED"}).json()
        assert {goal["fiscal_year"] for goal in found} == {2019}
        assert all("AMED" in goal["agencies"] for goal in found)

    def test_one(self, client: TestClient, searcher: Searcher) -> None:
        assert client.get("/api/goals/2019-jst-3").json() == goal_record(searcher, "2019-jst-3")

    @pytest.mark.parametrize(
        ("path", "status"),
        [("/api/goals/2019-jst-99", 404), ("/api/goals?years=1999", 422), ("/api/none", 404), ("/api/", 404)],
    )
    def test_problem(self, client: TestClient, path: str, status: int) -> None:
        answer = client.get(path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


class TestBatch:
    def test_rows(self, client: TestClient, searcher: Searcher) -> None:
        files = [
            ("files", ("b.txt", TEXT.encode())),
            ("files", ("a.txt", b"")),
            ("files", ("c.txt", UNRELATED.encode())),
        ]
        answer = client.post("/api/batch", files=files, data={"k": "2", "years": "2012-2019"})
        assert answer.status_code == 200
        rows = {row["document_id"]: row for row in answer.json()["rows"]}
        assert list(rows) == ["a.txt", "b.txt", "c.txt"]
        assert rows["a.txt"]["failure"]["code"] == "document.empty"
        expected = searcher.search(TEXT, 2, years="2012-2019").hits
        assert [(hit["goal_id"], hit["score"]) for hit in rows["b.txt"]["hits"]] == [
            (hit.goal.id, pytest.approx(hit.score)) for hit in expected
        ]
        assert rows["c.txt"]["verdict"] == "none"
        assert answer.json()["fingerprint"] == searcher.corpus.fingerprint

    def test_a_title_that_is_no_text(self, client: TestClient) -> None:
        answer = client.post("/api/batch", files={"files": ("a.jsonl", UNENCODABLE)})
        assert answer.status_code == 200
        assert answer.json()["rows"][0]["title"] == "量\ud800子\u202eexe"

    @pytest.mark.parametrize(
        ("data", "files", "code"),
        [
            pytest.param({}, {}, "web.problem.form", id="nothing"),
            pytest.param({"k": "x"}, {"files": ("a.txt", b"a")}, "web.problem.k", id="wrong-k"),
            pytest.param({"years": "1999"}, {"files": ("a.txt", b"a")}, "error.years_not_recorded", id="no-such-year"),
            pytest.param({}, {"files": (".hidden", b"a")}, "batch.empty_folder", id="only-hidden-files"),
        ],
    )
    def test_problem(self, client: TestClient, data: dict[str, str], files: dict[str, Any], code: str) -> None:
        answer = client.post("/api/batch", data=data, files=files)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
