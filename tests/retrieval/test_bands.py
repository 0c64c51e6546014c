"""What an answer claims: bands, "none fits" with its reason, and ties; on the built-in goals and on tables."""

import json
import statistics
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, SearchResult, is_fit
from goalsearch.ranking.calibration import NEAR, POSSIBLE, STRONG, Calibration
from goalsearch.retrieval.explain import TIED, _ties
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]

QUERIES = Path(__file__).parents[1] / "data" / "queries"
ABSTRACT = "腸内細菌叢と免疫の関係を無菌マウスで調べ、自己免疫疾患を起こす菌株を単離する。"


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUERIES / name).read_text(encoding="utf-8").splitlines()]


def by_terms(searcher: Searcher, text: str, **how: Any) -> SearchResult:
    return searcher.search(text, ranker="tfidf", **how)


# Verdicts.


@pytest.mark.parametrize(
    ("text", "verdict", "reason"),
    [
        pytest.param("", "none", "reason.nothing_shared", id="no-text"),
        pytest.param("ぬるぬる xyzzy", "none", "reason.nothing_shared", id="no-term-of-any-goal"),
        pytest.param("研究 開発 技術", "none", "reason.common_words", id="only-common-words"),
        pytest.param("技術", "none", "reason.common_words", id="one-common-word"),
        pytest.param("本研究は、", "none", "reason.nothing_shared", id="what-every-abstract-says"),
        pytest.param(
            "地域の祭りにおける音楽の伝承を聞き取りで調べ、記録の方法を考える。",
            "none",
            "reason.below_level",
            id="below-the-level",
        ),
        pytest.param("鎌倉時代の歌合の写本を比べる研究。", "none", "reason.like_unrelated", id="like-unrelated-texts"),
        pytest.param(ABSTRACT, "goals", None, id="fits"),
    ],
)
def test_verdict(searcher: Searcher, text: str, verdict: str, reason: str | None) -> None:
    result = by_terms(searcher, text, k=99)
    assert (result.verdict, result.reason and result.reason.code) == (verdict, reason)
    assert (result.verdict == "none") == all(hit.band == "weak" for hit in result.hits)
    fits = [hit.fit for hit in result.hits]
    assert fits == sorted(fits, reverse=True)
    if reason == "reason.nothing_shared":
        assert result.hits == ()
    else:
        assert result.hits
    if result.reason:
        assert "share" not in result.reason.values or str(result.reason.values["share"]) in result.reason.message("ja")


def test_no_goal_fits_where_the_one_that_does_is_filtered_out(searcher: Searcher) -> None:
    whole = by_terms(searcher, ABSTRACT, k=99)
    best = whole.hits[0].goal
    assert (best.id, whole.hits[0].band) == ("2016-amed-1", "strong")
    only = by_terms(searcher, ABSTRACT, years=2017, agency="JST")
    assert only.hits
    assert (only.verdict, only.reason and only.reason.code) == ("none", "reason.below_level")


def test_bands_do_not_depend_on_filters_or_k(searcher: Searcher) -> None:
    bands = {hit.goal.id: hit.band for hit in by_terms(searcher, ABSTRACT, k=99).hits}
    assert {"strong", "weak"} <= set(bands.values())
    filtered: list[dict[str, Any]] = [{"years": "2010-2016"}, {"agency": "AMED"}, {"category": "life"}, {"k": 3}]
    for how in filtered:
        hits = by_terms(searcher, ABSTRACT, **how).hits
        assert {hit.goal.id: hit.band for hit in hits} == {hit.goal.id: bands[hit.goal.id] for hit in hits}
        assert hits


def with_fit(corpus: Corpus, tokenizer: Tokenizer, fit: float) -> Searcher:
    """A searcher with which a score of 1 of a text whose terms are all known is a fit of ``fit``."""
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False)
    shape = 2, len(corpus)
    of_known = Calibration(np.zeros(shape), np.ones(shape)).fits(np.zeros(len(corpus)), 1.0, english=False).item(0)
    calibration = Calibration(np.full(shape, 1 - fit + of_known), np.ones(shape))
    searcher._finder._index = replace(searcher._index, calibration=calibration)
    return searcher


@pytest.fixture(scope="module")
def plain(make_corpus: MakeCorpus) -> Corpus:
    """A text of one term has with the first goal a score of 1, which makes levels easy to set."""
    return make_corpus(Goal(id="a", title="光"), *(Goal(id=str(number), title=f"語{number}") for number in range(9)))


