"""The background: what it consists of, and what is measured with it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.ranking import background
from goalsearch.ranking.background import UNRELATED_BELOW, background_texts, calibrate
from goalsearch.ranking.build import build_index
from goalsearch.ranking.calibration import Calibration
from goalsearch.ranking.weighting import Weighting
from goalsearch.searcher import Searcher
from goalsearch.text.language import language_of
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]

QUERIES = Path(__file__).parents[1] / "data" / "queries"
SIZES = 7


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


def unit_rows(counts: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return csr_matrix(counts.multiply(1 / np.maximum(lengths, 1)[:, None]))


def measured(monkeypatch: pytest.MonkeyPatch, tokenizer: Tokenizer, japanese: list[str]) -> Calibration:
    """Two goals of one term each, against these texts; nothing English."""
    monkeypatch.setattr(background, "background_texts", lambda: {"ja": japanese, "en": ["zzz"] * len(japanese)})
    return calibrate(csr_matrix(np.eye(2)), unit_rows, {"a": 0, "b": 1}, tokenizer)


def test_what_texts_of_each_size_reach(monkeypatch: pytest.MonkeyPatch, tokenizer: Tokenizer) -> None:
    # Of a quarter: "a" and "z"; of the whole: "a b a b" and "z z z b"; then both texts together.
    calibration = measured(monkeypatch, tokenizer, ["a b a b", "z z z b"])
    japanese = calibration.means[0]
    assert japanese[0].tolist() == pytest.approx([0.5, 0])
    assert japanese[1].tolist() == pytest.approx([0.5**0.5 / 2, (0.5**0.5 + 1) / 2])
    # Two a and three b.
    assert japanese[2:].ravel().tolist() == pytest.approx([2 / 13**0.5, 3 / 13**0.5] * 5)
    assert calibration.lengths[0].tolist() == pytest.approx([0.5, 1.5, 2, 2, 2, 2, 2], abs=1e-6)
    assert calibration.means[1].ravel().tolist() == [0] * 2 * SIZES
    assert calibration.levels[1].tolist() == [0.01] * SIZES


def test_a_level_is_what_nearly_all_best_lifts_stay_below(
    monkeypatch: pytest.MonkeyPatch, tokenizer: Tokenizer
) -> None:
    japanese = ["a z z z"] * 10 + ["z"] * 90
    calibration = measured(monkeypatch, tokenizer, japanese)
    # Of whole texts ten reach 1 with the first goal, whose mean is 0.1.
    best = np.array([0.9] * 10 + [0.0] * 90)
    assert calibration.means[0, 1].tolist() == pytest.approx([0.1, 0])
    assert calibration.levels[0, 1] == pytest.approx(np.quantile(best, UNRELATED_BELOW))
    assert 0.9 <= UNRELATED_BELOW < 1


def test_a_wordy_goal_does_not_win_by_being_wordy(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    frequent = "of the and in a to is that by are for this with we on from as it"
    goals = (Goal(id="terse", title="the quark"), Goal(id="wordy", title=f"{frequent} quark"))
    calibration = build_index(goals, tokenizer, Weighting()).calibration
    assert (calibration.means[1, :, 1] > 2 * calibration.means[1, :, 0]).all()
    lifts = calibration.lifts(np.array([0.5, 0.5]), 10, english=True)
    assert lifts[0] > lifts[1]


@pytest.mark.parametrize(
    "goals",
    [
        pytest.param((), id="no-goals"),
        pytest.param((Goal(id="a", title="。"),), id="no-terms"),
        pytest.param((Goal(id="a", title="光格子"),), id="one-goal"),
        pytest.param((Goal(id="a", title="xyzzy"), Goal(id="b", title="plugh")), id="nothing-of-the-background"),
    ],
)
def test_any_corpus_has_finite_levels(make_corpus: MakeCorpus, goals: tuple[Goal, ...]) -> None:
    searcher = Searcher(make_corpus(*goals), cache=False)
    calibration = searcher._index.calibration
    assert np.isfinite(calibration.means).all()
    assert np.isfinite(calibration.levels).all()
    assert calibration.levels.min() > 0
    assert (np.diff(calibration.lengths) > 0).all()
    for english in (False, True):
        for n_known in (0, 1, 1000):
            lifts = calibration.lifts(np.ones(len(goals)), n_known, english=english)
            assert lifts.shape == (len(goals),)
            assert np.isfinite(lifts).all()
    assert searcher.search("xyzzy 光格子", ranker="tfidf").verdict in {"goals", "none"}


def test_longer_texts_have_more_known_terms_and_reach_other_levels(searcher: Searcher) -> None:
    calibration = searcher._index.calibration
    assert calibration.lengths.shape == (2, SIZES)
    assert (np.diff(calibration.lengths) > 0).all()
    assert calibration.lengths[:, 0].max() < 20
    assert calibration.lengths[:, -1].min() > 200
    assert (calibration.means >= 0).all()
    assert (calibration.levels > 0.01).all()
