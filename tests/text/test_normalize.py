"""One spelling, and the way back to the original."""

import unicodedata
from collections.abc import Callable
from itertools import chain, filterfalse, groupby

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goalsearch.text.normalize import _NOT_PLAIN, NormalizedText, characters_shown, normalize
from tests.growth import is_linear

# What abstracts come with: full and half width, radicals, ligatures, squares, marks apart from their letters, line ends
# inside words, invisible and broken characters.
PIECES = [
    *(
        "量子",
        "漢",
        "か",
        "カ",
        "ｶ",
        "ﾞ",
        "ﾊﾟ",
        "ー",
        "ｰ",
        "々",
        "\u3099",
        "\u309a",
        "゛",
        "が",
        "⼒",
        "⻑",
        "⻁",
        "㈱",
        "㌔",
    ),
    *("㍻", "ﬁ", "Ａ", "１", "a", "e", "\u0301", "\u0327", "Å", "²", "½", "…", "︱", "︵", "―", "〜", "～", "－", "₋"),
    *("\n", "\r\n", "\r", "\t", " ", "\u3000", "\xa0", "\u200b", "\u00ad", "\ufe0f", "\U000e0100", "\ufeff", "\u2060"),
    *("ㄱ", "ㅏ", "\u1100", "\u1161", "\u11a8", "\uffa1", "\uffc2", "한", "ß", "Я", "ﷺ", "ि", "😀", "👩\u200d🔬", "𠮷"),
    *("\ud800", "\udfff", "\0", "\x1b", "\x7f", "\x85", "\u2028", "神", "。", "、"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("ＤＮＡ１２３", "DNA123", id="full-width-letters-and-digits"),
        pytest.param("ｺﾝﾋﾟｭｰﾀ", "コンピュータ", id="half-width-kana-with-voicing-marks"),
        pytest.param("か\u3099ん", "がん", id="marks-apart-from-their-letters"),
        pytest.param("⼒学と⽣物", "力学と生物", id="kangxi-radicals"),
        pytest.param("⻑期⻘年⻨⻩", "長期青年麦黄", id="radicals-supplement-that-nfkc-leaves"),
        pytest.param("\ufa19", "神", id="compatibility-ideograph"),
        pytest.param("㈱㌔㍻", "(株)キロ平成", id="characters-that-stand-for-several"),
        pytest.param("ﬁbre eﬀect", "fibre effect", id="ligatures"),
        pytest.param("スピン‐軌道―相互－作用", "スピン-軌道-相互-作用", id="dashes"),
        pytest.param("1〜2～3", "1~2~3", id="tildes"),
        pytest.param("︵縦書き︶︒", "(縦書き)。", id="vertical-forms"),
        pytest.param("︱", "-", id="vertical-dash"),
        pytest.param("量\u200b子\ufeff計\u00ad算", "量子計算", id="invisible-characters-are-dropped"),
        pytest.param("葛\U000e0100城", "葛城", id="variation-selectors-are-dropped"),
        pytest.param("量\n子", "量子", id="line-end-inside-a-japanese-word"),
        pytest.param("量 \r\n　子", "量子", id="line-end-with-indent"),
        pytest.param("量\n\n子", "量\n\n子", id="an-empty-line-stays"),
        pytest.param("quantum\ndot", "quantum\ndot", id="line-end-between-english-words-stays"),
        pytest.param("終わり。\n始まり", "終わり。\n始まり", id="line-end-after-a-full-stop-stays"),
        pytest.param("a\0b\x1bc\td", "a b c d", id="controls-separate"),
        pytest.param("a\ud800b", "a b", id="lone-surrogate-separates"),
        pytest.param("😀量子", "😀量子", id="astral"),
        pytest.param("量子\u3000計算\xa0x", "量子 計算 x", id="wide-and-hard-spaces"),
    ],
)
def test_normalize(text: str, expected: str) -> None:
    assert normalize(text).text == expected


def test_a_text_that_is_normal_needs_no_map() -> None:
    assert normalize("量子計算 (DNA)。") == NormalizedText("量子計算 (DNA)。")


