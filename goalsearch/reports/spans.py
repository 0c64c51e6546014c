"""Pieces of a text that are marked."""

from collections.abc import Iterable

from goalsearch.model import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters in as few spans as can be, in order: those that touch or overlap are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        elif end > start:
            found.append((start, end))
    return found
