"""Boxes in columns: order, heights, and the way of links."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.pictures.layout.alignment import align
from goalsearch.pictures.layout.columns import arrange
from goalsearch.pictures.layout.ordering import crossings, order


def n_crossings(columns: list[list[int]], links: list[tuple[int, int]]) -> int:
    """Pairs of links that cross, counted one by one."""
    place = {node: (number, at) for number, column in enumerate(columns) for at, node in enumerate(column)}
    return sum(
        place[a][0] == place[c][0] and (place[a][1] - place[c][1]) * (place[b][1] - place[d][1]) < 0
        for (a, b), (c, d) in combinations(links, 2)
    )


@st.composite
def layered(draw: st.DrawFn) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Columns, and links between columns that stand beside each other."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    nodes = iter(range(sum(sizes)))
    columns = [[next(nodes) for _ in range(size)] for size in sizes]
    possible = [(a, b) for left, right in pairwise(columns) for a in left for b in right]
    return columns, draw(st.lists(st.sampled_from(possible), unique=True, max_size=14)) if possible else []


@given(layered())
def test_crossings_are_counted(given_columns: tuple[list[list[int]], list[tuple[int, int]]]) -> None:
    columns, links = given_columns
    afters: dict[int, list[int]] = {node: [] for column in columns for node in column}
    for start, end in links:
        afters[start].append(end)
    assert crossings(columns, afters) == n_crossings(columns, links)


@given(layered())
def test_order_keeps_every_box_in_its_column_and_never_adds_crossings(
    given_columns: tuple[list[list[int]], list[tuple[int, int]]],
) -> None:
    columns, links = given_columns
    ordered = order(columns, links)
    assert [sorted(column) for column in ordered] == [sorted(column) for column in columns]
    assert n_crossings(ordered, links) <= n_crossings(columns, links)
    assert order(columns, links) == ordered


@pytest.mark.parametrize(
    ("columns", "links"),
    [
        pytest.param([[0, 1], [2, 3]], [(0, 3), (1, 2)], id="a-cross"),
        pytest.param([[0, 1, 2], [3, 4, 5], [6, 7, 8]], [(0, 5), (1, 4), (2, 3), (5, 6), (3, 8)], id="turned-around"),
        pytest.param([[0], [1, 2, 3], [4]], [(0, 1), (0, 3), (1, 4), (3, 4)], id="around-a-box"),
    ],
)
def test_order_finds_the_one_without_crossings(columns: list[list[int]], links: list[tuple[int, int]]) -> None:
    assert n_crossings(order(columns, links), links) == 0


@given(layered(), st.lists(st.floats(1, 200), min_size=30, max_size=30))
def test_aligned_boxes_keep_their_order_and_distances(
    given_columns: tuple[list[list[int]], list[tuple[int, int]]], sizes: list[float]
) -> None:
    columns, links = given_columns
    heights = {node: sizes[node] for column in columns for node in column}
    gaps = dict.fromkeys(heights, 10.0)
    middles = align(columns, dict.fromkeys(links, 1.0), heights, gaps)
    assert min(middles[node] - heights[node] / 2 for node in middles) == pytest.approx(0, abs=1e-6)
    for column in columns:
        for upper, lower in pairwise(column):
            distance = middles[lower] - heights[lower] / 2 - (middles[upper] + heights[upper] / 2)
            assert distance >= 10 - 1e-6


def test_a_chain_of_boxes_is_level() -> None:
    columns = [[0], [1, 2], [3]]
    middles = align(columns, {(0, 2): 1.0, (2, 3): 1.0}, dict.fromkeys(range(4), 20.0), dict.fromkeys(range(4), 5.0))
    assert middles[0] == pytest.approx(middles[2], abs=0.5)
    assert middles[3] == pytest.approx(middles[2], abs=0.5)


@given(st.integers(2, 8), st.data())
def test_links_never_run_behind_a_box(n_columns: int, data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 5), min_size=n_columns, max_size=n_columns))
    nodes = iter(range(sum(sizes)))
    columns = [[next(nodes) for _ in range(size)] for size in sizes]
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    possible = [(a, b) for a in column_of for b in column_of if column_of[a] < column_of[b]]
    links = data.draw(st.lists(st.sampled_from(possible), unique=True, max_size=12))
    heights = [60.0] * len(column_of)
    arrangement = arrange(columns, links, heights, between_boxes=14, between_links=8)
    assert len(arrangement.middles) == len(heights)
    for (start, end), route in zip(links, arrangement.routes, strict=True):
        assert len(route) == column_of[end] - column_of[start] + 1
        assert (route[0], route[-1]) == (arrangement.middles[start], arrangement.middles[end])
        for place, y in enumerate(route[1:-1], column_of[start] + 1):
            for node in columns[place]:
                assert abs(arrangement.middles[node] - y) >= 30 + 14 - 1e-6


def test_nothing_to_arrange_but_one_box() -> None:
    assert arrange([[0]], [], [40.0], between_boxes=10, between_links=5).middles == (20.0,)