@pytest.mark.parametrize(
    ("text", "piece", "expected"),
    [
        pytest.param("前ｺﾝﾋﾟｭｰﾀ後", "コンピュータ", "ｺﾝﾋﾟｭｰﾀ", id="voicing-mark-belongs-to-its-letter"),
        pytest.param("x㈱y", "株", "㈱", id="a-character-that-stands-for-several-is-never-cut"),
        pytest.param("これは量\n子です", "量子", "量\n子", id="over-a-line-end"),
        pytest.param(
            "\u200b\u200b量\u200b子\u200b", "量子", "量\u200b子", id="invisible-characters-around-stay-outside"
        ),
        pytest.param("😀ﬁ😀", "fi", "ﬁ", id="ligature-between-astral-characters"),
        pytest.param("Ａ" * 200 + "㌔" + "Ｂ" * 200, "キロ", "㌔", id="far-into-a-long-text"),
    ],
)
def test_original_span(text: str, piece: str, expected: str) -> None:
    normalized = normalize(text)
    at = normalized.text.index(piece)
    start, end = normalized.original_span(at, at + len(piece))
    assert text[start:end] == expected


@given(TEXTS)
@example("漢\n\u200b漢")
@example("か\u200b\u3099")
@example("ﾊ\n漢")
@example("㍻\n漢")
@example("\u1100\uffc2")
@example("ㄱㅏ")
@example("a\u200b\u0301")
@example("a" + "\u0301\u0327" * 80)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


def test_normalising_any_one_character_twice_changes_nothing() -> None:
    # Left out: unified ideographs and Hangul syllables (never changed), private planes.
    codes = chain(
        range(0x3400), range(0xA000, 0xAC00), range(0xD7A4, 0x20000), range(0x2F800, 0x2FA20), range(0xE0000, 0xE1000)
    )
    changed = {
        hex(code): (once, twice)
        for code in codes
        if (twice := normalize(once := normalize(chr(code)).text).text) != once
    }
    assert changed == {}


@given(TEXTS)
@example("ㄱㅏ")
@example("か\u200b\u3099")
def test_the_result_is_in_nfkc_and_can_be_encoded(text: str) -> None:
    normalized = normalize(text).text
    normalized.encode()
    assert unicodedata.is_normalized("NFKC", normalized)
    assert set(normalized).isdisjoint("\u200b\u00ad\ufeff\u2060\ufe0f\U000e0100\0\x1b\x7f\x85")


@given(TEXTS)
def test_every_character_of_the_result_leads_back_to_what_made_it(text: str) -> None:
    normalized = normalize(text)
    spans = [normalized.original_span(at, at + 1) for at in range(len(normalized.text))]
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    covered: set[int] = set()
    for (start, end), made in groupby(zip(spans, normalized.text, strict=True), key=lambda pair: pair[0]):
        assert normalize(text[start:end]).text == "".join(character for _, character in made)
        assert covered.isdisjoint(range(start, end))
        covered.update(range(start, end))
    lost = [character for at, character in enumerate(text) if at not in covered]
    assert not any(map(str.isalnum, lost))


@given(TEXTS, st.data())
def test_longer_pieces_span_from_their_first_to_their_last_character(text: str, data: st.DataObject) -> None:
    normalized = normalize(text)
    if normalized.text:
        start = data.draw(st.integers(0, len(normalized.text) - 1))
        end = data.draw(st.integers(start + 1, len(normalized.text)))
        first, last = normalized.original_span(start, start + 1), normalized.original_span(end - 1, end)
        assert normalized.original_span(start, end) == (first[0], last[1])


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: "か" + "\u3099\u0301" * n, id="marks-on-one-letter"),
        pytest.param(lambda n: "漢" + "  " * n + "漢", id="spaces"),
        pytest.param(lambda n: "漢\n" * n, id="a-line-end-after-every-character"),
        pytest.param(lambda n: "\u200b漢" * n, id="something-invisible-before-every-character"),
    ],
)
def test_time_grows_no_faster_than_the_text(make: Callable[[int], str]) -> None:
    assert is_linear(normalize, make, 160_000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("界面イ\nオン移動", "界面イオン移動", id="a-word-over-the-end-of-a-line"),
        pytest.param("実環境下 \r\n  で", "実環境下で", id="blanks-around-it"),
        pytest.param("solar\ncells", "solar\ncells", id="latin-words-need-their-blank"),
        pytest.param("第一段。\n\n第二段", "第一段。\n\n第二段", id="a-paragraph-stays"),
    ],
)
def test_lines_are_shown_joined_inside_japanese(text: str, expected: str) -> None:
    characters = characters_shown(text)
    assert "".join(characters) == expected
    assert len(characters) == len(text)


def test_characters_that_are_passed_over_stand_for_themselves_whatever_is_beside_them() -> None:
    plain = "".join(filterfalse(_NOT_PLAIN.match, map(chr, range(0x10000))))
    assert "か" in plain
    assert unicodedata.normalize("NFKC", plain) == plain
    assert not any(map(unicodedata.combining, plain))
    assert [letter for letter in plain if unicodedata.normalize("NFKC", f"か{letter}は") != f"か{letter}は"] == []
