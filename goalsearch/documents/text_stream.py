"""A text file of any length as a stream of characters, in the encoding that the whole of it is in."""

import codecs
import io
from pathlib import Path
from typing import Final, TextIO

from goalsearch.documents.options import Limits
from goalsearch.documents.plain_text import decoded_or_error
from goalsearch.documents.source import check, open_binary, read_bytes, reported, shown
from goalsearch.errors import DocumentError

_WHOLE_BYTES: Final = 4 * 1024 * 1024
_PIECE_BYTES: Final = 1024 * 1024
# What a sample may be in, and the whole then turns out to need.
_WIDER: Final = {"euc_jp": "euc_jis_2004", "iso2022_jp": "iso2022_jp_ext", "iso2022_jp_ext": "iso2022_jp_2004"}


def open_text(path: Path, limits: Limits) -> tuple[TextIO, str]:
    """
    The characters of a file, line ends as they are, and its encoding. The caller closes the stream.

    Small files are decoded at once. Large ones are judged by their first part that is not plain ASCII, and checked
    to the end before the first character is handed out.

    Raises:
        DocumentError: If the file cannot be read, is binary, or is in no known encoding.
    """
    check(path, limits)
    with reported(path):
        is_small = path.stat().st_size <= _WHOLE_BYTES
    if is_small:
        decoded = decoded_or_error(path, read_bytes(path, limits))
        return io.StringIO(decoded.text, newline=""), decoded.encoding
    encoding: str | None = decoded_or_error(path, _sample(path)).encoding
    while encoding is not None:
        if _is_all(path, encoding):
            return io.TextIOWrapper(open_binary(path), encoding, newline=""), encoding
        encoding = _WIDER.get(encoding)
    raise DocumentError("document.encoding", file=shown(path))


def _sample(path: Path) -> bytes:
    """The head of a file, from the first line that is not ASCII; cut at a line end, which no character spans."""
    with open_binary(path) as file:
        head = file.read(_PIECE_BYTES)
        if head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in head:
            return head[: len(head) // 4 * 4]
        # ISO-2022-JP is ASCII with escapes.
        while head.isascii() and b"\x1b" not in head and (piece := file.read(_PIECE_BYTES)):
            head = head[head.rfind(b"\n") + 1 :] + piece
    return head[: head.rfind(b"\n") + 1] or head


def _is_all(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with open_binary(path) as file:
            while piece := file.read(_PIECE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
