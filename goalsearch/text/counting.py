"""The terms of thousands of texts as arrays: how often each stands in each, and how it is written."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer, number_words
from goalsearch.text.word import Word
from goalsearch.text.word_numbers import Ints, WordNumbers, Written

# Texts that are read at a time: enough for the loops in C, few enough for the processor's caches.
_BLOCK: Final = 128


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
    words = WordNumbers(id if isinstance(tokenizer, SudachiTokenizer) else _itself)
    lengths, ids, counts = [], [], []
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        of_block, in_text = number_words(tokenizer, block, words)
        numbers, places = words.units(of_block)
        n_written = len(words.written) + 1
        pairs, first, n_times = np.unique(in_text[places] * n_written + numbers, return_index=True, return_counts=True)
        of_text = pairs // n_written
        in_order = np.lexsort((first, of_text))
        lengths.append(np.bincount(of_text, minlength=len(block)))
        ids.append((pairs % n_written)[in_order].astype(np.int32))
        counts.append(n_times[in_order].astype(np.int32))
        tell(start + len(block))
    return _numbered(list(words.written), _concatenated(lengths), _concatenated(ids), _concatenated(counts))


def joined(parts: Sequence[TermCounts]) -> TermCounts:
    """Counts of several parts of the texts as those of all of them, one part after the other."""
    numbers: defaultdict[Written, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    of_parts = [np.fromiter(map(numbers.__getitem__, part.written), np.int32, len(part.written)) for part in parts]
    # In the order in which the parts have them they are in order of first occurrence.
    return TermCounts(
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
