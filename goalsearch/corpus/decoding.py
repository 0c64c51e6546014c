"""Bytes of a corpus file to text: UTF-8, and cp932 where a spreadsheet may have written it. Never a guess."""

import re
from pathlib import Path
from typing import Final

from goalsearch.corpus.finding import Finding, InvalidCorpusError

_UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_NO_CP932: Final = re.compile("[\uf8f0-\uf8f3]")
_ESCAPE: Final = b"\x1b"
_ISO_2022_JP: Final = (b"\x1b$B", b"\x1b$@", b"\x1b(J")


def decode(path: Path, data: bytes, *, cp932: bool) -> str:
    """
    The text of a file with its line ends as line feeds, without a byte order mark at its start.

    Args:
        path: The file, to be named in an error.
        data: The bytes of the file.
        cp932: Whether cp932 (Excel's CSV on a Japanese Windows) is read too where it is not UTF-8.

    Raises:
        InvalidCorpusError: If it is in another encoding.
    """
    if data.startswith(_UTF16_MARKS):
        raise _refused(path, "UTF-16")
    # The escape is hardly ever there, and one byte is found ten times as quickly as three.
    if _ESCAPE in data and any(mark in data for mark in _ISO_2022_JP):
        raise _refused(path, "ISO-2022-JP")
    data = data.removeprefix(_UTF8_MARK)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if not cp932:
            raise _undecodable(path, data, error.start, "UTF-8") from error
        text = _decode_cp932(path, data)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decode_cp932(path: Path, data: bytes) -> str:
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as error:
        raise _undecodable(path, data, error.start, "UTF-8 / cp932 (Shift_JIS)") from error
    # Python's cp932 gives the four bytes that mean nothing in it a place of their own instead of refusing them.
    if lost := _NO_CP932.search(text):
        start = len(text[: lost.start()].encode("cp932"))
        raise _undecodable(path, data, start, "UTF-8 / cp932 (Shift_JIS)")
    # Text in EUC-JP often passes as cp932 and then is half-width katakana for the greater part; no real text is.
    half_width = sum("\uff61" <= character <= "\uff9f" for character in text)
    if 2 * half_width > sum(character > "\x7f" for character in text):
        raise _refused(path, "EUC-JP")
    return text


def _refused(path: Path, encoding: str) -> InvalidCorpusError:
    finding = Finding(path=path, key="corpus.encoding", values={"encoding": encoding})
    return InvalidCorpusError.of(path, [finding])


def _undecodable(path: Path, data: bytes, start: int, expected: str) -> InvalidCorpusError:
    line = data.count(b"\n", 0, start) + 1
    problem = {"byte": f"0x{data[start]:02X}", "expected": expected}
    return InvalidCorpusError.of(path, [Finding(path=path, line=line, key="corpus.undecodable", values=problem)])
