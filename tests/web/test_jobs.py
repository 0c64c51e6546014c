"""Batches behind the pages: one after the other, kept for a while, and nothing left behind."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from goalsearch.batch.options import BatchOptions
from goalsearch.corpus import CorpusSource
from goalsearch.errors import BatchError
from goalsearch.web import api, jobs
from goalsearch.web.forms import Upload
from goalsearch.web.jobs import Job, Jobs
from goalsearch.web.uploads import UploadFolder
from tests.web.conftest import TEXT, UNRELATED

OPTIONS = BatchOptions(k=3)


@pytest.fixture
def line() -> Iterator[Callable[..., Jobs]]:
    made = []

    def make() -> Jobs:
        made.append(Jobs(CorpusSource.builtin()))
        return made[-1]

    yield make
    for one in made:
        one.close()


def folder(*contents: str) -> UploadFolder:
    return UploadFolder(Upload(f"{number}.txt", content.encode()) for number, content in enumerate(contents))


def finished(job: Job) -> Job:
    job.done.result(timeout=60)
    return job


def test_a_batch_from_start_to_end(line: Callable[..., Jobs]) -> None:
    jobs, given = line(), folder(TEXT, UNRELATED, "")
    job = finished(jobs.start(given, OPTIONS))
    assert jobs.get(job.token) is job
    assert job.error is None
    assert job.batch is not None
    assert [row.verdict for row in job.batch] == ["goals", "none", None]
    assert not given.path.exists()


def test_what_a_user_can_cause_is_kept_as_an_error(line: Callable[..., Jobs]) -> None:
    given = UploadFolder([Upload(".hidden", b"x")])
    job = finished(line().start(given, OPTIONS))
    assert job.error is not None
    assert job.error.key == "batch.empty_folder"
    assert not given.path.exists()


def test_what_nobody_expects_ends_the_batch_and_not_the_line(
    line: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError(TEXT)

    one = line()
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "FolderRun", broken)
        job = finished(one.start(folder(TEXT), OPTIONS))
    assert job.has_broken
    assert finished(one.start(folder(TEXT), OPTIONS)).batch is not None


def test_the_oldest_results_are_forgotten(line: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MAX_KEPT", 2)
    one = line()
    tokens = [finished(one.start(folder(""), OPTIONS)).token for _ in range(4)]
    assert [one.get(token) is not None for token in tokens] == [False, False, True, True]


def test_too_many_are_refused(line: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MAX_WAITING", 1)
    is_enough = threading.Event()
    monkeypatch.setattr(Job, "work", lambda *_arguments: is_enough.wait(60))
    one = line()
    one.start(folder(TEXT), OPTIONS)
    one.start(folder(TEXT), OPTIONS)
    refused = folder(TEXT)
    try:
        with pytest.raises(BatchError, match="waiting"):
            one.start(refused, OPTIONS)
    finally:
        is_enough.set()
    assert not refused.path.exists()


def test_a_table_without_end_is_refused(line: Callable[..., Jobs], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MAX_ROWS", 100)
    table = "概要\n" + f"{TEXT}\n" * 101
    job = finished(line().start(UploadFolder([Upload("list.csv", table.encode())]), OPTIONS))
    assert job.error is not None
    assert "more than 100 proposals" in job.error.message("en")


def test_what_runs_can_be_stopped(line: Callable[..., Jobs]) -> None:
    one = line()
    # Minutes of work, in one text.
    long, waiting = one.start(folder(TEXT * 50_000), OPTIONS), one.start(folder(TEXT), OPTIONS)
    last = one.start(folder(TEXT), OPTIONS)
    while long._run is None:
        time.sleep(0.01)
    one.forget(waiting.token)
    one.forget(long.token)
    # The next one gets its turn.
    assert finished(last).batch is not None
    for job in (long, waiting):
        finished(job)
        assert (one.get(job.token), job.batch, job.has_broken) == (None, None, False)
        assert not job.folder.path.exists()


def test_a_client_that_goes_away_ends_no_batch(app: Starlette) -> None:
    """The wait for a batch is cancelled; the batch and those after it are not."""
    jobs: Jobs = app.state.site.jobs

    async def wait_and_go(job: Job) -> None:
        waiting = asyncio.ensure_future(api.finished(job))
        await asyncio.sleep(0.01)
        waiting.cancel()

    first = jobs.start(folder(*([TEXT] * 20)), OPTIONS)
    asyncio.run(wait_and_go(first))
    assert finished(first).batch is not None
    assert finished(jobs.start(folder(TEXT), OPTIONS)).batch is not None


def test_the_end_of_the_server_leaves_nothing(line: Callable[..., Jobs]) -> None:
    one = line()
    given = [folder(*([TEXT] * 50)) for _ in range(3)]
    started = [one.start(each, OPTIONS) for each in given]
    one.close()
    assert [each.path.exists() for each in given] == [False] * 3
    assert [one.get(job.token) for job in started] == [None] * 3


class TestPages:
    @staticmethod
    def wait(client: TestClient, path: str) -> str:
        """The page of a batch when it is done."""
        deadline = time.monotonic() + 60
        while 'http-equiv="refresh"' in (page := client.get(path).text):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return page

    def start(self, client: TestClient, **files: str) -> str:
        """The address of a batch."""
        given = [("files", (f"{name}.txt", content.encode())) for name, content in files.items()]
        answer = client.post("/en/batch", files=given, data={"k": "3"}, follow_redirects=False)
        assert answer.status_code == 303
        return answer.headers["location"]

    def test_result(self, client: TestClient) -> None:
        page = self.wait(client, self.start(client, a=TEXT, b=UNRELATED, c=""))
        assert "a.txt" in page
        assert "/en/goals/2016-amed-1" in page
        assert "Forget this result" in page

    @pytest.mark.parametrize(
        ("form", "begins"),
        [
            pytest.param("jsonl", b'{"document_id": "a.txt"', id="jsonl"),
            pytest.param("csv", b"\xef\xbb\xbf", id="csv"),
            pytest.param("xlsx", b"PK\x03\x04", id="xlsx"),
            pytest.param("html", b"<!DOCTYPE html>", id="html"),
        ],
    )
    def test_files_to_keep(self, client: TestClient, form: str, begins: bytes) -> None:
        place = self.start(client, a=TEXT)
        self.wait(client, place)
        answer = client.get(f"{place}/goalsearch.{form}")
        assert answer.status_code == 200
        assert answer.content.startswith(begins)
        # Nothing leads to where the files lay.
        assert b"/dev/shm" not in answer.content
        assert b"goalsearch-" not in answer.content

    def test_forgotten(self, client: TestClient) -> None:
        place = self.start(client, a=TEXT)
        self.wait(client, place)
        assert client.post(f"{place}/forget").url.path == "/en/batch"
        assert client.get(place).status_code == 404

    def test_no_files(self, client: TestClient) -> None:
        answer = client.post("/en/batch", files=[("files", ("", b""))])
        assert answer.status_code == 422
        assert "Choose at least one file" in answer.text

    def test_only_files_that_are_passed_over(self, client: TestClient) -> None:
        answer = client.post("/en/batch", files=[("files", (".hidden", b"x"))], follow_redirects=False)
        place = answer.headers["location"]
        while (page := client.get(place)).status_code == 200:
            time.sleep(0.05)
        assert page.status_code == 422


def test_a_folder_keeps_its_shape(client: TestClient) -> None:
    files = [("files", ("2024/情報/a.txt", TEXT.encode())), ("files", ("2024/b.txt", TEXT.encode()))]
    rows = client.post("/api/batch", files=files).json()["rows"]
    assert [row["document_id"] for row in rows] == ["2024/b.txt", "2024/情報/a.txt"]
