"""The front door: formats by content, ids, and files that cannot be read."""

import json
import os
import pickle
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import IO, cast
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goalsearch.documents import Document, ReadOptions, iter_documents, office, read, read_text, source
from goalsearch.documents.options import Limits
from goalsearch.documents.plain_text import decode_text
from goalsearch.errors import DocumentError
from goalsearch.messages import catalogue

_TEXT = "量子計算の基盤技術を創出する研究。"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_DOCX = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    f"{_TEXT}</w:t></w:r></w:p></w:body></w:document>"
)


def _stream_name(name: str) -> bytes:
    return _OLE + f"{name}\0".encode("utf-16-le")


def _docx(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", _DOCX)
    return path


def _zip(path: Path, *names: str, **contents: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".log", ""])
def test_plain_text_in_any_encoding(tmp_path: Path, encoding: str, suffix: str) -> None:
    file = tmp_path / f"提案{suffix}"
    file.write_bytes(_TEXT.encode(encoding))
    assert read_text(file) == _TEXT


def test_line_ends_become_one(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("量子\r\n計算\r技術\f創出\x1a".encode("cp932"))
    assert read_text(file) == "量子\n計算\n技術\n創出"


def test_a_last_byte_like_ctrl_z_is_no_end_mark(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("量子計算の研究会".encode("utf-16-be"))
    assert read_text(tmp_path / "a.txt") == "量子計算の研究会"


def test_document_tells_how_it_was_read(tmp_path: Path) -> None:
    file = tmp_path / "応募" / "提案.txt"
    file.parent.mkdir()
    file.write_bytes(_TEXT.encode("euc_jp"))
    (document,) = read(str(file), options=ReadOptions(root=tmp_path))
    assert (document.document_id, document.path, document.encoding) == ("応募/提案.txt", file, "euc_jp")
    assert (document.place, document.record_id, document.title, document.notes) == (None, None, None, ())


def test_without_a_root_the_id_is_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_TEXT, "utf-8")
    assert read(tmp_path / "a.txt")[0].document_id == "a.txt"


@pytest.mark.parametrize("suffix", [".txt", ".doc", ".pdf", ".zip", ".xlsx", ""])
def test_content_goes_before_suffix(tmp_path: Path, suffix: str) -> None:
    assert read_text(_docx(tmp_path / f"renamed{suffix}")) == _TEXT


@pytest.mark.skipif(sys.platform != "linux", reason="other systems normalise or refuse these names")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(unicodedata.normalize("NFD", "プロポーザル.txt"), None, id="nfd"),
        pytest.param("研究 提案\u3000(1).txt", None, id="spaces"),
        pytest.param('it\'s "quoted".txt', None, id="quotes"),
        pytest.param("two\nlines.txt", "two\\nlines.txt", id="line-break"),
        pytest.param("-f.txt", None, id="leading-dash"),
        pytest.param("{file}.txt", None, id="braces"),
        pytest.param("あ" * 83 + ".txt", None, id="253-bytes"),
        pytest.param(os.fsdecode("提案.txt".encode("cp932")), "\\x92\\xf1\\x88\\xc4.txt", id="name-in-cp932"),
    ],
)
def test_names(tmp_path: Path, name: str, expected: str | None) -> None:
    file = tmp_path / name
    file.write_text(_TEXT, "utf-8")
    (document,) = read(file)
    assert (document.text, document.document_id) == (_TEXT, expected or name)
    file.write_bytes(b"")
    with pytest.raises(DocumentError) as caught:
        read(file)
    message = caught.value.message("ja")
    assert (expected or name) in message
    # Printable as it is, whatever the name holds.
    assert "\n" not in message
    assert message.encode("utf-8")


