"""Values from a corpus file as a message shows them."""

from typing import Final

from goalsearch.text.characters import visible

_SHOWN_DIGITS: Final = 40


def quoted(value: object) -> str:
    """A value from a file as it can be shown to a person: text as `visible`, in quotation marks."""
    if isinstance(value, str):
        return f'"{visible(value)}"'
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        # Python refuses to write integers of more than 4,300 digits in decimal, and TOML can hold them in hexadecimal.
        return str(value) if abs(value) < 10**15 else f"{value:#x}"[:_SHOWN_DIGITS] + "…"
    if isinstance(value, dict):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)
