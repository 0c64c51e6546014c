"""Terms of many texts as arrays, compared with plain counting."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.text import counting
from goalsearch.text.counting import TermCounts, count_texts, joined
from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer
from goalsearch.text.word_numbers import Written

# Among them unknown ones, one that takes in its reading, and some that others become part of.
_USUAL = ["光", "Light", "light", "量子計算", "細菌叢", "サル", "さる", "IL-6", "作る", "つくって", "。"]
WORDS = st.sampled_from([*_USUAL, "細菌叢(さいきんそう)", "二", "二酸化炭素", "なり", "すまし", "ホゲラ"])
TEXTS = st.lists(st.builds(str.join, st.sampled_from([" ", ""]), st.lists(WORDS, max_size=6)), max_size=7)
SUDACHI = SudachiTokenizer()


def by_text(found: TermCounts) -> list[dict[Written, int]]:
    ends = [0, *found.lengths.cumsum().tolist()]
    pairs = [
        (found.written[place], count) for place, count in zip(found.ids.tolist(), found.counts.tolist(), strict=True)
    ]
    return [dict(pairs[start:end]) for start, end in pairwise(ends)]


def check(tokenizer: Tokenizer, texts: Sequence[str]) -> None:
    expected = [Counter((form, text[start:end]) for form, start, end in tokenizer(text)) for text in texts]
    found = count_texts(tokenizer, texts)
    assert by_text(found) == expected
    assert list(found.written) == list(dict.fromkeys(chain.from_iterable(expected)))


def same(first: TermCounts, second: TermCounts) -> bool:
    return list(first.written) == list(second.written) and all(
        one.tolist() == other.tolist() for one, other in zip(first[1:], second[1:], strict=True)
    )


@given(TEXTS)
def test_words_between_spaces(tokenizer: Tokenizer, texts: list[str]) -> None:
    check(tokenizer, texts)


@settings(max_examples=40)
@given(TEXTS)
def test_words_of_sudachi(texts: list[str]) -> None:
    check(SUDACHI, texts)


@settings(max_examples=40)
@given(TEXTS, st.data())
def test_parts_of_texts_give_what_all_at_once_give(tokenizer: Tokenizer, texts: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(texts)))
    whole = count_texts(tokenizer, texts)
    assert same(joined([count_texts(tokenizer, texts[:cut]), count_texts(tokenizer, texts[cut:])]), whole)
    places = data.draw(st.lists(st.sampled_from(range(len(texts))))) if texts else []
    assert same(whole.some(np.array(places, dtype=np.int64)), count_texts(tokenizer, [texts[at] for at in places]))


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["アニーーの歌", "量子アニーリング"], id="the beginning of a word of the table, written longer"),
        pytest.param(
            ["ユーザーと光", "ユーーザーと光", "ユーザーと光"], id="one entry of the dictionary, written in two ways"
        ),
    ],
)
def test_signs_of_length_are_counted_in_any_block(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    check(SudachiTokenizer(), texts)
    monkeypatch.setattr(counting, "_BLOCK", 1)
    check(SudachiTokenizer(), texts)


def test_blocks_of_texts_give_what_all_at_once_give(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"光と量子{number % 3}の計算、Light {number}" for number in range(10)]
    whole = count_texts(SUDACHI, texts)
    monkeypatch.setattr(counting, "_BLOCK", 3)
    told: list[int] = []
    assert same(count_texts(SUDACHI, texts, told.append), whole)
    assert told == [3, 6, 9, 10]


def test_no_texts_hold_nothing(tokenizer: Tokenizer) -> None:
    assert same(count_texts(tokenizer, []), joined([]))
    assert len(joined([]).lengths) == 0


def test_spellings_are_in_the_order_in_which_they_are_met() -> None:
    found = count_texts(SUDACHI, ["量子ゆらぎを測る", "揺らぎを測る", "量子ゆらぎの"])
    n_times = np.bincount(found.ids, found.counts)
    assert [
        (spelling, n) for (form, spelling), n in zip(found.written, n_times.tolist(), strict=True) if form == "揺らぎ"
    ] == [("ゆらぎ", 2), ("揺らぎ", 1)]
