"""Sums over long postings, by scipy's loop and without it."""

from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.ranking import long_postings
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.long_postings import LongPostings

N_GOALS = 7
WEIGHTS = st.floats(0.001, 1)


def sums(postings: LongPostings, term_ids: list[int], weights: list[float]) -> Floats:
    added = np.zeros(N_GOALS)
    postings.add(added, np.array(term_ids, np.intp), np.array(weights))
    return added


def postings(terms: list[dict[int, float]], n_goals: int = N_GOALS) -> LongPostings:
    indptr = np.cumsum([0, *map(len, terms)])
    rows = np.array([row for term in terms for row in sorted(term)], np.int32)
    weights = np.array([term[row] for term in terms for row in sorted(term)])
    return LongPostings(indptr, rows, weights, n_goals)


@pytest.fixture(params=["scipy", "without scipy", "too many for scipy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "without scipy":
        monkeypatch.setattr(long_postings, "_sparse_tools", lambda: None)
    elif request.param == "too many for scipy":
        monkeypatch.setattr(long_postings, "_MOST_POSTINGS", 0)
    return str(request.param)


@given(
    st.lists(st.dictionaries(st.integers(0, N_GOALS - 1), WEIGHTS), min_size=1, max_size=5),
    st.lists(WEIGHTS, min_size=5, max_size=5),
    st.permutations(range(5)),
    st.booleans(),
)
def test_sums_are_the_product_with_the_matrix(
    terms: list[dict[int, float]], weights: list[float], order: list[int], by_scipy: bool
) -> None:
    matrix = np.array([[term.get(row, 0.0) for term in terms] for row in range(N_GOALS)])
    asked = [term for term in order if term < len(terms)][:3]
    with pytest.MonkeyPatch.context() as patch:
        if not by_scipy:
            patch.setattr(long_postings, "_sparse_tools", lambda: None)
        found = sums(postings(terms), asked, weights[: len(asked)])
    np.testing.assert_allclose(found, matrix[:, asked] @ np.array(weights[: len(asked)]), atol=1e-12)


@given(
    st.lists(st.dictionaries(st.integers(0, N_GOALS - 1), WEIGHTS), min_size=1, max_size=9),
    st.lists(st.sampled_from([0.25, 0.5, 1.0, 2.0]), min_size=9, max_size=9),
    st.permutations(range(9)),
)
def test_terms_are_added_up_from_the_last_to_the_first_in_whatever_order_they_come(
    terms: list[dict[int, float]], weights: list[float], order: list[int]
) -> None:
    asked = [term for term in order if term < len(terms)]
    found = sums(postings(terms), asked, [weights[term] for term in asked])
    # Products with powers of two are exact, so that it makes no difference whether they are rounded before they are
    # added.
    backwards = sorted(asked, reverse=True)
    expected = [sum((terms[term].get(row, 0.0) * weights[term] for term in backwards), 0.0) for row in range(N_GOALS)]
    assert found.tolist() == expected


def test_scipy_has_the_loop() -> None:
    assert long_postings._sparse_tools() is not None


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("row", [N_GOALS, -1, 2**31 - 1])
def test_a_posting_of_no_goal_is_refused_wherever_it_would_be_written(row: int) -> None:
    damaged = postings([{0: 0.5}, {3: 0.5, row: 0.5}])
    assert sums(damaged, [0], [2.0]).tolist() == [1.0, 0, 0, 0, 0, 0, 0]
    for _ in range(2):
        with pytest.raises(IndexError, match="term 1 has a posting of goal"):
            sums(damaged, [0, 1], [1.0, 1.0])


@pytest.mark.parametrize(
    ("indptr", "n_weights"),
    [
        pytest.param([0, 3, 2], 2, id="backwards"),
        pytest.param([-1, 1, 2], 2, id="before-the-first"),
        pytest.param([0, 1, 3], 2, id="past-the-last"),
        pytest.param([0, 1, 2], 1, id="without-a-weight"),
    ],
)
def test_postings_that_are_not_there_are_refused(indptr: list[int], n_weights: int) -> None:
    with pytest.raises(IndexError, match="terms have postings that are not among the"):
        LongPostings(np.array(indptr), np.zeros(2, np.int32), np.ones(n_weights), N_GOALS)


@pytest.mark.parametrize("scipy", ["not there", "without its library", "another library"])
def test_without_the_loop_there_is_none(scipy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if scipy == "not there":
        monkeypatch.setattr(long_postings, "find_spec", lambda _: None)
    elif scipy == "without its library":
        elsewhere = ModuleSpec("scipy", None)
        elsewhere.submodule_search_locations = [str(tmp_path)]
        monkeypatch.setattr(long_postings, "find_spec", lambda _: elsewhere)
    else:
        monkeypatch.setattr(long_postings, "module_from_spec", lambda _: ModuleType("_sparsetools"))
        monkeypatch.setattr("importlib.machinery.ExtensionFileLoader.exec_module", lambda *_: None)
    assert long_postings._sparse_tools.__wrapped__() is None
