"""
Which lines are a form's: those that stand in three or more documents of a folder.

It takes no knowledge of forms. Every document's lines and sentences are counted by digests of 64 bits, each once a
file; rows of tables stand on no form and are not counted. Copies of one proposal count as one document, or everything
that they say would be a form.

Memory is bounded: of more than four million lines, those that were met once so far are forgotten (Manku and Motwani,
"Approximate frequency counts over data streams", VLDB 2002). A line of a form comes again, and is counted from then on.
"""

import base64
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

LEAST_DOCUMENTS: Final = 3
_MOST_LINES: Final = 4_000_000
_BUFFER: Final = 250_000

Digests = npt.NDArray[np.uint64]


class FileLines(NamedTuple):
    """
    The lines of a file.

    Attributes:
        digests: Digests of its lines and sentences, sorted, each once.
    """

    digests: Digests

    @classmethod
    def of(cls, digests: Sequence[int]) -> "FileLines":
        """Those with these digests."""
        return cls(np.unique(np.array(digests, dtype=np.uint64)))

    @classmethod
    def from_plain(cls, plain: str) -> "FileLines":
        """
        The lines that `to_plain` was given.

        Raises:
            ValueError: If it is no such text.
        """
        return cls(np.frombuffer(base64.b64decode(plain, validate=True), np.uint64))

    def to_plain(self) -> str:
        """Short, and a value that JSON has."""
        return base64.b64encode(self.digests.tobytes()).decode("ascii")

    @property
    def signature(self) -> bytes:
        """A hash of all lines, by which copies of one text are known."""
        return blake2b(self.digests.tobytes(), digest_size=8).digest()


class FormLines:
    """
    Counts lines, document by document.

    The same documents in the same order always give the same form.

    Args:
        most_lines: How many different lines are held.

    Attributes:
        n_files: Files that were counted, copies too.
    """

    def __init__(self, most_lines: int = _MOST_LINES) -> None:
        self._most_lines = most_lines
        self._keys: Digests = np.zeros(0, np.uint64)
        self._counts = np.zeros(0, np.uint8)
        self._buffer: list[Digests] = []
        self._n_buffered = 0
        self._signatures: set[bytes] = set()
        self.n_files = 0

    @property
    def n_different(self) -> int:
        """Files that are no copies of others."""
        return len(self._signatures)

    @property
    def are_copies(self) -> bool:
        """Whether there are files enough for a form to show, and too few different ones."""
        return self.n_files >= LEAST_DOCUMENTS > self.n_different

    def add(self, lines: FileLines) -> None:
        """Count the lines of one more file; nothing is to be learned from one without any."""
        if not len(lines.digests):
            return
        self.n_files += 1
        signature = lines.signature
        if signature in self._signatures:
            return
        self._signatures.add(signature)
        self._buffer.append(lines.digests)
        self._n_buffered += len(lines.digests)
        if self._n_buffered >= _BUFFER:
            self._merge()

    def of(self, lines: FileLines) -> frozenset[int]:
        """Those of a file's lines that are the form's."""
        if self._buffer:
            self._merge()
        if not len(self._keys) or not len(lines.digests):
            return frozenset()
        places = np.minimum(np.searchsorted(self._keys, lines.digests), len(self._keys) - 1)
        is_form = (self._keys[places] == lines.digests) & (self._counts[places] >= LEAST_DOCUMENTS)
        return frozenset(lines.digests[is_form].tolist())

    def _merge(self) -> None:
        new, n_new = np.unique(np.concatenate(self._buffer), return_counts=True)
        self._buffer, self._n_buffered = [], 0
        keys, inverse = np.unique(np.concatenate((self._keys, new)), return_inverse=True)
        counts = np.zeros(len(keys), np.int64)
        np.add.at(counts, inverse, np.concatenate((self._counts, n_new)))
        if len(keys) > self._most_lines:
            keys, counts = keys[counts > 1], counts[counts > 1]
        self._keys, self._counts = keys, np.minimum(counts, LEAST_DOCUMENTS).astype(np.uint8)


def form_key(form: frozenset[int], *, are_copies: bool) -> str:
    """What tells rows that were worked out without these lines from others."""
    if not form:
        return "copies" if are_copies else ""
    return blake2b(np.array(sorted(form), np.uint64).tobytes(), digest_size=8).hexdigest()
