"""Pairs that resemble each other."""

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.batch import look_alikes as module
from goalsearch.batch.look_alikes import look_alikes
from goalsearch.batch.row import Row

LABELS = [f"語{number}" for number in range(12)]

Vector = dict[int, float]
vectors = st.lists(st.dictionaries(st.integers(0, 11), st.sampled_from([1.0, 2.0, 3.0]), max_size=5), max_size=12)


def rows_of(vectors: Sequence[Vector]) -> list[Row]:
    rows = []
    for number, vector in enumerate(vectors):
        length = math.hypot(*vector.values())
        unit = tuple((term, weight / length) for term, weight in vector.items())
        rows.append(Row(document_id=f"{number}.txt", vector=unit))
    return rows


def test_a_copy_comes_first() -> None:
    pairs = look_alikes(rows_of([{0: 1, 1: 2}, {0: 1, 2: 1}, {0: 1, 1: 2}, {5: 1}]), LABELS)
    assert [(pair.first, pair.second) for pair in pairs] == [("0.txt", "2.txt")]
    assert pairs[0].similarity == 1.0
    assert pairs[0].terms == ("語1", "語0")


def test_equal_pairs_keep_the_order_of_the_folder() -> None:
    pairs = look_alikes(rows_of([{0: 1}] * 4), LABELS)
    assert [(pair.first, pair.second) for pair in pairs] == [
        (f"{first}.txt", f"{second}.txt") for first, second in itertools.combinations(range(4), 2)
    ]


@pytest.mark.parametrize("n_rows", [0, 1])
def test_nothing_to_compare(n_rows: int) -> None:
    assert look_alikes(rows_of([{0: 1}] * n_rows), LABELS) == ()


@given(vectors, st.integers(1, 6), st.integers(1, 4))
def test_the_same_as_comparing_all_with_all(vectors: list[Vector], most: int, block: int) -> None:
    rows = rows_of(vectors)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", block)
        pairs = look_alikes(rows, LABELS, most=most, least_similarity=0.5)
    expected = []
    for (first, a), (second, b) in itertools.combinations(enumerate(rows), 2):
        weights = dict(b.vector)
        # Rounded, as there: the last digits depend on the order in which terms are added up.
        similarity = round(sum(weight * weights.get(term, 0.0) for term, weight in a.vector), 9)
        if similarity >= 0.5:
            expected.append((-similarity, first, second))
    expected.sort()
    assert [(pair.first, pair.second) for pair in pairs] == [
        (rows[first].document_id, rows[second].document_id) for _, first, second in expected[:most]
    ]
