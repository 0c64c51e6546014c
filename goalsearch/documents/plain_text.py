"""Plain text and Markdown, in any encoding that Japanese offices use."""

from pathlib import Path

from goalsearch.documents.options import Limits
from goalsearch.documents.source import read_bytes, shown
from goalsearch.documents.text_encoding import Decoded, EncodingUnknownError, NotTextError, decode
from goalsearch.errors import DocumentError


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
    return _tidy(decoded_or_error(path, data))


def decoded_or_error(path: Path, data: bytes) -> Decoded:
    """
    ``data``, the content of ``path``, as text.

    Raises:
        DocumentError: If it is binary, or in no known encoding.
    """
    try:
        return decode(data)
    except NotTextError as error:
        raise DocumentError("document.binary", file=shown(path)) from error
    except EncodingUnknownError as error:
        raise DocumentError("document.encoding", file=shown(path)) from error


def decode_text(data: bytes, name: str) -> str:
    """
    What came in from elsewhere than a file, with ``\\n`` for line ends.

    Args:
        data: The bytes.
        name: What to call them in a message.

    Raises:
        DocumentError: If they are binary, or in no known encoding.
    """
    return _tidy(decoded_or_error(Path(name), data)).text


def _tidy(decoded: Decoded) -> Decoded:
    # Editors of MS-DOS ended a file with Ctrl-Z, and some filled the last block with it.
    text = decoded.text.rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return Decoded(text, decoded.encoding)
