"""What comes out of a file: documents, with what there is to say about how they were read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goalsearch.documents.person import NOBODY, Person
from goalsearch.messages import Language, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    Something worth knowing about how a file was read, such as pages without text.

    Attributes:
        key: Key of the message in the catalogue.
        values: What the message names.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: Language) -> str:
        """The note in one language, ready to show."""
        return text(self.key, lang, **self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    One proposal as text: a whole file, or one row of a table.

    Attributes:
        document_id: The file's path below the folder that was read, with ``/`` on every system; a row adds its
            place: ``2024/list.xlsx#応募一覧!12``. Unique within a folder.
        path: The file.
        place: Where in the file it stands: ``12`` or ``応募一覧!12``, rows as Excel counts them; None for a whole file.
        record_id: What the table's id column says, such as ``24H01234``; None without such a column.
        title: What the table's title column, the document's label (研究課題名) or the file's own title says, if there
            is one.
        text: The text, with ``\\n`` for line ends.
        year: What the table's year column says of the row, as it is written there; None without such a column.
        field: What the table's column for the field of research says, if it has one.
        person: Who stands behind it, as the table's columns say; see `goalsearch.documents.person` for other documents.
        kept: Headings and values of the columns that the user wants to keep.
        encoding: Encoding of a plain text or table, as Python names it; None for other formats.
        notes: What there is to say about how it was read.
        is_form: Whether it is a sheet that is a form, not a row of one.
    """

    document_id: str
    path: Path
    text: str
    place: str | None = None
    record_id: str | None = None
    title: str | None = None
    year: str | None = None
    field: str | None = None
    person: Person = NOBODY
    kept: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    notes: tuple[Note, ...] = ()
    is_form: bool = False
