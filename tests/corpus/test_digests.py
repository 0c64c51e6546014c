"""Hashes of files that are remembered: never one that may be wrong."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from goalsearch.corpus import digests
from goalsearch.corpus.digests import Digests

DAY = 24 * 3600


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as large, and as written long ago."""
    monkeypatch.setattr(digests, "_SMALL", 0)
    monkeypatch.setattr(digests, "_GRAIN", -DAY * 10**9)
    path = tmp_path / "goals.csv"
    path.write_bytes(b"before")
    os.utime(path, (1, 1))
    return path


@pytest.fixture
def folder(file: Path, tmp_path: Path) -> Path:
    """A folder in which the file's hash is remembered."""
    first = Digests(tmp_path / "cache")
    assert first.of(file) == digest(b"before")
    first.keep()
    return tmp_path / "cache"


def never(*_arguments: object) -> None:
    raise AssertionError("hashed anew")


def test_what_has_not_changed_is_not_read_again(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashlib, "file_digest", never)
    assert Digests(folder).of(file) == digest(b"before")


def put_another(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"behind")
    os.utime(other, (1, 1))
    other.replace(file)


def write(content: bytes, seconds: int) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        file.write_bytes(content)
        os.utime(file, (seconds, seconds))

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(write(b"behind", 2), id="time"),
        pytest.param(write(b"longer than before", 1), id="size"),
        pytest.param(put_another, id="another-file"),
        pytest.param(write(b"before", 3), id="touched"),
    ],
)
def test_a_file_that_may_have_changed_is_read_again(file: Path, folder: Path, change: Callable[[Path], None]) -> None:
    change(file)
    assert Digests(folder).of(file) == digest(file.read_bytes())


def test_a_file_written_a_moment_ago_is_not_remembered(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "_GRAIN", DAY * 10**9)
    found = Digests(tmp_path / "cache")
    # Its time of writing can be set to anything, that of its last change cannot.
    assert found.of(file) == digest(b"before")
    found.keep()
    assert not (tmp_path / "cache").exists()


def test_a_file_from_the_future_is_not_remembered(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "_GRAIN", 0)
    later = time.time() + DAY
    os.utime(file, (later, later))
    found = Digests(tmp_path / "cache")
    assert found.of(file) == digest(b"before")
    found.keep()
    assert not (tmp_path / "cache").exists()


def test_a_file_that_changes_while_it_is_read_is_not_remembered(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_file = hashlib.file_digest

    def hash_and_change(opened: object, name: str) -> object:
        found = hash_file(opened, name)  # type: ignore[arg-type]
        write(b"behind", 2)(file)
        return found

    monkeypatch.setattr(hashlib, "file_digest", hash_and_change)
    found = Digests(tmp_path / "cache")
    found.of(file)
    found.keep()
    assert not (tmp_path / "cache").exists()


def test_small_files_are_always_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "_GRAIN", -DAY * 10**9)
    path = tmp_path / "small"
    path.write_bytes(b"a")
    found = Digests(tmp_path / "cache")
    assert found.of(path) == digest(b"a")
    found.keep()
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"[" * 200_000,
        b'{"format": 1}',
        b'{"format": 1, "files": []}',
        b'{"format": 2, "files": {}}',
    ],
    ids=["empty", "cut", "list", "null", "deep", "no-files", "a-list-of-files", "newer"],
)
def test_damaged_memory_is_no_memory(file: Path, folder: Path, content: bytes) -> None:
    (folder / "hashes.json").write_bytes(content)
    assert Digests(folder).of(file) == digest(b"before")


@pytest.mark.parametrize("known", [None, [], ["x"], {"a": 1}, [1, 2, 3, 4, 5, 6]])
def test_a_damaged_line_of_memory_is_no_memory(file: Path, folder: Path, known: object) -> None:
    memory = json.loads((folder / "hashes.json").read_bytes())
    memory["files"][str(file)] = known
    (folder / "hashes.json").write_text(json.dumps(memory), encoding="utf-8")
    assert Digests(folder).of(file) == digest(b"before")


def test_a_folder_that_cannot_be_made_costs_the_memory_only(file: Path, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_bytes(b"")
    found = Digests(tmp_path / "in the way" / "cache")
    assert found.of(file) == digest(b"before")
    found.keep()


def test_only_the_latest_are_remembered(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "_MOST_REMEMBERED", 1)
    other = file.with_name("other.csv")
    other.write_bytes(b"other")
    found = Digests(folder)
    found.of(other)
    found.keep()
    assert list(json.loads((folder / "hashes.json").read_bytes())["files"]) == [str(other)]
    assert [path.name for path in folder.iterdir()] == ["hashes.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ValueError, match="is no file"):
        Digests(tmp_path).of(tmp_path / "pipe")
