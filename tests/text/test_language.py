"""In which language a text is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text.language import language_of

CHINESE = "量子计算机利用量子力学原理进行信息处理能够解决经典计算机难以处理的问题我们研究了量子纠错码的构造方法与性能"
KOREAN = "양자 컴퓨터는 양자역학의 원리를 이용하여 정보를 처리하는 장치이다"
ROMAJI = "ryoushi konpyuuta no kenkyuu wo okonau koto ni yotte atarashii kagaku wo tsukuru mokuteki de jikken suru"
GERMAN = (
    "Wir untersuchen die Dynamik der kalten Atome und entwickeln neue Verfahren zur Messung ihrer Zustände durch Licht"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", "none", id="empty"),
        pytest.param(" \n\u3000", "none", id="blank"),
        pytest.param("123 456", "none", id="numbers"),
        pytest.param("※★→…!?", "none", id="signs"),
        pytest.param("😀\ud800\0", "none", id="nothing-that-is-a-letter"),
        pytest.param("量子計算を研究する。", "ja", id="japanese"),
        pytest.param("ﾘｮｳｼｹｲｻﾝ", "ja", id="half-width-kana"),
        pytest.param("量子計算", "ja", id="a-few-kanji-have-the-benefit-of-the-doubt"),
        pytest.param("DNA と RNA の相互作用を、単一分子の観察で明らかにする。", "ja", id="japanese-with-names"),
        pytest.param("We study the dynamics of cold atoms.", "en", id="english"),
        pytest.param("Ｗｅ ｓｔｕｄｙ ａｔｏｍｓ", "en", id="full-width-english"),
        pytest.param("quantum", "en", id="one-word-has-the-benefit-of-the-doubt"),
        pytest.param("量子計算を研究する。 We study quantum comp.", "mixed", id="both"),
        pytest.param(CHINESE, "other", id="chinese"),
        pytest.param(KOREAN, "other", id="korean"),
        pytest.param("Исследование квантовых вычислений", "other", id="russian"),
        pytest.param(ROMAJI, "other", id="romaji"),
        pytest.param(GERMAN, "other", id="german"),
    ],
)
def test_language(text: str, expected: str) -> None:
    assert language_of(text) == expected


@given(st.text(st.characters()))
def test_any_text_has_an_answer(text: str) -> None:
    assert language_of(text) in {"ja", "en", "mixed", "other", "none"}
