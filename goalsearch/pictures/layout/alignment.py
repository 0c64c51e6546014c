"""
How high boxes stand in their columns, in a given order, so that links run straight.

Column by column, back and forth, each box is moved to where its neighbours are on average, as near as the boxes above
and below it allow. For one column that is a least-squares problem under an order, which pooling adjacent violators
solves exactly (Ayer et al., "An empirical distribution function for sampling with incomplete information", Annals of
Mathematical Statistics 26, 1955).
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

_N_SWEEPS: Final = 40


def align(
    columns: Sequence[Sequence[int]],
    links: Mapping[tuple[int, int], float],
    heights: Mapping[int, float],
    gaps: Mapping[int, float],
) -> dict[int, float]:
    """
    The middle of each box, from 0 at the top of the highest; none overlaps another.

    Args:
        columns: Numbers of the boxes in each column, from top to bottom.
        links: How much it matters that a link runs level; its boxes stand in columns beside each other.
        heights: Height of each box.
        gaps: Least distance of each box to those above and below; the larger of two counts.
    """
    pulls: dict[int, list[tuple[int, float]]] = {node: [] for column in columns for node in column}
    for (start, end), weight in links.items():
        pulls[start].append((end, weight))
        pulls[end].append((start, weight))
    least = [
        [0.0, *((heights[a] + heights[b]) / 2 + max(gaps[a], gaps[b]) for a, b in pairwise(column))]
        for column in columns
    ]
    # From here on each column hangs around the same level.
    middles: dict[int, float] = {}
    for column, distances in zip(columns, least, strict=True):
        below = list(accumulate(distances))
        middles |= {node: y - (below[0] + below[-1]) / 2 for node, y in zip(column, below, strict=True)}
    for sweep in range(_N_SWEEPS):
        numbers = range(len(columns)) if sweep % 2 == 0 else range(len(columns) - 1, -1, -1)
        for number in numbers:
            column = columns[number]
            wanted, weights = [], []
            for node in column:
                weight = sum(pull for _, pull in pulls[node])
                # What is linked to nothing stays where it is, and yields to what is.
                wanted.append(
                    sum(middles[other] * pull for other, pull in pulls[node]) / weight if weight else middles[node]
                )
                weights.append(weight or _LOOSE)
            middles.update(zip(column, _apart(wanted, weights, least[number]), strict=True))
    top = min((middles[node] - heights[node] / 2 for node in middles), default=0.0)
    return {node: middle - top for node, middle in middles.items()}


_LOOSE: Final = 0.05


def _apart(wanted: Sequence[float], weights: Sequence[float], least: Sequence[float]) -> list[float]:
    """
    The places nearest to those ``wanted``, in weighted squares, that keep their order and their distances.

    Args:
        wanted: Where each would like to be.
        weights: How much.
        least: Least distance of each to the one before; the first is not looked at.
    """
    offsets = list(accumulate([0.0, *least[1:]]))[: len(wanted)]
    # Blocks of neighbours that touch: weighted mean, weight, how many.
    blocks: list[tuple[float, float, int]] = []
    for place, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, total, n = place - offset, weight, 1
        while blocks and blocks[-1][0] >= mean:
            before, its_weight, its_n = blocks.pop()
            mean = (before * its_weight + mean * total) / (its_weight + total)
            total, n = its_weight + total, its_n + n
        blocks.append((mean, total, n))
    means = [mean for mean, _, n in blocks for _ in range(n)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]
