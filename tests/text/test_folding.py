"""Folded texts: what NFKC and casefold give, found in less time."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goalsearch.text.folding import folded

# Characters that join with those beside them, change, or grow, among those that stay.
PIECES = st.sampled_from([*"aｆ漢かガｶﾞ゙゚㈱ﬁ㍿Ａßİ①é́̂가나각한\n, （）\ud800", "が", "日本", "title"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ｗｉｄｅ Straße", "wide strasse", id="width-and-case"),
        pytest.param("ｶﾞﾗｽと㈱", "ガラスと(株)", id="half-width-kana-and-signs-of-several"),
        pytest.param("か\u3099く", "がく", id="a-mark-joins-the-character-before-it"),
    ],
)
def test_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@settings(max_examples=400)
@given(st.text() | st.lists(PIECES).map("".join))
@example("か\u3099")
def test_it_is_nfkc_without_case(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFKC", text).casefold()


def test_no_character_is_taken_for_one_that_stays() -> None:
    every = map(chr, range(0x110000))
    assert [c for c in every if folded(f"か{c}a") != unicodedata.normalize("NFKC", f"か{c}a").casefold()] == []
