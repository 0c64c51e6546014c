"""Which characters count as unseen, against Unicode's own categories, and what is shown in their place."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text.characters import INVISIBLE, UNSEEN, character_name, clean, escaped, hidden, printable

PLANES_OF_PRIVATE_USE = 0xF0000


def test_every_control_format_surrogate_and_private_character_is_hidden() -> None:
    wanted = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    characters = [chr(code) for code in range(PLANES_OF_PRIVATE_USE)]
    missed = [
        character_name(item)
        for item in characters
        if unicodedata.category(item) in wanted and not hidden(item, one_line=True)
    ]
    assert missed == []


def test_no_letter_digit_or_sign_is_hidden_but_the_blank_ones() -> None:
    visible = ("L", "M", "N", "P", "S")
    characters = [chr(code) for code in range(PLANES_OF_PRIVATE_USE)]
    caught = {
        item for item in characters if unicodedata.category(item).startswith(visible) and hidden(item, one_line=True)
    }
    assert caught == set("\u115f\u1160\u2800\u3164\uffa0\ufffc\ufffd")


def test_line_feeds_and_tabs_are_hidden_only_in_one_line() -> None:
    assert hidden("a\tb\nc", one_line=True) == [1, 3]
    assert hidden("a\tb\nc", one_line=False) == []


@given(
    st.text(st.sampled_from("a光\n\t\r \u3000\u00a0\x1f\x85\u2028\u200b\u115f\u2800\ufffd\ue000\U000e0041\ud800")),
    st.booleans(),
)
def test_hidden_characters_are_told_wherever_they_stand(text: str, one_line: bool) -> None:
    expected = [
        place for place, item in enumerate(text) if hidden(item, one_line=True) and (one_line or item not in "\n\t")
    ]
    assert hidden(text, one_line=one_line) == expected


def test_the_unseen_are_the_controls_formats_surrogates_and_separators() -> None:
    unseen = re.compile(f"[{UNSEEN}]")
    wanted = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    missed = [
        character_name(item)
        for item in map(chr, range(0x110000))
        if unicodedata.category(item) in wanted and item not in "\t\n" and not unseen.match(item)
    ]
    assert missed == []


def test_nothing_that_has_a_shape_is_invisible() -> None:
    categories = {unicodedata.category(item) for item in map(chr, range(0x110000)) if re.match(f"[{INVISIBLE}]", item)}
    # Unassigned places of the same blocks are treated alike.
    assert categories <= {"Cf", "Cn"}


@pytest.mark.parametrize(
    ("text", "line", "lines"),
    [
        pytest.param("量子 計算", "量子 計算", "量子 計算", id="nothing-to-do"),
        pytest.param("a\r\nb\tc ", "a b c", "a\r\nb\tc ", id="white-space"),
        pytest.param("量子　計算", "量子　計算", "量子　計算", id="ideographic-space-is-a-character"),
        pytest.param("a\x1b[31mb\x9b", "a [31mb", "a [31mb ", id="escape-sequences"),
        pytest.param("\u202etxt.exe\u202c", "txt.exe", " txt.exe ", id="override"),
        pytest.param("a\u2067b\u2069c", "a b c", "a b c", id="isolate"),
        pytest.param("a\u2028b", "a b", "a b", id="line-separator"),
        pytest.param("a\ud800\uffffb", "a\ufffd\ufffdb", "a\ufffd\ufffdb", id="not-encodable"),
        pytest.param("👩\u200d🔬葛\U000e0100", "👩\u200d🔬葛\U000e0100", "👩\u200d🔬葛\U000e0100", id="joiners-stay"),
    ],
)
def test_shown_on_one_line_and_on_many(text: str, line: str, lines: str) -> None:
    assert clean(text) == line
    assert printable(text) == lines


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_printable_can_be_encoded_and_keeps_its_places(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert printable(shown) == shown
    assert clean(shown) == clean(text)
    assert re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown) is None
    shown.encode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("提案 書.txt", "提案 書.txt", id="as-it-is"),
        pytest.param("か\u3099.txt", "か\u3099.txt", id="decomposed-kana-stay"),
        pytest.param("a\nb", "a\\nb", id="line-break"),
        pytest.param("a\u202eb", "a\\u202eb", id="override"),
        pytest.param("a\udcffb", "a\\xffb", id="a-byte-that-is-no-utf-8"),
        pytest.param("a\ud800b", "a\\ud800b", id="lone-surrogate"),
    ],
)
def test_escaped(name: str, expected: str) -> None:
    assert escaped(name) == expected
