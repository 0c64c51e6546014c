"""Which characters count as hidden, against Unicode's own categories."""

import unicodedata

import pytest

from goalsearch.corpus.characters import character_name, hidden, shown

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


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("量子", '"量子"', id="text"),
        pytest.param("a\u200bb\n", '"a<U+200B>b<U+000A>"', id="hidden-characters-are-spelt-out"),
        pytest.param("x" * 41, '"' + "x" * 39 + '…"', id="long-text-is-cut"),
        pytest.param(True, "true", id="flag"),
        pytest.param(None, "null", id="nothing"),
        pytest.param(2019, "2019", id="number"),
        pytest.param(16**5000, "0x1" + "0" * 37 + "…", id="number-that-has-no-decimal-form"),
        pytest.param(["a"], "[…]", id="list"),
        pytest.param({"a": 1}, "{…}", id="table"),
        pytest.param(1.5, "1.5", id="fraction"),
    ],
)
def test_shown(value: object, expected: str) -> None:
    assert shown(value) == expected
