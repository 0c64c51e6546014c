"""A text cut at the edges of marks, so that overlapping marks of several hits can be shown at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from goalsearch.model import Span


class Piece(NamedTuple):
    """
    A piece of a text.

    Attributes:
        text: The piece.
        ranks: The marks that cover it, in ascending order; empty for plain text.
    """

    text: str
    ranks: tuple[int, ...]


def pieces(text: str, spans: Mapping[int, Iterable[Span]]) -> list[Piece]:
    """
    The whole text in pieces.

    Args:
        text: The text.
        spans: Which characters each mark covers; spans of one mark may overlap.
    """
    changes: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for rank, covered in spans.items():
        for start, end in covered:
            changes[start].append((rank, 1))
            changes[end].append((rank, -1))
    depth: defaultdict[int, int] = defaultdict(int)
    cut: list[Piece] = []
    place = 0
    for edge in (*sorted(changes), len(text)):
        if edge > place:
            ranks = tuple(sorted(rank for rank, n in depth.items() if n))
            # Spans that touch are one mark to the eye.
            if cut and cut[-1].ranks == ranks:
                cut[-1] = Piece(cut[-1].text + text[place:edge], ranks)
            else:
                cut.append(Piece(text[place:edge], ranks))
            place = edge
        for rank, change in changes.get(edge, ()):
            depth[rank] += change
    return cut
