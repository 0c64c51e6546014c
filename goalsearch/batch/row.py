"""One line of a batch: what became of one proposal. Holds no text of it beyond the terms that it shares with goals."""

from dataclasses import dataclass
from typing import NamedTuple

from goalsearch.messages import Language, text
from goalsearch.model import Json, Notice, RankedGoal

RowHit = RankedGoal
"""A goal that was found for a proposal."""


class Failure(NamedTuple):
    """Why a file or row could not be read: a message key and its values, as plain values."""

    key: str
    values: Json

    def message(self, lang: Language) -> str:
        """The reason in one language, ready to show."""
        return text(self.key, lang, **self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    What became of one proposal.

    Attributes:
        document_id: The proposal: its file's path below the folder, with ``/``; a table's row adds its place.
        path: The file's path below the folder, with ``/``; names as the system has them, where ``document_id`` writes
            an escape for a line break or an undecodable byte.
        record_id: What the table's id column says, if it has one.
        title: The proposal's title, if it is known.
        n_characters: Length of the text that was matched.
        language: Language of the text, see `goalsearch.model.Query`.
        verdict: ``goals`` if a goal fits, ``none`` if none does; None for a failure.
        reason: Why no goal fits, if none does.
        hits: The goals, best first.
        warnings: Codes of the warnings of the search and of the reader.
        vector: Places and weights of the proposal's known terms in the index's vocabulary, for comparing proposals.
        failure: Why it could not be read; then everything above but ``document_id``, ``path`` and what a table says of
            the row is empty.
    """

    document_id: str
    path: str = ""
    record_id: str | None = None
    title: str | None = None
    n_characters: int = 0
    language: str | None = None
    verdict: str | None = None
    reason: Notice | None = None
    hits: tuple[RowHit, ...] = ()
    warnings: tuple[str, ...] = ()
    vector: tuple[tuple[int, float], ...] = ()
    failure: Failure | None = None
