"""Where sentences stand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text.sentences import sentence_spans
from tests.growth import is_linear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" \n\u3000\t", [], id="blank"),
        pytest.param("量子を測る", ["量子を測る"], id="no-full-stop"),
        pytest.param("量子を測る。光を見る。", ["量子を測る。", "光を見る。"], id="japanese"),
        pytest.param(
            "「測る。」と言う。次。", ["「測る。」", "と言う。", "次。"], id="closing-quote-belongs-to-its-sentence"
        ),
        pytest.param("何か！？ 次", ["何か！？", "次"], id="two-marks-are-one-end"),
        pytest.param("We measure. Then we see.", ["We measure.", "Then we see."], id="english"),
        pytest.param("about 3.5 nm of TiO2", ["about 3.5 nm of TiO2"], id="a-decimal-point-is-no-end"),
        pytest.param("e.g. gold and silver", ["e.g. gold and silver"], id="no-end-before-a-small-letter"),
        pytest.param("背景\n\n目的", ["背景", "目的"], id="empty-line"),
        pytest.param("背景\n \r\n目的", ["背景", "目的"], id="line-with-blanks-only"),
        pytest.param("行の\n途中", ["行の\n途中"], id="a-line-end-alone-is-no-end"),
        pytest.param("目的\n・一つ\n・二つ", ["目的", "・一つ", "・二つ"], id="bullets"),
        pytest.param("目的\n(1) one\n2. two", ["目的", "(1) one", "2. two"], id="numbered"),
        pytest.param("\u3000字下げ。 \n", ["字下げ。"], id="blanks-around-belong-to-none"),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


@given(st.text(st.one_of(st.sampled_from("量子。！?. \n\t・1A」)"), st.characters())))
def test_every_character_that_is_not_blank_lies_in_exactly_one_sentence(text: str) -> None:
    places = [at for start, end in sentence_spans(text) for at in range(start, end)]
    assert places == sorted(set(places))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in sentence_spans(text))
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(places)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: "量子" + " " * n + "計算", id="a-long-run-of-blanks"),
        pytest.param(lambda n: "量子\n" + "\u3000" * n + "計算", id="a-line-end-and-a-long-run-of-blanks"),
        pytest.param(lambda n: "目次" + "." * n + "1", id="a-long-dotted-line"),
        pytest.param(lambda n: "目次" + "。" * n, id="a-long-run-of-full-stops"),
        pytest.param(lambda n: "量子\n" * n, id="many-line-ends"),
    ],
)
def test_time_grows_no_faster_than_the_text(make: Callable[[int], str]) -> None:
    assert is_linear(sentence_spans, make, 16_000)
