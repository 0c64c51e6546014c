"""Words by number, so that those of thousands of texts are counted as arrays."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.text.word import Word

Ints = NDArray[np.signedinteger[Any]]
Written = tuple[str, str]
"""A term and how it is written."""

NOT_MET: Final = 0
# The table of dictionary entries is made of pages, of which only those are there that have a word on them: texts touch
# some thousand entries of eight million. The numbers of all entries of today's dictionary have a page.
_BITS: Final = 8
_MOST_PAGES: Final = 1 << 16
_FIRST_PAGES: Final = 1 << 10


class WordNumbers:
    """
    Words that were met, numbered from 1 on.

    Args:
        key: What tells one word from another: `id` where a word that occurs again is the same object most of the time,
            and to compare words by what they yield would cost more than to read them.

    Attributes:
        written: The number of each unit of a word, by its term and how that is written.
        entered: The numbers of dictionary entries, as they were entered.
        varying: The numbers of words for which their entry in Sudachi's dictionary is not enough, by it and by how
            they are written.
    """

    def __init__(self, key: Callable[[Word], Hashable]) -> None:
        self._key = key
        # They are kept, so that no identity is used twice.
        self._kept: list[Word] = []
        self._number: dict[Hashable, int] = {}
        self.entered: dict[int, int] = {}
        self.varying: dict[tuple[int, str], int] = {}
        # The first page stays empty: it stands for those that are not there.
        self._page_of = np.zeros(_MOST_PAGES, dtype=np.int32)
        self._pages = np.zeros((_FIRST_PAGES, 1 << _BITS), dtype=np.int32)
        self._n_pages = 1
        # Where the units of each word end, that of "not met" first.
        self._ends = array("q", [0, 0])
        self._units = array("q")
        self.written: defaultdict[Written, int] = defaultdict()
        self.written.default_factory = self.written.__len__

    def of(self, word: Word) -> int:
        """The number of a word; a new one gets the next."""
        return self._number.get(self._key(word)) or self._learn(word)

    def of_entries(self, entries: Ints) -> Ints:
        """The words of dictionary entries, `NOT_MET` for those that `enter` was not told of, same shape."""
        # Whatever is past the end is taken for the last page, which never is there.
        page = self._page_of.take(entries >> _BITS, mode="clip")
        found: Ints = self._pages[page, entries & (1 << _BITS) - 1]
        return found

    def enter(self, entry: int, number: int) -> None:
        """
        Note the word of a dictionary entry. For one past the end of the table `of_entries` does not tell it.

        Args:
            entry: The entry.
            number: The number of the word; negative if it has to be looked at where it stands.
        """
        self.entered[entry] = number
        place = entry >> _BITS
        if place >= _MOST_PAGES - 1:
            return
        page = self._page_of[place]
        if not page:
            if self._n_pages == len(self._pages):
                self._pages = np.concatenate([self._pages, np.zeros_like(self._pages)])
            page = self._page_of[place] = self._n_pages
            self._n_pages += 1
        self._pages[page, entry & (1 << _BITS) - 1] = number

    def units(self, numbers: Ints) -> tuple[Ints, Ints]:
        """
        What words yield, one after the other.

        Args:
            numbers: The words.

        Returns:
            The number in ``written`` of each unit, and the place of its word.
        """
        ends, units = np.frombuffer(self._ends, np.int64), np.frombuffer(self._units, np.int64)
        n_units = ends[numbers + 1] - ends[numbers]
        starts = ends[numbers] - np.cumsum(n_units) + n_units
        places = np.repeat(np.arange(len(numbers)), n_units)
        return units[np.arange(len(places)) + starts[places]], places

    def _learn(self, word: Word) -> int:
        number = self._number[self._key(word)] = len(self._ends) - 1
        self._kept.append(word)
        surface, units, _ = word
        self._units.extend([self.written[form, surface[start:end]] for form, start, end in units])
        self._ends.append(len(self._units))
        return number
