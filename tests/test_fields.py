"""The table of the fields of a goal."""

import dataclasses

import pytest

from goalsearch.messages import LANGUAGES
from goalsearch.model import Goal
from goalsearch.model import fields as goal_fields
from goalsearch.model.fields import SEARCHED, TABLE, label


def test_the_table_names_every_attribute_of_a_goal_once() -> None:
    names = [name for field in TABLE for name in field.names if not field.apart]
    assert sorted(names) == sorted(field.name for field in dataclasses.fields(Goal))


def test_no_name_of_a_corpus_file_means_two_fields() -> None:
    names = [name for field in TABLE for name in (*field.names, *field.aliases)]
    assert len(names) == len(set(names))


def test_what_is_searched_has_a_name_and_what_is_not_has_none() -> None:
    for field in TABLE:
        assert (field.weight is None) == (field.label is None), field.name
        assert (field.label_en is None) == (field.label is None or not field.english), field.name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_in_reasons_differ(lang: str) -> None:
    labels = [label(field, lang) for field in SEARCHED]  # type: ignore[arg-type]
    assert len(set(labels)) == len(labels)
    assert all(name.strip() for name in labels)


@pytest.mark.parametrize("field", ["notes", "no_field", "areas_en"])
def test_what_is_not_searched_has_no_label(field: str) -> None:
    with pytest.raises(KeyError, match=field):
        label(field, "ja")


def test_texts_of_a_field_say_something_in_both_languages() -> None:
    for field in TABLE:
        for message in filter(None, (field.label, field.label_en, field.heading, field.heading_official)):
            assert message.ja.strip()
            assert message.en.strip()
            assert message.ja != message.en


def test_what_is_kept_apart_is_never_among_the_texts_of_a_goal() -> None:
    apart = [field for field in TABLE if field.apart]
    assert [field.name for field in apart] == ["examples"]
    assert all(field.heading is None and field.passages is None and not field.trends for field in apart)


def test_only_fields_with_a_source_can_be_official() -> None:
    assert {f"{field.name}_source" for field in TABLE if field.heading_official} <= set(goal_fields.kinds())


@pytest.mark.parametrize(
    ("name", "field"),
    [
        pytest.param("目標名", "title", id="japanese"),
        pytest.param("目標名(英語)", "title_en", id="its-twin"),
        pytest.param("周辺の話題(英語)", "edge_topics_en", id="every-alias-has-one"),
        pytest.param("agency", "agencies", id="english"),
    ],
)
def test_aliases(name: str, field: str) -> None:
    assert goal_fields.aliases()[name] == field
    assert field in goal_fields.kinds()


def test_what_has_no_twin_has_no_alias_for_it() -> None:
    assert "年度(英語)" not in goal_fields.aliases()
