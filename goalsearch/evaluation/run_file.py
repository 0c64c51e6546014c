"""
Runs in TREC's form, which trec_eval, ir_measures and ranx read: query id, ``Q0``, goal id, rank, score, tag.

These tools order a query's goals by score alone, and equal scores by name. So the scores of a run are its ranks counted
from below: whatever a searcher orders by and however it breaks ties, they see the order that users see.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from goalsearch.errors import QueriesError

TAG: Final = "goalsearch"


def run_text(run: Mapping[str, Sequence[str]], tag: str = TAG) -> str:
    """
    A run as text, one line a goal; a query that found nothing has no line.

    Args:
        run: For each query id the goal ids, best first.
        tag: Name of the run, without white space.

    Raises:
        QueriesError: If an id holds white space, which the form cannot say.
    """
    for name in (*run, *(goal_id for ranked in run.values() for goal_id in ranked)):
        if len(name.split()) != 1 or name != name.strip():
            raise QueriesError("queries.run_id", name=name)
    return "".join(
        f"{query_id} Q0 {goal_id} {rank} {len(ranked) - rank + 1} {tag}\n"
        for query_id, ranked in run.items()
        for rank, goal_id in enumerate(ranked, 1)
    )
