"""
PDF files: their text with the lines of each paragraph joined again.

The reading is done by PDFium in a worker process (``pdf_pages``): the library is not thread-safe, and a file from
anywhere may make it crash or run for ever.
"""

from pathlib import Path
from typing import Final, TypedDict, cast

from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import ReadOptions
from goalsearch.documents.reader_process import run
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import DocumentError

TASK: Final = "goalsearch.documents.pdf_pages:read_pages"


class PdfContent(TypedDict):
    """
    What the worker says about a PDF.

    Attributes:
        text: Its paragraphs, with an empty line between them.
        n_pages: Pages that it has.
        n_read: Pages that were read.
        n_blank: Pages of these on which no text was found, but something was drawn.
        garbled: Share of the characters that no reader can make sense of.
    """

    text: str
    n_pages: int
    n_read: int
    n_blank: int
    garbled: float


# Fonts without a table of characters give signs without meaning; a few occur in formulas.
_MAX_GARBLED: Final = 0.3


def read_pdf(path: Path, options: ReadOptions) -> Document:
    """
    The text of a PDF.

    Raises:
        DocumentError: If it is damaged or protected, holds only images or signs without meaning, or cannot be read
            within the limits.
    """
    content: PdfContent | None = None
    for item in run(TASK, path, {"max_pages": options.limits.pages}, options.limits):
        content = cast("PdfContent", item)
    if content is None:
        raise DocumentError("document.damaged", file=shown(path), suffix=".pdf")
    if not content["text"].strip():
        raise DocumentError("document.scan", file=shown(path), pages=content["n_pages"])
    if content["garbled"] > _MAX_GARBLED:
        raise DocumentError("document.garbled", file=shown(path))
    return Document(
        document_id=document_id(path, options.root),
        path=path,
        text=content["text"],
        notes=tuple(_notes(path, content)),
    )


def _notes(path: Path, content: PdfContent) -> list[Note]:
    notes = []
    if n_blank := content["n_blank"]:
        values = {"file": shown(path), "n": n_blank, "pages": content["n_pages"]}
        notes.append(Note(key="document.note.pages_without_text", values=values))
    if content["n_read"] < content["n_pages"]:
        values = {"file": shown(path), "n": content["n_read"], "pages": content["n_pages"]}
        notes.append(Note(key="document.note.first_pages", values=values))
    return notes
