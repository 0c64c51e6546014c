"""Goals and programmes from the plain values that their ``to_dict`` gives, without checking them again."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from goalsearch.model import Area, Example, Goal, GoalYear, Json, Programme

_NAMES: Final = frozenset(field.name for field in dataclasses.fields(Goal))
_REQUIRED: Final = frozenset(field.name for field in dataclasses.fields(Goal) if field.default is dataclasses.MISSING)
_STANDARD: Final = {
    field.name: None if field.name in _REQUIRED else field.default for field in dataclasses.fields(Goal)
}
_place: Final = {name: place for place, name in enumerate(_STANDARD)}.__getitem__


def goal_in_short(goal: Goal) -> Json:
    """The plain values of a goal without those that any goal has, so that ``goal_from_dict`` of them gives it back."""
    given = vars(goal)
    values: Json = {}
    # In the order of its attributes, however it was made.
    for name in sorted(given, key=_place):
        value = given[name]
        if value != _STANDARD[name]:
            values[name] = value
    if "areas" in values:
        values["areas"] = [area.to_dict() for area in goal.areas]
    return values


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
    if "areas" in fields:
        fields["areas"] = tuple(area_from_dict(area) for area in fields["areas"])
    return goal_of(fields)


def goal_of(attributes: Mapping[str, Any]) -> Goal:
    """
    ``Goal(**attributes)``, made in a third of the time where most are left out, as in goals that are read.

    Raises:
        TypeError: If there is no such attribute, or id or title is missing.
    """
    if not (_NAMES.issuperset(attributes) and _REQUIRED.issubset(attributes)):
        return Goal(**attributes)  # says what is wrong
    goal = object.__new__(Goal)
    # The constructor would set thirty attributes one by one. Those that are not given stand in the class.
    vars(goal).update(attributes)
    return goal


def area_from_dict(values: Mapping[str, Any]) -> Area:
    """
    The area that ``Area.to_dict`` turned into ``values``; types are not checked.

    Raises:
        TypeError: If a field is unknown, or programme or name is missing.
    """
    return Area(**values)


def example_from_dict(values: Mapping[str, Any]) -> Example:
    """
    The example with these values; types are not checked.

    Raises:
        TypeError: If a field is unknown.
    """
    return Example(**values)


def programme_from_dict(values: Mapping[str, Any]) -> Programme:
    """
    The programme that ``Programme.to_dict`` turned into ``values``; types are not checked.

    Raises:
        TypeError: If a field is unknown, or name or agency is missing.
    """
    return Programme(**values)


def goal_year_from_dict(values: Mapping[str, Any]) -> GoalYear:
    """
    The year that ``GoalYear.to_dict`` turned into ``values``; types are not checked.

    Raises:
        TypeError: If a field is unknown, or the year is missing.
    """
    return GoalYear(**{**values, "agencies": tuple(values.get("agencies", ()))})
