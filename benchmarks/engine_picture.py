"""What an engine costs against the number of records, as a small picture."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

_WIDTH: Final = 330
_HEIGHT: Final = 260
_LEFT: Final = 48
_RIGHT: Final = 96
_TOP: Final = 34
_BOTTOM: Final = 34
# Of Okabe and Ito, told apart with any eyes.
_COLOURS: Final = ("#0072b2", "#d55e00", "#e69f00", "#009e73", "#6b6b6b")
_PANELS: Final = (
    (
        "seconds to build",
        {"goalsearch": "build_seconds", "Sudachi alone": "sudachi_seconds", "100 more": "adding_seconds"},
    ),
    (
        "ms for the ten best of an abstract, p50",
        {
            "goalsearch": "match_p50",
            "bm25s, numba": "bm25s_numba_p50",
            "bm25s": "bm25s_p50",
            "tantivy": "tantivy_p50",
            "X @ q": "product_p50",
        },
    ),
)


def draw(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """
    Two panels with logarithmic axes: building, and finding the ten best.

    Args:
        rows: The figures of each number of records, ascending.
        path: The file.
    """
    box = f'viewBox="0 0 {2 * _WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="11"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {box}><rect width="100%" height="100%" fill="#fff"/>']
    for number, (title, lines) in enumerate(_PANELS):
        parts.append(f'<g transform="translate({number * _WIDTH} 0)">{_panel(title, lines, rows)}</g>')
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _panel(title: str, lines: dict[str, str], rows: Sequence[Mapping[str, Any]]) -> str:
    series = {label: [(row["n_records"], row[name]) for row in rows if name in row] for label, name in lines.items()}
    points = [point for line in series.values() for point in line]
    x = _scale([n for n, _ in points], _LEFT, _WIDTH - _RIGHT)
    y = _scale([value for _, value in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [f'<text x="{_LEFT}" y="18" font-weight="bold">{title}</text>']
    for power in _powers([n for n, _ in points]):
        at = x(10**power)
        parts.append(f'<text x="{at:.0f}" y="{_HEIGHT - 14}" text-anchor="middle">{10**power:,.0f}</text>')
        parts.append(f'<path d="M{at:.0f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
    for power in _powers([value for _, value in points]):
        at = y(10**power)
        parts.append(f'<text x="{_LEFT - 6}" y="{at + 4:.0f}" text-anchor="end">{10**power:g}</text>')
        parts.append(f'<path d="M{_LEFT} {at:.0f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
    # Labels stand at the ends of their lines, pushed apart where these are near to each other.
    last = -math.inf
    for (label, line), colour in sorted(
        zip(series.items(), _COLOURS, strict=False), key=lambda item: y(item[0][1][-1][1])
    ):
        way = "L".join(f"{x(n):.1f} {y(value):.1f}" for n, value in line)
        parts.append(f'<path d="M{way}" fill="none" stroke="{colour}" stroke-width="2"/>')
        last = max(y(line[-1][1]) + 4, last + 13)
        parts.append(f'<text x="{_WIDTH - _RIGHT + 6}" y="{last:.0f}" fill="{colour}">{label}</text>')
    return "".join(parts)


def _powers(values: Sequence[float]) -> range:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return range(low, max(high, low + 1) + 1)


def _scale(values: Sequence[float], first: float, last: float) -> Callable[[float], float]:
    """Values to places, the powers of ten around them at both ends."""
    powers = _powers(values)
    low, high = powers[0], powers[-1]
    return lambda value: first + (math.log10(value) - low) / (high - low) * (last - first)
