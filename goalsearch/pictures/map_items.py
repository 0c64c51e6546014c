"""What is on a map."""

from typing import NamedTuple

from goalsearch.model import Goal

Near = tuple[tuple[Goal, float], ...]


class MappedGoal(NamedTuple):
    """
    A goal on the map.

    Attributes:
        number: Its number on the map, from 1.
        goal: The goal.
        x: How far to the right its place on the `goalsearch.pictures.layout.plane.Plane` is.
        y: How far up.
        nearest: The goals most alike to it in truth, with their similarities.
    """

    number: int
    goal: Goal
    x: float
    y: float
    nearest: Near


class MappedText(NamedTuple):
    """
    A text or a proposal on the map.

    Attributes:
        name: What it is called.
        title: Its title, or the text itself.
        place: Where it lies; None if it shares nothing with the goals.
        fits: Whether a goal fits it.
        nearest: The goals that it lies between, with their similarities to it.
    """

    name: str
    title: str
    place: tuple[float, float] | None
    fits: bool
    nearest: Near
