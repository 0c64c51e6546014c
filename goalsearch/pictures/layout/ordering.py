"""
The order of boxes in columns that makes few links cross.

The second step of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures", IEEE
Transactions on Systems, Man, and Cybernetics 11 (1981): columns are gone through back and forth, and each is sorted by
where the neighbours of its boxes stand in the column before, on average. Then neighbours in a column change places as
long as that saves crossings. The order with the fewest crossings is kept.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

Columns = list[list[int]]
Links = Sequence[tuple[int, int]]

_N_SWEEPS: Final = 24


def order(columns: Sequence[Sequence[int]], links: Links) -> Columns:
    """
    The columns in an order with few crossings.

    Args:
        columns: Numbers of the boxes in each column, from left to right; equal choices keep their order.
        links: Pairs of boxes of which the second stands in the column after that of the first.
    """
    befores: dict[int, list[int]] = {node: [] for column in columns for node in column}
    afters: dict[int, list[int]] = {node: [] for node in befores}
    for start, end in links:
        befores[end].append(start)
        afters[start].append(end)
    current = [list(column) for column in columns]
    best, fewest = [list(column) for column in current], crossings(current, afters)
    for sweep in range(_N_SWEEPS):
        forward = sweep % 2 == 0
        neighbours = befores if forward else afters
        places = range(1, len(current)) if forward else range(len(current) - 2, -1, -1)
        for place in places:
            fixed = current[place - 1 if forward else place + 1]
            current[place] = _sorted_by_neighbours(current[place], fixed, neighbours)
        _change_places(current, befores, afters)
        n_crossings = crossings(current, afters)
        if n_crossings < fewest:
            best, fewest = [list(column) for column in current], n_crossings
    return best


def crossings(columns: Sequence[Sequence[int]], afters: Mapping[int, Sequence[int]]) -> int:
    """
    How many pairs of links cross.

    Args:
        columns: The boxes in order.
        afters: For each box those in the next column that it is linked to.
    """
    n_crossings = 0
    for left, right in pairwise(columns):
        places = {node: place for place, node in enumerate(right)}
        seen: list[int] = []
        for node in left:
            ends = sorted(places[after] for after in afters[node])
            # Links of earlier boxes that end below; those of the same box never cross.
            n_crossings += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return n_crossings


def _sorted_by_neighbours(column: list[int], fixed: list[int], neighbours: Mapping[int, Sequence[int]]) -> list[int]:
    places = {node: place for place, node in enumerate(fixed)}
    # A box without neighbours keeps its place among the others.
    share = max(len(fixed) - 1, 1) / max(len(column) - 1, 1)

    def middle(item: tuple[int, int]) -> float:
        place, node = item
        own = [places[neighbour] for neighbour in neighbours[node]]
        return sum(own) / len(own) if own else place * share

    return [node for _, node in sorted(enumerate(column), key=middle)]


def _change_places(columns: Columns, befores: Mapping[int, Sequence[int]], afters: Mapping[int, Sequence[int]]) -> None:
    """Let neighbours in a column change places as long as that saves crossings."""
    for number, column in enumerate(columns):
        sides = [
            ({node: place for place, node in enumerate(columns[other])}, neighbours)
            for other, neighbours in ((number - 1, befores), (number + 1, afters))
            if 0 <= other < len(columns)
        ]
        ends = {
            node: [sorted(places[neighbour] for neighbour in neighbours[node]) for places, neighbours in sides]
            for node in column
        }
        improved = True
        while improved:
            improved = False
            for place in range(len(column) - 1):
                upper, lower = ends[column[place]], ends[column[place + 1]]
                now = sum(map(_crossing_pairs, upper, lower))
                if sum(map(_crossing_pairs, lower, upper)) < now:
                    column[place], column[place + 1] = column[place + 1], column[place]
                    improved = True


def _crossing_pairs(upper: list[int], lower: list[int]) -> int:
    """How many links of an upper box cross those of a lower one, by the places where they end."""
    return sum(bisect_left(lower, end) for end in upper)
