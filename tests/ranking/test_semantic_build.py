"""Goals to vectors: those that come along, those that are made, and what the background reaches with them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.ranking.background import UNRELATED_BELOW, background_texts
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.encoder import E5Encoder, Vectors
from goalsearch.ranking.passages import goal_passages
from goalsearch.ranking.semantic import FUSION_WEIGHT, SemanticIndex, centred
from goalsearch.ranking.semantic_build import KnownVectors, build_semantic_index, vector_key
from tests.encoders import FunctionEncoder

GOALS = (
    Goal(id="a", title="光", description="光を見る。光を測る。"),
    Goal(id="b", title="細菌", topics=("細菌叢", "免疫")),
    Goal(id="c", title="量子", description_en="Quanta are counted."),
)


def seeded(n_dimensions: int) -> Callable[[str], Vectors]:
    """Unit vectors that point every way, the same for the same text."""

    def vector(text: str) -> Vectors:
        drawn = np.random.default_rng(vector_key("", text)).normal(size=n_dimensions).astype(np.float32)
        unit: Vectors = drawn / np.linalg.norm(drawn)
        return unit

    return vector


def no_terms(n_goals: int) -> Callable[[str, bool], tuple[Floats, Floats]]:
    return lambda _text, _english: (np.zeros(n_goals), np.zeros(n_goals))


def nothing_new(texts: Sequence[str]) -> Vectors:
    raise AssertionError(f"{len(texts)} texts have no vector, such as {texts[0]}")


def is_finite(index: SemanticIndex) -> bool:
    return all(np.isfinite(array).all() for array in index.arrays().values())


def test_all_built_in_texts_have_vectors_that_come_along() -> None:
    known = KnownVectors.load(E5Encoder.identity)
    passages = [piece.text for piece in goal_passages(Corpus.builtin().goals)]
    queries = [text for texts in background_texts().values() for text in texts]
    for kind, texts in (("passage", passages), ("query", queries)):
        found = known.get(kind, texts, nothing_new)
        assert found.shape == (len(texts), 384)
        assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-3)


def test_nothing_is_encoded_for_the_built_in_goals_and_only_its_pieces_for_one_more() -> None:
    goals = Corpus.builtin().goals
    encoder = FunctionEncoder(seeded(384), E5Encoder.identity)
    built_in = build_semantic_index(goals, encoder, no_terms(len(goals)))
    assert encoder.encoded == []
    own = Goal(id="own", title="わが目標", description="虹を測る。霧を数える。", topics=("彩雲",))
    index = build_semantic_index([*goals, own], encoder, no_terms(len(goals) + 1))
    assert encoder.encoded == [("passage", text) for text in ("虹を測る。", "霧を数える。", "彩雲")]
    assert len(index.goals) == len(built_in.goals) + 1 == len(goals) + 1
    assert index.passage_rows[-3:].tolist() == [len(goals)] * 3


def test_vectors_of_another_model_are_not_used() -> None:
    encoder = FunctionEncoder(seeded(4), "another model")
    build_semantic_index(GOALS, encoder, no_terms(3))
    n_background = sum(map(len, background_texts().values()))
    kinds = [kind for kind, _ in encoder.encoded]
    assert (kinds.count("passage"), kinds.count("query")) == (len(goal_passages(GOALS)), n_background)


def test_known_vectors_keep_the_order_and_tell_queries_from_passages(tmp_path: Path) -> None:
    keys = {vector_key("query", "光"): [1, 0], vector_key("query", "色"): [0, 1]}
    np.savez(
        tmp_path / "v.npz",
        identity=np.array("m"),
        keys=np.array(sorted(keys), dtype=np.uint64),
        vectors=np.array([keys[key] for key in sorted(keys)], dtype=np.float16),
    )
    asked: list[Sequence[str]] = []

    def encode(texts: Sequence[str]) -> Vectors:
        asked.append(texts)
        return np.array([[len(text), 9] for text in texts], dtype=np.float32)

    known = KnownVectors.load("m", tmp_path / "v.npz")
    assert known.get("query", ["色", "虹彩", "光", "霧"], encode).tolist() == [[0, 1], [2, 9], [1, 0], [1, 9]]
    assert known.get("query", ["光", "色"], nothing_new).tolist() == [[1, 0], [0, 1]]
    assert known.get("passage", ["光"], encode).tolist() == [[1, 9]]
    assert KnownVectors.load("another", tmp_path / "v.npz").get("query", ["光"], encode).tolist() == [[1, 9]]
    assert asked == [["虹彩", "霧"], ["光"], ["光"]]


def test_a_vector_key_takes_any_text_and_does_not_change() -> None:
    assert vector_key("query", "光") == 3487097670303339398
    assert 0 <= vector_key("query", "\ud800") < 2**64
    assert len({vector_key(kind, text) for kind in ("query", "passage") for text in ("", "光", "\0")}) == 6


def test_a_goal_is_the_mean_of_its_pieces_less_that_of_all_goals() -> None:
    table: dict[str, list[float]] = {
        "光を見る。": [1.0, 0.0],
        "光を測る。": [0.0, 1.0],
        "細菌叢、免疫": [0.6, 0.8],
        "Quanta are counted.": [1, 0],
    }
    encoder = FunctionEncoder(lambda text: table.get(text, [0.6, 0.8] if len(text) % 2 else [0.8, 0.6]))
    index = build_semantic_index(GOALS, encoder, no_terms(3))
    means = np.array([[0.5**0.5, 0.5**0.5], [0.6, 0.8], [1, 0]])
    less = means - means.mean(axis=0)
    expected = less / np.linalg.norm(less, axis=1, keepdims=True)
    assert index.goals.ravel() == pytest.approx(expected.ravel(), abs=1e-5)
    assert index.passage_rows.tolist() == [0, 0, 1, 2]
    pieces = np.array([[1, 0], [0, 1], [0.6, 0.8], [1, 0]]) - means.mean(axis=0)
    assert index.passages.ravel() == pytest.approx(
        (pieces / np.linalg.norm(pieces, axis=1, keepdims=True)).ravel(), abs=1e-5
    )


def test_what_the_background_reaches_is_measured_by_language() -> None:
    encoder = FunctionEncoder(seeded(6))
    rng = np.random.default_rng(0)
    tfidf = {text: (rng.random(3), rng.random(3)) for texts in background_texts().values() for text in texts}
    languages: dict[str, bool] = {}

    def of_terms(text: str, english: bool) -> tuple[Floats, Floats]:
        languages[text] = english
        return tfidf[text]

    index = build_semantic_index(GOALS, encoder, of_terms)
    allowance = 1 / 200 + 1e-9
    for english, texts in enumerate(background_texts().values()):
        assert {languages[text] for text in texts} == {bool(english)}
        queries = np.array([encoder.vector(text) for text in texts])
        assert index.query_means[english] == pytest.approx(queries.mean(axis=0), abs=1e-5)
        scores = centred(queries, queries.mean(axis=0)) @ index.goals.T
        assert index.means[english] == pytest.approx(scores.mean(axis=0), abs=1e-5)
        lifts = scores - scores.mean(axis=0)
        fused = np.array([tfidf[text][1] for text in texts]) + FUSION_WEIGHT * lifts / index.levels[english]
        for of_texts, level in (
            (scores, index.reach[english]),
            (lifts, index.levels[english]),
            (np.array([tfidf[text][0] for text in texts]), index.tfidf_reach[english]),
            (fused, index.hybrid_levels[english]),
        ):
            below = float((of_texts.max(axis=1) < level).mean())
            assert below == pytest.approx(UNRELATED_BELOW, abs=allowance)


def test_a_single_goal_is_near_to_nothing_and_nothing_fails() -> None:
    index = build_semantic_index(GOALS[:1], FunctionEncoder(seeded(4)), no_terms(1))
    assert index.goals.tolist() == [[0, 0, 0, 0]]
    assert is_finite(index)
    assert min(map(float, (*index.reach, *index.levels, *index.tfidf_reach, *index.hybrid_levels))) > 0


@pytest.mark.parametrize("n_copies", [2, 3, 7])
def test_goals_that_are_the_same_are_near_to_nothing(n_copies: int) -> None:
    index = build_semantic_index(GOALS[:1] * n_copies, FunctionEncoder(seeded(5)), no_terms(n_copies))
    assert not index.goals.any()
    assert is_finite(index)


ZEROS = [
    pytest.param(lambda text: "免疫" in text, id="of-one-goal"),
    pytest.param(lambda _: True, id="of-everything"),
]


@pytest.mark.parametrize("is_zero", ZEROS)
def test_zero_vectors_never_become_nan(is_zero: Callable[[str], bool]) -> None:
    vector = seeded(4)
    encoder = FunctionEncoder(lambda text: np.zeros(4, np.float32) if is_zero(text) else vector(text))
    index = build_semantic_index(GOALS, encoder, no_terms(3))
    assert is_finite(index)
    # One goal without a direction does not take those of the others away.
    assert index.goals[[0, 2]].any(axis=1).tolist() == [not is_zero("")] * 2


def test_pieces_that_cancel_out_never_become_nan() -> None:
    vector = seeded(4)
    encoder = FunctionEncoder(lambda text: -vector("光を見る。") if text == "光を測る。" else vector(text))
    index = build_semantic_index(GOALS, encoder, no_terms(3))
    assert is_finite(index)
    assert index.goals[1:].any(axis=1).all()


@settings(max_examples=20)
@given(arrays(np.float32, (4, 3), elements=st.floats(-1, 1, width=32).filter(lambda value: abs(value) > 0.01)))
def test_whatever_the_vectors_all_figures_are_finite_and_scores_in_bounds(random: Vectors) -> None:
    unit = random / np.linalg.norm(random, axis=1, keepdims=True)
    encoder = FunctionEncoder(lambda text: unit[vector_key("", text) % 4])
    index = build_semantic_index(GOALS, encoder, no_terms(3))
    assert is_finite(index)
    for english in (False, True):
        scores = index.scores("光を数える。", encoder, english=english)
        assert np.abs(scores).max() <= 1 + 1e-6
        assert np.isfinite(index.fits(scores, english=english)).all()
        assert np.isfinite(index.hybrid_scores(scores, scores, english=english)).all()
