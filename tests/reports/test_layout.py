"""Lines measured in columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.reports.layout import MARK_OFF, MARK_ON, Piece, labelled, pad, plain, width, wrap
from goalsearch.text.characters import clean
from tests.growth import is_linear

TEXTS = st.text(
    st.one_of(
        st.sampled_from("量子ーゃ、。「」（）(a) bＡｱ①α \n\u3000e\u0301😀が\u200b" + MARK_ON + MARK_OFF),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("abc", 3, id="ascii"),
        pytest.param("量子", 4, id="kanji"),
        pytest.param("ＡＢ", 4, id="full-width-letters"),
        pytest.param("ｱｲ", 2, id="half-width-kana"),
        pytest.param("α±①", 3, id="ambiguous-count-one"),
        pytest.param("e\u0301", 1, id="a-mark-takes-no-column"),
        pytest.param("か\u3099", 2, id="a-voicing-mark-neither"),
        pytest.param("a\u200bb", 2, id="zero-width-space"),
        pytest.param("葛\U000e0100", 2, id="variation-selector"),
        pytest.param("😀", 2, id="emoji"),
        pytest.param(MARK_ON + "a" + MARK_OFF, 5, id="marks-become-full-width-brackets"),
    ],
)
def test_width(text: str, expected: int) -> None:
    assert width(text) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [("量子", 6, "量子  "), ("量子", 4, "量子"), ("量子", 3, "量子"), ("", 2, "  ")],
    ids=["fills-up", "just-fits", "never-cuts", "empty"],
)
def test_pad(text: str, columns: int, expected: str) -> None:
    assert pad(text, columns) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        pytest.param("", 10, [], id="empty"),
        pytest.param(" \n ", 10, [], id="blank"),
        pytest.param("量子計算機", 10, ["量子計算機"], id="just-fits"),
        pytest.param("量子計算機", 9, ["量子計算", "機"], id="a-wide-character-is-not-cut"),
        pytest.param("量子計算。機", 8, ["量子計", "算。機"], id="no-line-begins-with-a-full-stop"),
        pytest.param("量子計「算」", 8, ["量子計", "「算」"], id="no-line-ends-with-an-opening-quote"),
        pytest.param("コンピュータ", 6, ["コン", "ピュー", "タ"], id="no-line-begins-with-a-small-kana"),
        pytest.param("quantum dots emit", 12, ["quantum dots", "emit"], id="english-breaks-at-spaces"),
        pytest.param("量子 quantum", 8, ["量子", "quantum"], id="a-word-moves-as-a-whole"),
        pytest.param("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5], id="a-word-that-is-too-long-is-cut"),
        pytest.param("a\n b\tc", 10, ["a b c"], id="white-space-is-one-space"),
        pytest.param("量子", 1, ["量", "子"], id="at-least-two-columns"),
    ],
)
def test_wrap(text: str, columns: int, expected: list[str]) -> None:
    assert wrap(text, columns) == expected


@given(TEXTS, st.integers(2, 40))
def test_lines_fit_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert all(line == line.strip() != "" for line in lines)
    # What could repaint a terminal is white space, what no encoding has is shown as replaced.
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(
    st.text("量子計算、。」）ー「（", min_size=20, max_size=60).filter(
        lambda text: not set(text[:1]) & set("、。」）ー")
    )
)
def test_lines_neither_begin_nor_end_badly_where_it_can_be_helped(text: str) -> None:
    for before, after in zip(wrap(text, 40), wrap(text, 40)[1:], strict=False):
        if set(before[-8:]) <= set("量子計算") and set(after[:1]) <= set("、。」）ー"):
            pytest.fail(f"{before!r} / {after!r}")


def test_a_marked_piece_does_not_begin_a_line_with_its_closing_bracket() -> None:
    text = f"量子計算{MARK_ON}細菌{MARK_OFF}量子計算"
    for columns in range(8, 30):
        for line in wrap(text, columns):
            assert not line.startswith(MARK_OFF)
            assert not line.endswith(MARK_ON)


def test_labelled() -> None:
    lines = list(labelled("語", "量子計算機", 12, indent="  ", label_width=4, style="accent"))
    assert plain(lines) == "  語  量子計\n      算機\n"
    assert lines[0] == (Piece("  "), Piece("語  ", "dim"), Piece("量子計", "accent"))
    assert list(labelled("語", "", 12, indent="", label_width=4)) == []


def test_plain_leaves_no_blanks_at_the_end() -> None:
    assert plain([(Piece("a "), Piece("b  ", "bold")), (), (Piece("  "),)]) == "a b\n\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\x1b[31mb", "a [31mb\n", id="escape-sequence"),
        pytest.param("a\u202eb\u202cc", "a b c\n", id="override"),
        pytest.param("a\u2066b\u2069c", "a b c\n", id="isolate"),
        pytest.param("a\ud800b", "a\ufffdb\n", id="lone-surrogate"),
    ],
)
def test_no_line_repaints_or_turns_a_terminal(text: str, expected: str) -> None:
    assert plain([(Piece(text),)]) == expected
    assert plain((Piece(line),) for line in wrap(text, 40)) == expected


def test_a_long_text_takes_no_longer_to_wrap_than_its_length_says() -> None:
    def make(n: int) -> str:
        return "量子計算" * n

    assert len(wrap(make(2_000), 80)) == 200
    assert is_linear(lambda text: wrap(text, 80), make, 16_000)
