"""The encoding that a page or a mail says it is in, read as browsers read it."""

import codecs
from typing import Final

from goalsearch.documents.text_encoding import Decoded

# Names under which browsers read another encoding than the one named.
_AS_BROWSERS_DO: Final = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}


def decode_as_declared(data: bytes, name: str) -> Decoded | None:
    """``data`` in the encoding called ``name``; None if there is no such encoding, or the data are not in it."""
    try:
        encoding = codecs.lookup(_AS_BROWSERS_DO.get(name, name)).name
        return Decoded(data.decode(encoding), encoding)
    # An unknown name, a codec that makes no text, or bytes that it does not take.
    except (LookupError, ValueError):
        return None