def _expect(path: Path, key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(path)
    assert caught.value.key == key
    for lang in ("ja", "en"):
        assert path.name in catalogue.text(caught.value.key, lang, **caught.value.values)


def test_missing(tmp_path: Path) -> None:
    _expect(tmp_path / "nothing.txt", "document.missing")


def test_name_that_no_system_has(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="nul"):
        read(tmp_path / "nul\0.txt")


def test_folder(tmp_path: Path) -> None:
    _expect(tmp_path, "document.folder")


def test_empty(tmp_path: Path) -> None:
    for suffix in (".txt", ".docx", ".pdf", ".xlsx", ".csv", ".html", ".jsonl"):
        file = tmp_path / f"empty{suffix}"
        file.touch()
        _expect(file, "document.empty")


def test_blank(tmp_path: Path) -> None:
    file = tmp_path / "blank.txt"
    file.write_text(" \n\u3000\n", "utf-8")
    _expect(file, "document.no_text")


def test_too_large(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    file.write_text("a" * 1000, "utf-8")
    with pytest.raises(DocumentError, match=r"too large|大きすぎ"):
        read(file, options=ReadOptions(limits=Limits(file_bytes=999)))
    assert read(file, options=ReadOptions(limits=Limits(file_bytes=1000)))


@pytest.mark.parametrize("name", ["table.csv", "table.tsv", "table.jsonl", "table.parquet", "table.txt"])
def test_tables_that_stream_may_have_any_size(tmp_path: Path, name: str) -> None:
    rows = [{"番号": f"A{number}", "要旨": f"量子計測の研究、その{number}。"} for number in range(50)]
    file = tmp_path / name
    if file.suffix == ".parquet":
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow.parquet import write_table

        write_table(pyarrow.Table.from_pylist(rows), file)
    elif file.suffix == ".jsonl":
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    else:
        separator = "," if file.suffix == ".csv" else "\t"
        file.write_text(
            "".join(separator.join(row) + "\n" for row in ([*rows[0]], *(row.values() for row in rows))), "utf-8"
        )
    documents = read(file, options=ReadOptions(limits=Limits(file_bytes=100)))
    assert [document.text for document in documents] == [row["要旨"] for row in rows]


def test_grown_between_look_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "growing.txt"
    file.write_text("a" * 1000, "utf-8")
    monkeypatch.setattr(source, "check", lambda _: 999)
    with pytest.raises(DocumentError, match=r"growing\.txt") as caught:
        source.read_bytes(file, Limits(file_bytes=999))
    assert caught.value.key == "document.too_large"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text(_TEXT, "utf-8")
    file.chmod(0)
    _expect(file, "document.unreadable")


def test_unreadable_by_the_systems_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "locked.txt"
    file.write_text(_TEXT, "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    _expect(file, "document.unreadable")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    _expect(tmp_path / "pipe.txt", "document.special")


def test_vanished_between_look_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "gone.txt"
    file.write_text(_TEXT, "utf-8")
    real = Path.open

    def vanish(self: Path, mode: str) -> IO[bytes]:
        file.unlink(missing_ok=True)
        return cast("IO[bytes]", real(self, mode))

    monkeypatch.setattr(Path, "open", vanish)
    _expect(file, "document.missing")


def test_binary(tmp_path: Path) -> None:
    file = tmp_path / "program.txt"
    file.write_bytes(b"\x7fELF" + b"\0\x01\x02\x03" * 100)
    _expect(file, "document.binary")


def test_unknown_encoding(tmp_path: Path) -> None:
    file = tmp_path / "chinese.txt"
    file.write_bytes("本研究旨在开发新型量子计算平台，探索生物医学应用，实现可持续发展。".encode("gbk"))
    _expect(file, "document.encoding")


@pytest.mark.parametrize(
    ("name", "data", "advice"),
    [
        pytest.param("a.doc", _stream_name("WordDocument"), "word97", id="word-97"),
        pytest.param("a.txt", _stream_name("WordDocument"), "word97", id="word-97-by-content"),
        pytest.param("a.rtf", b"{\\rtf1 abc}", "word97", id="rtf"),
        pytest.param("a.doc", b"{\\rtf1 abc}", "word97", id="rtf-named-doc"),
        pytest.param("a.jtd", _stream_name("DocumentText"), "ichitaro", id="ichitaro"),
        pytest.param("a.jtd", b"\x01\x02", "ichitaro", id="ichitaro-by-name"),
        pytest.param("a.ppt", _stream_name("PowerPoint Document"), "slides", id="powerpoint-97"),
        pytest.param("a.json", b"{}", "json", id="json"),
        pytest.param("a.msg", _stream_name("__nameid_version1.0"), "mail", id="mail-of-outlook"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n", "image", id="image"),
        pytest.param("a.txt", b"\xff\xd8\xff\xe0", "image", id="image-by-content"),
        pytest.param("a.xdw", b"\x60\x0e\x82", "docuworks", id="docuworks"),
        pytest.param("a.bin", _stream_name("Something"), "other", id="other-compound-file"),
    ],
)
def test_unsupported_formats_say_how_to_convert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, advice: str
) -> None:
    monkeypatch.setattr(office, "office_program", lambda: None)
    (tmp_path / name).write_bytes(data)
    _expect(tmp_path / name, f"document.unsupported.{advice}")


@pytest.mark.parametrize(
    ("members", "advice"),
    [
        pytest.param(("a.txt", "b.txt"), "archive", id="zip"),
    ],
)
def test_unsupported_archives(tmp_path: Path, members: tuple[str, ...], advice: str) -> None:
    _expect(_zip(tmp_path / "a.zip", *members), f"document.unsupported.{advice}")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_password_protected_office_files(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(_stream_name("EncryptedPackage"))
    _expect(tmp_path / f"a{suffix}", "document.password")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".ods", ".xls"])
def test_files_that_are_not_what_their_suffix_says(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text(_TEXT, "utf-8")
    _expect(tmp_path / f"a{suffix}", "document.damaged")


def test_read_text_of_a_table_names_batch(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("ID,概要\n1,量子\n2,計算\n", "utf-8")
    with pytest.raises(DocumentError, match="goalsearch batch"):
        read_text(file)
    file.write_text("ID,概要\n1,量子\n", "utf-8")
    assert read_text(file) == "量子"


def test_iteration_is_lazy(tmp_path: Path) -> None:
    documents = iter_documents(tmp_path / "nothing.txt")
    with pytest.raises(DocumentError, match="nothing"):
        next(documents)


def test_errors_and_documents_travel_between_processes(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(_TEXT, "utf-8")
    documents = read(file)
    assert pickle.loads(pickle.dumps(documents)) == documents  # noqa: S301 - its own pickle
    with pytest.raises(DocumentError) as caught:
        read(tmp_path)
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - its own pickle
    assert copy.message("ja") == caught.value.message("ja")


_SUFFIXES = (".txt", ".docx", ".pdf", ".xlsx", ".xls", ".ods", ".csv", ".tsv", ".jsonl", ".html", ".doc", "")
_BEGINNINGS = (b"", b"PK\x03\x04", b"%PDF-1.7\n", _OLE, b"<html>", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1b$B", b'{"text":')


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginning=st.sampled_from(_BEGINNINGS), rest=st.binary(max_size=300), suffix=st.sampled_from(_SUFFIXES))
def test_any_bytes_give_documents_or_a_document_error(
    tmp_path: Path, beginning: bytes, rest: bytes, suffix: str
) -> None:
    file = tmp_path / f"noise{suffix}"
    file.write_bytes(beginning + rest)
    # LibreOffice takes two seconds a file, and is asked below.
    with patch.object(office, "office_program", lambda: None):
        _read_or_refuse(file)


@pytest.mark.parametrize("beginning", [b"", b"\x1b$B"], ids=["noise", "japanese"])
def test_libreoffice_refuses_noise_too(tmp_path: Path, beginning: bytes) -> None:
    (tmp_path / "noise.doc").write_bytes(beginning + bytes(range(1, 256)))
    _read_or_refuse(tmp_path / "noise.doc")


_REAL = sorted(path for path in (Path(__file__).parents[1] / "data" / "documents").iterdir() if path.suffix != ".md")
_DAMAGE = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(real=st.sampled_from(_REAL), damage=_DAMAGE, kept=st.floats(0.2, 1))
def test_damaged_real_files_give_documents_or_a_document_error(
    tmp_path: Path, real: Path, damage: list[tuple[float, bytes]], kept: float
) -> None:
    data = bytearray(real.read_bytes())
    for place, noise in damage:
        start = int(place * len(data))
        data[start : start + len(noise)] = noise
    file = tmp_path / f"damaged{real.suffix}"
    file.write_bytes(data[: max(1, int(kept * len(data)))])
    _read_or_refuse(file)


def _read_or_refuse(file: Path) -> None:
    outcome: DocumentError | tuple[Document, ...]
    try:
        outcome = read(file)
    except DocumentError as error:
        outcome = error
    if isinstance(outcome, DocumentError):
        assert outcome.message("ja") != outcome.message("en")
    else:
        assert all(isinstance(document.text, str) for document in outcome)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "iso2022_jp", "utf-16"])
def test_standard_input_is_decoded_like_a_file(encoding: str) -> None:
    assert decode_text(f"{_TEXT}\r\n".encode(encoding), "-") == f"{_TEXT}\n"
    assert decode_text(b"", "-") == ""


def test_standard_input_that_is_no_text() -> None:
    with pytest.raises(DocumentError, match=r"^-: ") as caught:
        decode_text(b"\0\1\2\3" * 20, "-")
    assert caught.value.key == "document.binary"
