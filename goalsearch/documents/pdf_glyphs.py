"""The signs of a PDF page as PDFium places them. Runs in the worker process only: see ``pdf``."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import pypdfium2.raw as pdfium

from goalsearch.documents.glyphs import Glyph, turned
from goalsearch.documents.paragraphs import is_wide

UNKNOWN: Final = "\ufffd"
# PDFium puts one of these, by its version, for a hyphen at the end of a line.
_LAST_HYPHEN: Final = frozenset((0x02, 0xFFFE))
# Of how many signs of a line one is asked whether its font tells what it means.
_CHECK_EVERY: Final = 8
# In units of the character size: how far the boxes of the signs of a line reach up and down alike.
_SAME_HEIGHT: Final = 0.02
_BLANKS: Final = frozenset(map(ord, " \t\r\n\v\f\u00a0\u2028\u2029"))


def glyphs_of(text_page: Any) -> list[Glyph]:
    """
    All signs of a page in the order of its content.

    A sign whose meaning the font does not tell is given as U+FFFD: PDFium would pass its number in the font off as a
    character. As hardly any page has such a font, it is asked of some signs first.
    """
    found = list(_glyphs(text_page, _CHECK_EVERY))
    return list(_glyphs(text_page, 1)) if any(glyph.sign == UNKNOWN for glyph in found) else found


def _glyphs(text_page: Any, check_every: int) -> Iterator[Glyph]:
    raw, n_signs = text_page.raw, text_page.count_chars()
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    to_x, to_y, to_box, to_matrix = map(ctypes.byref, (x, y, box, matrix))
    # A page has thousands of signs, and each of these calls takes longer than all that is made of its answer.
    is_unknown, size_of, set_matrix = (
        pdfium.FPDFText_HasUnicodeMapError,
        pdfium.FPDFText_GetFontSize,
        pdfium.FPDFText_GetMatrix,
    )
    set_origin, set_box = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetLooseCharBox
    scale, stretch, last = 1.0, 1.0, (math.nan, 0.0)
    top = bottom = base = size = math.nan
    slack = room = 0.0
    for index, code in enumerate(_codes(raw, n_signs)):
        # Blanks that stand in the file are text; the others are PDFium's guess at what a gap means.
        if code in _BLANKS and pdfium.FPDFText_IsGenerated(raw, index):
            continue
        set_box(raw, index, to_box)
        if abs(box.top - top) <= slack and abs(box.bottom - bottom) <= slack:
            # The next sign of a line, as nearly all are: in one font and size, and its box begins where it does.
            sign = UNKNOWN if index % check_every == 0 and is_unknown(raw, index) else _sign(code)
            left, right = box.left, box.right
            if right < left + room and is_wide(sign):
                right = left + room
            yield Glyph(sign, left, right if right > left else left, base, size)
            continue
        sign = UNKNOWN if is_unknown(raw, index) else _sign(code)
        set_origin(raw, index, to_x, to_y)
        font_size = size_of(raw, index)
        if (y.value, font_size) != last or matrix.b != 0:
            # On one line and in one size the frame is the same.
            set_matrix(raw, index, to_matrix)
            scale, last = math.hypot(matrix.c, matrix.d), (y.value, font_size)
            # Letters that were made narrower than they are high, as 長体.
            stretch = min(1.0, math.hypot(matrix.a, matrix.b) / scale) if scale else 1.0
            top = math.nan
        size = font_size * scale or 1.0
        if matrix.b == 0 and matrix.a >= 0:
            left, base, right, turn = x.value, y.value, box.right, 0
            # A sign that reaches beyond the others leaves their height as it is. Signs of vertical text stand beside
            # the place where they begin.
            if math.isnan(top) and box.left == left:
                top, bottom, slack, room = box.top, box.bottom, _SAME_HEIGHT * size, stretch * size
        else:
            top = math.nan
            turn = round(math.degrees(math.atan2(matrix.b, matrix.a)))
            left, base = turned(x.value, y.value, turn)
            corners = ((corner_x, corner_y) for corner_x in (box.left, box.right) for corner_y in (box.bottom, box.top))
            right = max(turned(*corner, turn)[0] for corner in corners)
        # Some fonts tell the outline of a sign, not the room that it takes.
        yield Glyph(sign, left, max(right, left + size * stretch if is_wide(sign) else left), base, size, turn)


def _codes(raw: Any, n_signs: int) -> Sequence[int]:
    """The code of each sign of a page."""
    units = (ctypes.c_ushort * (n_signs + 1))()
    # All at once, unless it leaves out some that stand on the page. The last one is a NUL.
    n_written = pdfium.FPDFText_GetText(raw, 0, n_signs, units)
    if n_written == n_signs + 1 and 0 not in units[:-1]:
        return units[:-1]
    return [pdfium.FPDFText_GetUnicode(raw, index) for index in range(n_signs)]


# A text has some hundred different ones.
@lru_cache(maxsize=16384)
def _sign(code: int) -> str:
    if code in _BLANKS:
        return " "
    if code in _LAST_HYPHEN:
        return "-"
    return chr(code) if 0 < code <= 0x10FFFF else UNKNOWN
