"""Where a text is damaged that but for a few bytes is in an encoding: one bad byte makes no text in any encoding."""

import re
from typing import Final

from goalsearch.documents.text_encoding import NO_CP932, EncodingUnknownError, decode, marked_encoding

_ENCODINGS: Final = ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be")
# More than that is another encoding, or no text.
_MOST_SHARE: Final = 0.01
_REPLACED: Final = "\ufffd"
_NEVER_MEANT: Final = re.compile(f"\0|{NO_CP932.pattern}")
# Strict enough that a line of the one is hardly ever one of the other.
_OF_LINES: Final = ("utf-8", "cp932")


def bad_place(data: bytes) -> tuple[str, int] | None:
    """
    The encoding that ``data`` are in but for a few bytes, and the line of the first of these, from 1.

    Returns:
        None if there is no such encoding.
    """
    marked = marked_encoding(data)
    for encoding in (marked,) if marked else _ENCODINGS:
        text = _NEVER_MEANT.sub(_REPLACED, data.decode(encoding, "replace"))
        n_bad = text.count(_REPLACED)
        if 0 < n_bad <= max(1, _MOST_SHARE * len(text)) and _is_text(text.replace(_REPLACED, ""), encoding):
            return encoding, text[: text.index(_REPLACED)].count("\n") + 1
    return None if marked else _other_encoding(data)


def _other_encoding(data: bytes) -> tuple[str, int] | None:
    """The encoding of the first lines, and the first line that is in another, as of files that were put together."""
    first = ""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii() and b"\0" not in line:
            continue
        encoding = next((encoding for encoding in _OF_LINES if _is_line(line, encoding)), None)
        if encoding is None:
            return None
        if first and encoding != first:
            return first, number
        first = encoding
    return None


def _is_line(line: bytes, encoding: str) -> bool:
    try:
        return not _NEVER_MEANT.search(line.decode(encoding))
    except UnicodeDecodeError:
        return False


def _is_text(rest: str, encoding: str) -> bool:
    """Whether the rest is a text, as it would be read if the bad bytes were not there."""
    try:
        return bool(rest.strip()) and decode(rest.encode(encoding)).text == rest.removeprefix("\ufeff")
    except (EncodingUnknownError, UnicodeEncodeError):
        return False
