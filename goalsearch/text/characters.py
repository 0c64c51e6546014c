"""
Characters that nobody sees, or that no text should hold: the one list of them, and what is done about it.

Texts come from anywhere. Some of these characters break a page (lone surrogates cannot be encoded), some lie about
what is written (U+202E turns the direction of what follows), some let a file write to the reader's terminal (ESC).
What is shown goes through `clean` or `printable`, names of files through `escaped`; a corpus is refused with `hidden`;
`goalsearch.text.normalize` drops what is `INVISIBLE` before a text is searched for.

The classes are written as ranges, for use inside ``[…]`` of a regular expression: asking `unicodedata` for every
character of a corpus is slow. A test compares them with the categories of Unicode.
"""

import re
import unicodedata
from typing import Final

from goalsearch.text.late_pattern import late

# Category Cc without tab, line feed and carriage return, which end words and lines as they should.
_CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
# Embeddings, overrides and isolates of the bidirectional algorithm (UAX 9): a name would read other than it is.
_DIRECTIONS: Final = r"\u202a-\u202e\u2066-\u2069"
# Line and paragraph separator.
_SEPARATORS: Final = r"\u2028\u2029"
_SURROGATES: Final = r"\ud800-\udfff"
_NONCHARACTERS: Final = r"\ufdd0-\ufdef\ufffe\uffff"

INVISIBLE: Final = rf"\u00ad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff\U000e0000-\U000e007f{_DIRECTIONS}"
"""Soft hyphen, zero-width characters, byte order mark, tags, marks of direction: no letter is lost without them."""

_FORMATS_OF_SCRIPTS: Final = (
    r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
UNSEEN: Final = f"{_CONTROLS}\r{_SEPARATORS}{_SURROGATES}{INVISIBLE}{_FORMATS_OF_SCRIPTS}"
"""
Categories Cc (control; without tab and line feed), Cf (format), Cs (surrogates), Zl and Zp.

Variation selectors are not among them: names such as 葛󠄀城 need them.
"""
# Hangul fillers and the braille blank, which look like spaces; private use; object and replacement character.
_MEANINGLESS: Final = r"\u115f\u1160\u2800\u3164\uffa0\ue000-\uf8ff\ufffc\ufffd"
_HIDDEN: Final = f"{UNSEEN}{_MEANINGLESS}"

# What nearly every text consists of, none of it hidden: Latin and Greek letters, punctuation, mathematical and other
# signs, kana and kanji. A character of this class costs a ninth of one that is not of the two that follow.
_PLAIN: Final = late(
    r"[\t\n -~\u00a0-\u00ac\u00ae-\u03ff\u2010-\u2027\u2030-\u205e\u2070-\u27ff"
    r"\u3000-\u3163\u3165-\u9fff\uff01-\uff9f\uffe0-\uffe6]*"
)
_HIDDEN_IN_TEXT: Final = late(f"[{_HIDDEN}]")
_HIDDEN_IN_LINE: Final = late(rf"[{_HIDDEN}\t\n]")
_UNSEEN_IN_LINE: Final = late(f"[{UNSEEN}\t\n]")
_UNPRINTABLE: Final = late(f"[{_CONTROLS}{_SEPARATORS}{_DIRECTIONS}]")
_UNENCODABLE: Final = late(f"[{_SURROGATES}{_NONCHARACTERS}]")
_SPACES: Final = re.compile("  +")
_WHITE: Final = late(f"[ \t\n\r{_CONTROLS}{_SEPARATORS}{_DIRECTIONS}]+")

_SHOWN_CHARACTERS: Final = 40


def printable(text: str) -> str:
    """
    ``text`` fit for a page or a terminal, character for character: places in it stay what they are.

    Control characters, line separators and marks that turn the direction become spaces; what UTF-8 or XML cannot hold
    becomes U+FFFD. Tabs and line ends stay.
    """
    # Nearly every text is: asking costs a tenth of replacing nothing.
    if text.isprintable():
        return text
    return _UNENCODABLE.sub("\ufffd", _UNPRINTABLE.sub(" ", text))


def clean(text: str) -> str:
    """``text`` on one line: as `printable`, with all white space as single spaces and none around it."""
    if text.isprintable():
        return _SPACES.sub(" ", text).strip()
    return _UNENCODABLE.sub("\ufffd", _WHITE.sub(" ", text)).strip()


def hidden(text: str, *, one_line: bool) -> list[int]:
    """
    Positions of characters that cannot be seen: zero-width, bidi controls, byte order marks, control characters …

    Args:
        text: The text to look at.
        one_line: Whether line feeds and tabs count too, as they do in a title but not in a summary.
    """
    if _PLAIN.fullmatch(text) and not (one_line and ("\n" in text or "\t" in text)):
        return []
    pattern = _HIDDEN_IN_LINE if one_line else _HIDDEN_IN_TEXT
    return [match.start() for match in pattern.finditer(text)]


def character_name(character: str) -> str:
    """The character as code point and name, ``U+200B ZERO WIDTH SPACE``; control characters have no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def visible(text: str) -> str:
    """
    Text from a file as it can be shown to a person: short, and with hidden characters spelt out as ``<U+200B>``.

    A message that repeats a control character would let a file write to the reader's terminal.
    """
    short = text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"
    if not hidden(short, one_line=True):
        return short
    return _HIDDEN_IN_LINE.sub(lambda match: f"<U+{ord(match[0]):04X}>", short)


def escaped(name: str) -> str:
    r"""
    The name of a file on one line, with what cannot be seen as the escapes of Python, ``\n`` or ``\u202e``.

    All else, such as the decomposed kana of macOS, stays as it is, so that the file can be found again.
    """
    return name if name.isprintable() else _UNSEEN_IN_LINE.sub(_escape, name)


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if "\udc80" <= sign <= "\udcff":
        # How Python holds a byte of a name that is not UTF-8.
        return f"\\x{ord(sign) - 0xDC00:02x}"
    return sign.encode("unicode_escape").decode("ascii")
