"""
The heading of a column, or the label of a form, as it is compared with those that are known.

Offices write more into a heading than its name: its number (１．, Q3.), what has to be filled in (【必須】, ※任意), how
long it may be (400字以内), and its name in two languages. What is left without all that is compared.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BRACKETS: Final = re.compile(r"[(\[【〔<《].*?[)\]】〕>》]", re.S)
_SEPARATORS: Final = re.compile(r"[\s_\-・:：;*＊※.●■◆○□◇▼▶]+")
# Of text in compatibility form: one width, small letters.
_NUMBER: Final = re.compile(
    r"\A\s*(?:q|no|問|設問|質問|項目)?\.?\s*\d{1,2}(?:[-.]\d{1,2})*\s*[.、:)\]\-]?\s*(?=[^\s\d.、:)\]\-])"
)
_NOTE: Final = re.compile(
    r"※.*|を?(?:ご|お)?(?:入力|記入|記載|書き|教え|述べ|選択)(?:して|て)?(?:ください|下さい|欄|する)?.*"
    r"|[,、:;を\s]*(?:約|最大|上限|概ね|max\.?|maximum|up to|within|about)?\s*\d[\d,]*(?:\s*[~-]\s*\d+)?\s*"
    r"(?:字|文字|words?|characters?|chars?|w\b).*",
    re.S,
)
_MARK: Final = re.compile(r"^(?:必須|任意)|(?:必須|任意|required|optional)(?:項目|入力)?$")
_IS_NOTE: Final = re.compile(r"字|文字|記入|入力|記載|ください|下さい|必須|任意|words|characters|^[ -~]+$")
_PARTS: Final = re.compile(r"[\n/|]")
# As long as a heading may be with all that is said in it.
_MOST_CHARS: Final = 200
_TWO_NAMES: Final = 2


@lru_cache(4096)
def heading_keys(heading: str) -> tuple[str, ...]:
    """A heading in the ways in which it may be known: as it stands first, then its name alone, then each part of it."""
    if len(heading) > _MOST_CHARS:
        return ()
    ways = [heading_key(heading), _name(heading)]
    parts = [part for part in _PARTS.split(unicodedata.normalize("NFKC", heading)) if part.strip()]
    # What follows the first line of a cell is a note or the name in another language, or the cell is no heading.
    notes = [_IS_NOTE.search(part.strip().lower()) is not None for part in parts]
    # Title / 課題名: a name in another language may come first.
    if len(parts) > 1 and (all(notes[1:]) or (len(parts) == _TWO_NAMES and parts[0].isascii())):
        ways += map(_name, parts)
    return tuple(dict.fromkeys(filter(None, ways)))


@lru_cache(4096)
def heading_key(heading: str) -> str:
    """A heading as it is compared: one width and case, no brackets with what is in them, no separators."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    bare = _BRACKETS.sub("", folded)
    return _SEPARATORS.sub("", bare if _SEPARATORS.sub("", bare) else folded.strip("()[]【】〔〕<>"))


def _name(heading: str) -> str:
    folded = unicodedata.normalize("NFKC", heading).casefold()
    bare = _NOTE.sub("", _NUMBER.sub("", _BRACKETS.sub("", folded), count=1))
    return _MARK.sub("", _SEPARATORS.sub("", bare))
