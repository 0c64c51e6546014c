"""The background: what it consists of."""

import json
import re
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus
from goalsearch.ranking import background
from goalsearch.ranking.background import background_texts
from goalsearch.text.language import language_of

QUERIES = Path(__file__).parents[1] / "data" / "queries"


def lines(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def runs(text: str, length: int) -> set[str]:
    return {text[start : start + length] for start in range(len(text) - length + 1)}


def test_two_hundred_texts_in_two_languages() -> None:
    texts = background_texts()
    assert list(texts) == ["ja", "en"]
    for language, of_language in texts.items():
        assert len(of_language) == len(set(map(lines, of_language))) == 200
        assert {language_of(text) for text in of_language} == {language}
    assert {100 <= len(text) <= 250 for text in texts["ja"]} == {True}
    assert {300 <= len(text) <= 750 for text in texts["en"]} == {True}
    assert all(text == text.strip() for of_language in texts.values() for text in of_language)


def test_the_texts_are_from_all_over() -> None:
    path = Path(background.__file__).with_name("background.jsonl")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len({record["id"] for record in records}) == 200
    assert len({record["field"] for record in records}) >= 150


# A Japanese character says about as much as two and a half Latin letters; shorter runs of those are "finite element".
@pytest.mark.parametrize(("language", "length"), [("ja", 20), ("en", 30)])
def test_no_text_repeats_a_development_query(language: str, length: int) -> None:
    of_queries: set[str] = set()
    for path in sorted(QUERIES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            for value in json.loads(line).values():
                if isinstance(value, str):
                    of_queries |= runs(lines(value), length)
    assert len(of_queries) > 5_000
    repeated = {text: runs(lines(text), length) & of_queries for text in background_texts()[language]}
    assert {text: found for text, found in repeated.items() if found} == {}


@pytest.mark.parametrize("length", [20])
def test_no_goal_repeats_a_background_text(length: int) -> None:
    of_goals: set[str] = set()
    for goal in Corpus.builtin():
        for text in (goal.summary, goal.description, *goal.topics):
            of_goals |= runs(lines(text or ""), length)
    assert [text for text in background_texts()["ja"] if runs(lines(text), length) & of_goals] == []
