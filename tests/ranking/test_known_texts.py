"""Texts that are not read again: what is known of them is what reading them gives."""

import os
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.count_corpus import builtin_texts
from goalsearch.model import Term
from goalsearch.ranking import known_texts
from goalsearch.ranking.known_texts import KnownTexts, TextCounter, shipped, text_keys, write_shipped
from goalsearch.text.counting import TermCounts, count_by_sudachi, count_texts
from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer

WORDS = st.sampled_from(["光", "量子", "原子", "細菌", "免疫"])
TEXTS = st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=8)


class Listening:
    """Splits on spaces, and remembers what it was given."""

    identity = "listening"

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, text: str) -> list[Term]:
        self.read.append(text)
        return [Term(word, text.index(word), text.index(word) + len(word)) for word in text.split()]


def known(tokenizer: Tokenizer, texts: Sequence[str]) -> KnownTexts:
    texts = list(dict.fromkeys(texts))
    return KnownTexts(text_keys(texts), count_texts(tokenizer, texts))


def plain(counts: TermCounts) -> tuple[Any, ...]:
    return list(counts.written), *(array.tolist() for array in counts[1:])


@settings(max_examples=60)
@given(TEXTS, TEXTS, TEXTS)
def test_known_texts_change_nothing_but_what_is_read(texts: list[str], first: list[str], second: list[str]) -> None:
    tokenizer = Listening()
    stores = [known(Listening(), first), known(Listening(), second)]
    told: list[tuple[int, int]] = []
    counter = TextCounter(tokenizer, stores)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known_texts, "_WORTH_KEEPING", 0)
        found = counter.count(texts, lambda *counts: told.append(counts))
    assert plain(found) == plain(count_texts(Listening(), texts))
    assert sorted(tokenizer.read) == sorted(set(texts) - set(first) - set(second))
    # What it has counted can be known the next time.
    assert counter.counted is not None
    later = Listening()
    again = TextCounter(later, [counter.counted])
    assert plain(again.count(texts, lambda *_: None)) == plain(found)
    assert (later.read, again.counted is None) == ([], True)
    assert all(before <= after for (before, _), (after, _) in pairwise(told))
    assert told[-1] == (len(texts), len(texts))


@given(TEXTS, TEXTS)
def test_what_is_stored_comes_back(stored: list[str], texts: list[str]) -> None:
    arrays, values = known(Listening(), stored).arrays()
    again, tokenizer = KnownTexts.from_arrays(arrays, values), Listening()
    found = TextCounter(tokenizer, [again]).count(texts, lambda *_: None)
    assert plain(found) == plain(count_texts(Listening(), texts))
    assert set(tokenizer.read).isdisjoint(stored)


def test_what_comes_along_is_what_sudachi_gives_today() -> None:
    tokenizer, texts = SudachiTokenizer(), builtin_texts()
    come_along = shipped(tokenizer.identity)
    message = "run python -m benchmarks.count_corpus: goals, examples, the tokenizer or its dictionary have changed"
    assert come_along is not None, message
    places = come_along.places(text_keys(texts))
    assert (places >= 0).all(), message
    # Some of them: reading all takes seconds.
    some = slice(None, None, 40)
    assert plain(come_along.counts(places[some])) == plain(count_texts(tokenizer, texts[some]))


def test_what_another_tokenizer_counted_is_not_taken() -> None:
    assert shipped(Listening.identity) is None


def test_without_the_file_all_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(known_texts, "SHIPPED", tmp_path / "counted.npz")
    assert shipped("without a file") is None
    write_shipped("with a file", known(Listening(), ["光 量子"]))
    come_along = shipped("with a file")
    assert come_along is not None
    assert come_along.places(text_keys(["光 量子", "光"])).tolist() == [0, -1]
    known_texts.shipped.cache_clear()


def test_texts_that_utf_8_cannot_hold_have_keys() -> None:
    assert len(np.unique(text_keys(["\udc80", "\udc81", "", "光"]))) == 4


@pytest.fixture
def in_portions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(known_texts, "_MANY_CHARACTERS", 10)
    monkeypatch.setattr(known_texts, "_PORTION", 3)
    monkeypatch.setattr(known_texts, "default_workers", lambda: 2)
    return [f"光と量子{number}の計算、Light IL-{number}、ゆらぎと揺らぎ" for number in range(8)]


def test_several_processes_give_what_one_gives(in_portions: list[str]) -> None:
    told: list[tuple[int, int]] = []
    counter = TextCounter(SudachiTokenizer())
    found = counter.count(in_portions, lambda *counts: told.append(counts))
    assert plain(found) == plain(count_texts(SudachiTokenizer(), in_portions))
    assert told == [(0, 8), (3, 8), (6, 8), (8, 8)]


def test_what_a_dead_worker_leaves_is_read_here(in_portions: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def die(ask: Any, texts: Sequence[str]) -> Any:
        if in_portions[3] in texts:
            ask((os._exit, 9))
        return ask((count_by_sudachi, texts))

    monkeypatch.setattr(known_texts, "_by_worker", die)
    found = TextCounter(SudachiTokenizer()).count(in_portions, lambda *_: None)
    assert plain(found) == plain(count_texts(SudachiTokenizer(), in_portions))
