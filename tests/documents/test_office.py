"""Old documents by way of LibreOffice: read where it is installed, within its time, and otherwise refused as before."""

import os
import stat
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, office, read
from goalsearch.errors import DocumentError

_RTF = (
    b"{\\rtf1\\ansi\\ansicpg932\\uc2{\\fonttbl{\\f0\\fcharset128 MS Mincho;}}\\f0 "
    b"\\'8e\\'a5\\'90\\'ab\\'95\\'5c\\u34180\\'94\\'96\\u33180 ??\\par}"
)
needs_office = pytest.mark.skipif(office.office_program() is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the program is a shell script")


def _program(tmp_path: Path, script: str) -> str:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


@needs_office
@pytest.mark.slow
def test_rich_text_in_cp932_and_unicode(tmp_path: Path) -> None:
    (tmp_path / "-a b.rtf").write_bytes(_RTF)
    (document,) = read(tmp_path / "-a b.rtf")
    assert document.text == "磁性表薄膜"
    assert (document.document_id, document.path) == ("-a b.rtf", tmp_path / "-a b.rtf")
    assert [note.key for note in document.notes] == ["document.note.converted"]


@posix
def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _program(tmp_path, f"(sleep 60; touch {tmp_path}/late) & sleep 60")
    monkeypatch.setattr(office, "office_program", lambda: program)
    (tmp_path / "a.rtf").write_bytes(_RTF)
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.rtf", options=ReadOptions(limits=Limits(seconds=0.4)))
    assert caught.value.key == "document.timeout"


@posix
@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_a_program_that_fails_leaves_the_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = _program(tmp_path, script)
    monkeypatch.setattr(office, "office_program", lambda: program)
    (tmp_path / "a.rtf").write_bytes(_RTF)
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.rtf")
    assert caught.value.key == "document.unsupported.word97"


@posix
def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    program = _program(tmp_path, "exit 1")
    monkeypatch.setattr(office, "office_program", lambda: program)
    (tmp_path / "a.rtf").write_bytes(_RTF)
    with pytest.raises(DocumentError, match=r"a\.rtf"):
        read(tmp_path / "a.rtf")
    assert list((tmp_path / "tmp").iterdir()) == []


def test_without_it_the_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)
    (tmp_path / "a.rtf").write_bytes(_RTF)
    with pytest.raises(DocumentError, match=r"a\.rtf") as caught:
        read(tmp_path / "a.rtf")
    assert caught.value.key == "document.unsupported.word97"
