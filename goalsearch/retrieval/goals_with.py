"""Goals by words in their titles and texts."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.corpus import Corpus
from goalsearch.corpus.kept_goals import KeptGoals
from goalsearch.messages import LANGUAGES
from goalsearch.model import Goal
from goalsearch.text.folding import folded

_RUN: Final = re.compile(r"\w+")


def goals_with(words: Sequence[str], corpus: Corpus, allowed: NDArray[np.bool_] | None = None) -> list[int]:
    """
    Places of the goals that hold every word in their id, titles, texts or areas, ascending.

    Args:
        words: The words; full width and case make no difference. None means every goal.
        corpus: The goals.
        allowed: Which of them to look at, shape ``(n_goals,)``; None for all.
    """
    rows: Iterable[int] = range(len(corpus)) if allowed is None else np.flatnonzero(allowed).tolist()
    wanted = [folded(word) for word in words]
    if not wanted:
        return list(rows)
    if isinstance(corpus.goals, KeptGoals):
        # To make a goal of its record takes four times as long as to look into it.
        rows = corpus.goals.maybe_with([run for word in wanted for run in _RUN.findall(word)], rows)
    return [row for row in rows if _holds(corpus.goals[row], wanted)]


def _holds(goal: Goal, wanted: Sequence[str]) -> bool:
    texts = (part.content for lang in LANGUAGES for part in goal.texts_in(lang))
    whole = folded("\n".join([goal.id, goal.title, goal.title_en or "", *texts, *goal.areas_in("ja")]))
    return all(word in whole for word in wanted)
