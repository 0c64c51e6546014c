"""What the API takes and gives, as an OpenAPI 3.1 document; its names come from the code."""

from collections.abc import Sequence
from functools import cache
from inspect import signature
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from goalsearch.defaults import DEFAULT_K, RANKERS
from goalsearch.messages import LANGUAGES
from goalsearch.model import (
    BANDS,
    Evidence,
    Goal,
    GoalSentence,
    MissingTerm,
    NearestPassage,
    Passage,
    Phrase,
    Programme,
    Query,
    Verdict,
)
from goalsearch.reports import batch_json
from goalsearch.retrieval.text_length import MAX_CHARS
from goalsearch.version import __version__

MAX_K: Final = 1000
"""Most goals of an answer."""
"""Longest text that is searched for: a book of some hundred pages."""

Json = dict[str, Any]

_TEXT: Final[Json] = {"type": "string"}
_NUMBER: Final[Json] = {"type": "number"}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_TEXT_OR_NONE: Final[Json] = {"type": ["string", "null"]}
_TEXTS: Final[Json] = {"type": "array", "items": _TEXT}


@cache
def document() -> Json:
    """The document; not to be changed."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "goalsearch",
            "version": __version__,
            "description": "The national research goals of Japan nearest to an abstract, on this machine alone. "
            "Requests have to come from this machine and, if they name an Origin, from this server's own pages.",
        },
        "paths": {
            "/api/search": {"post": _search()},
            "/api/goals": {"get": _goals()},
            "/api/goals/{goal_id}": {"get": _goal()},
            "/api/batch": {"post": _batch()},
            "/api/openapi.json": {
                "get": {
                    "operationId": "openapi",
                    "summary": "This document.",
                    "responses": _responses({"type": "object"}, "The document."),
                }
            },
        },
        "components": {"schemas": _schemas()},
    }


def _search() -> Json:
    filters = {
        "k": {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_K, "default": DEFAULT_K},
        "years": {
            **_TEXT_OR_NONE,
            "description": "2019, 2015-2018, 2020-, 令和7, latest, or several with commas.",
        },
        "agency": {**_TEXT_OR_NONE, "description": "Such as JST."},
        "category": {
            **_TEXT_OR_NONE,
            "description": "materials, information, life, medical (材料 …), or a corpus's own.",
        },
        "ranker": {"type": ["string", "null"], "enum": [*RANKERS, None]},
        "lang": {"type": ["string", "null"], "enum": [*LANGUAGES, None], "description": "Language of messages."},
    }
    schema = _object(
        {"text": {**_TEXT, "maxLength": MAX_CHARS, "description": "The abstract."}, **filters}, required=["text"]
    )
    return {
        "operationId": "search",
        "summary": "The goals nearest to a text, with the reasons.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": _responses(_ref("SearchResult"), "The result.", 400, 413, 415, 422),
    }


def _goals() -> Json:
    names = {"years": "2019, 2015-2018, 2020-, latest …", "agency": "Such as JST.", "category": "Such as life."}
    return {
        "operationId": "goals",
        "summary": "All goals, or those that the filters let through.",
        "parameters": [
            {"name": name, "in": "query", "schema": _TEXT, "description": meaning} for name, meaning in names.items()
        ],
        "responses": _responses({"type": "array", "items": _ref("Goal")}, "The goals.", 422),
    }


def _goal() -> Json:
    return {
        "operationId": "goal",
        "summary": "One goal in full, with its programmes and the related goals before and after.",
        "parameters": [{"name": "goal_id", "in": "path", "required": True, "schema": {**_TEXT, "minLength": 1}}],
        "responses": _responses(_ref("GoalInFull"), "The goal.", 404),
    }


def _batch() -> Json:
    file = {"type": "string", "format": "binary"}
    fields = {
        "files": {"type": "array", "items": file, "minItems": 1},
        "k": {"type": "string", "pattern": r"^\s*0*([1-9]|1[0-9]|20)?\s*$"},
        "years": _TEXT,
        "agency": _TEXT,
        "category": _TEXT,
        "part": {"type": "string", "enum": ["auto", "whole", "abstract", ""]},
    }
    schema = {**_object(fields, required=["files"]), "additionalProperties": True}
    return {
        "operationId": "batch",
        "summary": "A row for every proposal in some files; what cannot be read is a row as well.",
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}},
        "responses": _responses(_ref("Batch"), "The rows.", 408, 413, 422),
    }


def _responses(schema: Json, meaning: str, *problems: int) -> Json:
    problem = {"description": "What is wrong.", "content": {"application/problem+json": {"schema": _ref("Problem")}}}
    answer = {"description": meaning, "content": {"application/json": {"schema": schema}}}
    return {"200": answer, **{str(status): problem for status in problems}}


def _schemas() -> Json:
    notice = _object({"code": _TEXT, "message": _TEXT})
    goal = {**_values_of(Goal), "agency": _TEXT_OR_NONE}
    identity = {name: goal[name] for name in Goal.IDENTITY}
    areas = goal["areas"]
    related_goals = _list(_ref("RelatedGoal"))
    return {
        "Problem": _object(
            {"status": {"type": "integer"}, **dict.fromkeys(("type", "title", "detail", "code"), _TEXT)}
        ),
        "Notice": notice,
        "SearchResult": _object(
            {
                "query": _ref("Query"),
                "ranker": {"enum": list(RANKERS)},
                "n_candidates": _COUNT,
                "n_filtered_out": _COUNT,
                "verdict": {"enum": list(get_args(Verdict))},
                "reason": _or_null(_ref("Notice")),
                "warnings": _list(_ref("Notice")),
                "newest": _list(
                    _object(
                        {
                            "rank": {"type": "integer", "minimum": 1},
                            "fit": _NUMBER,
                            "band": {"enum": list(BANDS)},
                            "goal": _object(identity),
                        }
                    )
                ),
                "descent": _list(_TEXT),
                "hits": _list(_ref("Hit")),
            }
        ),
        "Query": _object(_values_of(Query)),
        "Hit": _object(
            {
                "rank": {"type": "integer", "minimum": 1},
                "score": _NUMBER,
                "fit": _NUMBER,
                "band": {"enum": list(BANDS)},
                "tied_with": {"type": "integer", "minimum": 1},
                "parts": {"type": "object", "additionalProperties": _NUMBER},
                "goal": _object({**identity, "areas": areas}),
                "evidence": _list(_ref("Evidence")),
                "phrases": _list(_ref("Phrase")),
                "passage": _object(_values_of(Passage)),
                "goal_sentence": _or_null(_object(_values_of(GoalSentence))),
                "nearest": _or_null(_object(_values_of(NearestPassage))),
                "missing": _list(_object(_values_of(MissingTerm))),
                "related": related_goals,
                "programmes": _TEXTS,
            }
        ),
        "Evidence": _object(_values_of(Evidence)),
        "Phrase": _object(_values_of(Phrase)),
        "RelatedGoal": _object({**identity, "score": _NUMBER, "terms": _TEXTS}),
        "Goal": _object(goal),
        "GoalInFull": _object(
            {
                **goal,
                "programmes": _list(_object(_values_of(Programme))),
                "related": related_goals,
                "related_later": related_goals,
            }
        ),
        "Batch": _object(
            {
                "rows": _list(_ref("Row")),
                "fingerprint": _TEXT,
                "versions": {"type": "object", "additionalProperties": _TEXT},
            }
        ),
        "Row": _object({name: _LINE[kind] for name, kind in batch_json.FIELDS.items()}),
    }


def _values_of(kind: type) -> Json:
    """The schemas of the fields of a dataclass or a named tuple, by name."""
    hints = get_type_hints(kind)
    return {name: _schema_of(hints[name]) for name in signature(kind).parameters}


def _schema_of(hint: Any) -> Json:
    """
    The schema of a value by its annotation.

    Raises:
        KeyError: If JSON has no such value.
    """
    arguments = get_args(hint)
    if get_origin(hint) is Literal:
        return {"enum": list(arguments)}
    if get_origin(hint) in {Union, UnionType}:
        return _or_null(*(_schema_of(argument) for argument in arguments if argument is not NoneType))
    if get_origin(hint) is Sequence:
        return _list(_schema_of(arguments[0]))
    if get_origin(hint) is tuple:
        if arguments[1:] == (...,):
            return _list(_schema_of(arguments[0]))
        return {**_list(_schema_of(arguments[0])), "minItems": len(arguments), "maxItems": len(arguments)}
    return _SIMPLE[hint] if hint in _SIMPLE else _object(_values_of(hint))


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(*schemas: Json) -> Json:
    return {"anyOf": [*schemas, {"type": "null"}]}


def _object(properties: Json, *, required: list[str] | None = None) -> Json:
    """An object that has all of its properties, unless some are named as required, and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_SIMPLE: Final[dict[type, Json]] = {
    str: _TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: _NUMBER,
}
_LINE: Final[dict[batch_json.Kind, Json]] = {
    "text": _TEXT,
    "text or null": _TEXT_OR_NONE,
    "texts": _TEXTS,
    "count": _COUNT,
    "year or null": {"type": ["integer", "null"]},
    "number": _NUMBER,
    "pairs": _list(_object({"heading": _TEXT, "value": _TEXT})),
    "notice or null": _or_null(_ref("Notice")),
}
_LINE["hits"] = _list(_object({name: _LINE[kind] for name, kind in batch_json.HIT_FIELDS.items()}))
