"""``goalsearch batch --engine dask`` as a user meets it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

MakeDataset = Callable[[int], Path]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def environment(tmp_path: Path, cache_folder: Path) -> Mapping[str, str]:
    return {**os.environ, "HOME": str(tmp_path), "GOALSEARCH_CACHE": str(cache_folder), "PYTHONUTF8": "1"}


@pytest.fixture
def start(address: str, environment: Mapping[str, str]) -> Start:
    def start_there(*arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [
                *(sys.executable, "-W", "error", str(CHECKOUT / "cli.py"), "batch", *arguments),
                *("--engine", "dask", "--scheduler", address),
            ],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    return start_there


@pytest.mark.slow
def test_a_dataset(json_lines: MakeDataset, tmp_path: Path, start: Start) -> None:
    path, out = json_lines(100), str(tmp_path / "out")
    process = start(str(path), "-o", out, "--lang", "en", "--parts", "parquet")
    stdout, stderr = process.communicate(timeout=60)
    # A row without text is a failure, as on one machine.
    assert (process.returncode, stdout) == (3, f"{out}\n"), stderr
    assert "100 proposals in " in stderr
    assert ", 1 not read" in stderr
    assert "1 x  e.g. dataset.jsonl#51: the row has no text" in stderr
    # What takes over two seconds says how far it is.
    progress = ("building the index", " partitions, ")
    assert len([line for line in stderr.splitlines() if not any(part in line for part in progress)]) == 3
    assert sorted(path.name for path in Path(out).iterdir()) == ["manifest.json", "part-000000.parquet"]


@pytest.mark.slow
def test_a_lost_partition(tmp_path: Path, start: Start) -> None:
    folder = tmp_path / "proposals"
    folder.mkdir()
    (folder / "kills.txt").write_text("量子計算", encoding="utf-8")
    process = start(str(folder), "-o", str(tmp_path / "out"), "--lang", "ja")
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "照合できなかった区画 1 件（manifest.json に記録）" in stderr
    assert json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))["lost"][0]["source"] == {
        "files": 1,
        "first": "kills.txt",
        "last": "kills.txt",
    }


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a process otherwise there")
def test_ctrl_c(json_lines: MakeDataset, tmp_path: Path, start: Start) -> None:
    path, out = json_lines(6_000), tmp_path / "out"
    process = start(str(path), "-o", str(out), "--lang", "en")
    deadline = time.monotonic() + 60
    while not list(out.glob(".run-*/part-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "give the same command with --resume" in stderr
    assert "Traceback" not in stderr
    assert sorted(path.name for path in Path(out).iterdir()) == ["progress.jsonl"]
