"""What is said of one text that takes long."""

import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from goalsearch.cli import signs_of_life
from goalsearch.cli.signs_of_life import said_now_and_then
from goalsearch.messages import text
from goalsearch.retrieval.searcher import Searcher
from tests.cli.conftest import Run


def test_it_is_said_until_the_block_ends(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs_of_life, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(signs_of_life, "LINE_SECONDS", 0.0)
    twice = threading.Semaphore(0)

    def line(seconds: str) -> str:
        twice.release()
        return f"still at it, {seconds} s"

    with said_now_and_then(line):
        assert all(twice.acquire(timeout=60) for _ in range(2))
    said = capsys.readouterr().err
    assert said.startswith("still at it, 0 s\nstill at it, ")
    assert capsys.readouterr().err == ""


def test_what_takes_no_time_says_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs_of_life, "FIRST_SECONDS", 3600.0)
    with said_now_and_then(str):
        pass
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_file_and_its_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file comes only when it was said that it is read, and the answer when it was said that it is matched."""
    monkeypatch.setattr(signs_of_life, "FIRST_SECONDS", 0.0)
    is_said = {"search.reading": threading.Event(), "search.matching": threading.Event()}
    search = Searcher.search

    def tell(key: str, *arguments: Any, **values: Any) -> str:
        is_said[key].set()
        return text(key, *arguments, **values)

    def search_then(searcher: Searcher, *arguments: Any, **options: Any) -> Any:
        assert is_said["search.matching"].wait(60)
        return search(searcher, *arguments, **options)

    def write() -> None:
        assert is_said["search.reading"].wait(60)
        Path("pipe.txt").write_text("量子コンピュータの誤り訂正符号を設計する。", encoding="utf-8")

    monkeypatch.setattr(signs_of_life, "text", tell)
    monkeypatch.setattr(Searcher, "search", search_then)
    os.mkfifo("pipe.txt")
    writer = threading.Thread(target=write)
    writer.start()
    done = run("search", "-f", "pipe.txt")
    writer.join()
    assert done.returncode == 0
    assert "reading pipe.txt, 0 s" in done.stderr
    assert "matching 21 characters, 0 s" in done.stderr
