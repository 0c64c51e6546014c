"""A text file of any length as a stream of characters, in the encoding that the whole of it is in."""

import codecs
import io
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from goalsearch.documents.options import Limits
from goalsearch.documents.plain_text import decoded_or_error
from goalsearch.documents.source import check, open_binary, read_bytes, shown
from goalsearch.documents.text_encoding import marked_encoding
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
    if check(path) <= min(_WHOLE_BYTES, limits.file_bytes):
        decoded = decoded_or_error(path, read_bytes(path, limits))
        return io.StringIO(decoded.text, newline=""), decoded.encoding
    sample = _sample(path)
    encoding: str | None = marked_encoding(sample) or decoded_or_error(path, sample).encoding
    first, bad_line = encoding, 0
    while encoding is not None:
        if not (line := _bad_line(path, encoding)):
            return io.TextIOWrapper(open_binary(path), encoding, newline=""), encoding
        bad_line = bad_line or line
        encoding = _WIDER.get(encoding)
    raise DocumentError("document.bad_bytes", file=shown(path), line=bad_line, encoding=first)


def bounded_lines(path: Path, stream: TextIO, limits: Limits) -> Iterator[str]:
    """
    The lines of a stream, of which none is longer than a row may be: a line without an end would take all memory.

    Raises:
        DocumentError: If one is.
    """
    for number in itertools.count(1):
        line = stream.readline(limits.row_chars + 1)
        if not line:
            return
        if len(line) > limits.row_chars:
            raise row_too_long(path, number, limits)
        yield line


def row_too_long(path: Path, line: int, limits: Limits) -> DocumentError:
    """What is said of a row that begins on ``line`` and is longer than it may be."""
    return DocumentError("document.row_too_long", file=shown(path), line=line, most=f"{limits.row_chars:,}")


def row_too_wide(path: Path, line: int, limits: Limits) -> DocumentError:
    """What is said of a row that begins on ``line`` and has more cells than it may have."""
    return DocumentError("document.row_too_wide", file=shown(path), line=line, most=f"{limits.row_cells:,}")


def _sample(path: Path) -> bytes:
    """The head of a file, from the first line that is not ASCII; cut at a line end, which no character spans."""
    with open_binary(path) as file:
        head = file.read(_PIECE_BYTES)
        if marked_encoding(head):
            return head
        if b"\0" in head:
            # UTF-16: a line end has two bytes, and in front of it no character is cut.
            end = head.rfind(b"\n")
            return head[: end - end % 2] or head[: len(head) // 4 * 4]
        # ISO-2022-JP is ASCII with escapes.
        while head.isascii() and b"\x1b" not in head and (piece := file.read(_PIECE_BYTES)):
            head = head[head.rfind(b"\n") + 1 :] + piece
    return head[: head.rfind(b"\n") + 1] or head


def _bad_line(path: Path, encoding: str) -> int:
    """The first line that is not in ``encoding``, from 1; 0 if there is none."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        with open_binary(path) as file:
            while piece := file.read(_PIECE_BYTES):
                line += decoder.decode(piece).count("\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        # What the decoder kept back of the piece before stands in front of this one.
        return line + error.object[: error.start].count(b"\n")
    return 0
