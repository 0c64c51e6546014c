"""Characters that nobody sees, or that no text should hold."""

import re
import unicodedata
from typing import Final

# Unicode's categories Cc (control), Cf (format: zero-width, bidi, soft hyphen, tags), Zl, Zp, Cs (lone surrogates) and
# Co (private use), and what is blank or a mark of lost text in others: Hangul fillers, the braille blank, U+FFFD …
# Written as ranges because asking unicodedata for every character of a corpus is slow. Variation selectors are left
# out: names such as 葛󠄀城 need them.
_HIDDEN_CLASS: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u180e"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufeff\uffa0\ufff9-\ufffd"
    r"\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
_HIDDEN_IN_TEXT: Final = re.compile(f"[{_HIDDEN_CLASS}]")
_HIDDEN_IN_LINE: Final = re.compile(f"[{_HIDDEN_CLASS}\t\n]")

_SHOWN_CHARACTERS: Final = 40


def hidden(value: str, *, one_line: bool) -> list[int]:
    """
    Positions of characters that cannot be seen: zero-width, bidi controls, byte order marks, control characters …

    Args:
        value: The text to look at.
        one_line: Whether line feeds and tabs count too, as they do in a title but not in a summary.
    """
    pattern = _HIDDEN_IN_LINE if one_line else _HIDDEN_IN_TEXT
    return [match.start() for match in pattern.finditer(value)]


def character_name(character: str) -> str:
    """The character as code point and name, ``U+200B ZERO WIDTH SPACE``; control characters have no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def visible(value: str) -> str:
    """
    Text from a file as it can be shown to a person: short, and with hidden characters spelt out.

    A message that repeats a control character would let a file write to the reader's terminal.
    """
    short = value if len(value) <= _SHOWN_CHARACTERS else value[: _SHOWN_CHARACTERS - 1] + "…"
    return _HIDDEN_IN_LINE.sub(lambda match: f"<U+{ord(match[0]):04X}>", short)


def shown(value: object) -> str:
    """A value from a file as it can be shown to a person: text as ``visible``, in quotation marks."""
    if isinstance(value, str):
        return f'"{visible(value)}"'
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        # Python refuses to write integers of more than 4,300 digits in decimal, and TOML can hold them in hexadecimal.
        return str(value) if abs(value) < 10**15 else f"{value:#x}"[:_SHOWN_CHARACTERS] + "…"
    if isinstance(value, dict):
        return "{…}"
    return "[…]" if isinstance(value, list) else str(value)
