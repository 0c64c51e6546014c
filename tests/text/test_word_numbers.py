"""Words by number: what is kept of them, and how far their dictionary entries reach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.model import Term
from goalsearch.text import word_numbers
from goalsearch.text.word import YIELDS_NOTHING, Word, word_of
from goalsearch.text.word_numbers import NOT_MET, WordNumbers

LIGHT = word_of("光", [Term("光", 0, 1)])
FLORA = word_of("細菌叢", [Term("細菌叢", 0, 3), Term("細菌", 0, 2)])


def test_a_word_keeps_its_number_and_its_units() -> None:
    numbers = WordNumbers(id)
    words = [LIGHT, YIELDS_NOTHING, FLORA, LIGHT]
    found = np.array([numbers.of(word) for word in words])
    units, places = numbers.units(found)
    assert (found[0] == found[3], len(set(found.tolist())), NOT_MET in found) == (True, 3, False)
    written = list(numbers.written)
    assert [written[unit] for unit in units] == [("光", "光"), ("細菌叢", "細菌叢"), ("細菌", "細菌"), ("光", "光")]
    assert places.tolist() == [0, 2, 2, 3]


def test_equal_words_are_one_where_they_are_told_apart_by_what_they_yield() -> None:
    def itself(word: Word) -> Word:
        return word

    numbers = WordNumbers(itself)
    assert numbers.of(LIGHT) == numbers.of(Word(*LIGHT))


@given(st.dictionaries(st.integers(0, 2**17), st.integers(-9, 9), max_size=40), st.integers(0, 2**17))
def test_entries_have_the_number_that_was_entered(entered: dict[int, int], other: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_numbers, "_FIRST_PAGES", 2)
        patch.setattr(word_numbers, "_MOST_PAGES", 2**8)
        numbers = WordNumbers(id)
        for entry, number in entered.items():
            numbers.enter(entry, number)
        asked = [*entered, other, 4_026_533_191]
        # The last page is not there.
        expected = [entered.get(entry, NOT_MET) if entry >> 8 < 2**8 - 1 else NOT_MET for entry in asked]
        assert numbers.of_entries(np.array(asked)).tolist() == expected
