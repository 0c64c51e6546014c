"""Which sentence and which piece of a goal are nearest in meaning."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.model import Goal, NearestPassage
from goalsearch.ranking.passages import goal_passages
from goalsearch.ranking.rankers import Semantics
from goalsearch.ranking.semantic import SemanticIndex, centred
from goalsearch.retrieval.nearest import nearest_passages
from tests.encoders import FunctionEncoder, touched

CONCEPTS = (("光", "light"), ("細菌", "microb"), ("量子", "quant"))
GOALS = (
    Goal(id="a", title="甲", description="光を見る。細菌を数える。", description_en="We see light. We count microbes."),
    Goal(id="b", title="乙", topics=("量子計算",)),
    Goal(id="c", title="丙", description_en="Quantum light."),
)


def semantics() -> Semantics:
    encoder = FunctionEncoder(lambda text: touched(text, CONCEPTS))
    pieces = goal_passages(GOALS)
    none = np.zeros(3, np.float32)
    index = SemanticIndex(
        goals=np.zeros((3, 3), np.float32),
        passages=centred(encoder.passages([piece.text for piece in pieces]), none),
        passage_rows=np.array([piece.row for piece in pieces], dtype=np.int32),
        query_means=np.zeros((2, 3), np.float32),
        means=np.zeros((2, 3)),
        reach=np.ones(2),
        levels=np.ones(2),
        tfidf_reach=np.ones(2),
        hybrid_levels=np.ones(2),
    )
    encoder.encoded.clear()
    return Semantics(index, encoder)


def nearest(text: str, *rows: int, english: bool = False) -> tuple[NearestPassage, ...]:
    return nearest_passages(np.array(rows, np.intp), text, semantics(), goal_passages(GOALS), english=english)


@pytest.mark.parametrize(
    ("text", "row", "english", "expected"),
    [
        pytest.param(
            "前置き。細菌を培養する。", 0, False, ("細菌を培養する。", "description", "細菌を数える。"), id="japanese"
        ),
        pytest.param(
            "As is known. Microbes matter.",
            0,
            True,
            ("Microbes matter.", "description_en", "We count microbes."),
            id="english",
        ),
        pytest.param("光。細菌。", 0, False, ("光。", "description", "光を見る。"), id="of-equals-the-first"),
        pytest.param(
            "Quantum!", 1, True, ("Quantum!", "topics", "量子計算"), id="a-goal-without-english-pieces-in-japanese"
        ),
        pytest.param(
            "量子の光。",
            2,
            False,
            ("量子の光。", "description_en", "Quantum light."),
            id="a-goal-without-japanese-pieces",
        ),
    ],
)
def test_nearest(text: str, row: int, english: bool, expected: tuple[str, str, str]) -> None:
    (found,) = nearest(text, row, english=english)
    assert (found.text, found.field, found.goal_text) == expected
    assert found.similarity == pytest.approx(1)
    assert text[found.start : found.end] == found.text


def test_one_for_each_hit_in_the_order_of_the_hits() -> None:
    found = nearest("量子。細菌。", 1, 0, 2)
    assert [passage.text for passage in found] == ["量子。", "細菌。", "量子。"]
    assert [passage.goal_text for passage in found] == ["量子計算", "細菌を数える。", "Quantum light."]
    assert [passage.similarity for passage in found] == pytest.approx([1, 1, 0.5**0.5])


@pytest.mark.parametrize("before", ["", "　\n ", "\u200b", "😀。", "あ。\n\n"])
def test_spans_point_into_the_text_as_it_was_given(before: str) -> None:
    text = f"{before}ｽﾋﾟﾝと細菌。\r\n\r\n"
    (found,) = nearest(text, 0)
    assert text[found.start : found.end] == found.text
    assert found.text.endswith("細菌。")


@given(st.lists(st.sampled_from(["光。", "細菌", "量子", "\n\n", " ", "a.", "\ud800", "。"]), min_size=1).map("".join))
def test_whatever_the_text_the_span_is_the_sentence(text: str) -> None:
    if not any(map(str.isalpha, text)):
        return
    for found in nearest(text, 0, 1, 2):
        assert found.text == text[found.start : found.end] != ""
        assert -1 - 1e-6 <= found.similarity <= 1 + 1e-6


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: "光を見る。" * 20_000, id="many-sentences"),
        pytest.param(lambda: "量子計算機" * 20_000, id="one-sentence-without-an-end"),
        pytest.param(lambda: "quantum " * 12_500, id="words-without-a-stop"),
    ],
)
def test_a_text_of_100_000_characters_takes_no_longer_than_ten_sentences(make: Callable[[], str]) -> None:
    found = semantics()
    nearest_passages(np.arange(3), make(), found, goal_passages(GOALS), english=False)
    assert isinstance(found.encoder, FunctionEncoder)
    assert 1 <= len(found.encoder.encoded) <= 10
