"""Values from a corpus file as a message shows them."""

from collections.abc import Iterable
from typing import Final

from goalsearch.text.characters import visible

_SHOWN_DIGITS: Final = 40
_SHOWN_NAMES: Final = 20
_SHOWN_OF_NAME: Final = 40


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


def listed(names: Iterable[str]) -> str:
    """Headings or keys of a file as a message lists them: the first ones, none of them long."""
    shown = [visible(" ".join(name.split())) for name in names if name.strip()]
    shown = [name if len(name) <= _SHOWN_OF_NAME else name[:_SHOWN_OF_NAME] + "…" for name in shown]
    return ", ".join(shown[:_SHOWN_NAMES]) + (", …" if len(shown) > _SHOWN_NAMES else "") or "—"
