"""Widths of text, and what fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.pictures.lettering import line, lines, listed, text_width

# Advance widths of DejaVu Sans in sizes of its letters, from its own tables; full-width characters take a square.
DEJAVU = {"a": 0.613, "i": 0.278, "m": 0.974, "W": 0.989, "Q": 0.787, "0": 0.636, " ": 0.318, "-": 0.361, "@": 1.0}


@pytest.mark.parametrize(("character", "width"), [*DEJAVU.items(), ("量", 1.0), ("ア", 1.0), ("、", 1.0), ("…", 1.0)])
def test_no_character_is_wider_than_is_said(character: str, width: float) -> None:
    assert text_width(character) >= width
    assert text_width(character) <= width + 0.2


def test_what_has_no_width() -> None:
    assert text_width("e\u0301") == text_width("e")
    assert text_width("a\u200bb") == text_width("ab")


@pytest.mark.parametrize(
    ("text", "room", "most", "expected"),
    [
        pytest.param("量子計算", 10, 2, ["量子計算"], id="fits"),
        pytest.param("量子計算の基盤", 6.5, 2, ["量子計算", "の基盤"], id="balanced-not-one-character-alone"),
        pytest.param("量子計算の基盤技術の創出", 6.5, 1, ["量子計算の…"], id="cut"),
        pytest.param("quantum computing", 7, 2, ["quantum", "computing"], id="words-stay-whole"),
        pytest.param("一行目\n二行目\t三", 20, 3, ["一行目 二行目 三"], id="white-space-is-a-space"),
        pytest.param("", 5, 2, [], id="nothing"),
        pytest.param(" \n ", 5, 2, [], id="white-space"),
    ],
)
def test_lines(text: str, room: float, most: int, expected: list[str]) -> None:
    assert lines(text, room, most) == expected


@given(st.text(), st.floats(3, 30), st.integers(1, 5))
def test_lines_fit(text: str, room: float, most: int) -> None:
    wrapped = lines(text, room, most)
    assert len(wrapped) <= most
    assert all(text_width(part) <= room for part in wrapped)


@given(st.text(), st.floats(3, 30))
def test_a_line_fits_and_begins_as_the_text_does(text: str, room: float) -> None:
    shown = line(text, room)
    assert text_width(shown) <= room
    if text_width(text) <= room and text.isalnum():
        assert shown == text


@pytest.mark.parametrize(
    ("items", "room", "expected"),
    [
        pytest.param([], 10, "", id="none"),
        pytest.param(["量子", "光"], 10, "量子, 光", id="all"),
        pytest.param(["量子", "光格子時計", "光"], 6, "量子", id="only-whole-ones-and-in-order"),
        pytest.param(["トポロジカル絶縁体"], 6, "トポロジ…", id="the-first-is-cut"),
    ],
)
def test_listed(items: list[str], room: float, expected: str) -> None:
    assert listed(items, room) == expected
