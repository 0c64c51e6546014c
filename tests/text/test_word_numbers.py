"""Words by number: what is kept of them, and how far their dictionary entries reach."""

import numpy as np
import pytest

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


@pytest.mark.parametrize("size", [2, 8, 16])
@pytest.mark.parametrize("entry", [0, 1, 7, 8, 15, 1000])
def test_entries_past_the_end_of_the_table_are_not_met_until_they_are_entered(
    monkeypatch: pytest.MonkeyPatch, size: int, entry: int
) -> None:
    monkeypatch.setattr(word_numbers, "_FIRST_SIZE", size)
    numbers = WordNumbers(id)
    asked = np.array([entry, entry + 1, 4_026_533_191])
    assert numbers.of_entries(asked).tolist() == [NOT_MET] * 3
    numbers.enter(entry, 5)
    assert numbers.of_entries(asked).tolist() == [5, NOT_MET, NOT_MET]