@pytest.mark.parametrize(
    ("fit", "band", "verdict", "reason"),
    [
        pytest.param(STRONG + 0.001, "strong", "goals", None, id="strong"),
        pytest.param(STRONG - 0.001, "possible", "goals", None, id="nearly-strong"),
        pytest.param(POSSIBLE + 0.001, "possible", "goals", None, id="possible"),
        pytest.param(POSSIBLE - 0.001, "near", "near", "reason.just_below", id="nearly-possible"),
        pytest.param(NEAR + 0.001, "near", "near", "reason.just_below", id="near"),
        pytest.param(NEAR - 0.001, "weak", "none", "reason.below_level", id="not-even-near"),
    ],
)
def test_the_verdict_turns_where_the_band_does(
    plain: Corpus, tokenizer: Tokenizer, fit: float, band: str, verdict: str, reason: str | None
) -> None:
    result = by_terms(with_fit(plain, tokenizer, fit), "光")
    assert ([hit.band for hit in result.hits], result.verdict) == ([band], verdict)
    assert result.hits[0].fit == pytest.approx(fit)
    assert (result.reason and result.reason.code) == reason
    said = result.verdict_in("ja")
    assert (said is None) == (verdict == "goals")
    assert ("あと一歩" in (said or "")) == (verdict == "near")
    assert said is None or said.startswith("はっきり合う目標はありません。")


@pytest.mark.parametrize(
    ("fit", "said"),
    [
        pytest.param(POSSIBLE / 2 + 0.001, "0.57", id="half-way"),
        pytest.param(POSSIBLE - 1e-6, "1.14", id="what-is-below-is-never-said-to-be-enough"),
        pytest.param(0.011, "0.01", id="the-least-figure"),
    ],
)
def test_the_refusal_names_both_figures(plain: Corpus, tokenizer: Tokenizer, fit: float, said: str) -> None:
    reason = by_terms(with_fit(plain, tokenizer, fit), "光").reason
    assert reason is not None
    assert reason.values == {"fit": said, "needed": f"{POSSIBLE:.2f}"}


@pytest.mark.parametrize("fit", [0.009, 0.0, -1.5])
def test_where_there_is_no_figure_the_refusal_names_none(plain: Corpus, tokenizer: Tokenizer, fit: float) -> None:
    reason = by_terms(with_fit(plain, tokenizer, fit), "光").reason
    assert (reason and reason.code, reason and reason.values) == ("reason.like_unrelated", {})


# What is promised of the built-in goals.


def test_texts_that_fit_no_goal_are_told_so(searcher: Searcher) -> None:
    results = [by_terms(searcher, record["abstract_ja"]) for record in records("dev-nomatch.jsonl")]
    weak_only = sum(all(hit.band == "weak" for hit in result.hits) for result in results)
    assert len(results) == 28
    assert weak_only >= 0.9 * len(results)
    assert sum(result.verdict == "none" for result in results) == weak_only


@pytest.mark.parametrize("field", ["abstract_ja", "abstract_en"])
def test_right_goals_among_the_first_five_are_at_least_possible(searcher: Searcher, field: str) -> None:
    found = []
    for record in records("dev.jsonl"):
        hits = by_terms(searcher, record[field]).hits
        right = [hit for hit in hits if hit.goal.id in record["gold_goal_ids"]]
        found += [right[0].band for _ in right[:1]]
    assert len(found) > 70
    assert sum(is_fit(band) for band in found) >= 0.75 * len(found)


def test_goals_are_linked_with_those_that_they_continue(searcher: Searcher) -> None:
    pairs = records("dev-lineage.jsonl")
    found = [
        bool({item.goal.id for item in searcher.related(pair["goal_id"], 3)} & set(pair["related_ids"]))
        for pair in pairs
    ]
    assert len(found) == 16
    assert sum(found) >= 14


# Ties.


