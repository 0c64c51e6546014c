"""A batch as Parquet: a row for each line of `goalsearch.reports.batch_json`, with the same names and values."""

import io
import json
from collections.abc import Iterable
from typing import Any, Final

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from goalsearch.batch.row import Row
from goalsearch.documents.source import shown
from goalsearch.messages import Language
from goalsearch.model import Goal, Json
from goalsearch.reports.batch_json import FIELDS, HIT_FIELDS, JsonLines, Kind

_TYPES: Final[dict[Kind, pa.DataType]] = {
    "text": pa.string(),
    "text or null": pa.string(),
    "texts": pa.list_(pa.string()),
    "count": pa.int32(),
    "year or null": pa.int32(),
    "number": pa.float64(),
    "pairs": pa.list_(pa.struct({"heading": pa.string(), "value": pa.string()})),
    "notice or null": pa.struct({"code": pa.string(), "message": pa.string()}),
}
_HIT: Final = pa.struct({name: _TYPES[kind] for name, kind in HIT_FIELDS.items()})
SCHEMA: Final = pa.schema({name: pa.list_(_HIT) if kind == "hits" else _TYPES[kind] for name, kind in FIELDS.items()})
"""The columns."""

# Rows that are held, and a row group: some megabytes.
_GROUP_ROWS: Final = 2_000


class ParquetLines:
    """
    Rows to the bytes of a Parquet file, some thousands at a time.

    Args:
        goals: The goals that hits name.
        k: Most goals for a proposal.
        lang: Language of the messages.
    """

    def __init__(self, goals: Iterable[Goal], k: int, lang: Language) -> None:
        self._lines = JsonLines(goals, k, lang)
        self._written = _Written()
        self._writer = ParquetWriter(self._written, SCHEMA, compression="zstd")
        self._waiting: list[Json] = []

    def head(self) -> bytes:
        """The mark of the format."""
        return self._written.taken()

    def line(self, row: Row) -> bytes:
        """The rows that waited, if they are enough for a group; else nothing yet."""
        # By way of the line: so there is one place that says what a row is called outside.
        self._waiting.append(_readable(json.loads(self._lines.line(row))))
        if len(self._waiting) >= _GROUP_ROWS:
            self._write()
        return self._written.taken()

    def tail(self) -> bytes:
        """What is still waiting, and the table of contents."""
        self._write()
        self._writer.close()
        return self._written.taken()

    def _write(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, SCHEMA))
            self._waiting.clear()


class _Written(io.RawIOBase):
    """A file to write to, whose bytes are taken away as they come."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._n_bytes = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._n_bytes

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._n_bytes += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def _readable(value: Any) -> Any:
    """The value with escapes for what UTF-8 cannot hold: bytes of a file's name that are none, lone surrogates."""
    match value:
        case str():
            return value if value.isascii() or _is_utf8(value) else shown(value)
        case list():
            return list(map(_readable, value))
        case dict():
            return {name: _readable(of_name) for name, of_name in value.items()}
        case _:
            return value


def _is_utf8(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
