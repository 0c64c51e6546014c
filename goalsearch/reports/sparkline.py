"""A share over the years, small: as signs for a terminal and as bars for a page."""

from collections.abc import Sequence
from typing import Final, NamedTuple

_SIGNS: Final = "▁▂▃▄▅▆▇"
_NOTHING: Final = "."
_NO_TEXTS: Final = " "
_MOST_SIGNS: Final = 24
_WIDTH: Final = 220
_HEIGHT: Final = 56
_LABEL: Final = 14


def spark(counts: Sequence[int], totals: Sequence[int]) -> str:
    """
    One sign for each year, or for several if there are many: its share beside the largest.

    A point stands for none, a space for a year without texts.

    Args:
        counts: Texts that count, for each year.
        totals: All texts of the year.
    """
    step = -(-len(counts) // _MOST_SIGNS)
    shares = _shares(
        *([sum(values[at : at + step]) for at in range(0, len(values), step)] for values in (counts, totals))
    )
    return "".join(_sign(share) for share in shares)


def _sign(share: float | None) -> str:
    if share is None:
        return _NO_TEXTS
    return _SIGNS[min(int(share * len(_SIGNS)), len(_SIGNS) - 1)] if share else _NOTHING


def _shares(counts: Sequence[int], totals: Sequence[int]) -> list[float | None]:
    """The shares, the largest being 1; None where there are no texts."""
    shares = [count / total if total else None for count, total in zip(counts, totals, strict=True)]
    largest = max((share for share in shares if share is not None), default=0) or 1
    return [None if share is None else share / largest for share in shares]


class SparkBar(NamedTuple):
    """A bar of a small picture: its frame in the units of the picture, and what it says when it is pointed at."""

    x: str
    y: str
    width: str
    height: str
    title: str


class Spark(NamedTuple):
    """
    A small picture, to be drawn by a template.

    Attributes:
        width: Width of the frame.
        height: Its height.
        base: Where the line lies on which the bars stand.
        bars: A bar for each year that has a share.
        labels: Place, anchor and text of the first and the last year below, and of the largest share above.
    """

    width: int
    height: int
    base: int
    bars: tuple[SparkBar, ...]
    labels: tuple[tuple[int, int, str, object], ...]


def spark_bars(counts: Sequence[int], totals: Sequence[int], years: Sequence[int]) -> Spark:
    """
    A bar for each year, as high as its share.

    Args:
        counts: Texts that count, for each year.
        totals: All texts of the year.
        years: The years.
    """
    shares = _shares(counts, totals)
    largest = max((count / total for count, total in zip(counts, totals, strict=True) if total), default=0)
    step = _WIDTH / len(shares)
    room = _HEIGHT - 2 * _LABEL
    bars = tuple(
        SparkBar(
            f"{place * step + 0.5:.1f}",
            f"{_LABEL + room * (1 - share):.1f}",
            f"{max(step - 1, 1):.1f}",
            f"{room * share:.1f}",
            f"{year}: {count} / {total}",
        )
        for place, (share, year, count, total) in enumerate(zip(shares, years, counts, totals, strict=True))
        if share
    )
    labels = (
        (0, _HEIGHT - 3, "start", years[0]),
        (_WIDTH, _HEIGHT - 3, "end", years[-1]),
        (_WIDTH, _LABEL - 4, "end", f"{largest:.1%}"),
    )
    return Spark(_WIDTH, _HEIGHT, _HEIGHT - _LABEL, bars, labels)
