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
# More than the numbers of the entries of Sudachi's dictionary.
_FIRST_SIZE: Final = 1 << 24


class WordNumbers:
    """
    Words that were met, numbered from 1 on.

    Args:
        key: What tells one word from another: `id` where a word that occurs again is the same object most of the time,
            and to compare words by what they yield would cost more than to read them.

    Attributes:
        written: The number of each unit of a word, by its term and how that is written.
        varying: The numbers of words for which their entry in Sudachi's dictionary is not enough, by it and by how
            they are written.
    """

    def __init__(self, key: Callable[[Word], Hashable]) -> None:
        self._key = key
        # They are kept, so that no identity is used twice.
        self._kept: list[Word] = []
        self._number: dict[Hashable, int] = {}
        self.varying: dict[tuple[int, str], int] = {}
        # By the number that Sudachi's dictionary gives a word. Untouched, zeros take no memory.
        self._of_entry = np.zeros(_FIRST_SIZE, dtype=np.int32)
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
        # Whatever is past the end of the table is taken for its last place, which is always empty.
        return self._of_entry.take(entries, mode="clip")

    def enter(self, entry: int, number: int) -> None:
        """Note the word of a dictionary entry."""
        size = len(self._of_entry)
        if entry >= size - 1:
            larger = np.zeros(1 << (entry + 1).bit_length(), dtype=np.int32)
            larger[:size] = self._of_entry
            self._of_entry = larger
        self._of_entry[entry] = number

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
