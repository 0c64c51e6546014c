"""Goals by words in their titles and texts."""

import unicodedata
from collections.abc import Iterable, Sequence

from goalsearch.messages import LANGUAGES
from goalsearch.model import Goal


def goals_with(words: Sequence[str], goals: Iterable[Goal]) -> list[Goal]:
    """
    The goals that hold every word in their id, titles, texts or areas, in their order.

    Args:
        words: The words; full width and case make no difference. None means every goal.
        goals: The goals to look at.
    """
    wanted = [_folded(word) for word in words]
    return [goal for goal in goals if all(word in _whole(goal) for word in wanted)]


def _whole(goal: Goal) -> str:
    texts = (part.content for lang in LANGUAGES for part in goal.texts_in(lang))
    return _folded("\n".join([goal.id, goal.title, goal.title_en or "", *texts, *goal.areas_in("ja")]))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
