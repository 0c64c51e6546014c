"""The best of a large corpus, found among all goals or on a short list, are those that a full sort finds."""

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.ranking import index as index_module
from goalsearch.ranking import long_postings, shortlist
from goalsearch.ranking.calibration import Calibration, Floats, Scale
from goalsearch.ranking.index import GoalIndex, Ints
from goalsearch.ranking.match import Match, Rows
from goalsearch.ranking.shortlist import bounds_of


@pytest.fixture(autouse=True)
def small_blocks() -> Iterator[None]:
    """What makes a corpus very large, scaled down, for as long as hypothesis tries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_LARGEST_TABLE", -1)
        patch.setattr(shortlist, "_MANY_POSTINGS", 0)
        patch.setattr(shortlist, "_BLOCK", 3)
        patch.setattr(shortlist, "_BLOCKS_OF_GUESS", 2)
        patch.setattr(shortlist, "_ONE_IN", 1)
        yield


def made_index(counts: Floats, means: Floats, spreads: Floats) -> GoalIndex:
    """An index of goals that hold terms so often, shape ``(n_goals, n_terms)``, each term at least once."""
    vectors = counts / np.maximum(np.sqrt((counts * counts).sum(axis=1)), 1)[:, None]
    terms, places = np.nonzero(vectors.T)
    rows: Ints = places.astype(np.int32)
    indptr = np.searchsorted(terms, np.arange(vectors.shape[1] + 1))
    names = tuple(f"t{term:05d}" for term in range(vectors.shape[1]))
    calibration = Calibration(means, spreads)
    weights = np.ascontiguousarray(vectors.T[terms, rows])
    return GoalIndex(
        vocabulary=names,
        labels=names,
        familiar=(),
        idf=np.ones(len(names)),
        indptr=indptr,
        rows=rows,
        weights=weights,
        field_bits=np.zeros(len(rows), np.uint32),
        by_goal=np.argsort(rows, kind="stable").astype(np.int32),
        goal_ends=np.cumsum(np.bincount(rows, minlength=len(vectors))),
        sublinear=False,
        calibration=calibration,
        bounds=bounds_of(indptr, rows, weights, calibration),
    )


def random_index(seed: int, n_goals: int, n_terms: int) -> GoalIndex:
    """Terms of all frequencies in goals, of which some are equal."""
    chance = np.random.default_rng(seed)
    shares = np.minimum(1.0, 2.0 / np.arange(1, n_terms + 1))
    counts = (chance.random((n_goals, n_terms)) < shares) * chance.integers(1, 4, (n_goals, n_terms)).astype(float)
    counts[chance.integers(0, n_goals, n_goals // 4)] = counts[chance.integers(0, n_goals)]
    counts[chance.integers(0, n_goals, n_terms), np.arange(n_terms)] = 1.0
    means, spreads = chance.random((2, n_goals)) / 20, chance.choice([0.02, 0.05, 0.2], (2, n_goals))
    return made_index(counts, means, spreads)


def looked_at_all(index: GoalIndex) -> GoalIndex:
    return dataclasses.replace(index, bounds=None)


def match_of(index: GoalIndex, term_ids: Rows, weights: Floats) -> Match:
    return Match(term_ids, weights, index)


def query_of(chance: np.random.Generator, n_terms: int) -> tuple[Rows, Floats]:
    term_ids = chance.permutation(n_terms)[: chance.integers(1, n_terms + 1)]
    weights = chance.choice([0.5, 1.0, 3.0], len(term_ids)) + chance.random(len(term_ids)) / 100
    return term_ids, weights / np.sqrt(weights @ weights)


def scale_of(index: GoalIndex, kind: str) -> Scale | None:
    return None if kind == "scores" else index.calibration.scale(0.8, english=kind == "english")


@given(
    st.integers(0, 2**32),
    st.integers(1, 150),
    st.integers(1, 30),
    st.integers(1, 6),
    st.sampled_from(["scores", "japanese", "english"]),
    st.sampled_from([None, 0.9, 0.3, 0.02]),
    st.sampled_from([0, 12, 10**9]),
    st.booleans(),
)
def test_the_best_are_the_same_to_the_bit(
    seed: int, n_goals: int, n_terms: int, k: int, kind: str, part: float | None, cost: int, by_scipy: bool
) -> None:
    index, chance = random_index(seed, n_goals, n_terms), np.random.default_rng(seed)
    allowed = None if part is None else chance.random(n_goals) < part
    scale = scale_of(index, kind)
    with pytest.MonkeyPatch.context() as patch:
        # Frequent terms are never added, added where that is quicker, or always.
        patch.setattr(shortlist, "_POSTINGS_OF_GOAL", cost)
        if not by_scipy:
            patch.setattr(long_postings, "_sparse_tools", lambda: None)
        for _ in range(3):
            query = query_of(chance, n_terms)
            scores = index.scores(*query)
            fits = scores if scale is None else scale.fits(scores)
            best_first = sorted(range(n_goals), key=lambda row: -fits[row])
            expected = [row for row in best_first if scores[row] > 0 and (allowed is None or allowed[row])][:k]
            for of_index in (index, looked_at_all(index)):
                found = match_of(of_index, *query).best(k, scale, allowed)
                assert found.rows.tolist() == expected
                assert found.scores.tolist() == scores[expected].tolist()


@given(st.integers(0, 2**32), st.integers(1, 80), st.integers(1, 20))
def test_scores_of_some_goals_are_those_among_all(seed: int, n_goals: int, n_terms: int) -> None:
    index, chance = random_index(seed, n_goals, n_terms), np.random.default_rng(seed)
    query = query_of(chance, n_terms)
    rows = chance.permutation(n_goals)[: chance.integers(0, n_goals + 1)]
    late = match_of(index, *query)
    before = late.scores_of(rows).tolist()
    assert before == late.scores[rows].tolist()
    assert late.scores_of(rows).tolist() == before


@given(st.integers(0, 2**32), st.integers(1, 80), st.integers(1, 40), st.booleans())
def test_no_goal_exceeds_what_is_known_of_it(seed: int, n_goals: int, n_terms: int, has_scale: bool) -> None:
    index, chance = random_index(seed, n_goals, n_terms), np.random.default_rng(seed)
    # The vector of a goal gets to the largest sum that there is.
    own = index.goal_postings(int(chance.integers(n_goals)))
    queries = [query_of(chance, n_terms), (index.terms_of(own), index.weights[own])]
    scale = scale_of(index, "japanese" if has_scale else "scores")
    lists = index._shortlist
    assert lists is not None
    for term_ids, weights in queries:
        if not len(term_ids):
            continue
        scores = index.scores(term_ids, weights)
        fits = scores if scale is None else scale.fits(scores)
        places = lists._places[term_ids]
        is_frequent = places >= 0
        most = shortlist._Most(lists._bounds, lists._postings)
        most.begin(scale, None)
        factors = most.factors(weights * lists._bounds.units[term_ids], is_frequent)
        assert factors is not None
        most.add(term_ids[~is_frequent], factors[~is_frequent])
        most.leave_out(places[is_frequent], factors[is_frequent])
        for _ in ("left out", "added"):
            assert (most.of_goals(np.arange(n_goals)) >= fits).all()
            of_blocks = most.of_blocks()
            block = np.arange(n_goals) % len(of_blocks)
            # Below what no score reaches, a block says nothing.
            matters = fits > most.of_nothing
            assert (of_blocks[block][matters] >= fits[matters]).all()
            assert np.isin(np.flatnonzero(matters), most.goals(np.arange(len(of_blocks)), most.of_nothing)).all()
            most.add(term_ids[is_frequent], factors[is_frequent])
            most.leave_out(places[:0], factors[:0])


@pytest.mark.parametrize("kind", ["scores", "japanese"])
@pytest.mark.parametrize("part", [None, 0.5])
def test_the_list_is_short(kind: str, part: float | None) -> None:
    index, chance = random_index(7, 3_000, 100), np.random.default_rng(7)
    allowed = None if part is None else chance.random(3_000) < part
    lengths = []
    for _ in range(20):
        found = index.shortlist(*query_of(chance, 100), 3, scale_of(index, kind), allowed)
        assert found is not None
        rows, scores = found
        assert len(rows) == len(scores) >= 3
        assert (np.diff(rows) > 0).all()
        assert allowed is None or allowed[rows].all()
        lengths.append(len(rows))
    assert np.median(lengths) < 300


@pytest.mark.parametrize(
    ("n_terms", "k"),
    [
        pytest.param(shortlist._LARGEST_SUM // shortlist._N_LEVELS, 3, id="more-terms-than-sums-have-room-for"),
        pytest.param(20, 100, id="nearly-all-are-asked-for"),
    ],
)
def test_there_is_none_where_all_have_to_be_looked_at(n_terms: int, k: int) -> None:
    index, chance = random_index(1, 150, n_terms), np.random.default_rng(1)
    weights = 1 + chance.random(n_terms)
    query = np.arange(n_terms), weights / np.sqrt(weights @ weights)
    assert index.shortlist(*query, k, None, None) is None
    expected = match_of(looked_at_all(index), *query).best(k)
    assert match_of(index, *query).best(k).rows.tolist() == expected.rows.tolist()


def test_a_query_of_no_terms_finds_nothing() -> None:
    index = random_index(1, 150, 20)
    assert match_of(index, np.zeros(0, np.intp), np.zeros(0)).best(3).rows.tolist() == []


@pytest.mark.parametrize("is_short", [False, True])
def test_threads_do_not_write_over_each_other(is_short: bool) -> None:
    index, chance = random_index(3, 2_000, 60), np.random.default_rng(3)
    index = index if is_short else looked_at_all(index)
    scale = scale_of(index, "japanese")
    queries = [query_of(chance, 60) for _ in range(40)]
    expected = [match_of(index, *query).best(3, scale).rows.tolist() for query in queries]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda query: match_of(index, *query).best(3, scale).rows.tolist(), queries * 5))
    assert found == expected * 5


def test_what_is_known_is_stored_with_the_index() -> None:
    index = random_index(1, 50, 10)
    again = GoalIndex.from_arrays(index.arrays(), sublinear=False)
    assert index.bounds is not None
    assert again.bounds is not None
    for field in dataclasses.fields(index.bounds):
        assert getattr(again.bounds, field.name).tolist() == getattr(index.bounds, field.name).tolist()
    without = looked_at_all(index)
    assert not any(name.startswith("bounds_") for name in without.arrays())
    assert GoalIndex.from_arrays(without.arrays(), sublinear=False).bounds is None


def test_few_postings_have_no_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlist, "_MANY_POSTINGS", 10**6)
    assert random_index(1, 50, 10).bounds is None
