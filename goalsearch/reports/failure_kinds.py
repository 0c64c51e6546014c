"""What kind of failure each reason is why a file or row could not be read: a word or two in a list of many."""

from typing import Final

_KINDS: Final = {
    "document.missing": "access",
    "document.folder": "access",
    "document.special": "access",
    "document.unreadable": "access",
    "document.empty": "empty",
    "document.no_text": "empty",
    "document.too_large": "too_large",
    "document.bad_bytes": "encoding",
    "document.binary": "unsupported",
    "document.encoding": "encoding",
    "document.damaged": "damaged",
    "document.password": "password",
    "document.bomb": "unsafe",
    "document.entities": "unsafe",
    "document.scan": "image_pdf",
    "document.garbled": "image_pdf",
    "document.xfa": "image_pdf",
    "document.timeout": "given_up",
    "document.pipe_silent": "given_up",
    "document.crashed": "given_up",
    "document.memory": "given_up",
    "document.several": "table",
    "document.columns": "table",
    "document.column_unknown": "table",
    "document.sheet_unknown": "table",
    "document.no_rows": "table",
    "document.parquet_extra": "unsupported",
    "document.quotes": "table",
    "document.row_too_long": "table",
    "document.row_too_wide": "table",
    "document.json_line": "table",
    "document.no_goal": "empty",
    "document.no_whole_goal": "empty",
    "batch.formula": "empty",
    "batch.no_text": "empty",
}
_UNSUPPORTED: Final = "document.unsupported."


def failure_kind(key: str) -> str:
    """The kind of a failure by the key of its message, as in the keys ``workbook.kind.…``."""
    return "unsupported" if key.startswith(_UNSUPPORTED) else _KINDS.get(key, "other")
