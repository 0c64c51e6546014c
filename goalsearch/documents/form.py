"""
What of a text is the form's and not the research: instructions, labels and what they say of persons, offices and dates,
boxes that nobody ticked, and lines that are known to stand in many proposals.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from goalsearch.documents.choices import ticked
from goalsearch.documents.instruction import is_instruction, is_note
from goalsearch.documents.labels import KEPT, labelled

NO_FORM: Final[Collection[int]] = frozenset()
"""Nothing is known of the form."""

_SENTENCE: Final = re.compile(r".+?(?:[。．！？](?![)）」』])|[.!?](?=\s)|$)\s*", re.S)
_MANY_BREAKS: Final = re.compile(r"\n{3,}")
_MAX_DIGESTS: Final = 5000
_SHORT_CHARS: Final = 200


class Research(NamedTuple):
    """
    What remains of a text.

    Attributes:
        text: What remains; the text itself if nothing is left out.
        start: Where it begins in the text.
        n_left_out: How many lines, or sentences within lines, do not remain.
    """

    text: str
    start: int
    n_left_out: int


def without_form(text: str, form: Collection[int] = NO_FORM) -> Research:
    """
    A text without what is the form's.

    Args:
        text: The text.
        form: Digests of lines and sentences that are the form's, see `line_digest`.
    """
    lines = text.split("\n")
    # A title or keyword stays; its label goes.
    dropped = ticked(lines)
    for found in labelled(lines):
        is_kept = found.kind in KEPT
        dropped[found.line] = found.value if is_kept and found.value_line == found.line else ""
        if found.value_line is not None and found.value_line != found.line and not is_kept:
            dropped[found.value_line] = ""
    n_left_out = place = 0
    start: int | None = None
    kept: list[str] = []
    for number, line in enumerate(lines):
        remains, n = (dropped[number], 1) if number in dropped else _remains(line, form)
        n_left_out += n
        if remains.strip():
            start = place + line.find(remains.strip()[0]) if start is None else start
            kept.append(remains)
        elif not n:
            kept.append("")
        place += len(line) + 1
    if not n_left_out:
        return Research(text, 0, 0)
    # Where lines go, the blank ones around them do not pile up.
    return Research(_MANY_BREAKS.sub("\n\n", "\n".join(kept)).strip(), start or 0, n_left_out)


def line_digests(text: str) -> list[int]:
    """Digests of the lines and sentences of a text, each once, in their order: by them a form is known."""
    digests: dict[int, None] = {}
    for line in text.split("\n"):
        for unit in _units(line):
            digests[line_digest(unit)] = None
            if len(digests) >= _MAX_DIGESTS:
                return list(digests)
    return list(digests)


def line_digest(unit: str) -> int:
    """A line or sentence as a number of 64 bits, the same for one that differs by width, case or blanks alone."""
    return _short_digest(unit) if len(unit) <= _SHORT_CHARS else _digest(unit)


def _digest(unit: str) -> int:
    folded = "".join(unicodedata.normalize("NFKC", unit).casefold().split())
    return int.from_bytes(blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


# The proposals of a folder share a form, and with it most of their lines.
_short_digest: Final = lru_cache(maxsize=4096)(_digest)


def _units(line: str) -> Iterator[str]:
    return (unit for unit in _SENTENCE.findall(line) if unit.strip())


def _remains(line: str, form: Collection[int]) -> tuple[str, int]:
    """What remains of a line, and how many of its sentences do not."""
    if not line.strip():
        return line, 0
    if is_note(line):
        return "", 1
    units = _SENTENCE.findall(line)
    kept = [unit for unit in units if not _is_forms(unit, form)]
    return (line, 0) if len(kept) == len(units) else ("".join(kept), len(units) - len(kept))


def _is_forms(unit: str, form: Collection[int]) -> bool:
    return is_instruction(unit) or (bool(form) and line_digest(unit) in form)
