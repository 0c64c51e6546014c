"""
Texts and slides of LibreOffice and others (.odt, .odp): what a reader sees, in its order.

Taken: headings, paragraphs, lists, tables, text boxes, notes at the foot and end of a page. Not taken: deleted text of
tracked changes, comments, readings of ruby, hidden text and sections, headers and footers, the notes of a speaker.
"""

from pathlib import Path
from typing import Final

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.document import Document
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.source import document_id, shown
from goalsearch.documents.xml_stream import Silent, feed, local, split
from goalsearch.errors import DocumentError

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
# By namespace and name: what a reader of the document does not see.
_DROPPED: Final = frozenset(
    {
        *("tracked-changes", "ruby-text", "annotation", "notes", "forms", "scripts", "automatic-styles", "styles"),
        *("hidden-text", "hidden-paragraph", "note-citation", "sequence-decls", "variable-decls", "desc", "title"),
        *("event-listeners", "font-face-decls", "user-field-decls", "alphabetical-index-mark"),
    }
)
_MOST_SPACES: Final = 1000


def read_open_document(path: Path, options: ReadOptions) -> Document:
    """
    The text of a document in Open Document Format.

    Raises:
        DocumentError: If the file is damaged, protected by a password, a bomb, or declares XML entities.
    """
    with opened(path) as archive:
        if _CONTENT not in archive.NameToInfo:
            raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".odt")
        members = [archive.getinfo(name) for name in (_MANIFEST, _CONTENT) if name in archive.NameToInfo]
        check_sizes(path, archive, members, options.limits)
        if len(members) > 1:
            manifest = _Manifest()
            feed(path, archive, members[0], manifest)
            if manifest.is_encrypted:
                raise DocumentError("document.password", file=shown(path))
        content = _ParagraphCollector()
        feed(path, archive, members[-1], content)
    return Document(document_id=document_id(path, options.root), path=path, text=content.text())


class _Manifest(Silent):
    def __init__(self) -> None:
        self.is_encrypted = False

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self.is_encrypted = self.is_encrypted or split(tag)[1] == "encryption-data"


class _ParagraphCollector(Silent):
    """Collects paragraphs; what stands inside one, such as a note or a box, follows it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._open: list[list[str]] = []
        self._dropped_depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._dropped_depth:
            self._dropped_depth += 1
            return
        namespace, name = split(tag)
        values = local(attributes)
        if name in _DROPPED or values.get("display") == "none" or values.get("is-hidden") == "true":
            self._dropped_depth = 1
        elif namespace != _TEXT:
            return
        elif name in ("p", "h"):
            self._open.append([])
        elif self._open and name in ("line-break", "tab"):
            self._open[-1].append("\n" if name == "line-break" else "\t")
        elif self._open and name == "s":
            n = values.get("c", "1")
            self._open[-1].append(" " * (min(int(n), _MOST_SPACES) if n.isdecimal() else 1))

    def data(self, data: str) -> None:
        if self._open and not self._dropped_depth:
            # Line ends and blanks of the XML are one blank.
            self._open[-1].append(" ".join(data.split("\n")) if "\n" in data else data)

    def end(self, tag: str) -> None:
        if self._dropped_depth:
            self._dropped_depth -= 1
            return
        namespace, name = split(tag)
        if namespace == _TEXT and name in ("p", "h") and self._open:
            self._lines.append("".join(self._open.pop()).strip())

    def text(self) -> str:
        """All paragraphs with something in them, an empty line between them."""
        return "\n\n".join(filter(None, self._lines))
