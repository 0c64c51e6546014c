"""
How sure a mean over queries is: percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, ch. 13).

Queries are drawn with replacement, as many as there are, again and again; the interval holds the middle 95 % of the
means. Everything is seeded: the same values always give the same interval.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goalsearch.defaults import DEFAULT_SAMPLES
from goalsearch.model import Json

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
    return _estimate(float(measured.mean()), _resampled_means(measured, samples, np.random.default_rng(seed)))


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


def ratio_interval(
    parts: ArrayLike, wholes: ArrayLike, *, samples: int = DEFAULT_SAMPLES, seed: int = _SEED
) -> Estimate:
    """
    The sum of ``parts`` by that of ``wholes`` with its interval; queries are drawn, each with its part and its whole.

    Args:
        parts: How many things of each query count, shape ``(n_queries,)``.
        wholes: How many things it has, same shape; not all 0.
        samples: How often to draw, at least 1. Draws of queries that have nothing say nothing and are left out.
        seed: Start of the random numbers.

    Raises:
        ValueError: If the shapes differ, there is nothing at all, or ``samples`` is below 1.
    """
    counted, of = np.asarray(parts, dtype=np.float64), np.asarray(wholes, dtype=np.float64)
    if counted.shape != of.shape:
        raise ValueError(f"parts and wholes must cover the same queries, got shapes {counted.shape} and {of.shape}")
    if not of.any():
        raise ValueError("no query has anything to take a part of")
    # With the same seed both are drawn alike.
    drawn = _resampled_means(of, samples, np.random.default_rng(seed))
    ratios = _resampled_means(counted, samples, np.random.default_rng(seed))[drawn > 0] / drawn[drawn > 0]
    mean = float(counted.sum() / of.sum())
    return _estimate(mean, ratios if len(ratios) else np.array([mean]))


def _estimate(mean: float, resampled: NDArray[np.float64]) -> Estimate:
    tail = 100 * (1 - CONFIDENCE) / 2
    low, high = np.percentile(resampled, [tail, 100 - tail]).tolist()
    return Estimate(mean=mean, low=low, high=high)


def _resampled_means(values: NDArray[np.float64], samples: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Means of ``samples`` draws of as many values as there are, shape ``(samples,)``."""
    if samples < 1:
        raise ValueError(f"samples must be at least 1, got {samples}")
    means = np.empty(samples)
    block = max(_DRAWS // len(values), 1)
    for start in range(0, samples, block):
        drawn = rng.integers(len(values), size=(min(block, samples - start), len(values)))
        means[start : start + block] = values[drawn].mean(axis=1)
    return means
