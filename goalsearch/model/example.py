"""Example abstracts: imaginary projects that the editors wrote for the ranking."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """
    An imaginary project under a goal. It serves the ranking and is never shown as a project that exists.

    Attributes:
        abstract: Its abstract in Japanese; None if it has only an English one.
        abstract_en: Its abstract in English, if there is one.
        topic: Its title in Japanese, if it has one.
        topic_en: Its title in English, if it has one.
        kind: ``core`` if it is squarely on the goal, ``edge`` if it is credible from its border; None if not said.
    """

    abstract: str | None = None
    abstract_en: str | None = None
    topic: str | None = None
    topic_en: str | None = None
    kind: Literal["core", "edge"] | None = None

    def text(self, *, english: bool) -> str:
        """Title and abstract in one language, as one text; empty if it has none in that language."""
        parts = (self.topic_en, self.abstract_en) if english else (self.topic, self.abstract)
        return "\n\n".join(filter(None, parts))
