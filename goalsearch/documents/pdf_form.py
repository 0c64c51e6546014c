"""What was typed into the form fields of a PDF. Runs in the worker process only: see ``pdf``."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import pypdfium2.raw as pdfium

from goalsearch.documents.glyphs import Glyph
from goalsearch.documents.paragraphs import PageLine

_CHOICES: Final = frozenset((pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX))
_BOXES: Final = frozenset((pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON))
# In units of the character size: how far behind a box what it stands for may begin.
_BESIDE: Final = 1.5
_INVISIBLE: Final = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
# Bit 14 of the flags of a text field: what is typed shows as asterisks.
_PASSWORD: Final = 1 << 13
_SIZE: Final = 10.0


def take_values(document: Any, page: Any, index: int) -> list[PageLine]:
    """
    The values of the text and choice fields of a page, each a paragraph; the fields are taken off the page.

    The value counts, not the look that the file stores beside it: programs that fill forms often store none, or leave
    the one of before. A field without a value stays, so that what its look shows is read with the page.
    """
    form = document.formenv
    if form is None:
        return []
    values = []
    for at in range(pdfium.FPDFPage_GetAnnotCount(page) - 1, -1, -1):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        is_done = False
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
            text = _value(form, annotation)
            is_done = bool(text.strip())
            if is_done and not _is_secret(form, annotation):
                values.append(_line(annotation, text, index))
        pdfium.FPDFPage_CloseAnnot(annotation)
        if is_done:
            pdfium.FPDFPage_RemoveAnnot(page, at)
    return values[::-1]


def take_boxes(document: Any, page: Any) -> list[Glyph]:
    """The boxes to tick of a page as signs, ticked or not, where they stand; the fields are taken off the page."""
    form = document.formenv
    if form is None:
        return []
    boxes = []
    for at in range(pdfium.FPDFPage_GetAnnotCount(page) - 1, -1, -1):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        is_box = (
            pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
            and pdfium.FPDFAnnot_GetFormFieldType(form, annotation) in _BOXES
            and not pdfium.FPDFAnnot_GetFlags(annotation) & _INVISIBLE
        )
        if is_box:
            frame = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, frame)
            sign = "☑" if pdfium.FPDFAnnot_IsChecked(form, annotation) else "☐"
            low, high = sorted((frame.bottom, frame.top))
            boxes.append(Glyph(sign, frame.left, frame.right, low, high - low))
        pdfium.FPDFPage_CloseAnnot(annotation)
        if is_box:
            pdfium.FPDFPage_RemoveAnnot(page, at)
    return boxes[::-1]


def with_boxes(glyphs: list[Glyph], boxes: Sequence[Glyph]) -> list[Glyph]:
    """The signs of a page with each box before what stands right behind it; one that stands alone is left out."""
    placed = list(glyphs)
    for box in boxes:
        for at, glyph in enumerate(placed):
            size = glyph.size
            is_beside = box.base - size <= glyph.base <= box.base + max(size, box.size)
            if is_beside and not glyph.turn and -size / 2 <= glyph.left - box.right <= _BESIDE * size:
                # As large as the text, and on its line.
                placed.insert(
                    at, Glyph(box.sign, min(box.left, glyph.left), min(box.right, glyph.left), glyph.base, size)
                )
                break
    return placed


def placed(lines: Sequence[PageLine], values: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a page with each value behind the last line that stands beside or above its field."""
    result = list(lines)
    for value in values:
        above = [at for at, line in enumerate(result) if line.base >= value.base - line.size / 2]
        # Lines are in the order of the content, mostly from the top down.
        result.insert(above[-1] + 1 if above else 0, value)
    return result


def _value(form: Any, annotation: Any) -> str:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _CHOICES and (chosen := list(_chosen(form, annotation))):
        return "、".join(chosen)
    if kind in _CHOICES or kind == pdfium.FPDF_FORMFIELD_TEXTFIELD:
        return _string(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation))
    return ""


def _is_secret(form: Any, annotation: Any) -> bool:
    """Whether a value is not shown to those who open the file."""
    is_text = pdfium.FPDFAnnot_GetFormFieldType(form, annotation) == pdfium.FPDF_FORMFIELD_TEXTFIELD
    is_password = is_text and pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD
    return bool(is_password or pdfium.FPDFAnnot_GetFlags(annotation) & _INVISIBLE)


def _chosen(form: Any, annotation: Any) -> Iterator[str]:
    """What the options that are chosen are called; their value may be a mere number."""
    for option in range(pdfium.FPDFAnnot_GetOptionCount(form, annotation)):
        if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, option):
            yield _string(partial(pdfium.FPDFAnnot_GetOptionLabel, form, annotation, option))


def _string(get: Callable[[Any, int], int]) -> str:
    n_bytes = get(None, 0)
    buffer = (ctypes.c_ushort * (n_bytes // 2 + 1))()
    get(buffer, n_bytes)
    return bytes(buffer)[:n_bytes].decode("utf-16-le", "replace").rstrip("\0")


def _line(annotation: Any, text: str, page: int) -> PageLine:
    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, box)
    # The field's top: what was typed begins there, and labels stand beside or above.
    base = max(box.top, box.bottom) - _SIZE
    tidy = "\n".join(line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return PageLine(text=tidy, left=box.left, right=box.right, base=base, size=_SIZE, page=page, is_whole=True)
