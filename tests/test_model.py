"""The values that travel."""

import dataclasses
import json
import re
from typing import cast

import pytest

from goalsearch import model
from goalsearch.corpus import Corpus, goal_from_dict
from goalsearch.messages import LANGUAGES, text
from goalsearch.model import Area, Goal, Notice, Passage, RelatedGoal
from goalsearch.retrieval.searcher import Searcher

FROZEN = [value for value in vars(model).values() if dataclasses.is_dataclass(value)]


@pytest.mark.parametrize("kind", FROZEN, ids=lambda kind: kind.__name__)
def test_every_value_is_frozen_and_documented(kind: type) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    documentation = kind.__doc__ or ""
    names = [field.name for field in dataclasses.fields(kind)]
    lacking = [name for name in names if re.sub("_en(_source)?$", "", name) not in documentation]
    assert lacking == []


@pytest.mark.parametrize(
    ("agencies", "expected"),
    [
        pytest.param((), None, id="none"),
        pytest.param(("JST",), "JST", id="one"),
        pytest.param(("JST", "AMED"), "JST・AMED", id="shared"),
    ],
)
def test_agency(agencies: tuple[str, ...], expected: str | None) -> None:
    assert Goal(id="a", title="題", agencies=agencies).agency == expected


@pytest.mark.parametrize(
    ("title_en", "lang", "expected"),
    [("title", "en", "title"), ("title", "ja", "題"), (None, "en", "題"), ("", "en", "題")],
    ids=["english", "japanese", "no-english", "empty-english"],
)
def test_title_in(title_en: str | None, lang: str, expected: str) -> None:
    assert Goal(id="a", title="題", title_en=title_en).title_in(lang) == expected  # type: ignore[arg-type]


def test_a_goal_gives_every_field_and_comes_back(corpus: Corpus) -> None:
    for goal in corpus:
        values = goal.to_dict()
        assert set(values) == {field.name for field in dataclasses.fields(Goal)} | {"agency"}
        assert list(values)[:3] == ["id", "fiscal_year", "agency"]
        assert goal_from_dict(json.loads(json.dumps(values))) == goal


def test_plain_values_are_lists_and_tables_all_the_way() -> None:
    goal = Goal(id="a", title="題", topics=("t",), areas=(Area(programme="CREST", name="領域", start_fy=2019),))
    assert goal.to_dict()["topics"] == ["t"]
    assert goal.to_dict()["areas"] == [
        {
            "programme": "CREST",
            "name": "領域",
            "name_en": None,
            "start_fy": 2019,
            "supervisor": None,
            "url": None,
            "verified": True,
            "basis": None,
        }
    ]


def test_identity() -> None:
    goal = Goal(id="a", title="題", title_en="t", fiscal_year=2019, agencies=("JST",), category="x")
    expected = {"id": "a", "fiscal_year": 2019, "agency": "JST", "category": "x", "title": "題", "title_en": "t"}
    assert goal.identity() == expected
    assert RelatedGoal(goal, 0.5, ("光",)).to_dict() == {**expected, "score": 0.5, "terms": ["光"]}


def test_notice() -> None:
    notice = Notice("notice.few_known_terms", {"n_known": 2, "n_terms": 7})
    assert notice.to_dict("en") == {"code": "few_known_terms", "message": notice.message("en")}
    for lang in LANGUAGES:
        assert notice.message(lang) == text(notice.code, lang, n_known=2, n_terms=7)
        assert re.findall("[0-9]+", notice.message(lang)) in (["2", "7"], ["7", "2"])


def test_the_shape_of_a_result(small_searcher: Searcher) -> None:
    result = small_searcher.search("光 格子 の 研究 光", k=1, years="2010-2019", agency="jst")
    (hit,) = result.hits
    shape = result.to_dict("en")
    assert shape["query"] == {
        "text": "光 格子 の 研究 光",
        "language": "ja",
        "n_terms": 4,
        "n_known_terms": 3,
        "k": 1,
        "years": "2010-2019",
        "agency": "jst",
        "category": None,
    }
    assert (shape["ranker"], shape["n_candidates"], shape["n_filtered_out"]) == ("tfidf", 3, 2)
    assert shape["warnings"] == [notice.to_dict("en") for notice in result.warnings] != []
    assert result.to_dict("ja")["warnings"] != shape["warnings"]
    (hit_shape,) = cast("list[dict[str, object]]", shape["hits"])
    expected = {
        "rank": 1,
        "score": hit.score,
        "goal": {**hit.goal.identity(), "areas": []},
        "evidence": [
            {
                "term": item.term,
                "contribution": item.contribution,
                "spans": [list(span) for span in item.spans],
                "fields": list(item.fields),
                "form": item.form,
            }
            for item in hit.evidence
        ],
        "phrases": [phrase.to_dict() for phrase in hit.phrases],
        "passage": {"start": 0, "end": 11, "text": "光 格子 の 研究 光", "score": pytest.approx(hit.score)},
        "missing": [{"term": item.term, "weight": item.weight, "fields": list(item.fields)} for item in hit.missing],
        "related": [item.to_dict() for item in hit.related],
        "programmes": ["CREST", "さきがけ"],
    }
    assert {name: hit_shape[name] for name in expected} == expected


def test_records_are_flat(small_searcher: Searcher) -> None:
    result = small_searcher.search("光 量子", k=9)
    records = result.to_records()
    assert [record["goal_id"] for record in records] == [hit.goal.id for hit in result.hits]
    assert all(isinstance(value, str | int | float | None) for record in records for value in record.values())
    first = records[0]
    assert str(first["terms"]).split("、") == [phrase.text for phrase in result.hits[0].phrases]
    assert [item for item in str(first["related"]).split("、") if item] == [
        item.goal.id for item in result.hits[0].related
    ]
    assert small_searcher.search("闇").to_records() == []


def test_a_passage_is_plain() -> None:
    assert Passage(1, 2, "x", 0.5).to_dict() == {"start": 1, "end": 2, "text": "x", "score": 0.5}


def test_a_result_is_short_to_look_at(searcher: Searcher) -> None:
    result = searcher.search("量子コンピュータの誤り訂正符号", 2)
    assert len(repr(result)) < 300
    assert result.hits[0].goal.id in repr(result)
