"""Text from anywhere, made fit for XML, HTML and one line."""

import re
from typing import Final

# Control characters, and those that turn the direction of what follows: a name would read other than it is.
_UNSHOWN: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
# What XML cannot hold: lone surrogates, which stand for bytes of a file name that are no text, and non-characters.
_UNWRITABLE: Final = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """``text`` on one line: control characters are white space, white space is one space."""
    return _UNWRITABLE.sub("\ufffd", _UNSHOWN.sub(" ", text)).strip()
