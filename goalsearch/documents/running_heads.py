"""Heads and feet that stand on every page: they part the sentences that go on from page to page, and are no text."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from goalsearch.documents.heading import heading_of
from goalsearch.documents.paragraphs import PageLine

_DIGITS: Final = re.compile(r"[0-9０-９]+")
# Lines at the top and at the bottom of a page that may be its head or foot.
_LINES: Final = 3
_LEAST_PAGES: Final = 2
_SHARE: Final = 0.5
_MOST_CHARS: Final = 80
_SENTENCE_ENDS: Final = ("。", "、", "，")

_Key = tuple[bool, int, str]


def without_running_heads(pages: Sequence[Sequence[PageLine]]) -> list[PageLine]:
    """
    The lines of all pages; of a head only that of the first page, of a foot only that of the last one.

    A head stands at one height, with the same words but for numbers, on half of the pages or more; what stands on two
    pages alone has to be on both.
    """
    if len(pages) < _LEAST_PAGES:
        return list(itertools.chain.from_iterable(pages))
    found = [_ends(page) for page in pages]
    counts = Counter(key for ends in found for key in set(ends.values()))
    least = max(_LEAST_PAGES, _SHARE * len(pages))
    kept = []
    for number, (page, ends) in enumerate(zip(pages, found, strict=True)):
        for at, line in enumerate(page):
            key = ends.get(at)
            is_own = key is None or counts[key] < least or number == (0 if key[0] else len(pages) - 1)
            if is_own:
                kept.append(line)
    return kept


def _ends(page: Sequence[PageLine]) -> dict[int, _Key]:
    """The lines at the ends of a page, by their places in it: whether at its top, at what height, and their words."""
    level = sorted(
        (at for at, line in enumerate(page) if not (line.turn or line.is_whole)), key=lambda at: -page[at].base
    )
    ends = dict.fromkeys(level[:_LINES], True)
    # On a page of few lines all are at both ends.
    ends |= dict.fromkeys(level[_LINES:][-_LINES:], False)
    return {
        at: (is_head, round(page[at].base / 2), _DIGITS.sub("0", page[at].text.strip()))
        for at, is_head in ends.items()
        if _may_run(page[at].text.strip())
    }


def _may_run(text: str) -> bool:
    """Whether a line may be a head or foot: no sentence, and no heading such as each text of a collection has."""
    if len(text) > _MOST_CHARS or text.endswith(_SENTENCE_ENDS):
        return False
    heading = heading_of(text)
    return heading is None or not (heading.is_abstract or heading.is_section or heading.kind == "number")
