"""Plain text and Markdown, in any encoding that Japanese offices use."""

from pathlib import Path

from goalsearch.documents.bad_bytes import bad_place
from goalsearch.documents.line_marks import decoded_transfer, tidy_lines
from goalsearch.documents.options import Limits
from goalsearch.documents.source import read_bytes, shown
from goalsearch.documents.text_encoding import Decoded, EncodingUnknownError, NotTextError, decode
from goalsearch.errors import DocumentError
from goalsearch.text.spaced_letters import without_letter_blanks


def read_plain_text(path: Path, limits: Limits) -> Decoded:
    """
    The text of a file, with ``\\n`` for line ends.

    Raises:
        DocumentError: If the file cannot be read, is binary, or is in no known encoding.
    """
    return text_of(path, read_bytes(path, limits))


def text_of(path: Path, data: bytes) -> Decoded:
    """
    The same of ``data``, the content of ``path``.

    Raises:
        DocumentError: If it is binary, or in no known encoding.
    """
    return _tidy(decoded_or_error(path, decoded_transfer(data)))


def decoded_or_error(path: Path, data: bytes) -> Decoded:
    """
    ``data``, the content of ``path``, as text.

    Raises:
        DocumentError: If it is binary, or in no known encoding.
    """
    try:
        return decode(data)
    except EncodingUnknownError as error:
        if (place := bad_place(data)) is not None:
            raise DocumentError("document.bad_bytes", file=shown(path), line=place[1], encoding=place[0]) from error
        key = "document.binary" if isinstance(error, NotTextError) else "document.encoding"
        raise DocumentError(key, file=shown(path)) from error


def decode_text(data: bytes, name: str) -> str:
    """
    What came in from elsewhere than a file, with ``\\n`` for line ends.

    Args:
        data: The bytes.
        name: What to call them in a message.

    Raises:
        DocumentError: If they are binary, or in no known encoding.
    """
    return without_letter_blanks(text_of(Path(name), data).text)


def _tidy(decoded: Decoded) -> Decoded:
    # Editors of MS-DOS ended a file with Ctrl-Z, and some filled the last block with it.
    return Decoded(tidy_lines(decoded.text.rstrip("\x1a")), decoded.encoding)
