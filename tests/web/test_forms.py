"""Forms: fields to what was asked for, and files that never touch the disk."""

import asyncio
import tempfile
from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.types import Message

from goalsearch.errors import QueryError
from goalsearch.web.forms import MAX_FILES, Asked, Upload, asked_from, read_form


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, None, id="all-years"),
        pytest.param({"first": "2015", "last": "2018"}, "2015-2018", id="from-to"),
        pytest.param({"first": "2015"}, "2015-", id="since"),
        pytest.param({"last": "2018"}, "-2018", id="until"),
        pytest.param({"first": " 2015 ", "last": "2015"}, "2015-2015", id="one-year"),
        pytest.param({"first": "2015", "years": "latest"}, "latest", id="words-go-first"),
    ],
)
def test_years(fields: dict[str, str], expected: str | None) -> None:
    assert asked_from(fields).years == expected


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        pytest.param("text", "a\r\nb", "a\nb", id="line-ends"),
        pytest.param("k", "", 5, id="default-k"),
        pytest.param("k", " 20 ", 20, id="k"),
        pytest.param("part", "abstract", "abstract", id="part"),
        pytest.param("part", "", "auto", id="default-part"),
        pytest.param("apart", "1", True, id="apart"),
        pytest.param("agency", " JST ", "JST", id="spaces"),
    ],
)
def test_field(name: str, given: str, expected: object) -> None:
    assert getattr(asked_from({name: given}), name) == expected


def multipart(*parts: tuple[str, str | None, bytes]) -> tuple[bytes, str]:
    """Fields and files as a browser sends them: the body, and its content type."""
    body = b""
    for name, file, content in parts:
        head = f'Content-Disposition: form-data; name="{name}"' + (f'; filename="{file}"' if file is not None else "")
        body += f"--limit\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
    return body + b"--limit--\r\n", "multipart/form-data; boundary=limit"


def read(body: bytes, content_type: str, *, portion: int = 65536) -> Asked:
    async def messages() -> AsyncIterator[Message]:
        for start in range(0, len(body), portion):
            yield {"type": "http.request", "body": body[start : start + portion], "more_body": True}
        yield {"type": "http.request", "body": b"", "more_body": False}

    given = messages()

    async def receive() -> Message:
        return await anext(given)

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", content_type.encode())]}
    return asyncio.run(read_form(Request(scope, receive)))


def test_files_and_fields() -> None:
    asked = read(*multipart(("text", None, "量子".encode()), ("file", "要旨.txt", b"abc"), ("file", "b.txt", b"")))
    assert asked.text == "量子"
    assert asked.uploads == (Upload("要旨.txt", b"abc"), Upload("b.txt", b""))


def test_an_empty_file_field_is_no_file() -> None:
    assert read(*multipart(("file", "", b""))).uploads == ()


def test_large_files_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def rollover(_file: object) -> None:
        raise AssertionError("a file went to the disk")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", rollover)
    content = b"x" * (5 * 1024 * 1024)
    (upload,) = read(*multipart(("file", "a.txt", content))).uploads
    assert upload.content == content


def test_too_many_files() -> None:
    body, content_type = multipart(*(("file", f"{n}.txt", b"x") for n in range(MAX_FILES + 1)))
    with pytest.raises(QueryError, match=str(MAX_FILES)):
        read(body, content_type)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        pytest.param("研究計画表.txt".encode(), "研究計画表.txt", id="utf-8"),
        pytest.param("研究計画表.txt".encode("cp932"), "研究計画表.txt", id="cp932-with-a-backslash-in-a-letter"),
        pytest.param("ソフト能力一覧.docx".encode("cp932"), "ソフト能力一覧.docx", id="cp932-with-several"),
        pytest.param("提案.txt".encode("euc_jp"), "提案.txt", id="euc-jp"),
        pytest.param("résumé.txt".encode(), "résumé.txt", id="western-in-utf-8"),
        pytest.param("résumé.txt".encode("latin-1"), "résumé.txt", id="western-in-latin-1"),
        pytest.param(b"=?ISO-2022-JP?B?GyRCJSIbKEI=?=.txt", "ア.txt", id="encoded-word"),
        pytest.param(b"=?no-such?B?AAAA?=.txt", "=?no-such?B?AAAA?=.txt", id="encoded-word-of-no-encoding"),
        pytest.param(b"a b;c.txt", "a b;c.txt", id="semicolon"),
    ],
)
def test_names_of_files_in_any_encoding(sent: bytes, name: str) -> None:
    head = b'--B\r\nContent-Disposition: form-data; name="files"; filename="'
    body = head + sent + b'"\r\n\r\ntext\r\n--B--\r\n'
    (upload,) = read(body, "multipart/form-data; boundary=B").uploads
    assert upload.content == b"text"
    assert upload.name == name
