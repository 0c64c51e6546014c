"""The fields of a corpus file: their names, the other names they go by, and what each may hold."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from goalsearch.corpus.quoting import quoted
from goalsearch.corpus.slip import slip_of
from goalsearch.model import fields as goal_fields
from goalsearch.model.fields import Kind
from goalsearch.text.characters import character_name, hidden

# Spellings of names that are remembered: the same come with every record, unless a file holds nothing but mistakes.
_MOST_REMEMBERED: Final = 1_000
_BETWEEN_WORDS: Final = re.compile(r"[\s_-]+")


class TableFields:
    """
    What one kind of table in a corpus file may hold.

    Attributes:
        kinds: Its fields, and what each holds.
        aliases: The name in the file on the left, the field that it means on the right.
        required: The fields that none may lack.
        field: The field that a name means, or None if it means none. Letter case, white space, what stands between
            words and full-width letters do not matter: ``目標ＩＤ`` is ``id``, ``Goal ID`` is ``goal_id``.
        slip: The known name that a name is with a slip of the pen, or None if it is a word of its own.
    """

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        aliases: Mapping[str, str] = MappingProxyType({}),
        required: tuple[str, ...] = (),
    ) -> None:
        self.kinds = kinds
        self.aliases = aliases
        self.required = required
        self.field: Callable[[str], str | None] = lru_cache(_MOST_REMEMBERED)(self._field)
        self.slip: Callable[[str], str | None] = lru_cache(_MOST_REMEMBERED)(self._slip)

    def nearest(self, name: str) -> str | None:
        """The known name that ``name`` may be a misspelling of, or None if none is near."""
        import difflib  # only when something is wrong

        known = [*self.kinds, *self.aliases]
        return next(iter(difflib.get_close_matches(name.strip().lower(), known, n=1)), None)

    def unknown_name(self, written: str) -> tuple[str, dict[str, object]]:
        """What is to be said about a name that means no field, as message key and values."""
        if positions := hidden(written, one_line=True):
            first = positions[0]
            return "corpus.hidden_in_name", {
                "character": character_name(written[first]),
                "position": first + 1,
                "count": len(positions),
            }
        if (near := self.slip(written) or self.nearest(written)) is not None:
            return "corpus.unknown_field_near", {"name": quoted(written), "near": near}
        return "corpus.unknown_field", {"name": quoted(written)}

    def is_passed_over(self, written: str) -> bool:
        """Whether a name that means no field is one of its own, which a table may have, and no mistake."""
        return not hidden(written.strip(), one_line=False) and self.slip(written) is None

    def _field(self, name: str) -> str | None:
        name = unicodedata.normalize("NFKC", name).strip().lower()
        for way in (name, _BETWEEN_WORDS.sub("_", name), _BETWEEN_WORDS.sub("", name)):
            field = self.aliases.get(way, way)
            if field in self.kinds:
                return field
        return None

    def _slip(self, name: str) -> str | None:
        name = _BETWEEN_WORDS.sub("_", unicodedata.normalize("NFKC", name).strip().lower())
        return slip_of(name, (*self.kinds, *self.aliases)) if name else None


GOAL: Final = TableFields(goal_fields.kinds(), goal_fields.aliases(), required=("id", "title"))

AREA: Final = TableFields(
    {
        "programme": "line",
        "name": "line",
        "name_en": "line",
        "start_fy": "year",
        "supervisor": "line",
        "url": "url",
        "verified": "flag",
        "basis": "line",
    },
    required=("programme", "name"),
)

YEAR: Final = TableFields(
    {"fiscal_year": "year", "goals_set": "count", "agencies": "list", "source": "line"}, required=("fiscal_year",)
)

EXAMPLE: Final = TableFields(
    {
        "goal_id": "line",
        "kind": "line",
        "topic": "line",
        "topic_en": "line",
        "abstract": "text",
        "abstract_en": "text",
    },
    required=("goal_id",),
)
EXAMPLE_KINDS: Final = ("core", "edge")

SOURCE: Final = TableFields({"url": "url", "document": "line"})

PROGRAMME: Final = TableFields(
    {
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
    },
    required=("name", "agency"),
)

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    **goal_fields.choices(),
    "kind": ("team", "individual", "project"),
}
