"""
Slides of PowerPoint (.pptx): the text that an audience sees, slide by slide in their order.

Taken: titles, text boxes, tables and groups of shapes, in the order in which they are drawn; diagrams of SmartArt,
whose text lies in a part of its own. Not taken: hidden slides, which are counted in a note; notes of the speaker, which
are remarks to oneself; masters, the number and the foot of a slide.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from goalsearch.documents.archive import check_sizes, opened
from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.package import main_part, relations
from goalsearch.documents.source import document_id, shown
from goalsearch.documents.symbol_font import shown_text
from goalsearch.documents.xml_stream import Silent, feed, local, split
from goalsearch.errors import DocumentError

_MAIN_PART: Final = "ppt/presentation.xml"
_DRAWING: Final = ("/drawingml/2006/main", "/drawingml/main")
# Placeholders of what stands on every slide.
_FURNITURE: Final = frozenset({"sldNum", "ftr", "dt", "hdr"})


def read_slides(path: Path, options: ReadOptions) -> Document:
    """
    The text of a presentation.

    Raises:
        DocumentError: If the file is damaged, a bomb, or declares XML entities.
    """
    texts: list[str] = []
    n_hidden = n_left = 0
    with opened(path) as archive:
        slides = _slides(path, archive, options.limits)
        n_left = max(0, len(slides) - options.limits.pages)
        n_bytes = 0
        for name in slides[: options.limits.pages]:
            related = relations(path, archive, name, options.limits).values()
            diagrams = [relation.target for relation in related if relation.kind == "diagramData"]
            members = [archive.getinfo(part) for part in (name, *diagrams) if part in archive.NameToInfo]
            n_bytes += check_sizes(path, archive, members, options.limits)
            if n_bytes > options.limits.unpacked_bytes:
                raise _bomb(path, n_bytes)
            slide = _Slide()
            for member in members:
                feed(path, archive, member, slide)
            n_hidden += slide.is_hidden
            texts.append("" if slide.is_hidden else slide.text())
    return Document(
        document_id=document_id(path, options.root),
        path=path,
        text="\n\n".join(filter(None, texts)),
        notes=tuple(_notes(path, n_hidden, n_left)),
    )


def _notes(path: Path, n_hidden: int, n_left: int) -> Iterator[Note]:
    if n_hidden:
        yield Note(key="document.note.slides_hidden", values={"file": shown(path), "n": n_hidden})
    if n_left:
        yield Note(key="document.note.slides_left_out", values={"file": shown(path), "n": n_left})


def _bomb(path: Path, n_bytes: int) -> DocumentError:
    mib, packed = (f"{n / 1024 / 1024:,.1f}" for n in (n_bytes, path.stat().st_size))
    return DocumentError("document.bomb", file=shown(path), mib=mib, packed=packed)


def _slides(path: Path, archive: zipfile.ZipFile, limits: Limits) -> list[str]:
    """The parts with the slides, in their order."""
    main = main_part(path, archive, _MAIN_PART, limits)
    if main is None:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".pptx")
    member = archive.getinfo(main)
    check_sizes(path, archive, [member], limits)
    order = _Order()
    feed(path, archive, member, order)
    related = relations(path, archive, main, limits)
    targets = (related[name].target for name in order.found if name in related and not related[name].is_external)
    # A slide that is named twice is shown once: with a few letters for each, the text could be of any length.
    return [name for name in dict.fromkeys(targets) if name in archive.NameToInfo]


class _Order(Silent):
    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if split(tag)[1] == "sldId":
            # The slide's own id has no namespace, the relation's has one.
            relation = (value for name, value in attributes.items() if name.endswith("}id"))
            self.found.extend(relation)


class _Slide(Silent):
    """Collects paragraphs; a shape that is on every slide is dropped with all in it."""

    def __init__(self) -> None:
        self.is_hidden = False
        self._lines: list[str] = []
        self._shape: list[str] = []
        self._line: list[str] = []
        self._is_text = False
        self._is_furniture = False
        self._font = ""
        self._n_fallbacks = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, name = split(tag)
        # The same content for older programs.
        self._n_fallbacks += name == "Fallback"
        if self._n_fallbacks:
            return
        if name == "sld":
            self.is_hidden = attributes.get("show") in {"0", "false"}
        elif name == "sp":
            self._end_shape()
        elif name == "ph":
            self._is_furniture = attributes.get("type") in _FURNITURE
        elif not namespace.endswith(_DRAWING):
            return
        elif name == "t":
            self._is_text = True
        elif name == "r":
            self._font = ""
        elif name in ("latin", "sym"):
            self._font = local(attributes).get("typeface", "")
        elif name == "br":
            self._line.append("\n")

    def data(self, data: str) -> None:
        if self._is_text:
            self._line.append(shown_text(data, self._font) if self._font else data)

    def end(self, tag: str) -> None:
        name = split(tag)[1]
        if self._n_fallbacks:
            self._n_fallbacks -= name == "Fallback"
        elif name == "t":
            self._is_text = False
        elif name == "p" and self._line:
            self._shape.append("".join(self._line).strip())
            self._line = []
        elif name in ("sp", "graphicFrame"):
            self._end_shape()

    def _end_shape(self) -> None:
        if not self._is_furniture:
            self._lines.extend(filter(None, self._shape))
        self._shape, self._is_furniture = [], False

    def text(self) -> str:
        """The paragraphs, an empty line between them."""
        self._end_shape()
        return "\n\n".join(self._lines)
