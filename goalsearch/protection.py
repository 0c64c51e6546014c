"""Whether a workbook lies under a password, where the program that reads workbooks only says that it cannot."""

import struct
import zipfile
import zlib
from typing import IO, Final

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_MANIFEST: Final = "META-INF/manifest.xml"
_ENCRYPTION: Final = b":encryption-data"
# It names some dozen parts; the first of them already says how it is encrypted.
_MANIFEST_BYTES: Final = 1024 * 1024
ARCHIVE_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,  # of features that it does not know
    RuntimeError,
    EOFError,
    OverflowError,
    ValueError,
    OSError,
)
"""What zipfile and zlib raise on damaged input; OSError comes from seeking to offsets before the start."""


def is_protected(file: IO[bytes]) -> bool:
    """
    Whether a workbook is encrypted: one of Excel inside an OLE container, or one in Open Document Format.

    Args:
        file: The workbook, from any place on. A damaged one is not protected.
    """
    file.seek(0)
    if file.read(len(_OLE)) == _OLE:
        return _PACKAGE in file.read()
    try:
        with zipfile.ZipFile(file) as archive, archive.open(_MANIFEST) as manifest:
            return _ENCRYPTION in manifest.read(_MANIFEST_BYTES)
    # An archive without a manifest is none of Open Document Format.
    except (KeyError, *ARCHIVE_DAMAGE):
        return False
