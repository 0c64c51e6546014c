"""Groups of texts: those that are there are found, whole or in parts, and those that are not are not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from goalsearch.landscape.clustering import LEAST_SIMILARITY, find_themes, unit_vectors


def vectors(*texts: str) -> csr_matrix:
    """Texts of letters as unit vectors, all letters of one weight."""
    matrix = np.array([[letter in text for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts], float)
    matrix = matrix.reshape(len(texts), 26)
    lengths = np.sqrt(matrix.sum(axis=1, keepdims=True))
    return csr_matrix(matrix / np.where(lengths > 0, lengths, 1))


def groups(*texts: str, most_at_once: int = 4000) -> list[list[int]]:
    return [group.tolist() for group in find_themes(vectors(*texts), most_at_once)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([], [], id="no-texts"),
        pytest.param(["abc"], [], id="one-text"),
        pytest.param(["abc", "def"], [], id="strangers"),
        pytest.param(["abc", "xyz", "abd"], [[0, 2]], id="two-alike"),
        pytest.param(["xy", "abc", "yz", "abd", "abe"], [[1, 3, 4], [0, 2]], id="larger-first"),
        pytest.param(["ab", "xy", "xz", "ac"], [[0, 3], [1, 2]], id="equal-sizes-by-first-text"),
        pytest.param(["", "", "ab"], [], id="texts-without-terms-are-alone"),
    ],
)
def test_groups(texts: list[str], expected: list[list[int]]) -> None:
    assert groups(*texts) == expected


def test_a_chain_of_neighbours_is_no_theme() -> None:
    chain = ["abcd", "defg", "ghij", "jklm", "mnop", "pqrs", "stuv", "vwxy"]
    assert all(len(group) < len(chain) for group in groups(*chain))
    # Under single linkage it would be: each shares a letter with the next.
    similarities = (vectors(*chain) @ vectors(*chain).T).toarray()
    assert np.diagonal(similarities, 1).min() > LEAST_SIMILARITY


def test_in_parts_the_same_themes_are_found() -> None:
    generator = np.random.default_rng(3)
    subjects = generator.permuted(np.repeat(np.arange(12), 25))
    terms = np.zeros((300, 1200))
    for row, subject in enumerate(subjects):
        terms[row, subject * 100 + generator.choice(100, 30, replace=False)] = 1
    matrix = unit_vectors(csr_matrix(terms, dtype=np.int8), 300)
    expected = {tuple(np.flatnonzero(subjects == subject)) for subject in range(12)}
    whole = {tuple(group) for group in find_themes(matrix)}
    in_parts = {tuple(group) for group in find_themes(matrix, most_at_once=60)}
    assert whole == expected
    assert in_parts == expected


def test_equal_texts_beyond_the_limit_are_one_theme() -> None:
    assert groups(*["abc"] * 9, most_at_once=5) == [list(range(9))]


def test_weights() -> None:
    matrix = csr_matrix(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0]], np.int8))
    weighed = unit_vectors(matrix, 2).toarray()
    # In every text: weighs nothing.
    assert weighed[:, 0].tolist() == [0, 0]
    assert weighed[0, 1] == pytest.approx(1)
    assert weighed.shape == (2, 3)


@given(st.lists(st.text("abcdefgh", max_size=4), max_size=12), st.sampled_from([2, 5, 4000]))
def test_each_text_is_in_one_group_at_most(texts: list[str], most_at_once: int) -> None:
    found = groups(*texts, most_at_once=most_at_once)
    rows = [row for group in found for row in group]
    assert len(rows) == len(set(rows))
    assert all(len(group) > 1 and group == sorted(group) for group in found)
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)
    if most_at_once == 4000:
        similarities = (vectors(*texts) @ vectors(*texts).T).toarray()
        for group in found:
            among = similarities[np.ix_(group, group)]
            assert (among.sum() - np.trace(among)) > 0
