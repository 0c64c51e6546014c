"""The pieces of goals and queries that are encoded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.ranking.passages import GoalPassage, goal_passages, windows

MOST_WINDOWS, WINDOW = 4, 1000
TOPICS = tuple(f"話題{number}" for number in range(35))


def sentence(number: int, length: int = 100) -> str:
    return f"{number:04d}".ljust(length - 1, "あ") + "。"


@pytest.mark.parametrize(
    ("goal", "pieces"),
    [
        pytest.param(
            Goal(
                id="a",
                title="題",
                description="光を見る。色を測る。",
                description_en="We see. It shines.",
                summary="略",
            ),
            [
                ("description", "光を見る。"),
                ("description", "色を測る。"),
                ("description_en", "We see."),
                ("description_en", "It shines."),
            ],
            id="sentences-of-both-languages-and-no-summary",
        ),
        pytest.param(
            Goal(id="a", title="題", topics=TOPICS),
            [("topics", "、".join(TOPICS[start : start + 16])) for start in (0, 16, 32)],
            id="topics-some-at-a-time-and-none-lost",
        ),
        pytest.param(
            Goal(id="a", title="題", topics_en=("light", "colour")),
            [("topics_en", "light, colour")],
            id="english-topics-on-english-commas",
        ),
        pytest.param(
            Goal(id="a", title="題", summary="一。二。", keywords=("光", "色")),
            [("title", "題"), ("summary", "一。"), ("summary", "二。"), ("keywords", "光、色")],
            id="without-anything-concrete-title-summary-keywords",
        ),
        pytest.param(Goal(id="a", title="題"), [("title", "題")], id="only-a-title"),
        pytest.param(Goal(id="a", title="題", description=" \n "), [("title", "題")], id="a-blank-description-is-none"),
    ],
)
def test_pieces_of_a_goal(goal: Goal, pieces: list[tuple[str, str]]) -> None:
    other = Goal(id="b", title="他")
    assert goal_passages([other, goal]) == [
        GoalPassage(0, "title", "他"),
        *(GoalPassage(1, field, text) for field, text in pieces),
    ]


def test_every_built_in_goal_has_pieces_in_both_languages() -> None:
    corpus = Corpus.builtin()
    passages = goal_passages(corpus.goals)
    rows = [passage.row for passage in passages]
    assert rows == sorted(rows)
    for english in (False, True):
        assert {piece.row for piece in passages if piece.field.endswith("_en") == english} == set(range(len(corpus)))
    assert all(piece.text.strip() for piece in passages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [""], id="empty"),
        pytest.param("光", ["光"], id="one-word"),
        pytest.param(sentence(0) * 10, [sentence(0) * 10], id="just-one-window"),
        pytest.param("".join(map(sentence, range(11))), ["".join(map(sentence, range(10))), sentence(10)], id="cut"),
        pytest.param("あ" * 2500, ["あ" * 1000, "あ" * 1000, "あ" * 500], id="a-sentence-without-an-end"),
        pytest.param(
            sentence(0) + "い" * 1500, [sentence(0), "い" * 1000, "い" * 500], id="a-long-sentence-after-a-short-one"
        ),
        pytest.param(
            "".join(sentence(number, 1000) for number in range(10)),
            [sentence(number, 1000) for number in (0, 3, 6, 9)],
            id="first-and-last-and-two-between",
        ),
        pytest.param(
            "".join(sentence(number, 1000) for number in range(5)),
            [sentence(number, 1000) for number in (0, 1, 2, 4)],
            id="of-five-windows-four",
        ),
    ],
)
def test_windows(text: str, expected: list[str]) -> None:
    assert windows(text) == expected


@pytest.mark.parametrize(
    "text", ["量子計算機" * 20_000, "光。" * 50_000, "a b " * 25_000, " " * 100_000, "\n\n" * 50_000]
)
def test_a_text_of_100_000_characters_takes_no_more_than_four_windows(text: str) -> None:
    pieces = windows(text)
    assert 1 <= len(pieces) <= MOST_WINDOWS
    assert max(map(len, pieces)) <= WINDOW
    assert text.strip().startswith(pieces[0])


@given(st.lists(st.tuples(st.integers(1, 2500), st.sampled_from(["。", ". A", "\n\n", ""])), max_size=30))
def test_windows_are_pieces_of_the_text_in_its_order(sentences: list[tuple[int, str]]) -> None:
    text = "".join(f"{number:x}" * length + end for number, (length, end) in enumerate(sentences))
    pieces = windows(text)
    assert 1 <= len(pieces) <= MOST_WINDOWS
    assert text.startswith(pieces[0])
    place = 0
    for piece in pieces:
        assert len(piece) <= WINDOW
        assert bool(piece) == bool(text)
        place = text.index(piece, place) + len(piece)
    if len(text) <= WINDOW:
        assert pieces == [text.strip()]
