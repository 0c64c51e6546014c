"""Weights, and the texts of a goal that they weigh."""

import dataclasses

import numpy as np
import pytest

from goalsearch.model import Area, Example, Goal
from goalsearch.model.fields import BORROWED, weights
from goalsearch.ranking.index import FieldBits
from goalsearch.ranking.weighting import FIELDS, Weighting, field_text, field_texts

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
    other = Goal(id="b", title="他", topics=("", "三つ"))
    assert field_texts((GOAL, other, GOAL), field) == [expected, field_text(other, field), expected]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("examples", "題\n\n要旨\n\n次の要旨", id="titles-and-abstracts"),
        pytest.param("examples_en", "abstract", id="english"),
    ],
)
def test_examples_are_not_the_goals_own(field: str, expected: str) -> None:
    examples = (Example(topic="題", abstract="要旨", abstract_en="abstract"), Example(abstract="次の要旨"))
    assert field_text(GOAL, field, examples) == expected
    assert field_text(GOAL, field) == ""


def test_every_text_of_a_goal_that_is_searched_is_one() -> None:
    names = {field.name for field in dataclasses.fields(Goal)}
    assert set(FIELDS) - {"examples", "examples_en", *BORROWED} <= names
    assert len(set(FIELDS)) == len(FIELDS) <= np.iinfo(FieldBits).bits


@pytest.mark.parametrize("field", [field for field in FIELDS if field not in BORROWED])
def test_both_languages_of_a_field_weigh_the_same(field: str) -> None:
    one_each = {name: number + 0.5 for number, name in enumerate(weights())}
    assert Weighting(sublinear=True, **one_each).of_field(field) == one_each[field.removesuffix("_en")]


@pytest.mark.parametrize("field", BORROWED)
def test_what_is_borrowed_counts_a_quarter_of_what_is_own(field: str) -> None:
    assert Weighting(examples=0.8).of_field(field) == pytest.approx(0.2)
    assert Weighting(examples=0).of_field(field) == 0


def test_weights_that_are_not_given_are_those_of_the_table() -> None:
    weighting = Weighting(title=2)
    assert dict(weighting.weights) == {**weights(), "title": 2.0}
    assert (weighting.sublinear, Weighting(sublinear=False).sublinear) == (True, False)


def test_a_field_that_is_not_searched_has_no_weight() -> None:
    with pytest.raises(TypeError, match="no searched field is called notes, titel; there are title, summary"):
        Weighting(titel=1.0, notes=1.0)
    with pytest.raises(KeyError, match="notes"):
        Weighting().of_field("notes")


def test_the_settings_are_frozen_and_tell_themselves() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="sublinear"):
        Weighting().sublinear = False  # type: ignore[misc]
    assert repr(Weighting(title=2)) != repr(Weighting())
    assert repr(Weighting(title=1)) == repr(Weighting())
    assert hash(Weighting(title=1)) == hash(Weighting())
