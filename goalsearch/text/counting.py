"""The terms of thousands of texts as arrays: how often each stands in each, and how it is written."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer, words_of_all
from goalsearch.text.word import Word

# Texts that are read at a time: enough for the loops in C, few enough for the processor's caches.
_BLOCK: Final = 128

Ints = NDArray[np.signedinteger[Any]]
Written = tuple[str, str]
"""A term and how it is written."""


class TermCounts(NamedTuple):
    """
    How often each term occurs in each of some texts, each way of writing it by itself.

    The same texts always give the same value, in however many parts they were counted.

    Attributes:
        written: What occurs, each term with one way of writing it, in order of first occurrence.
        lengths: How many of them each text holds, shape ``(n_texts,)``.
        ids: Which ones, text after text, as places in ``written``, in each text in order of first occurrence.
        counts: How often each occurs, same shape.
    """

    written: Sequence[Written]
    lengths: Ints
    ids: Ints
    counts: Ints

    def some(self, texts: Ints) -> "TermCounts":
        """
        Those of some of the texts, in another order if wanted, even more than once.

        Args:
            texts: The texts by their places.
        """
        lengths = self.lengths[texts]
        first = (np.cumsum(self.lengths, dtype=np.int64) - self.lengths)[texts]
        places = np.arange(lengths.sum()) + np.repeat(first - np.cumsum(lengths) + lengths, lengths)
        return _numbered(self.written, lengths, self.ids[places], self.counts[places])


def count_texts(
    tokenizer: Tokenizer, texts: Sequence[str], tell: Callable[[int], object] = lambda _: None
) -> TermCounts:
    """
    The terms of ``texts``.

    Args:
        tokenizer: How texts become terms.
        texts: The texts.
        tell: Called now and then with how many of them have been read.
    """
    words = _Words(id if isinstance(tokenizer, SudachiTokenizer) else _itself)
    lengths, ids, counts = [], [], []
    for start in range(0, len(texts), _BLOCK):
        of_texts = words_of_all(tokenizer, texts[start : start + _BLOCK])
        numbers, places = words.units(list(chain.from_iterable(of_texts)))
        n_words = np.array(list(map(len, of_texts)), dtype=np.int64)
        text = np.repeat(np.arange(len(of_texts)), n_words)[places]
        n_written = len(words.written) + 1
        pairs, first, n_times = np.unique(text * n_written + numbers, return_index=True, return_counts=True)
        in_order = np.argsort(first, kind="stable")
        lengths.append(np.bincount(pairs // n_written, minlength=len(of_texts)))
        ids.append((pairs % n_written)[in_order].astype(np.int32))
        counts.append(n_times[in_order].astype(np.int32))
        tell(start + len(of_texts))
    return TermCounts(list(words.written), _concatenated(lengths), _concatenated(ids), _concatenated(counts))


def joined(parts: Sequence[TermCounts]) -> TermCounts:
    """Counts of several parts of the texts as those of all of them, one part after the other."""
    numbers: defaultdict[Written, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    of_parts = [np.fromiter(map(numbers.__getitem__, part.written), np.int32, len(part.written)) for part in parts]
    return _numbered(
        list(numbers),
        _concatenated([part.lengths for part in parts]),
        _concatenated([of_part[part.ids] for of_part, part in zip(of_parts, parts, strict=True)]),
        _concatenated([part.counts for part in parts]),
    )


def count_by_sudachi(texts: Sequence[str]) -> TermCounts:
    """`count_texts` for a worker process, which makes its own tokenizer."""
    return count_texts(_sudachi(), texts)


@cache
def _sudachi() -> SudachiTokenizer:
    return SudachiTokenizer()


class _Words:
    """
    Words that were met, by number, with what they yield.

    Args:
        key: What tells one word from another.
    """

    def __init__(self, key: Callable[[Word], Hashable]) -> None:
        # Words of Sudachi by identity: one that occurs again is the same object most of the time, and to compare them
        # by what they yield would cost more than to read them. They are kept, so that no identity is used twice.
        self._key = key
        self._kept: list[Word] = []
        self._number: dict[Hashable, int] = {}
        self._ends = array("q", [0])
        self._units = array("q")
        self.written: defaultdict[Written, int] = defaultdict()
        self.written.default_factory = self.written.__len__

    def units(self, words: list[Word]) -> tuple[Ints, Ints]:
        """
        What the words yield, one after the other.

        Returns:
            The number in ``written`` of each unit, and the place of its word.
        """
        keys = list(map(self._key, words))
        for key, word in dict(zip(keys, words, strict=True)).items():
            if key not in self._number:
                self._learn(key, word)
        numbers = np.fromiter(map(self._number.__getitem__, keys), np.int64, len(keys))
        ends = np.array(self._ends)
        n_units = ends[numbers + 1] - ends[numbers]
        starts = ends[numbers] - np.cumsum(n_units) + n_units
        places = np.repeat(np.arange(len(numbers)), n_units)
        return np.array(self._units, dtype=np.int64)[np.arange(len(places)) + starts[places]], places

    def _learn(self, key: Hashable, word: Word) -> None:
        self._number[key] = len(self._number)
        self._kept.append(word)
        surface, units, _ = word
        self._units.extend([self.written[form, surface[start:end]] for form, start, end in units])
        self._ends.append(len(self._units))


def _itself(word: Word) -> Hashable:
    return word


def _numbered(written: Sequence[Written], lengths: Ints, ids: Ints, counts: Ints) -> TermCounts:
    """Counts whose terms are numbered in order of first occurrence, without those that do not occur."""
    first = np.full(len(written), len(ids))
    # Of several values for one place the last stays: backwards, that is the first.
    first[ids[::-1]] = np.arange(len(ids))[::-1]
    in_order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(ids))]
    number = np.zeros(len(written), dtype=np.int32)
    number[in_order] = np.arange(len(in_order))
    return TermCounts([written[place] for place in in_order.tolist()], lengths, number[ids], counts)


def _concatenated(arrays: Sequence[NDArray[Any]]) -> Ints:
    # Of a hundred thousand texts there are ten millions of them.
    return np.concatenate([np.zeros(0, dtype=np.int32), *arrays]).astype(np.int32, copy=False)
