"""
Lines of JSON that a later run may take results from: each begins with a hash of the rest.

A line that was torn by a kill, or changed in any way, is found out and taken for none.
"""

import hashlib
import json
from typing import Any, Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DIGEST_BYTES: Final = 8
_LEAST_BYTES: Final = 2 * _DIGEST_BYTES + len(b" \n")


def write_line(values: object) -> bytes:
    """Plain values as one line, with its line end."""
    # Names that are not Unicode hold lone surrogates, which go through JSON and back.
    content = _ENCODER.encode(values).encode("utf-8", "surrogatepass")
    return _digest(content) + b" " + content + b"\n"


def read_line(line: bytes) -> Any:
    """
    The values of a line.

    Raises:
        ValueError: If it is not as `write_line` wrote it.
    """
    digest, content = line[: 2 * _DIGEST_BYTES], line[2 * _DIGEST_BYTES + 1 : -1]
    if (
        len(line) < _LEAST_BYTES
        or line[2 * _DIGEST_BYTES :][:1] != b" "
        or not line.endswith(b"\n")
        or digest != _digest(content)
    ):
        raise ValueError("not the line that was written")
    return json.loads(content)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).hexdigest().encode("ascii")
