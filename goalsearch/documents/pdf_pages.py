"""PDF to lines with PDFium. Runs in the worker process only: see ``pdf``."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from goalsearch.documents.paragraphs import Line, join_lines
from goalsearch.documents.source import reported, shown
from goalsearch.errors import DocumentError

_LINE_END: Final = frozenset("\r\n\v\f\u2028\u2029")
# PDFium puts one of these, by its version, for a hyphen at the end of a line, and no line end after it.
_LAST_HYPHEN: Final = frozenset("\x02\ufffe")
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
    lines: list[Line] = []
    n_blank = 0
    for index in range(n_read):
        page_lines, is_blank = _page(document, index)
        lines += page_lines
        n_blank += is_blank
    text = "\n\n".join(join_lines(lines)).translate(_RADICALS)
    yield {
        "text": text,
        "n_pages": n_pages,
        "n_read": n_read,
        "n_blank": n_blank,
        "garbled": _garbled(text),
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
    return document


def _page(document: Any, index: int) -> tuple[list[Line], bool]:
    """The lines of a page, and whether something other than text is all there is on it."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        # One damaged page does not make the others worthless; it counts as a page without text.
        return [], True
    if pdfium.FPDFPage_GetAnnotCount(page) > 0:
        page = _with_form_values(document, page, index)
    text_page = page.get_textpage()
    lines = _without_page_number(list(_lines(text_page, index)))
    is_blank = not lines and pdfium.FPDFPage_CountObjects(page) > 0
    text_page.close()
    page.close()
    return lines, is_blank


def _with_form_values(document: Any, page: Any, index: int) -> Any:
    """The page with what was typed into its form fields, which is no part of its text otherwise."""
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def _lines(text_page: Any, page: int) -> Iterator[Line]:
    start = 0
    signs: list[str] = []
    for index in range(text_page.count_chars()):
        sign = _sign(pdfium.FPDFText_GetUnicode(text_page, index))
        if sign in _LINE_END:
            yield from _line(text_page, page, start, signs)
            start, signs = index + 1, []
        elif sign in _LAST_HYPHEN:
            yield from _line(text_page, page, start, [*signs, "-"])
            start, signs = index + 1, []
        else:
            signs.append(sign)
    yield from _line(text_page, page, start, signs)


def _sign(code: int) -> str:
    # Windows hands characters beyond U+FFFF over in halves; they are put together when the line is whole.
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _line(text_page: Any, page: int, start: int, signs: list[str]) -> Iterator[Line]:
    visible = [index for index, sign in enumerate(signs) if not sign.isspace()]
    if not visible:
        return
    left, base, _ = _box(text_page, start + visible[0])
    _, _, right = _box(text_page, start + visible[-1])
    text = "".join(signs).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    yield Line(text=text, left=left, right=max(left, right), base=base, page=page)


def _box(text_page: Any, index: int) -> tuple[float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return left.value, bottom.value, right.value


def _without_page_number(lines: list[Line]) -> list[Line]:
    """Leave out a number that stands alone at the head or foot of a page: it would part a sentence in two."""
    if lines and _PAGE_NUMBER.fullmatch(lines[-1].text):
        lines = lines[:-1]
    if lines and _PAGE_NUMBER.fullmatch(lines[0].text):
        lines = lines[1:]
    return lines


def _garbled(text: str) -> float:
    signs = [sign for sign in text if not sign.isspace()]
    if not signs:
        return 0.0
    meaningless = sum(sign == "\ufffd" or unicodedata.category(sign) in {"Co", "Cn", "Cc"} for sign in signs)
    return meaningless / len(signs)
