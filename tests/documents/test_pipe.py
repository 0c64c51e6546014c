"""A pipe in the place of a file: read to its end, and never waited for without a limit."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, read_one, read_text
from goalsearch.errors import DocumentError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no pipes among the files")
_TEXT = "磁性トポロジカル絶縁体の薄膜を作製する。"
_SHORT = ReadOptions(limits=Limits(seconds=0.2))


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def _read_while_writing(pipe: Path, pieces: list[bytes], options: ReadOptions) -> str:
    def write() -> None:
        with pipe.open("wb", buffering=0) as file:
            for piece in pieces:
                file.write(piece)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    try:
        return read_text(pipe, options=options)
    finally:
        thread.join(5)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_text_of_a_pipe(pipe: Path, encoding: str) -> None:
    data = _TEXT.encode(encoding)
    assert _read_while_writing(pipe, [data[:7], data[7:]], ReadOptions()) == _TEXT


def test_more_than_a_pipe_holds(pipe: Path) -> None:
    assert _read_while_writing(pipe, [_TEXT.encode() * 10_000], ReadOptions()) == _TEXT * 10_000


def test_no_writer(pipe: Path) -> None:
    with pytest.raises(DocumentError, match=r"0\.2") as caught:
        read_one(pipe, options=_SHORT)
    assert caught.value.key == "document.pipe_silent"


def test_a_writer_that_says_nothing(pipe: Path) -> None:
    keeper = os.open(pipe, os.O_RDWR)
    try:
        with pytest.raises(DocumentError) as caught:
            read_one(pipe, options=_SHORT)
    finally:
        os.close(keeper)
    assert caught.value.key == "document.pipe_silent"


@pytest.mark.parametrize(
    ("pieces", "limits", "key"),
    [
        pytest.param([b""], Limits(), "document.empty", id="nothing"),
        pytest.param([b"\x00\x01\x02" * 50], Limits(), "document.binary", id="no-text"),
        pytest.param([b"a" * 5000], Limits(file_bytes=1000), "document.too_large", id="too-much"),
    ],
)
def test_what_is_no_text(pipe: Path, pieces: list[bytes], limits: Limits, key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        _read_while_writing(pipe, pieces, ReadOptions(limits=limits))
    assert caught.value.key == key


def test_process_substitution_and_standard_input(tmp_path: Path) -> None:
    code = "import sys; from goalsearch.documents import read_text; print(read_text(sys.argv[1]))"
    for script in ('"$0" -c "$1" <(printf "%s" "$2")', 'printf "%s" "$2" | "$0" -c "$1" /dev/stdin'):
        command = ["bash", "-c", script, sys.executable, code, _TEXT]
        environment = {**os.environ, "PYTHONUTF8": "1"}
        done = subprocess.run(command, capture_output=True, check=True, cwd=tmp_path, env=environment)
        assert done.stdout.decode() == _TEXT + "\n"
