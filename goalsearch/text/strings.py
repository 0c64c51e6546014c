"""Many texts in two arrays: mapped from the disk, and decoded when somebody asks for them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Final, Self, overload

import numpy as np
from numpy.typing import NDArray

NONE: Final = -1
"""The place of a text that is not there."""

# So many look-ups in sorted texts by halving cost less than a table of all.
_MOST_HALVED: Final = 1_000
_SURROGATES: Final = "surrogatepass"


class Strings(Sequence[str]):
    """
    Texts, compared as other sequences are.

    Args:
        utf8: The texts one after the other in UTF-8.
        ends: Where each ends, in bytes, shape ``(n_texts,)``.
    """

    def __init__(self, utf8: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._utf8 = utf8.data
        self._ends = ends
        # Words come again and again.
        self._decoded = _LateTexts(self.text)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Texts as two arrays."""
        encoded = [text.encode("utf-8", _SURROGATES) for text in texts]
        utf8 = np.frombuffer(b"".join(encoded), dtype=np.uint8)
        return cls(utf8, np.fromiter(map(len, encoded), np.int64, len(encoded)).cumsum())

    def arrays(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """What they were made of."""
        return np.asarray(self._utf8), self._ends

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        return self._decoded[place]

    def at(self, places: Iterable[int]) -> list[str]:
        """The texts at some places; of many quicker than one by one."""
        return list(map(self._decoded.__getitem__, places))

    def text(self, place: int) -> str:
        """A text that is not kept for the next time: for whoever goes through all."""
        return self.encoded(range(len(self))[place]).decode("utf-8", _SURROGATES)

    def encoded(self, place: int) -> bytes:
        """A text in UTF-8."""
        start = self._ends.item(place - 1) if place else 0
        return self._utf8[start : self._ends.item(place)].tobytes()

    def __iter__(self) -> Iterator[str]:
        content = self._utf8.tobytes()
        return (content[start:end].decode("utf-8", _SURROGATES) for start, end in pairwise([0, *self._ends.tolist()]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(str.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]


class _LateTexts(dict[int, str]):
    """Texts by their places, each decoded when it is first asked for."""

    def __init__(self, decode: Callable[[int], str]) -> None:
        self._decode = decode

    def __missing__(self, place: int) -> str:
        text = self[place] = self._decode(place)
        return text


def texts_at(texts: Sequence[str], places: Iterable[int]) -> list[str]:
    """The texts at some places of a sequence."""
    return texts.at(places) if isinstance(texts, Strings) else [texts[place] for place in places]


class Places:
    """
    Where texts are among sorted ones.

    A single search asks for some dozen; whoever searches on and on gets a table of all.

    Args:
        texts: The texts, sorted, each once.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._table: dict[str, int] | None = None
        self._n_asked = 0

    def find(self, wanted: Iterable[str]) -> NDArray[np.intp]:
        """The place of each text, `NONE` where it is not there."""
        if self._table is None:
            wanted = list(wanted)
            self._n_asked += len(wanted)
            if isinstance(self._texts, Strings) and self._n_asked <= _MOST_HALVED:
                halved = [_halved(self._texts, text.encode("utf-8", _SURROGATES)) for text in wanted]
                return np.array(halved, dtype=np.intp)
            self._table = dict(zip(self._texts, range(len(self._texts)), strict=True))
        return np.fromiter(map(self._table.get, wanted, repeat(NONE)), np.intp)


def _halved(texts: Strings, wanted: bytes) -> int:
    # The order of UTF-8 is that of the characters.
    place = bisect_left(range(len(texts)), wanted, key=texts.encoded)
    return place if place < len(texts) and texts.encoded(place) == wanted else NONE
