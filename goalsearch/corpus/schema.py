"""The fields of a corpus file: their names, the other names they go by, and what each may hold."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from goalsearch.corpus.quoting import quoted
from goalsearch.model import fields as goal_fields
from goalsearch.model.fields import Kind
from goalsearch.text.characters import character_name, hidden

Fields = Mapping[str, Kind]

GOAL: Final[Fields] = goal_fields.kinds()

AREA: Final[Fields] = {
    "programme": "line",
    "name": "line",
    "name_en": "line",
    "start_fy": "year",
    "supervisor": "line",
    "url": "url",
    "verified": "flag",
    "basis": "line",
}

YEAR: Final[Fields] = {"fiscal_year": "year", "goals_set": "count", "agencies": "list", "source": "line"}

EXAMPLE: Final[Fields] = {
    "goal_id": "line",
    "kind": "line",
    "topic": "line",
    "topic_en": "line",
    "abstract": "text",
    "abstract_en": "text",
}
EXAMPLE_KINDS: Final = ("core", "edge")

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
REQUIRED_OF_EXAMPLE: Final = ("goal_id",)
REQUIRED_OF_YEAR: Final = ("fiscal_year",)
REQUIRED_OF_PROGRAMME: Final = ("name", "agency")

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    **goal_fields.choices(),
    "kind": ("team", "individual", "project"),
}

# The name in the file on the left, the field that it means on the right.
GOAL_ALIASES: Final[Mapping[str, str]] = goal_fields.aliases()


def canonical(name: str, fields: Fields, aliases: Mapping[str, str]) -> str | None:
    """
    The field that ``name`` means, or None if it means none.

    Letter case, white space around it and full-width letters do not matter: ``目標ＩＤ`` is ``id``.
    """
    if name in fields and name not in aliases:
        return name  # as most files have it
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
        return "corpus.unknown_field_near", {"name": quoted(written), "near": near}
    return "corpus.unknown_field", {"name": quoted(written)}
