"""A share over the years, small: as signs for a terminal and as an SVG picture for a page."""

from collections.abc import Sequence
from html import escape
from typing import Final

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


def spark_svg(counts: Sequence[int], totals: Sequence[int], years: Sequence[int], label: str) -> str:
    """
    A bar for each year, with the first and the last year below and the largest share above.

    Args:
        counts: Texts that count, for each year.
        totals: All texts of the year.
        years: The years.
        label: What it shows, for those who cannot see it.
    """
    shares = _shares(counts, totals)
    largest = max((count / total for count, total in zip(counts, totals, strict=True) if total), default=0)
    step = _WIDTH / len(shares)
    room = _HEIGHT - 2 * _LABEL
    bars = "".join(
        f'<rect class="bar" x="{place * step + 0.5:.1f}" y="{_LABEL + room * (1 - share):.1f}"'
        f' width="{max(step - 1, 1):.1f}" height="{room * share:.1f}"><title>{year}: {count} / {total}</title></rect>'
        for place, (share, year, count, total) in enumerate(zip(shares, years, counts, totals, strict=True))
        if share
    )
    base = f'<line class="base" x1="0" x2="{_WIDTH}" y1="{_HEIGHT - _LABEL}" y2="{_HEIGHT - _LABEL}"/>'
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(label)}">{bars}{base}'
        f'<text x="0" y="{_HEIGHT - 3}">{years[0]}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT - 3}" text-anchor="end">{years[-1]}</text>'
        f'<text x="{_WIDTH}" y="{_LABEL - 4}" text-anchor="end">{largest:.1%}</text></svg>'
    )
