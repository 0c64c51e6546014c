"""An index that is being kept when the disk is full, the process is killed, or another one keeps it too."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from goalsearch.corpus import check

PROGRAM = """
import os, signal, sys
from pathlib import Path
import numpy as np
from goalsearch.corpus import CorpusSource, digests
from goalsearch.ranking import build, known_texts
from goalsearch.retrieval import library
from goalsearch.retrieval.searcher import Searcher

# As of a corpus of thousands: the postings in a second order, hashes that are remembered, texts that are kept.
build._MANY_POSTINGS = 0
digests._SMALL, digests._GRAIN = 0, -10**18
known_texts._WORTH_KEEPING = 1
library.builtin_examples = dict
source, cache, what, when = sys.argv[1:]
calls = 0

def dying(call):
    def counted(*arguments, **named):
        global calls
        calls += 1
        if calls == int(when):
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **named)
    return counted

if what == "limit":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(when), int(when)))
elif what == "save":
    np.save = dying(np.save)
elif what == "rename":
    Path.rename = dying(Path.rename)
elif what == "replace":
    Path.replace = dying(Path.replace)
searcher = Searcher(CorpusSource((Path(source),)), cache=Path(cache))
result = searcher.search("量子計算の誤り訂正")
print(result.hits[0].goal.id, len(result.hits[0].evidence), [notice.code for notice in searcher.notices])
"""
ANSWER = "b 4 []"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "goals.csv"
    rows = [f"g{number},光の研究 第{number}部,分子{number}と細胞{number}を調べる。\n" for number in range(60)]
    path.write_text(f"id,title,summary\nb,量子計算,誤り訂正の研究。\n{''.join(rows)}", encoding="utf-8")
    return path


def start(source: Path, cache: Path, what: str = "nothing", when: int = 0) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", PROGRAM, str(source), str(cache), what, str(when)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run(source: Path, cache: Path, what: str = "nothing", when: int = 0) -> tuple[int, str]:
    process = start(source, cache, what, when)
    answer, _ = process.communicate(timeout=120)
    return process.returncode, answer.strip()


def left(cache: Path) -> list[str]:
    """What lies in the cache, a name for each kind of it."""
    names = [path.name for path in cache.iterdir()]
    return sorted({"entry" if len(name) == 32 else name.split("-")[0] for name in names})


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill")
@pytest.mark.parametrize(
    ("what", "when"),
    [
        pytest.param("save", 1, id="first-array-of-the-texts", marks=pytest.mark.slow),
        pytest.param("save", 5, id="first-array-of-the-index"),
        pytest.param("save", 16, id="an-array-of-the-index", marks=pytest.mark.slow),
        pytest.param("rename", 1, id="before-the-texts-are-in-place", marks=pytest.mark.slow),
        pytest.param("rename", 2, id="before-the-index-is-in-place"),
    ],
)
def test_a_kill_while_an_index_is_kept(source: Path, tmp_path: Path, what: str, when: int) -> None:
    cache = tmp_path / "cache"
    assert run(source, cache, what, when) == (-signal.SIGKILL, "")
    assert ".partial" in left(cache)
    assert run(source, cache) == (0, ANSWER)
    assert run(source, cache) == (0, ANSWER)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill")
def test_a_kill_while_hashes_are_kept(source: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert run(source, cache) == (0, ANSWER)
    (cache / "hashes.json").unlink(missing_ok=True)
    assert run(source, cache, "replace", 1) == (-signal.SIGKILL, "")
    assert "hashes.json" not in left(cache)
    assert run(source, cache) == (0, ANSWER)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits")
@pytest.mark.parametrize(
    "most_bytes", [pytest.param(64, marks=pytest.mark.slow), 1_000, pytest.param(4_000, marks=pytest.mark.slow)]
)
def test_a_disk_that_takes_no_more(source: Path, tmp_path: Path, most_bytes: int) -> None:
    cache = tmp_path / "cache"
    assert run(source, cache, "limit", most_bytes) == (0, "b 4 ['notice.cache']")
    # What was small enough may be there, whole.
    assert ".partial" not in left(cache)
    assert run(source, cache) == (0, ANSWER)


def test_processes_that_keep_the_same_index_at_once(source: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    processes = [start(source, cache) for _ in range(3)]
    assert [process.communicate(timeout=120)[0].strip() for process in processes] == [ANSWER] * 3
    # An index and the terms of its texts, each once.
    assert len([path for path in cache.iterdir() if len(path.name) == 32]) == 2
    assert set(left(cache)) <= {"entry", "hashes.json"}


@pytest.mark.slow
def test_a_record_of_five_megabytes(tmp_path: Path) -> None:
    sentence = "量子計算の誤り訂正を超伝導回路で実証する。"
    records = [
        {"id": "long", "title": "長い目標", "summary": sentence * (5_000_000 // len(sentence.encode()))},
        {"id": "b", "title": "量子計算", "summary": "誤り訂正の研究。"},
    ]
    source = tmp_path / "goals.jsonl"
    source.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    for _ in range(2):
        assert run(source, tmp_path / "cache") == (0, ANSWER)
    as_table = tmp_path / "goals.csv"
    as_table.write_text(f"id,title,summary\nlong,長い目標,{records[0]['summary']}\n", encoding="utf-8")
    assert check(as_table) == []
