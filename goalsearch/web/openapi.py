"""What the API takes and gives, as an OpenAPI 3.1 document; the tests hold the API to it."""

from functools import cache
from typing import Any, Final

from goalsearch import __version__
from goalsearch.messages import LANGUAGES
from goalsearch.ranking.fusion import RANKERS
from goalsearch.searcher import DEFAULT_K

MAX_K: Final = 1000
"""Most goals of an answer."""
MAX_CHARS: Final = 500_000
"""Longest text that is searched for: a book of some hundred pages."""

Json = dict[str, Any]

_TEXT: Final[Json] = {"type": "string"}
_NUMBER: Final[Json] = {"type": "number"}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_TEXT_OR_NONE: Final[Json] = {"type": ["string", "null"]}
_YEAR_OR_NONE: Final[Json] = {"type": ["integer", "null"]}
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
        "years": {**_TEXT_OR_NONE, "description": "2019, 2015-2018, latest, or several of these with commas."},
        "agency": {**_TEXT_OR_NONE, "description": "Such as JST."},
        "category": {**_TEXT_OR_NONE, "description": "materials, information, life, medical, or a corpus's own."},
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
    names = {"years": "2019, 2015-2018, latest …", "agency": "Such as JST.", "category": "Such as life."}
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
    identity = {
        "id": _TEXT,
        "fiscal_year": _YEAR_OR_NONE,
        "agency": _TEXT_OR_NONE,
        "category": _TEXT_OR_NONE,
        "title": _TEXT,
        "title_en": _TEXT_OR_NONE,
    }
    related = _object({**identity, "score": _NUMBER, "terms": _TEXTS})
    notice = _object({"code": _TEXT, "message": _TEXT})
    return {
        "Problem": _object(
            {"status": {"type": "integer"}, **dict.fromkeys(("type", "title", "detail", "code"), _TEXT)}
        ),
        "Notice": notice,
        "SearchResult": _object(
            {
                "query": _ref("Query"),
                "ranker": {"type": "string", "enum": list(RANKERS)},
                "n_candidates": _COUNT,
                "n_filtered_out": _COUNT,
                "verdict": {"type": "string", "enum": ["goals", "none"]},
                "reason": {"oneOf": [_ref("Notice"), {"type": "null"}]},
                "warnings": {"type": "array", "items": _ref("Notice")},
                "hits": {"type": "array", "items": _ref("Hit")},
            }
        ),
        "Query": _object(
            {
                "text": _TEXT,
                "language": {"type": "string", "enum": ["ja", "en", "mixed", "other", "none"]},
                "n_terms": _COUNT,
                "n_known_terms": _COUNT,
                "k": {"type": "integer", "minimum": 1},
                **dict.fromkeys(("years", "agency", "category"), _TEXT_OR_NONE),
            }
        ),
        "Hit": _object(
            {
                "rank": {"type": "integer", "minimum": 1},
                "score": _NUMBER,
                "band": {"type": "string", "enum": ["strong", "possible", "weak"]},
                "tied_with": {"type": "integer", "minimum": 1},
                "parts": {"type": "object", "additionalProperties": _NUMBER},
                "goal": _object({**identity, "areas": {"type": "array", "items": {"type": "object"}}}),
                "evidence": {"type": "array", "items": _ref("Evidence")},
                "passage": _object({"start": _COUNT, "end": _COUNT, "text": _TEXT, "score": _NUMBER}),
                "nearest": {"type": ["object", "null"]},
                "missing": {
                    "type": "array",
                    "items": _object({"term": _TEXT, "weight": _NUMBER, "fields": _TEXTS}),
                },
                "related": {"type": "array", "items": _ref("RelatedGoal")},
                "programmes": _TEXTS,
            }
        ),
        "Evidence": _object(
            {
                "term": _TEXT,
                "contribution": _NUMBER,
                "spans": {"type": "array", "items": {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}},
                "fields": _TEXTS,
            }
        ),
        "RelatedGoal": related,
        "Goal": {**_object(identity, required=list(identity)), "additionalProperties": True},
        "GoalInFull": {
            **_object(
                {
                    **identity,
                    "programmes": {"type": "array", "items": {"type": "object"}},
                    "related": {"type": "array", "items": _ref("RelatedGoal")},
                    "related_later": {"type": "array", "items": _ref("RelatedGoal")},
                }
            ),
            "additionalProperties": True,
        },
        "Batch": _object(
            {
                "rows": {"type": "array", "items": _ref("Row")},
                "fingerprint": _TEXT,
                "versions": {"type": "object", "additionalProperties": _TEXT},
            }
        ),
        "Row": {
            **_object(
                {
                    "document_id": _TEXT,
                    "path": _TEXT,
                    "record_id": _TEXT_OR_NONE,
                    "title": _TEXT_OR_NONE,
                    "n_characters": _COUNT,
                    "language": _TEXT_OR_NONE,
                    "verdict": {"type": ["string", "null"], "enum": ["goals", "none", None]},
                    "hits": {"type": "array", "items": {"type": "object"}},
                    "warnings": _TEXTS,
                    "failure": {"oneOf": [_object({"code": _TEXT, "message": _TEXT}), {"type": "null"}]},
                }
            ),
            "additionalProperties": True,
        },
    }


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
