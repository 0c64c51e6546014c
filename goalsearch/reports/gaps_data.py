"""
Gaps as CSV: a text without a good goal, or a goal that no text addresses, a line.

``kind`` is ``theme`` for a text of a theme, ``apart`` for one of none, and ``unaddressed`` for a goal.
"""

from typing import Final

from goalsearch.landscape.gaps import Gaps
from goalsearch.landscape.theme import ThemeText
from goalsearch.model import Json
from goalsearch.reports.records import csv_text

_FIELDS: Final = (
    "kind",
    "theme",
    "size",
    "terms",
    "document_id",
    "title",
    "year",
    "z",
    "p",
    "q",
    "nearest_goals",
    "goal_id",
    "goal_title",
)


def table(gaps: Gaps) -> str:
    """The whole table."""
    records: list[Json] = []
    for number, theme in enumerate(gaps.themes, 1):
        of_theme: Json = {
            "kind": "theme",
            "theme": number,
            "size": theme.size,
            "terms": "、".join(theme.terms),
            "nearest_goals": "、".join(missed.goal.id for missed in theme.goals),
        }
        if theme.growth is not None:
            of_theme |= {"z": theme.growth.z, "p": theme.growth.p, "q": theme.growth.q}
        records += [of_theme | _text_record(item) for item in theme.texts]
    records += [{"kind": "apart"} | _text_record(item) for item in gaps.apart]
    records += [{"kind": "unaddressed", "goal_id": goal.id, "goal_title": goal.title} for goal in gaps.unaddressed]
    return csv_text(_FIELDS, records)


def _text_record(item: ThemeText) -> Json:
    return dict(item._asdict())
