"""The fields of a corpus file: their names, the other names they go by, and what each may hold."""

import unicodedata
from collections.abc import Mapping
from typing import Final, Literal

from goalsearch.corpus.characters import character_name, hidden, shown

Kind = Literal["line", "text", "list", "year", "flag", "date", "choice", "url", "areas", "sources"]
Fields = Mapping[str, Kind]

GOAL: Final[Fields] = {
    "id": "line",
    "fiscal_year": "year",
    "agencies": "list",
    "category": "line",
    "category_source": "line",
    "in_ministry_list": "flag",
    "title": "line",
    "title_verified": "flag",
    "title_en": "line",
    "title_en_source": "choice",
    "decided_on": "date",
    "summary": "text",
    "summary_source": "choice",
    "summary_after": "text",
    "summary_en": "text",
    "summary_en_source": "choice",
    "keywords": "list",
    "keywords_en": "list",
    "description": "text",
    "description_en": "text",
    "topics": "list",
    "topics_en": "list",
    "edge_topics": "list",
    "edge_topics_en": "list",
    "fields": "list",
    "editorial_confidence": "choice",
    "areas": "areas",
    "sources": "sources",
    "notes": "text",
}

AREA: Final[Fields] = {
    "programme": "line",
    "name": "line",
    "name_en": "line",
    "start_fy": "year",
    "supervisor": "line",
    "url": "url",
}

SOURCE: Final[Fields] = {"url": "url", "document": "line"}

PROGRAMME: Final[Fields] = {
    "name": "line",
    "name_en": "line",
    "agency": "line",
    "kind": "choice",
    "duration": "line",
    "duration_en": "line",
    "budget": "line",
    "budget_en": "line",
    "eligibility": "text",
    "eligibility_en": "text",
    "as_of": "year",
    "source": "line",
}

REQUIRED_OF_GOAL: Final = ("id", "title")
REQUIRED_OF_AREA: Final = ("programme", "name")
REQUIRED_OF_PROGRAMME: Final = ("name", "agency")

_PROVENANCE: Final = ("official", "editorial")
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "title_en_source": _PROVENANCE,
    "summary_source": _PROVENANCE,
    "summary_en_source": _PROVENANCE,
    "editorial_confidence": ("high", "medium", "low"),
    "kind": ("team", "individual", "project"),
}

# The name in the file on the left, the field that it means on the right.
GOAL_ALIASES: Final[Mapping[str, str]] = {
    "agency": "agencies",
    "area": "areas",
    "source": "sources",
    "year": "fiscal_year",
    "in_ministry_list_2012_2019": "in_ministry_list",
    "目標id": "id",
    "年度": "fiscal_year",
    "機関": "agencies",
    "分類": "category",
    "目標名": "title",
    "目標名(英語)": "title_en",
    "決定日": "decided_on",
    "概要": "summary",
    "概要の出所": "summary_source",
    "概要(英語)": "summary_en",
    "キーワード": "keywords",
    "キーワード(英語)": "keywords_en",
    "説明": "description",
    "説明(英語)": "description_en",
    "トピック": "topics",
    "トピック(英語)": "topics_en",
    "分野": "fields",
    "出典": "sources",
    "備考": "notes",
}


def canonical(name: str, fields: Fields, aliases: Mapping[str, str]) -> str | None:
    """
    The field that ``name`` means, or None if it means none.

    Letter case, white space around it and full-width letters do not matter: ``目標ＩＤ`` is ``id``.
    """
    name = unicodedata.normalize("NFKC", name).strip().lower()
    name = aliases.get(name, name)
    return name if name in fields else None


def nearest(name: str, fields: Fields, aliases: Mapping[str, str]) -> str | None:
    """The known name that ``name`` may be a misspelling of, or None if none is near."""
    import difflib  # only when something is wrong

    known = [*fields, *aliases]
    return next(iter(difflib.get_close_matches(name.strip().lower(), known, n=1)), None)


def unknown_name(written: str, fields: Fields, aliases: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """What is to be said about a name that means no field, as message key and values."""
    if positions := hidden(written, one_line=True):
        first = positions[0]
        return "corpus.hidden_in_name", {
            "character": character_name(written[first]),
            "position": first + 1,
            "count": len(positions),
        }
    if (near := nearest(written, fields, aliases)) is not None:
        return "corpus.unknown_field_near", {"name": shown(written), "near": near}
    return "corpus.unknown_field", {"name": shown(written)}
