"""
Whether a term rises, falls, or is new beyond chance.

The rise and fall is the Cochran–Armitage test for a trend in proportions (P. Armitage, Biometrics 11, 1955, 375–386):
with ``k_y`` of the ``n_y`` texts of year ``y`` holding the term, ``K`` of ``N`` in all and ``ȳ`` the mean year of all
texts,

    T = Σ k_y (y − ȳ)        var T = K (N − K) / (N (N − 1)) · Σ n_y (y − ȳ)²        z = T / √var T

If years say nothing about the term, its ``K`` texts are any ``K`` of the ``N``: the variance is that of drawing without
replacement. ``z`` is then about normal, but not for rare terms, where a single text of a far year may weigh as much as
all others. Up to `MOST_EXACT` texts the exact distribution of ``T`` under such drawing is worked out instead.

A term is new in year ``f``, its first, if that so many texts should all come from ``f`` on is improbable: the
hypergeometric probability that none of its ``K`` is among the texts of the years before.

Of many tests some come out by chance. `false_discovery_control` of scipy (Y. Benjamini and Y. Hochberg, J. R. Stat.
Soc. B 57, 1995, 289–300) turns the p-values into q-values: of all terms with ``q ≤ 0.05`` at most 1 in 20 is expected
to be false.
"""

from typing import Final, NamedTuple

import numpy as np

from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import Rows

MOST_EXACT: Final = 60
"""Terms of so many texts at most are tested exactly."""
_MOST_DRAWN: Final = 0.5


class TrendTest(NamedTuple):
    """
    What the tests say of each term; all arrays have shape ``(n_terms,)``.

    Attributes:
        z: Above 0 if the term rises, below if it falls.
        p: Probability of such a trend, or a stronger one in either direction, by chance.
        q: The same with regard to the number of terms.
        first: Place of the first year that has the term.
        p_new: Probability by chance that the term has no text before that year.
        log_p_new: Natural logarithm of it, which tells apart what is too improbable for ``p_new`` itself.
        q_new: The same with regard to the number of terms.
    """

    z: Floats
    p: Floats
    q: Floats
    first: Rows
    p_new: Floats
    log_p_new: Floats
    q_new: Floats


def trend_test(counts: Rows, totals: Rows, years: Rows) -> TrendTest:
    """
    Test terms for trends.

    Args:
        counts: Texts with the term in each year, shape ``(n_years, n_terms)``; each term has at least one.
        totals: Texts of each year, at least one in the first and the last, shape ``(n_years,)``.
        years: The years, ascending, shape ``(n_years,)``; at least two.
    """
    from scipy.stats import false_discovery_control, hypergeom, norm

    n_texts = totals.sum()
    n_with = counts.sum(axis=0)
    distances = years - (totals @ years) / n_texts
    variance = n_with * (n_texts - n_with) / (n_texts * max(n_texts - 1, 1)) * (totals @ distances**2)
    # A term that all texts hold has no trend, and no variance.
    z = distances @ counts / np.sqrt(np.where(variance > 0, variance, np.inf))
    p = 2 * norm.sf(np.abs(z))
    tails = _exact_tails(totals, years - years[0])
    offsets = (years - years[0]) @ counts
    for term in np.flatnonzero(n_with < len(tails)):
        p[term] = tails[n_with[term]][offsets[term]]
    first: Rows = (counts > 0).argmax(axis=0)
    before = np.concatenate(([0], np.cumsum(totals)))[first]
    p_new, log_p_new = (of(0, n_texts, n_with, before) for of in (hypergeom.pmf, hypergeom.logpmf))
    q, q_new = (false_discovery_control(values) if len(values) else values for values in (p, p_new))
    return TrendTest(z, p, q, first, p_new, log_p_new, q_new)


def _exact_tails(totals: Rows, offsets: Rows) -> list[Floats]:
    """
    Two-sided p-values of the sum of the years of ``K`` texts drawn from all, for each ``K`` up to `MOST_EXACT`.

    Each text is drawn or not, with one probability for all; given that ``K`` are drawn, any ``K`` are as likely. So the
    joint distribution of the number of drawn texts and the sum of their years is built up year by year.

    Args:
        totals: Texts of each year.
        offsets: Years after the first.

    Returns:
        For each ``K`` an array over the sum of offsets.
    """
    from scipy.stats import binom

    n_texts = int(totals.sum())
    most = min(MOST_EXACT, n_texts)
    probability = min(_MOST_DRAWN, most / 2 / n_texts)
    drawn = np.zeros((most + 1, most * int(offsets[-1]) + 1))
    drawn[0, 0] = 1
    for total, offset in zip(totals.tolist(), offsets.tolist(), strict=True):
        before, drawn = drawn, np.zeros_like(drawn)
        for n, weight in enumerate(binom.pmf(np.arange(min(most, total) + 1), total, probability)):
            drawn[n:, n * offset :] += weight * before[: most + 1 - n, : before.shape[1] - n * offset]
    drawn /= drawn.sum(axis=1, keepdims=True)
    lower = np.cumsum(drawn, axis=1)
    upper = np.cumsum(drawn[:, ::-1], axis=1)[:, ::-1]
    return list(np.minimum(2 * np.minimum(lower, upper), 1))
