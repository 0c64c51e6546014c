"""The three rankers over one query."""

from typing import get_args

import numpy as np
import pytest

from goalsearch.defaults import RANKERS, Ranker
from goalsearch.model import SearchResult
from goalsearch.ranking.calibration import POSSIBLE, Calibration
from goalsearch.ranking.encoder import Vectors
from goalsearch.ranking.match import Match, top_rows
from goalsearch.ranking.rankers import Ranked, RankerInput, Scoring, Semantics
from goalsearch.ranking.semantic import FUSION_WEIGHT, SemanticIndex

TFIDF = np.array([0.4, 0.0, 0.1])
SEMANTIC = np.array([0.6, 0.8, -0.6])
MATCH = Match(np.arange(2), np.array([0.6, 0.8]), TFIDF)
CALIBRATION = Calibration(
    means=np.array([[0.1, 0.1, 0.1], [0.2, 0.0, 0.0]]), spreads=np.array([[0.1, 0.1, 0.2], [0.2, 0.2, 0.2]])
)
INDEX = SemanticIndex(
    goals=np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float32),
    passages=np.zeros((3, 2), np.float32),
    passage_rows=np.arange(3, dtype=np.int32),
    query_means=np.zeros((2, 2), np.float32),
    means=np.array([[0.1, 0.1, 0.1], [0.0, 0.0, 0.0]]),
    reach=np.array([0.5, 0.2]),
    levels=np.array([0.25, 0.5]),
    tfidf_reach=np.array([0.2, 0.1]),
    hybrid_levels=np.array([2.0, 4.0]),
)


class OneVector:
    identity = "one vector"

    def queries(self, texts: list[str]) -> Vectors:
        return np.array([[0.6, 0.8]] * len(texts), dtype=np.float32)

    passages = queries


def asked(*, english: bool) -> RankerInput:
    semantics = Semantics(INDEX, OneVector())  # type: ignore[arg-type]
    return RankerInput("光", MATCH, CALIBRATION.scale(0.9, english=english), lambda: semantics)


def ranked(ranker: Ranker, *, english: bool) -> Ranked:
    return Scoring(ranker, asked(english=english)).all


W = FUSION_WEIGHT
# Terms (0.4 - 0.1) / 0.1 …, in English (0.4 - 0.2) / 0.2 …; meaning (0.6 - 0.1) / 0.25 …, in English 0.6 / 0.5 …
TERMS = {False: [3.0, -1.0, 0.0], True: [1.0, 0.0, 0.5]}
MEANING = {False: [2.0, 2.8, -2.8], True: [1.2, 1.6, -1.2]}
UNITS = {False: [10.0, 10.0, 5.0], True: [5.0, 5.0, 5.0]}
NOTHING = {False: [0.0] * 3, True: [0.0] * 3}


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize(
    ("ranker", "scores", "fits", "parts", "units"),
    [
        pytest.param("tfidf", {False: TFIDF, True: TFIDF}, TERMS, {"tfidf"}, UNITS, id="terms-alone"),
        pytest.param(
            "semantic",
            {False: SEMANTIC, True: SEMANTIC},
            {side: [POSSIBLE * lift for lift in of_side] for side, of_side in MEANING.items()},
            {"semantic"},
            NOTHING,
            id="meaning",
        ),
        pytest.param(
            "hybrid",
            {
                False: [2 + W * 1.2, W * 1.6, 0.5 - W * 1.2],  # 0.4 / 0.2 + w 0.6 / 0.5 …
                True: [4 + W * 3, W * 4, 1 - W * 3],  # 0.4 / 0.1 + w 0.6 / 0.2 …
            },
            {
                side: [
                    POSSIBLE * (terms + W * meaning) / level
                    for terms, meaning in zip(TERMS[side], MEANING[side], strict=True)
                ]
                for side, level in ((False, 2), (True, 4))
            },
            {"tfidf", "semantic"},
            {side: [POSSIBLE * unit / level for unit in UNITS[side]] for side, level in ((False, 2), (True, 4))},
            id="both",
        ),
    ],
)
def test_rank(
    ranker: Ranker,
    scores: dict[bool, list[float]],
    fits: dict[bool, list[float]],
    parts: set[str],
    units: dict[bool, list[float]],
    english: bool,
) -> None:
    found = ranked(ranker, english=english)
    assert found.scores.tolist() == pytest.approx(list(scores[english]), abs=1e-6)
    assert found.fits.tolist() == pytest.approx(fits[english], abs=1e-6)
    assert set(found.parts) == parts
    for name, part in found.parts.items():
        assert part.tolist() == pytest.approx({"tfidf": TFIDF, "semantic": SEMANTIC}[name].tolist(), abs=1e-6)
    assert (1 / found.spreads).tolist() == pytest.approx(units[english])


def test_terms_alone_need_no_vectors() -> None:
    def fail() -> Semantics:
        raise AssertionError("loaded, though only terms count")

    assert Scoring("tfidf", asked(english=False)._replace(semantics=fail)).all.scores is MATCH.scores


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize("allowed", [None, [True, True, True], [False, True, True], [False, False, False]])
def test_the_best_are_the_first_of_all(ranker: Ranker, allowed: list[bool] | None) -> None:
    scoring = Scoring(ranker, asked(english=False), None if allowed is None else np.array(allowed))
    for k in (1, 2, 9):
        rows, hits = scoring.best(k)
        assert rows.tolist() == top_rows(scoring.all.scores, k, scoring.all.fits).tolist()
        expected = scoring.all.at(rows)
        assert hits.scores.tolist() == expected.scores.tolist()
        assert hits.fits.tolist() == expected.fits.tolist()
        assert hits.spreads.tolist() == expected.spreads.tolist()
        assert {name: part.tolist() for name, part in hits.parts.items()} == {
            name: part.tolist() for name, part in expected.parts.items()
        }


def test_what_is_filtered_out_is_no_hit_and_fits_nothing() -> None:
    whole = ranked("hybrid", english=False)
    allowed = np.array([False, True, True])
    only = whole.only(allowed)
    assert only.scores.tolist() == [0, *whole.scores[1:].tolist()]
    assert only.fits.tolist() == [-np.inf, *whole.fits[1:].tolist()]
    assert (only.spreads is whole.spreads, only.parts) == (True, whole.parts)


def test_a_result_names_any_of_the_rankers() -> None:
    assert RANKERS == ("tfidf", "semantic", "hybrid")
    assert set(get_args(SearchResult.__annotations__["ranker"])) == set(RANKERS)
