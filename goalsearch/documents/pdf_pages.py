"""PDF to lines with PDFium. Runs in the worker process only: see ``pdf``."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from goalsearch.documents.glyphs import Glyph, runs_of
from goalsearch.documents.legibility import garbled
from goalsearch.documents.line_numbers import without_line_numbers
from goalsearch.documents.page_lines import in_cells, lines_of
from goalsearch.documents.paragraphs import PageLine, join_lines
from goalsearch.documents.pdf_form import placed, take_boxes, take_values, with_boxes
from goalsearch.documents.pdf_glyphs import glyphs_of
from goalsearch.documents.ruby import without_ruby
from goalsearch.documents.running_heads import without_running_heads
from goalsearch.documents.source import reported, shown
from goalsearch.documents.stretched_lines import whole_lines
from goalsearch.documents.xfa import asks_to_wait, values_of
from goalsearch.errors import DocumentError

_PAGE_NUMBER: Final = re.compile(r"[\s\-–—―‐−/|()（）.]*\d{1,4}(?:\s*[/／]\s*\d{1,4})?[\s\-–—―‐−/|()（）.]*")

# Browsers and some Word printers store the radical ⼒ for the character 力, which looks the same.
_RADICALS: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺟⺠⻁⻄⻆⻑⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲", "母民虎西角長青食骨鬼麦黄斉歯竜亀"
)


def read_pages(path: Path, max_pages: int) -> Iterator[dict[str, object]]:
    """
    Everything about a PDF that ``pdf.Content`` lists, as one item.

    Raises:
        DocumentError: If the file cannot be opened, is damaged, or needs a password.
    """
    with reported(path):
        # The bytes, not the path: on some systems PDFium cannot open every name.
        data = path.read_bytes()
    document = _opened(path, data)
    n_pages = len(document)
    n_read = min(n_pages, max_pages)
    packets = _xfa_packets(document)
    typed = values_of(packets) if packets else []
    pages: list[list[PageLine]] = []
    n_blank = 0
    for index in range(n_read):
        page_lines, is_blank = _page(document, index)
        pages.append(page_lines)
        n_blank += is_blank
    text = "\n\n".join(join_lines(without_running_heads(pages))).translate(_RADICALS)
    if asks_to_wait(text, has_form=bool(packets)):
        text = ""
        if not typed:
            raise DocumentError("document.xfa", file=shown(path))
    if missing := [(caption, value) for caption, value in typed if _bare(value) not in _bare(text)]:
        text = f"{text}\n\n{_form_text(missing)}".lstrip()
    yield {
        "text": text,
        "n_pages": n_pages,
        "n_read": n_read,
        "n_blank": n_blank,
        "garbled": garbled(text),
    }
    document.close()


def _opened(path: Path, data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == 0:
            raise DocumentError("document.damaged", file=shown(path), suffix=".pdf")
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise DocumentError("document.password", file=shown(path)) from error
        raise DocumentError("document.damaged", file=shown(path), suffix=".pdf") from error
    if document.get_formtype() != pdfium.FORMTYPE_NONE:
        # Before the first page is loaded.
        document.init_forms()
    return document


def _page(document: Any, index: int) -> tuple[list[PageLine], bool]:
    """The lines of a page, and whether something other than text is all there is on it."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        # One damaged page does not make the others worthless; it counts as a page without text.
        return [], True
    values: list[PageLine] = []
    boxes: list[Glyph] = []
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        values = take_values(document, page, index)
        boxes = take_boxes(document, page)
        page = _flattened(document, page, index)
    text_page = page.get_textpage()
    glyphs = without_ruby(glyphs_of(text_page))
    glyphs = with_boxes(glyphs, boxes) if boxes else glyphs
    runs = whole_lines(without_line_numbers(list(runs_of(glyphs))))
    lines = placed(_without_page_number(lines_of(list(in_cells(runs)), index)), values)
    is_blank = not lines and pdfium.FPDFPage_CountObjects(page) > 0
    text_page.close()
    page.close()
    return lines, is_blank


def _flattened(document: Any, page: Any, index: int) -> Any:
    """The page with the looks of its fields and notes, which are no part of its text otherwise."""
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _without_page_number(lines: list[PageLine]) -> list[PageLine]:
    """Leave out a number that stands alone at the head or foot of a page: it would part a sentence in two."""
    for at in (-1, 0):
        if lines and _PAGE_NUMBER.fullmatch(lines[at].text):
            number = lines[at]
            if sum(abs(line.base - number.base) < line.size / 2 for line in lines) == 1:
                lines = [line for line in lines if line is not number]
    return lines


def _xfa_packets(document: Any) -> list[tuple[str, bytes]]:
    packets = []
    for index in range(max(0, pdfium.FPDF_GetXFAPacketCount(document))):
        n_name = pdfium.FPDF_GetXFAPacketName(document, index, None, 0)
        name = ctypes.create_string_buffer(max(1, n_name))
        pdfium.FPDF_GetXFAPacketName(document, index, name, n_name)
        n_bytes = ctypes.c_ulong()
        if not pdfium.FPDF_GetXFAPacketContent(document, index, None, 0, n_bytes):
            continue
        content = ctypes.create_string_buffer(max(1, n_bytes.value))
        pdfium.FPDF_GetXFAPacketContent(document, index, content, n_bytes.value, n_bytes)
        packets.append((name.value.decode("utf-8", "replace"), content.raw[: n_bytes.value]))
    return packets


def _form_text(values: list[tuple[str, str]]) -> str:
    return "\n\n".join(f"{caption}\n{value}".strip() for caption, value in values)


def _bare(text: str) -> str:
    return "".join(text.split())
