"""
Word documents (.docx): the text that a reader of the document sees, in its order.

Taken: the body with tables in tables, text boxes (after the paragraph that holds them), tracked insertions, equations'
letters, letters of the font Symbol as what they show, embedded parts of other formats in their places (``altChunk``:
HTML, mail, text, Word), footnotes and endnotes (at the end). Not taken: deleted and moved-away text, the readings of
ruby, field codes, text hidden by itself or by its style, comments, headers and footers, and whatever lies outside the
file, which is never fetched. A text box that is stored twice, for old and for new versions of Word, is taken once.

The XML is read as a stream of events: no tree is built, so that a long proposal needs no more memory than its text.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Final

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.package import Relation, main_part, relations
from goalsearch.documents.source import document_id, shown
from goalsearch.documents.word_styles import StylesTarget, WordStyles, says_something
from goalsearch.documents.word_text import TextTarget
from goalsearch.documents.xml_stream import feed
from goalsearch.errors import DocumentError

_MAIN_PART: Final = "word/document.xml"
_NOTE_PARTS: Final = ("footnotes.xml", "endnotes.xml")
_MIB: Final = 1024 * 1024
# Word documents in Word documents; nobody needs more, and each level unpacks anew.
_MOST_LEVELS: Final = 4
# Errors that refuse the whole file, also when they come from a part inside it.
_REFUSING: Final = frozenset({"document.bomb", "document.entities"})


def read_word(path: Path, options: ReadOptions) -> Document:
    """
    The text of a Word document.

    Raises:
        DocumentError: If the file is damaged, a bomb, or declares XML entities.
    """
    reading = _WordReading(path, options.limits)
    with opened(path) as archive:
        text = reading.text(archive)
    return Document(document_id=document_id(path, options.root), path=path, text=text, notes=tuple(reading.notes()))


@dataclass(slots=True)
class _WordReading:
    """
    The reading of one file, with all that is embedded in it.

    Attributes:
        path: The file.
        limits: What it may cost.
        level: How deep the document at work is embedded in others.
        unpacked: Bytes that were unpacked so far, of all documents together.
        left_out: Embedded parts that were not read.
    """

    path: Path
    limits: Limits
    level: int = 0
    unpacked: int = 0
    left_out: list[str] = field(default_factory=list)

    def text(self, archive: zipfile.ZipFile) -> str:
        """The text of the document in ``archive``."""
        main = main_part(self.path, archive, _MAIN_PART, self.limits)
        if main is None:
            raise DocumentError("document.damaged", file=shown(self.path), suffix=self.path.suffix.lower() or ".docx")
        parts = list(_parts(archive, main))
        styles_part = posixpath.join(posixpath.dirname(main), "styles.xml")
        styles = [archive.getinfo(styles_part)] if styles_part in archive.NameToInfo else []
        self._unpack(archive, [*parts, *styles])
        found = self._styles(archive, styles)
        taken: set[str] = set()
        return "\n\n".join(filter(None, (self._part_text(archive, part, found, taken) for part in parts)))

    def _unpack(self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
        self.unpacked += check_sizes(self.path, archive, members, self.limits)
        if self.unpacked > self.limits.unpacked_bytes:
            packed = self.path.stat().st_size / _MIB
            mib = f"{self.unpacked / _MIB:,.0f}"
            raise DocumentError("document.bomb", file=shown(self.path), mib=mib, packed=f"{packed:,.1f}")

    def _styles(self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> WordStyles:
        target = StylesTarget()
        for member in members:
            # It is as long as a short document, and read in a tenth of the time without its elements.
            if says_something(archive.read(member)):
                feed(self.path, archive, member, target)
        return target.styles

    def _part_text(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo, styles: WordStyles, taken: set[str]) -> str:
        # Asked for once, and only by a document that embeds something.
        related = cache(partial(relations, self.path, archive, part.filename, self.limits))
        target = TextTarget(styles, lambda relation_id: self._chunk(archive, related().get(relation_id), taken))
        feed(self.path, archive, part, target)
        return target.text()

    def _chunk(self, archive: zipfile.ZipFile, relation: Relation | None, taken: set[str]) -> str:
        """The text of the part that a relation of a document leads to."""
        if relation is None or relation.is_external or relation.target not in archive.NameToInfo:
            self.left_out.append("?" if relation is None else shown(relation.target))
            return ""
        # A part that is named twice is taken once: with a few letters for each, the text could be of any length.
        if relation.target in taken:
            return ""
        taken.add(relation.target)
        member = archive.getinfo(relation.target)
        name = posixpath.basename(relation.target)
        text = None
        try:
            self._unpack(archive, [member])
            text = self._embedded(name, archive.read(member))
        except DocumentError as error:
            if error.key in _REFUSING:
                raise
        if text is None:
            self.left_out.append(shown(name))
        return text or ""

    def _embedded(self, name: str, data: bytes) -> str | None:
        """The text of a part that was embedded as ``data``; None for a format that is not read."""
        if not data.startswith(b"PK"):
            from goalsearch.documents.word_chunks import chunk_text

            return chunk_text(name, data)
        if self.level == _MOST_LEVELS:
            return None
        self.level += 1
        try:
            with opened(self.path, data) as archive:
                return self.text(archive)
        finally:
            self.level -= 1

    def notes(self) -> Iterator[Note]:
        """What there is to say about how it was read."""
        if self.left_out:
            parts = ", ".join(dict.fromkeys(self.left_out))
            yield Note(key="document.note.parts_left_out", values={"file": shown(self.path), "parts": parts})


def _parts(archive: zipfile.ZipFile, main: str) -> Iterator[zipfile.ZipInfo]:
    """The main part, and the notes beside it."""
    yield archive.getinfo(main)
    for note_part in _NOTE_PARTS:
        name = posixpath.join(posixpath.dirname(main), note_part)
        if name in archive.NameToInfo:
            yield archive.getinfo(name)
