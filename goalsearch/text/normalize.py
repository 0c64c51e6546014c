"""
One spelling for texts from anywhere, and the way back to the original.

Abstracts come out of PDFs, spreadsheets and word processors: full-width Latin letters, half-width kana, radicals that
only look like kanji (⼒ for 力), zero-width characters, words broken by the end of a line. Sudachi folds some of this
and not the rest, so it is all folded here, with a map from every character of the result to its place in the original.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from goalsearch.text.characters import INVISIBLE

# Unicode 16 EquivalentUnifiedIdeograph.txt, the entries that fonts for Japanese are seen to produce. NFKC folds the
# Kangxi block but not this one.
_RADICALS_SUPPLEMENT = dict(zip("⺟⺠⻁⻄⻆⻑⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲", "母民虎西角長青食骨鬼麦黄斉歯竜亀", strict=True))
_OTHERS = _RADICALS_SUPPLEMENT | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-") | dict.fromkeys("〜∼∾˜～", "~")
_ZERO_WIDTH_SPACE = "\u200b"
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F)))


class _OneToOne(dict[int, str]):
    """
    Characters that become exactly one other, whatever stands beside them, so that the length of a text stays.

    Worked out for each character when it is first met: no text has more than some thousand different ones.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        # Half-width kana are left for later: ｶ and ﾞ become one character together.
        alone = len(folded) == 1 and not _joins(folded) and not "\uff61" <= character <= "\uff9f"
        category = unicodedata.category(character)
        if category == "Cc" and character not in "\n\r":
            # Control characters separate words; line ends stay, since they also end headings and list items.
            folded = " "
        elif category == "Cs":
            # A surrogate alone is no character, and cannot be encoded for the analyser.
            folded = " "
        elif character in _VARIATION_SELECTORS:
            # They count as printable; a zero-width space does not, and is dropped all the same.
            folded = _ZERO_WIDTH_SPACE
        else:
            folded = _OTHERS.get(folded, folded) if alone else character
        self[code] = folded
        return folded


_JAPANESE_LETTER = "々〆ぁ-ゖァ-ヺー㐀-䶿一-鿿\uf900-\ufaff"
_LINE_BREAK = rf"(?<=[{_JAPANESE_LETTER}])[ \t]*\r?\n[ \t]*(?=[{_JAPANESE_LETTER}])"
# A run of characters that is looked at as one: long enough to make the common case cheap.
_RUN = 64
# One is enough for any text of a language; each further one for a stack of marks longer than a run.
_MOST_PASSES = 2

# What is known of more characters than a text of any language has.
_MOST_CHARACTERS = 10_000

_TABLE = _OneToOne()
# All but characters that stand for themselves.
_NOT_PLAIN = re.compile("[^\n -~、。「」・ー々ぁ-ゖァ-ヺ一-鿿]")


def _fold_one(match: re.Match[str]) -> str:
    return _TABLE[ord(match[0])]


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """
    A text in one spelling.

    Attributes:
        text: The normalised text.
        starts: For each of its characters, the first original character that made it; None if nothing moved.
        ends: The same, one past the last.
    """

    text: str
    starts: "array[int] | None" = None
    ends: "array[int] | None" = None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """
        Where characters ``start`` up to ``end`` (at least one) of the normalised text stand in the original.

        A character that stands for several, such as ㈱, is never cut: a piece of it maps to the whole.
        """
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalize(text: str) -> NormalizedText:
    """
    Fold ``text`` into one spelling: NFKC, and what NFKC leaves of radicals, dashes, controls and broken lines.

    Normalising twice changes nothing. Anything that a ``str`` can hold is taken, lone surrogates too.
    """
    # The same as text.translate(_TABLE) in a third of the time: most abstracts hold hardly any other characters.
    folded, n_others = _NOT_PLAIN.subn(_fold_one, text)
    # Plain characters never join each other.
    if (not n_others and text.isprintable()) or _is_folded(folded):
        return NormalizedText(folded)
    result = _fold(folded)
    for _ in range(_MOST_PASSES):
        # What was dropped or unfolded may bring characters together that belong together: か, a zero-width space, ゙.
        if _is_folded(result.text):
            break
        result = _fold(result.text, result)
    return result


def _is_folded(text: str) -> bool:
    # A printable text has no line end and nothing invisible in it; asking for that is the cheapest.
    return (text.isprintable() or _dropped().search(text) is None) and unicodedata.is_normalized("NFKC", text)


def characters_shown(text: str) -> list[str]:
    """
    The characters of ``text`` as they are shown: those of a line break inside Japanese are empty.

    One for each character, so that what stands from ``start`` up to ``end`` is shown as the join of that piece.
    """
    characters = list(text)
    for match in re.finditer(_LINE_BREAK, text):
        characters[match.start() : match.end()] = [""] * len(match[0])
    return characters


@cache
def _dropped() -> re.Pattern[str]:
    """
    What is dropped: what cannot be seen, and a single line break between two Japanese letters.

    Japanese has no spaces between words, so such a break is where a page ended its line, most often in the middle of a
    word. Made when it is first needed: most queries have nothing of the kind.
    """
    return re.compile(rf"[{INVISIBLE}]+|{_LINE_BREAK}")


def _fold(text: str, before: NormalizedText | None = None) -> NormalizedText:
    """
    ``text`` with its pieces normalised, each for itself, and without what is dropped.

    Args:
        text: The text.
        before: What the text itself was made of, if it was folded before; the way back then leads there.
    """
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    for start, end, piece in _pieces(text):
        pieces.append(piece)
        if end - start == len(piece) and (end - start == 1 or piece == text[start:end]):
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    if before is not None and before.starts is not None and before.ends is not None:
        earlier_starts, earlier_ends = before.starts, before.ends
        starts = array("I", map(earlier_starts.__getitem__, starts))
        ends = array("I", [earlier_ends[end - 1] for end in ends])
    return NormalizedText("".join(pieces).translate(_TABLE), starts, ends)


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of ``text`` with their normalised form; a piece that changes is as short as can be."""
    kept_from = 0
    for dropped in _dropped().finditer(text):
        yield from _runs(text, kept_from, dropped.start())
        kept_from = dropped.end()
    yield from _runs(text, kept_from, len(text))


def _runs(text: str, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    while start < stop:
        end = _cluster_end(text, min(start + _RUN, stop), stop)
        run = text[start:end]
        if unicodedata.is_normalized("NFKC", run):
            yield start, end, run
        else:
            yield from _clusters(text, start, end)
        start = end


def _clusters(text: str, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """One character at a time, each with the marks that combine with it."""
    while start < stop:
        end = _cluster_end(text, start + 1, stop)
        yield start, end, unicodedata.normalize("NFKC", text[start:end])
        start = end


def _cluster_end(text: str, end: int, stop: int) -> int:
    # Bounded: no script stacks this many marks, and ordering a million of them would take minutes.
    limit = min(stop, end + _RUN)
    while end < limit and _joins(text[end]):
        end += 1
    return end


@lru_cache(_MOST_CHARACTERS)
def _joins(character: str) -> bool:
    """Whether a character may compose with the one before it: marks, voicing marks, Hangul letters, at any width."""
    first = unicodedata.normalize("NFKC", character)[0]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
