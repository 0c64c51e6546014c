"""Blanks inside Japanese words go; blanks between words, numbers and cells stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text.spaced_letters import without_letter_blanks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("磁 性 ト ポ ロ ジ カ ル 絶 縁 体 の 薄 膜", "磁性トポロジカル絶縁体の薄膜", id="ocr"),
        pytest.param("磁　性　体　の　薄　膜", "磁性体の薄膜", id="full-width-blanks"),
        pytest.param("T 細 胞 の 分 化 と CO2 の 量", "T細胞の分化とCO2の量", id="western-words-in-it"),
        pytest.param(
            "本 研 究 は quantum error の 研 究", "本研究はquantum errorの研究", id="english-keeps-its-blanks"
        ),
        pytest.param("平 成 2 0 年 度 の 研 究", "平成20年度の研究", id="digits-one-by-one"),
        pytest.param(
            "磁性 トポ ロ ジカ ル 絶縁 体 の 薄膜 を 作製 し 、",
            "磁性トポロジカル絶縁体の薄膜を作製し、",
            id="cut-at-random",
        ),
        pytest.param(
            "本 研究 で は 量子 計算 の 基盤 を 作る 。", "本研究では量子計算の基盤を作る。", id="word-by-word"
        ),
        pytest.param("１．研 究 の 概 要", "１．研究の概要", id="numbered-heading"),
        pytest.param("概　要", "概要", id="heading-of-two"),
        pytest.param("研 究 概 要  量 子 計 算", "研究概要  量子計算", id="wider-blanks-part-words"),
        pytest.param("磁 性 体 の 薄 膜 を\n作 る 。\n", "磁性体の薄膜を\n作る。\n", id="short-last-line"),
        pytest.param("磁\u2009性\u2009体\u2009の\u2009薄\u2009膜", "磁性体の薄膜", id="thin-spaces"),
        pytest.param("磁\u200b性\u200b体\u200bの\u200b薄\u200b膜", "磁性体の薄膜", id="spaces-of-no-width"),
        pytest.param("磁\u00ad性\u00ad体\u00adの\u00ad薄\u00ad膜", "磁性体の薄膜", id="soft-hyphens"),
        pytest.param(
            "磁性 ト ポロジ カル絶 縁体の 薄膜 を分子線 で作 製し、 表面を測る。",
            "磁性トポロジカル絶縁体の薄膜を分子線で作製し、表面を測る。",
            id="sentence-cut-at-random",
        ),
        pytest.param("磁\t性\t体\tの\t薄\t膜\tを\t作\tる", "磁性体の薄膜を作る", id="tabs"),
        pytest.param("磁性体のトポ\u00adロジカル薄\u200b膜", "磁性体のトポロジカル薄膜", id="places-to-break-a-line"),
        pytest.param("研\n究\n概\n要\n量子計算を扱う。", "研究概要\n量子計算を扱う。", id="label-from-top-to-bottom"),
        pytest.param("量\n\n子\n\n計\n\n算", "量子計算", id="a-paragraph-for-every-letter"),
    ],
)
def test_spread_letters(text: str, expected: str) -> None:
    assert without_letter_blanks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("量子 光 電池 触媒 細胞 脳", id="keywords"),
        pytest.param("氏 名 山田太郎", id="label-and-name"),
        pytest.param("光 と 水", id="particle-between-words"),
        pytest.param("氏\t名\t職\t年", id="cells"),
        pytest.param("○ × ○ △ ○", id="marks"),
        pytest.param("a b c d e f", id="western-letters"),
        pytest.param("1 2 3 4 5", id="digits"),
        pytest.param("We study T 細胞 and B 細胞 in mice", id="english-with-japanese-words"),
        pytest.param("　本研究では、光 量子の計算を扱う。", id="indented-sentence"),
        pytest.param("日本 国内 外 研究 者 一覧", id="kanji-words"),
        pytest.param("材料の設計 計算の手法 細胞の観察 光の制御 磁気の測定", id="list-of-phrases"),
        pytest.param("本研究では 量子計算を扱い、その基盤を作る。次に 材料を設計し、試す。", id="a-blank-or-two"),
        pytest.param("甲\n乙\n丙\n", id="three-short-lines"),
        pytest.param("", id="nothing"),
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert without_letter_blanks(text) is text or without_letter_blanks(text) == text


_SIGNS = st.sampled_from("研究量子のをはト、。aT1 　\t\n")


@given(st.text(_SIGNS, max_size=60))
def test_only_blanks_go_and_twice_is_as_once(text: str) -> None:
    closed = without_letter_blanks(text)
    assert "".join(closed.split()) == "".join(text.split())
    assert closed.count("\t") == text.count("\t")


@given(st.text(st.sampled_from("研究量子のをはト、。"), min_size=6, max_size=40), st.sampled_from([" ", "　"]))
def test_any_spread_text_is_closed(text: str, blank: str) -> None:
    if sum(sign not in "、。" for sign in text) > 4:
        assert without_letter_blanks(blank.join(text)) == text
