"""Texts whose terms were counted before: what an index is made of need not be read by Sudachi again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from goalsearch.processes.pool import Ask, WorkerDiedError, WorkerPool, default_workers
from goalsearch.text.counting import TermCounts, count_by_sudachi, count_texts, joined
from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer
from goalsearch.text.word_numbers import Ints

SHIPPED: Final = Path(__file__).with_name("counted.npz")
"""The goals and examples that come along, counted beforehand by ``benchmarks/count_corpus.py``."""

Keys = NDArray[np.uint64]
_NONE: Final = -1
# From here on starting other processes costs less than it saves: some three thousand abstracts.
_MANY_CHARACTERS: Final = 1_000_000
# To keep the terms of fewer texts would save less than a second.
_WORTH_KEEPING: Final = 1_000
# Texts that a process is given at a time.
_PORTION: Final = 512


class KnownTexts:
    """
    Texts by key with their counts.

    Args:
        keys: The key of each text.
        counts: Their counts.
    """

    def __init__(self, keys: Keys, counts: TermCounts) -> None:
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]
        self._keys = keys
        self._counts = counts

    def places(self, keys: Keys) -> Ints:
        """Where the texts with these keys are, -1 for those that are not here."""
        if not len(self._sorted):
            return np.full(len(keys), _NONE)
        places = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        return np.where(self._sorted[places] == keys, self._order[places], _NONE)

    def counts(self, places: Ints) -> TermCounts:
        """The counts of some of the texts."""
        return self._counts.some(places)

    def arrays(self) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
        """What is to be stored, as arrays and as plain values; `from_arrays` takes it back."""
        arrays: dict[str, NDArray[Any]] = {
            "lengths": self._counts.lengths,
            "ids": self._counts.ids,
            "counts": self._counts.counts,
        }
        forms, spellings = zip(*self._counts.written, strict=True) if self._counts.written else ((), ())
        small = {name: array.astype(np.int32) for name, array in arrays.items()}
        return {"keys": self._keys, **small}, {"forms": list(forms), "spellings": list(spellings)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, Any]) -> Self:
        """What was stored."""
        written = list(zip(texts["forms"], texts["spellings"], strict=True))
        return cls(arrays["keys"], TermCounts(written, arrays["lengths"], arrays["ids"], arrays["counts"]))


def text_keys(texts: Sequence[str]) -> Keys:
    """A number for each text: 64 bits of a hash."""
    hashes = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts]
    return np.frombuffer(b"".join(hashes), dtype="<u8").astype(np.uint64)


class TextCounter:
    """
    Counts the terms of texts, but not of those that are known.

    Args:
        tokenizer: How texts become terms.
        known: Texts that were counted by a tokenizer of the same identity, besides those that come along.

    Attributes:
        counted: All texts of the last call that do not come along, each once; None if too few of them were read for the
            others to be worth keeping.
    """

    def __init__(self, tokenizer: Tokenizer, known: Iterable[KnownTexts] = ()) -> None:
        self._tokenizer = tokenizer
        self._known = known
        self.counted: KnownTexts | None = None

    def count(self, texts: Sequence[str], tell: Callable[[int, int], object]) -> TermCounts:
        """
        What `count_texts` gives.

        Args:
            texts: The texts.
            tell: Called now and then with how many texts are done, and how many there are.
        """
        keys, first, place = np.unique(text_keys(texts), return_index=True, return_inverse=True)
        come_along = shipped(self._tokenizer.identity)
        left = np.arange(len(keys))
        is_own = np.ones(len(keys), dtype=np.bool_)
        found, parts = [], []
        for some in chain([come_along] if come_along else [], self._known):
            if not len(left):
                break
            places = some.places(keys[left])
            there = places != _NONE
            found.append(left[there])
            parts.append(some.counts(places[there]))
            is_own[left[there]] = some is not come_along
            left = left[~there]
        # In the order of the texts, so that what watches sees them pass.
        left = left[np.argsort(first[left])]
        n_done = len(texts) - len(left)
        tell(n_done, len(texts))
        parts.append(_read(self._tokenizer, [texts[at] for at in first[left]], lambda n: tell(n_done + n, len(texts))))
        found.append(left)
        at_once = joined(parts)
        in_parts = np.argsort(np.concatenate(found), kind="stable")
        if len(left) >= _WORTH_KEEPING:
            self.counted = KnownTexts(keys[is_own], at_once.some(in_parts[is_own]))
        return at_once.some(in_parts[place])


def _read(tokenizer: Tokenizer, texts: Sequence[str], tell: Callable[[int], object]) -> TermCounts:
    """What `count_texts` gives, of very many texts by several processes."""
    n_workers = default_workers()
    is_worth_it = isinstance(tokenizer, SudachiTokenizer) and sum(map(len, texts)) >= _MANY_CHARACTERS
    if n_workers == 1 or not is_worth_it:
        return count_texts(tokenizer, texts, tell)
    portions = [texts[start : start + _PORTION] for start in range(0, len(texts), _PORTION)]
    parts: list[TermCounts] = []
    try:
        with WorkerPool(n_workers) as pool:
            for part in pool.map(_by_worker, portions):
                parts.append(part)
                tell(min(len(parts) * _PORTION, len(texts)))
    except WorkerDiedError:
        # Whatever took it down, such as too little memory for one process more: the rest is read here.
        done = len(parts) * _PORTION
        parts.append(count_texts(tokenizer, texts[done:], lambda n: tell(done + n)))
    return joined(parts)


def _by_worker(ask: Ask, texts: Sequence[str]) -> TermCounts:
    counts: TermCounts = ask((count_by_sudachi, texts))
    return counts


@lru_cache(maxsize=1)
def shipped(identity: str) -> KnownTexts | None:
    """The texts that come along, if a tokenizer of this identity has counted them."""
    try:
        with np.load(SHIPPED, allow_pickle=False) as file:
            if file["identity"].item() != identity:
                return None
            return KnownTexts.from_arrays(file, json.loads(file["texts"].tobytes()))
    except FileNotFoundError:
        # Left out by who packs the program anew: the texts are read like any others.
        return None


def write_shipped(identity: str, known: KnownTexts) -> None:
    """Write the file of the texts that come along."""
    arrays, texts = known.arrays()
    packed = np.frombuffer(json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode(), dtype=np.uint8)
    content: dict[str, Any] = {"identity": np.array(identity), "texts": packed, **arrays}
    np.savez_compressed(SHIPPED, **content)
