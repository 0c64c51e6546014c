"""A batch as Parquet: a row for each line of `goalsearch.reports.batch_json`, with the same names and values."""

import json
from collections.abc import Iterable
from typing import IO, Any, Final

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from goalsearch.batch.row import Row
from goalsearch.documents.source import shown
from goalsearch.messages import Language
from goalsearch.model import Goal, Json
from goalsearch.reports.batch_json import JsonLines

_HIT: Final = pa.struct(
    {
        "rank": pa.int32(),
        "goal_id": pa.string(),
        "title": pa.string(),
        "fiscal_year": pa.int32(),
        "agency": pa.string(),
        "score": pa.float64(),
        "band": pa.string(),
        "terms": pa.list_(pa.string()),
    }
)
SCHEMA: Final = pa.schema(
    {
        "document_id": pa.string(),
        "path": pa.string(),
        "record_id": pa.string(),
        "title": pa.string(),
        "n_characters": pa.int32(),
        "language": pa.string(),
        "verdict": pa.string(),
        "reason": pa.struct({"code": pa.string(), "message": pa.string()}),
        "hits": pa.list_(_HIT),
        "warnings": pa.list_(pa.string()),
        "failure": pa.struct({"code": pa.string(), "message": pa.string()}),
    }
)
"""The columns."""

# Rows that are held, and a row group: some megabytes.
_GROUP_ROWS: Final = 2_000


class ParquetRows:
    """
    Rows to a Parquet file.

    Args:
        file: Where to write; left open.
        goals: The goals that hits name.
        lang: Language of the messages.
    """

    def __init__(self, file: IO[bytes], goals: Iterable[Goal], lang: Language) -> None:
        self._lines = JsonLines(goals, 0, lang)
        self._writer = ParquetWriter(file, SCHEMA, compression="zstd")
        self._waiting: list[Json] = []

    def add(self, row: Row) -> None:
        """One row."""
        # By way of the line: so there is one place that says what a row is called outside.
        self._waiting.append(_readable(json.loads(self._lines.line(row))))
        if len(self._waiting) >= _GROUP_ROWS:
            self._write()

    def close(self) -> None:
        """Write what is still waiting, and the end of the file."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_pylist(self._waiting, SCHEMA))
            self._waiting.clear()


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