@pytest.mark.parametrize(
    ("contributions", "expected"),
    [
        pytest.param([[0.3, 0.2]], [1], id="one-hit"),
        pytest.param([[0.9], [0.1]], [1, 1], id="one-term-has-no-spread"),
        pytest.param([[], []], [1, 1], id="no-term"),
        pytest.param([[0.3, 0.2, 0.1], [0.3, 0.2, 0.1]], [1, 1], id="the-same-contributions"),
        pytest.param([[0.3, 0.2, 0.1], [0.2, 0.1, 0.3]], [1, 1], id="the-same-score-by-other-terms"),
        # Differences 0.4 0.3 0.2 0.1: sum 1.0, standard error 0.26.
        pytest.param([[0.5, 0.4, 0.3, 0.2], [0.1, 0.1, 0.1, 0.1]], [1, 2], id="clearly-apart"),
        # Differences 0.5 -0.45: sum 0.05, standard error 0.95.
        pytest.param([[0.5, 0.0], [0.0, 0.45]], [1, 1], id="a-word-more-or-less"),
        # Differences 1.0 -0.08: sum 0.92, standard error 1.08 as of a sample, 0.76 as of a population.
        pytest.param([[1.0, 0.0], [0.0, 0.08]], [1, 1], id="the-terms-are-a-sample"),
        pytest.param([[0.3, 0.3], [0.2, 0.2]], [1, 2], id="apart-in-every-term-alike"),
        # The second and third differ by 0.1 in each term; from the first both differ by one great term.
        pytest.param(
            [[1.0, 0.0, 0.0], [0.3, 0.3, 0.3], [0.2, 0.2, 0.2]],
            [1, 1, 1],
            id="tied-with-the-first-not-with-the-one-above",
        ),
        pytest.param(
            [[0.5, 0.4, 0.3, 0.2], [0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.1]], [1, 2, 2], id="a-second-group"
        ),
        # From the second it differs by 0.05, standard error 0.74; from the first by 0.25, standard error 0.75.
        pytest.param(
            [[0.5, 0.3, 0.1, 0.1], [0.45, 0.25, 0.05, 0.05], [0.0, 0.05, 0.35, 0.35]],
            [1, 2, 1],
            id="tied-with-the-best-of-those-that-it-is-tied-with",
        ),
        # First and second 0.2, error 0.33; second and third 0.15, error 0.3; but first and third 0.35, error 0.05.
        pytest.param(
            [[0.4, 0.4, 0.4], [0.55, 0.25, 0.2], [0.3, 0.3, 0.25]], [1, 1, 2], id="tied-with-the-second-which-is-tied"
        ),
    ],
)
def test_ties(contributions: list[list[float]], expected: list[int]) -> None:
    table = np.array(contributions, dtype=np.float64).reshape(len(contributions), -1)
    assert TIED == 1.0
    assert _ties(table.sum(axis=1), table) == expected


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_hit_is_tied_with_itself_or_a_better_one(rows: list[list[float]]) -> None:
    table = np.array(sorted(rows, key=lambda row: -sum(row)))
    ties = _ties(table.sum(axis=1), table)
    assert ties[0] == 1
    assert all(1 <= tied_with <= rank for rank, tied_with in enumerate(ties, 1))


def test_the_test_is_over_the_terms_of_the_query(searcher: Searcher) -> None:
    # The second hit beside the first, by the documented formula, in Python's own arithmetic.
    outcomes = set()
    for record in records("dev.jsonl")[::6]:
        result = by_terms(searcher, record["abstract_ja"], k=2)
        rows = [place for hit in result.hits for place, goal in enumerate(searcher.corpus) if goal.id == hit.goal.id]
        units = (1 / searcher.index.calibration.spreads[0, rows]).tolist()
        first, second = (
            {item.term: unit * item.contribution for item in hit.evidence}
            for unit, hit in zip(units, result.hits, strict=True)
        )
        differences = [first.get(term, 0.0) - second.get(term, 0.0) for term in sorted({*first, *second})]
        differences += [0.0] * (result.query.n_known_terms - len(differences))
        error = len(differences) ** 0.5 * statistics.stdev(differences)
        tied = result.hits[0].fit - result.hits[1].fit < TIED * error
        assert result.hits[1].tied_with == (1 if tied else 2)
        outcomes.add(tied)
    assert outcomes == {True, False}


def test_the_best_hit_is_tied_with_itself(searcher: Searcher) -> None:
    (hit,) = by_terms(searcher, ABSTRACT, k=1).hits
    assert hit.tied_with == hit.rank == 1


def test_what_is_shown_of_a_tie_does_not_depend_on_k(searcher: Searcher) -> None:
    few, many = (by_terms(searcher, ABSTRACT, k=k).hits for k in (3, 20))
    assert [hit.tied_with for hit in few] == [hit.tied_with for hit in many[:3]]
    assert {hit.tied_with < hit.rank for hit in many} == {True, False}
