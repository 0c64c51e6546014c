"""
Which text holds which term, as a sparse matrix, and which terms stand side by side: all that is kept of the texts,
about 1,000 bytes for an abstract (four times that while it is put together).

Texts are cut into words by several processes, in blocks, so that only a few hundred are in memory at a time.
"""

import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.errors import DatasetError
from goalsearch.landscape.side_by_side import pairs
from goalsearch.processes.pool import Ask, WorkerDiedError, WorkerPool, default_workers
from goalsearch.text.tokenizer import SudachiTokenizer

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from goalsearch.ranking.index import Ints

_BLOCK_TEXTS: Final = 64
_MOST_KEPT: Final = 50_000
# Verbs and adjectives by their endings (行う, 高い): they say how a text is written, not what it is about.
_VERB: Final = re.compile("[ぁ-ん]+|.*[々一-\u9fff][ぁ-ん]*[うくぐすつぬぶむるい]")
_TITLE_CASE: Final = re.compile("[A-Z][a-z]+")


@dataclass(frozen=True, slots=True)
class Incidence:
    """
    Texts by terms.

    Attributes:
        terms: The terms, in order of first occurrence.
        labels: How each is written where it first occurs.
        matrix: 1 where a text holds a term, however often, shape ``(n_texts, n_terms)``.
        pairs: Which terms stand side by side.
    """

    terms: tuple[str, ...]
    labels: tuple[str, ...]
    matrix: "csr_matrix"
    pairs: "Pairs"


@dataclass(frozen=True, slots=True)
class Pairs:
    """
    Pairs of terms that stand side by side, each once for each text, see `goalsearch.landscape.side_by_side`.

    Attributes:
        firsts: Column of the first term, shape ``(n_pairs,)``.
        seconds: Column of the second, same shape.
        signs: Place in ``known_signs`` of what stands between them, same shape.
        known_signs: All such signs, in order of first occurrence.
    """

    firsts: "Ints"
    seconds: "Ints"
    signs: NDArray[np.uint16]
    known_signs: tuple[str, ...]


class Block(NamedTuple):
    """
    Some texts, counted.

    Attributes:
        terms: Their terms, in order of first occurrence.
        labels: How each is written there.
        n_terms: For each text how many different terms it holds.
        places: Which, as places in ``terms``, text after text.
        firsts: Of each pair that stands side by side in a text, the place of the first term.
        seconds: That of the second.
        signs: What stands between the two.
    """

    terms: list[str]
    labels: list[str]
    n_terms: "array[int]"
    places: "array[int]"
    firsts: "array[int]"
    seconds: "array[int]"
    signs: list[str]


def count_block(texts: Sequence[str]) -> Block:
    """What some texts hold: what a worker does."""
    places: dict[str, int] = {}
    labels: list[str] = []
    signs: list[str] = []
    n_terms, found, firsts, seconds = array("i"), array("i"), array("i"), array("i")
    for text in texts:
        terms = [term for term in _tokenizer()(text) if not _is_verb(term.form)]
        first = {}
        for form, start, end in reversed(terms):
            first[form] = start, end
        held = list(reversed(first))
        for form in held:
            place = places.setdefault(form, len(places))
            if place == len(labels):
                start, end = first[form]
                labels.append(_label(text[start:end]))
            found.append(place)
        n_terms.append(len(held))
        for one, other, sign in dict.fromkeys(pairs(text, terms)):
            firsts.append(places[one])
            seconds.append(places[other])
            signs.append(sign)
    return Block(list(places), labels, n_terms, found, firsts, seconds, signs)


def incidence(texts: Iterable[str], workers: int | None = None) -> Incidence:
    """
    Count texts.

    Args:
        texts: The texts; they are run through once.
        workers: Processes to use; one for each processor when left out. Any number gives the same.

    Raises:
        DatasetError: If ``workers`` is below 1, or a worker ends without an answer.
    """
    from scipy.sparse import csr_matrix

    places: dict[str, int] = {}
    labels: list[str] = []
    n_terms: list[Ints] = [np.zeros(1, np.int32)]
    columns: list[Ints] = [np.zeros(0, np.int32)]
    sides: tuple[list[Ints], list[Ints]] = ([np.zeros(0, np.int32)], [np.zeros(0, np.int32)])
    known_signs: dict[str, int] = {}
    signs = array("H")
    for block in _blocks(texts, workers):
        ours = np.empty(len(block.terms), np.int32)
        for place, (term, label) in enumerate(zip(block.terms, block.labels, strict=True)):
            column = places.setdefault(term, len(places))
            if column == len(labels):
                labels.append(label)
            ours[place] = column
        n_terms.append(np.asarray(block.n_terms, np.int32))
        columns.append(ours[np.asarray(block.places, np.intp)])
        for side, of_block in zip(sides, (block.firsts, block.seconds), strict=True):
            side.append(ours[np.asarray(of_block, np.intp)])
        signs.extend(known_signs.setdefault(sign, len(known_signs)) for sign in block.signs)
    indices = np.concatenate(columns)
    # Whole numbers of one byte: the matrix is most of what a large table takes.
    ones = np.ones(len(indices), np.int8)
    indptr = np.cumsum(np.concatenate(n_terms), dtype=np.int64)
    matrix = csr_matrix((ones, indices, indptr), shape=(len(indptr) - 1, len(places)))
    firsts, seconds = map(np.concatenate, sides)
    pairs_of_all = Pairs(firsts, seconds, np.asarray(signs, np.uint16), tuple(known_signs))
    return Incidence(tuple(places), tuple(labels), matrix, pairs_of_all)


def _blocks(texts: Iterable[str], workers: int | None) -> Iterator[Block]:
    n_workers = default_workers() if workers is None else workers
    if n_workers < 1:
        raise DatasetError("batch.workers", workers=n_workers)
    waiting = iter(texts)
    tasks = iter(lambda: list(itertools.islice(waiting, _BLOCK_TEXTS)), [])
    first = list(itertools.islice(tasks, 2))
    tasks = itertools.chain(first, tasks)
    if n_workers == 1 or len(first) < 2:
        yield from map(count_block, tasks)
        return
    with WorkerPool(n_workers) as pool:
        yield from pool.map(_ask_for_block, tasks)


def _ask_for_block(ask: Ask, texts: list[str]) -> Block:
    try:
        block: Block = ask((count_block, texts))
    except WorkerDiedError as error:
        raise DatasetError("dataset.worker_died", code=error.code) from error
    return block


@lru_cache(_MOST_KEPT)
def _is_verb(form: str) -> bool:
    return _VERB.fullmatch(form) is not None


@cache
def _tokenizer() -> SudachiTokenizer:
    return SudachiTokenizer()


def _label(surface: str) -> str:
    # An English word that begins a sentence is the same word.
    label = " ".join(surface.split())
    return label.lower() if _TITLE_CASE.fullmatch(label) else label
