"""Uploaded files: under their names, inside their folder, nobody else's to see, and gone afterwards."""

import os
import stat
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.web import uploads
from goalsearch.web.forms import Upload
from goalsearch.web.uploads import UploadFolder


def names_of(*names: str) -> list[str]:
    with UploadFolder(Upload(name, b"x") for name in names) as folder:
        return [path.relative_to(folder.path).as_posix() for path in folder.files]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("要旨.txt", "要旨.txt", id="as-it-is"),
        pytest.param("提案 (最終版).docx", "提案 (最終版).docx", id="spaces-and-brackets"),
        pytest.param("2024/情報系/要旨.txt", "2024/情報系/要旨.txt", id="folders-stay"),
        pytest.param("C:\\fakepath\\要旨.txt", "C_/fakepath/要旨.txt", id="windows-path"),
        pytest.param("../../etc/passwd", "etc/passwd", id="up-leads-nowhere"),
        pytest.param("/etc/passwd", "etc/passwd", id="absolute-leads-nowhere"),
        pytest.param("a\nb\t.txt", "a_b_.txt", id="control-characters"),
        pytest.param('a"<b>:|?*.txt', "a__b_____.txt", id="what-windows-forbids"),
        pytest.param("", "text", id="no-name"),
        pytest.param("..", "text", id="only-dots"),
        pytest.param("\ud800.txt", "?.txt", id="lone-surrogate"),
        pytest.param("終わりの点.", "終わりの点", id="windows-drops-a-last-dot"),
    ],
)
def test_name(name: str, expected: str) -> None:
    assert names_of(name) == [expected]


def test_same_names_get_numbers() -> None:
    assert names_of("a.txt", "a.txt", "a.txt", "b/a.txt") == ["a.txt", "a (2).txt", "a (3).txt", "b/a.txt"]


def test_a_file_where_a_folder_should_be() -> None:
    assert names_of("a", "a/b.txt") == ["a", "b.txt"]


def test_long_names_keep_their_suffix() -> None:
    (name,) = names_of("長" * 300 + ".docx")
    assert name.endswith("長.docx")
    assert len(name.encode()) <= 255


def test_decomposed_names_stay_as_they_are() -> None:
    name = unicodedata.normalize("NFD", "がぎぐ.txt")
    assert unicodedata.normalize("NFC", names_of(name)[0]) == "がぎぐ.txt"


@given(st.lists(st.text(max_size=30), max_size=6))
def test_every_file_is_inside_and_whole(names: list[str]) -> None:
    uploads = [Upload(name, str(number).encode()) for number, name in enumerate(names)]
    with UploadFolder(uploads) as folder:
        root = folder.path.resolve()
        assert len(set(folder.files)) == len(names)
        for number, path in enumerate(folder.files):
            assert path.resolve().is_relative_to(root)
            assert path.read_bytes() == str(number).encode()
    assert not root.exists()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no process can be asked for without harm")
def test_what_killed_servers_left_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_IN_MEMORY", tmp_path / "memory")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    dead = tmp_path / f"goalsearch-{ended.pid}-abc"
    # One of this process is left by a request that was cut off in the middle of a file.
    own = tmp_path / f"goalsearch-{os.getpid()}-abc"
    running = tmp_path / f"goalsearch-{os.getppid()}-abc"
    others = [tmp_path / "goalsearch-abc", tmp_path / "goalsearch-abc-1", running]
    for folder in (dead, own, *others):
        folder.mkdir()
        (folder / "a.txt").write_text("x", encoding="utf-8")
    uploads.sweep()
    assert not dead.exists()
    assert not own.exists()
    assert all(folder.exists() for folder in others)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_may_look() -> None:
    with UploadFolder([Upload("a.txt", b"x")]) as folder:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


@pytest.mark.skipif(not os.path.isdir("/dev/shm"), reason="there is no folder in memory")  # noqa: PTH112
def test_files_stay_in_memory_where_that_can_be() -> None:
    with UploadFolder([Upload("a.txt", b"x")]) as folder:
        assert folder.path.is_relative_to("/dev/shm")
