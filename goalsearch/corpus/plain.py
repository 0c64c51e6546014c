"""Goals and programmes from the plain values that their ``to_dict`` gives, without checking them again."""

from collections.abc import Mapping
from typing import Any

from goalsearch.model import Area, Goal, Programme


def goal_from_dict(values: Mapping[str, Any]) -> Goal:
    """
    The goal that ``Goal.to_dict`` turned into ``values``, so that ``goal_from_dict(goal.to_dict()) == goal``.

    For values that this program wrote itself: types are not checked. Goals from elsewhere go through ``Corpus.load``.

    Raises:
        TypeError: If a field is unknown, or id or title is missing.
    """
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    fields.pop("agency", None)  # made from agencies
    fields["areas"] = tuple(Area(**area) for area in values.get("areas", ()))
    return Goal(**fields)


def programme_from_dict(values: Mapping[str, Any]) -> Programme:
    """
    The programme that ``Programme.to_dict`` turned into ``values``; types are not checked.

    Raises:
        TypeError: If a field is unknown, or name or agency is missing.
    """
    return Programme(**values)
