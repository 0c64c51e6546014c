"""How far an index is that takes long to build, and what is left of one that was given up."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from goalsearch import Searcher
from goalsearch.cli import signs_of_life
from goalsearch.corpus import Corpus
from goalsearch.progress import report, watched
from goalsearch.text import counting
from goalsearch.text.tokenizer import Tokenizer
from tests.cli.conftest import Run, shown_until_closed

N_RECORDS = 40


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus whose index is built in many steps."""
    monkeypatch.setattr(counting, "_BLOCK", 8)
    monkeypatch.setenv("GOALSEARCH_CACHE", str(tmp_path / "own-cache"))
    path = tmp_path / "own.csv"
    lines = [f"g{number},光の格子{number},量子の計算{number}" for number in range(N_RECORDS)]
    path.write_text("\n".join(["id,title,summary", *lines]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        pytest.param("en", "building the index: 8 of 80 texts, 0 s", id="english"),
        pytest.param("ja", "索引を作成中: 80 件の文章のうち 8 件、0 秒", id="japanese"),
    ],
)
def test_lines_elsewhere(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str) -> None:
    monkeypatch.setattr(signs_of_life, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(signs_of_life, "LINE_SECONDS", 0.0)
    done = run("goals", "--corpus", str(own), "--lang", lang)
    assert done.returncode == 0
    assert said in done.stderr
    assert "\x1b" not in done.stderr
    assert "g39" in done.stdout
    again = run("goals", "--corpus", str(own), "--lang", lang)
    assert (again.stdout, again.stderr) == (done.stdout, "")


def test_what_takes_no_time_says_nothing(run: Run, own: Path) -> None:
    assert run("goals", "--corpus", str(own)).stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_bar_on_a_terminal(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = os.openpty()
    program = (
        "from goalsearch.cli import main, signs_of_life; from goalsearch.text import counting\n"
        "signs_of_life.FIRST_SECONDS = 0.0; counting._BLOCK = 8\n"
        f"main(['goals', '--corpus', {str(own)!r}])"
    )
    monkeypatch.setenv("PYTHONPATH", str(Path(signs_of_life.__file__).parents[2]))
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.DEVNULL, stderr=follower)
    os.close(follower)
    shown = shown_until_closed(leader)
    assert process.wait() == 0
    assert b"building the index" in shown
    assert b"72/" in shown.replace(b" ", b"")


def test_what_is_given_up_leaves_nothing_behind(run: Run, own: Path, tmp_path: Path, tokenizer: Tokenizer) -> None:
    def give_up(n_done: int, _n_total: int) -> None:
        if n_done >= N_RECORDS:
            raise KeyboardInterrupt

    cache = tmp_path / "own-cache"
    with pytest.raises(KeyboardInterrupt), watched(give_up):
        Searcher(Corpus.load(own), tokenizer=tokenizer, cache=cache)
    assert not cache.exists()
    assert run("goals", "--corpus", str(own)).returncode == 0


def test_steps_are_all_told_to_who_watches_in_this_thread() -> None:
    seen: list[tuple[int, int]] = []
    with watched(lambda n_done, n_total: seen.append((n_done, n_total))):
        report(1, 2)
        other = threading.Thread(target=report, args=(9, 9))
        other.start()
        other.join()
        report(2, 2)
    report(3, 3)
    assert seen == [(1, 2), (2, 2)]
