"""
What one ranking is worth: the measures of information retrieval.

Relevance is yes or no, or a grade, see `goalsearch.evaluation.judgements`.

A ranking is a sequence of goal ids, best first, each at most once. It may be shorter than the corpus: a goal that is
not in it was not found. The definitions are those of trec_eval, and tests hold them against ir-measures.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from goalsearch.evaluation.judgements import Judgement

MEASURES: Final[tuple[str, ...]] = ("recall@1", "recall@3", "recall@5", "mrr", "ndcg@10")
"""Names of what `measure` gives, in the order in which they are shown."""

GRADED_MEASURES: Final[tuple[str, ...]] = ("fit@1", "best@1", "best@3", "recall5", "ndcg@5")
"""Names of what `measure_graded` gives, in the order in which they are shown."""


def best_rank(ranked: Sequence[str], relevant: Collection[str]) -> int | None:
    """Rank of the first relevant goal, 1 for the top; None if none is found."""
    return next((rank for rank, goal_id in enumerate(ranked, 1) if goal_id in relevant), None)


def recall_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """
    1 if a relevant goal is among the first ``k``, else 0.

    A query's right goals are alternatives: whoever sees one of them has the answer. So with several right goals this is
    what trec_eval and ir-measures call success (or hit rate), not the share of right goals found; with one right goal
    the two are the same.

    Raises:
        ValueError: If ``k`` is below 1.
    """
    _check_cutoff(k)
    return float(best_rank(ranked[:k], relevant) is not None)


def reciprocal_rank(ranked: Sequence[str], relevant: Collection[str]) -> float:
    """
    1 / rank of the first relevant goal, however far down it is; 0 if none is found.

    Its mean over queries is the mean reciprocal rank, MRR (Voorhees, The TREC-8 Question Answering Track Report, 1999).
    """
    rank = best_rank(ranked, relevant)
    return 0.0 if rank is None else 1 / rank


def ndcg_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """
    Normalised discounted cumulative gain of the first ``k``, in ``[0, 1]``; 0 if nothing is relevant.

    A relevant goal at rank r gains 1 / log2(r + 1); the sum is divided by that of the best ranking there could be,
    which has all relevant goals at the top (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002, with trec_eval's discount).

    Raises:
        ValueError: If ``k`` is below 1.
    """
    return _ndcg(ranked, dict.fromkeys(relevant, 1.0), k)


def share_found_at(ranked: Sequence[str], relevant: Collection[str], k: int) -> float:
    """
    Part of the relevant goals that are among the first ``k``; of at most ``k``, since no more could be there.

    With at most ``k`` relevant goals this is trec_eval's recall at k. 0 if nothing is relevant.

    Raises:
        ValueError: If ``k`` is below 1.
    """
    _check_cutoff(k)
    n_relevant = len(set(relevant))
    return len(set(ranked[:k]) & set(relevant)) / min(n_relevant, k) if n_relevant else 0.0


def graded_ndcg_at(ranked: Sequence[str], grades: Mapping[str, float], k: int) -> float:
    """
    `ndcg_at` for graded goals: one of grade g gains 2 ** g - 1 (Burges et al., Learning to Rank using Gradient Descent,
    ICML 2005), so that a goal that is squarely on the text counts 7, one that fits 3, one that is related 1.

    Raises:
        ValueError: If ``k`` is below 1.
    """
    return _ndcg(ranked, {goal_id: 2**grade - 1 for goal_id, grade in grades.items()}, k)


def measure(ranked: Sequence[str], relevant: Collection[str]) -> dict[str, float]:
    """All of `MEASURES` for one ranking; each in ``[0, 1]``, higher is better."""
    return {
        "recall@1": recall_at(ranked, relevant, 1),
        "recall@3": recall_at(ranked, relevant, 3),
        "recall@5": recall_at(ranked, relevant, 5),
        "mrr": reciprocal_rank(ranked, relevant),
        "ndcg@10": ndcg_at(ranked, relevant, 10),
    }


def measure_graded(ranked: Sequence[str], judgement: Judgement) -> dict[str, float]:
    """All of `GRADED_MEASURES` for one ranking of a text that some goal fits; each in ``[0, 1]``, higher is better."""
    return {
        "fit@1": recall_at(ranked, judgement.fitting, 1),
        "best@1": recall_at(ranked, judgement.best, 1),
        "best@3": recall_at(ranked, judgement.best, 3),
        "recall5": share_found_at(ranked, judgement.fitting, 5),
        "ndcg@5": graded_ndcg_at(ranked, judgement.grades, 5),
    }


def _ndcg(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    _check_cutoff(k)
    gain = sum(gains.get(goal_id, 0.0) * _discount(rank) for rank, goal_id in enumerate(ranked[:k], 1))
    best = sorted(gains.values(), reverse=True)[:k]
    best_gain = sum(gain * _discount(rank) for rank, gain in enumerate(best, 1))
    return gain / best_gain if best_gain else 0.0


def _discount(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def _check_cutoff(k: int) -> None:
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
