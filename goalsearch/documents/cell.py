"""A value of a typed table (JSON, Parquet) as the text of a cell."""

import json


def cell_text(value: object) -> str:
    """``value`` as the text of a cell; a whole number without the point that spreadsheets and JSON may give it."""
    match value:
        case None | bool():
            return ""
        case str():
            return value
        case bytes():
            return value.decode("utf-8", "replace")
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case list():
            return "\n".join(filter(None, map(cell_text, value)))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)
