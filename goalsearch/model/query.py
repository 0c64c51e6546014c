"""What was asked, and what there is to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from goalsearch.messages import Language, text
from goalsearch.model.goal import Json, plain


@dataclass(frozen=True, slots=True)
class Notice:
    """
    Something that a reader of a result should know.

    Attributes:
        code: Key of the message, such as ``notice.no_text``.
        values: What the message names.
    """

    code: str
    values: Mapping[str, object]

    def message(self, lang: Language) -> str:
        """The notice in one language, ready to show."""
        return text(self.code, lang, **self.values)

    def to_dict(self, lang: Language) -> Json:
        """Plain values, ready for JSON."""
        return {"code": self.code.removeprefix("notice."), "message": self.message(lang)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    What was searched for.

    Attributes:
        text: The text as it was given; spans count its characters.
        language: ``ja``, ``en``, ``mixed``, ``other``, or ``none`` for a text without letters.
        n_terms: Number of different content terms in it.
        n_known_terms: Those of them that occur in some goal.
        k: Most hits asked for.
        years: The filter on fiscal years as it was given.
        agency: The filter on the agency.
        category: The filter on the category.
    """

    text: str
    language: Literal["ja", "en", "mixed", "other", "none"]
    n_terms: int
    n_known_terms: int
    k: int
    years: str | None = None
    agency: str | None = None
    category: str | None = None

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return plain(self)
