"""
How sure a mean over queries is: percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13).

Queries are drawn with replacement, as many as there are, again and again; the interval holds the middle 95 % of the
means. Everything is seeded: the same values always give the same interval.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goalsearch.model import Json

DEFAULT_SAMPLES: Final = 10_000
CONFIDENCE: Final = 0.95

_SEED: Final = 0
# Queries drawn at a time: bounds the memory for any number of queries and samples.
_DRAWS: Final = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """
    A mean over queries with its 95 % interval.

    Attributes:
        mean: The mean itself.
        low: Lower end of the interval.
        high: Upper end of the interval.
    """

    mean: float
    low: float
    high: float

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {"mean": self.mean, "low": self.low, "high": self.high}


def mean_interval(values: ArrayLike, *, samples: int = DEFAULT_SAMPLES, seed: int = _SEED) -> Estimate:
    """
    The mean of ``values`` with its interval.

    Args:
        values: One value a query, shape ``(n_queries,)``, at least one.
        samples: How often to draw, at least 1.
        seed: Start of the random numbers.

    Raises:
        ValueError: If there are no values, they have another shape, or ``samples`` is below 1.
    """
    measured = np.asarray(values, dtype=np.float64)
    if measured.ndim != 1 or not len(measured):
        raise ValueError(f"values must have shape (n_queries,) with at least one query, got {measured.shape}")
    if samples < 1:
        raise ValueError(f"samples must be at least 1, got {samples}")
    means = _resampled_means(measured, samples, np.random.default_rng(seed))
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(means, [tail, 100 - tail]).tolist()
    return Estimate(mean=float(measured.mean()), low=low, high=high)


def mean_difference(
    values: ArrayLike, baseline: ArrayLike, *, samples: int = DEFAULT_SAMPLES, seed: int = _SEED
) -> Estimate:
    """
    How much higher ``values`` are than ``baseline`` on average, query by query.

    Two runs over the same queries share what is hard about them, so the paired difference has a narrower interval than
    the two means. An interval that holds 0 proves no difference.

    Args:
        values: One value a query, shape ``(n_queries,)``.
        baseline: Those of the other run, the same queries in the same order.
        samples: How often to draw, at least 1.
        seed: Start of the random numbers.

    Raises:
        ValueError: If the shapes differ, there are no values, or ``samples`` is below 1.
    """
    ours, theirs = np.asarray(values, dtype=np.float64), np.asarray(baseline, dtype=np.float64)
    if ours.shape != theirs.shape:
        raise ValueError(f"both runs must cover the same queries, got shapes {ours.shape} and {theirs.shape}")
    return mean_interval(ours - theirs, samples=samples, seed=seed)


def _resampled_means(values: NDArray[np.float64], samples: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Means of ``samples`` draws of as many values as there are, shape ``(samples,)``."""
    means = np.empty(samples)
    block = max(_DRAWS // len(values), 1)
    for start in range(0, samples, block):
        drawn = rng.integers(len(values), size=(min(block, samples - start), len(values)))
        means[start : start + block] = values[drawn].mean(axis=1)
    return means
