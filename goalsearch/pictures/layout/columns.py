"""Boxes in columns with links between them: where each box stands, and where a link passes the columns on its way."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from goalsearch.pictures.layout.alignment import align
from goalsearch.pictures.layout.ordering import Links, order

# How much it matters that a link runs level: most where it passes a column, or it would zigzag.
_LEVEL_PASSING: Final = 8.0
_LEVEL_ENDING: Final = 2.0


class Arrangement(NamedTuple):
    """
    Where boxes stand and links run, from 0 at the top of the highest box.

    Attributes:
        middles: The middle of each box.
        routes: For each link the height at which it touches each column, from that of its first box to that of its
            last.
    """

    middles: tuple[float, ...]
    routes: tuple[tuple[float, ...], ...]


def arrange(
    columns: Sequence[Sequence[int]],
    links: Links,
    heights: Sequence[float],
    *,
    between_boxes: float,
    between_links: float,
) -> Arrangement:
    """
    Arrange boxes so that few links cross, and none runs behind a box.

    A link that passes columns gets a place of its own in each, as if it had a thin box there.

    Args:
        columns: Numbers of the boxes in each column, counted from 0, in the order to begin with.
        links: Pairs of boxes of which the second stands in a column to the right of the first.
        heights: Height of each box.
        between_boxes: Least distance of a box to what is above and below it.
        between_links: Least distance of two links that pass a column.
    """
    column_of = {node: place for place, column in enumerate(columns) for node in column}
    filled = [list(column) for column in columns]
    n_boxes = len(heights)
    sizes = dict(enumerate(heights))
    gaps = dict.fromkeys(sizes, between_boxes)
    chains = []
    for start, end in links:
        chain = [start]
        for place in range(column_of[start] + 1, column_of[end]):
            node = len(sizes)
            sizes[node], gaps[node] = 0.0, between_links
            filled[place].append(node)
            chain.append(node)
        chains.append([*chain, end])
    steps = {step: _LEVEL_PASSING if min(step) >= n_boxes else _LEVEL_ENDING for c in chains for step in pairwise(c)}
    middles = align(order(filled, list(steps)), steps, sizes, gaps)
    return Arrangement(
        middles=tuple(middles[node] for node in range(n_boxes)),
        routes=tuple(tuple(middles[node] for node in chain) for chain in chains),
    )
