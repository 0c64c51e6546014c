"""
One line of a batch: what became of one proposal.

It holds no text of the proposal beyond its title and the terms that it shares with goals, and of the person behind it
what a table or form says of them: that goes into the result alone, and is logged nowhere.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from goalsearch.documents.section import part_described
from goalsearch.messages import Language, text
from goalsearch.model import Json, Notice, RankedGoal


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
        name: Name of the person behind it, if a table's column or a form's label says it.
        department: Their department, else the folder of the file; None for a file in none.
        position: Their position, if it is known.
        contact: How to reach them, if it is known: e-mail, extension, telephone.
        kept: Headings and values of the columns that the user wants to keep.
        n_characters: Length of the text that was matched.
        heading: Name of the abstract's heading, if only its section was matched; None for the whole.
        n_form_lines: Lines and sentences that were left out as the form's.
        language: Language of the text, see `goalsearch.model.Query`.
        verdict: ``goals`` if a goal fits, ``near`` if one is just below, ``none`` if none is; None for a failure.
        reason: Why no goal fits, if none does.
        hits: The goals, best first.
        warnings: Codes of the warnings of the search and of the reader.
        vector: Places and weights of the proposal's known terms in the index's vocabulary, for comparing proposals.
        failure: Why it could not be read; then everything above but ``document_id``, ``path`` and what a table says of
            the row is empty.
        key: What a program calls the text that it gave: the place in a list, a key, a label of an index; None for
            proposals that come from files. Not kept in a journal.
    """

    document_id: str
    path: str = ""
    record_id: str | None = None
    title: str | None = None
    name: str | None = None
    department: str | None = None
    position: str | None = None
    contact: str | None = None
    kept: tuple[tuple[str, str], ...] = ()
    n_characters: int = 0
    heading: str | None = None
    n_form_lines: int = 0
    language: str | None = None
    verdict: str | None = None
    reason: Notice | None = None
    hits: tuple[RankedGoal, ...] = ()
    warnings: tuple[str, ...] = ()
    vector: tuple[tuple[int, float], ...] = ()
    failure: Failure | None = None
    key: Hashable | None = None

    @property
    def text_id(self) -> Hashable:
        """What the text is called: by the program that gave it, else by its ``document_id``."""
        return self.document_id if self.key is None else self.key

    def matched_part(self, lang: Language) -> str | None:
        """What was matched, in words: 「研究の概要」（114 字）; None for a failure."""
        if self.failure is not None:
            return None
        return part_described(self.heading, self.n_characters, self.n_form_lines, lang)
