"""Weights, and the texts of a goal that they weigh."""

import dataclasses

import pytest

from goalsearch.model import Area, Goal
from goalsearch.ranking.weighting import FIELDS, Weighting, field_text

GOAL = Goal(
    id="a",
    title="題",
    summary="概要",
    topics=("一つ", "二つ"),
    areas=(Area(programme="CREST", name="領域", name_en="Area"), Area(programme="さきがけ", name="次")),
)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("title", "題", id="text"),
        pytest.param("description", "", id="not-recorded"),
        pytest.param("topics", "一つ\n\n二つ", id="items-are-sentences"),
        pytest.param("topics_en", "", id="no-items"),
        pytest.param("areas", "領域\n\nArea\n\n次", id="names-of-areas-in-both-languages"),
    ],
)
def test_field_text(field: str, expected: str) -> None:
    assert field_text(GOAL, field) == expected


def test_every_text_of_a_goal_that_is_searched_is_one() -> None:
    names = {field.name for field in dataclasses.fields(Goal)}
    assert set(FIELDS) <= names
    assert len(set(FIELDS)) == len(FIELDS) <= 16


@pytest.mark.parametrize("field", FIELDS)
def test_both_languages_of_a_field_weigh_the_same(field: str) -> None:
    weighting = Weighting(title=1.5, summary=2.5, keywords=3.5, description=4.5, topics=5.5, edge_topics=6.5, areas=7.5)
    assert weighting.of_field(field) == getattr(weighting, field.removesuffix("_en"))


def test_the_settings_are_frozen_and_tell_themselves() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="title"):
        Weighting().title = 2.0  # type: ignore[misc]
    assert repr(Weighting(title=2)) != repr(Weighting())
    assert repr(Weighting()) == repr(Weighting())
