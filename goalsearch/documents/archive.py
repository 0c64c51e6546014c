"""
The zip archives that .docx, .xlsx and .ods are, opened with care.

What a member unpacks to is declared in the archive by whoever wrote it. So the declared sizes are checked first, which
costs nothing, and then the real ones, by unpacking piecewise and stopping at the limit.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from goalsearch.documents.options import Limits
from goalsearch.documents.source import open_binary, shown
from goalsearch.errors import DocumentError
from goalsearch.protection import ARCHIVE_DAMAGE

_PIECE_BYTES: Final = 256 * 1024
_MIB: Final = 1024 * 1024
_LOCAL_HEADER: Final = struct.Struct("<26xHH")
_ENCRYPTED_FLAG: Final = 0x1


@contextmanager
def opened(path: Path, data: bytes | None = None) -> Iterator[zipfile.ZipFile]:
    """
    ``path`` as an open archive; or ``data``, an archive that was found inside ``path``.

    Raises:
        DocumentError: If it cannot be opened, or anything about the archive turns out to be damaged inside the block.
    """
    with open_binary(path) if data is None else io.BytesIO(data) as file:
        try:
            with zipfile.ZipFile(file) as archive:
                yield archive
        except ARCHIVE_DAMAGE as error:
            raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".zip") from error


def check_sizes(path: Path, archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo], limits: Limits) -> int:
    """
    Make sure that ``members`` can be unpacked without harm.

    Returns:
        How many bytes they unpack to.

    Raises:
        DocumentError: If their declared or their real size makes the archive a bomb, or a member is encrypted.
    """
    chosen = list(members)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in chosen):
        raise DocumentError("document.password", file=shown(path))
    packed = _size(archive)
    _check_size(path, sum(member.file_size for member in chosen), packed, limits)
    unpacked = 0
    for member in chosen:
        for n_bytes in _real_sizes(archive, member):
            unpacked += n_bytes
            _check_size(path, unpacked, packed, limits)
    return unpacked


def _size(archive: zipfile.ZipFile) -> int:
    file = archive.fp
    return 0 if file is None else file.seek(0, io.SEEK_END)


def _check_size(path: Path, unpacked: int, packed: int, limits: Limits) -> None:
    is_dense = unpacked > limits.ratio_from_bytes and unpacked > limits.unpacked_ratio * packed
    if is_dense or unpacked > limits.unpacked_bytes:
        raise DocumentError(
            "document.bomb", file=shown(path), mib=f"{unpacked / _MIB:,.0f}", packed=f"{packed / _MIB:,.1f}"
        )


def _real_sizes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[int]:
    """Sizes of the pieces that a member really unpacks to; zipfile itself stops at the declared size."""
    file = archive.fp
    if file is None:  # pragma: no cover - the archive is open for as long as its members are looked at
        return
    if member.compress_type == zipfile.ZIP_STORED:
        yield member.compress_size
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"compression method {member.compress_type} is none of Office's")
    _seek_data(file, member)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left = member.compress_size
    pending = b""
    while not inflater.eof:
        if not pending:
            pending = file.read(min(_PIECE_BYTES, left))
            left -= len(pending)
            if not pending:
                raise EOFError
        yield len(inflater.decompress(pending, _PIECE_BYTES))
        pending = inflater.unconsumed_tail


def _seek_data(file: IO[bytes], member: zipfile.ZipInfo) -> None:
    file.seek(member.header_offset)
    n_name, n_extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    file.seek(n_name + n_extra, 1)
