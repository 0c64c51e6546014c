"""Texts in two arrays, held against plain lists."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text import strings
from goalsearch.text.strings import NONE, Places, Strings, texts_at

# Lone surrogates too: a term may hold anything that a text can.
TEXTS = st.lists(st.text(st.characters(), max_size=4) | st.sampled_from(["光", "light", "a\nb", "\0"]), max_size=12)


@given(TEXTS)
def test_they_are_what_they_were_made_of(texts: list[str]) -> None:
    found = Strings(*Strings.of(texts).arrays())
    assert list(found) == texts
    assert [found[place] for place in range(len(texts))] == texts
    assert [found[place - len(texts)] for place in range(len(texts))] == texts
    assert found[1:] == texts[1:]
    assert found == texts
    assert found != [*texts, "光"]
    assert found != ["other" + text for text in [*texts, ""]]


def test_there_is_nothing_beyond_the_last() -> None:
    with pytest.raises(IndexError, match="out of range"):
        Strings.of(["光"])[1]


@pytest.mark.parametrize("most", [pytest.param(1_000, id="by-halving"), pytest.param(0, id="by-a-table")])
def test_places_are_those_of_a_table(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(strings, "_MOST_HALVED", most)

    @given(TEXTS, TEXTS)
    def check(texts: list[str], wanted: list[str]) -> None:
        texts = sorted(set(texts))
        expected = [texts.index(text) if text in texts else NONE for text in wanted]
        assert Places(Strings.of(texts)).find(wanted).tolist() == expected
        assert Places(texts).find(iter(wanted)).tolist() == expected

    check()


def test_many_questions_are_answered_as_few_are() -> None:
    places = Places(Strings.of(sorted(f"w{number}" for number in range(500))))
    wanted = [f"w{number}" for number in range(0, 700, 7)]
    first = places.find(wanted).tolist()
    assert all(places.find(wanted).tolist() == first for _ in range(30))
    assert first.count(NONE) == 28


@pytest.mark.parametrize("texts", [["光", "", "量子", "a"], Strings.of(["光", "", "量子", "a"])])
def test_the_texts_at_some_places(texts: Sequence[str]) -> None:
    assert texts_at(texts, [2, 0, 2, -1]) == ["量子", "光", "量子", "a"]
    with pytest.raises(IndexError):
        texts_at(texts, [4])
