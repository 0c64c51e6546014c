"""
The fonts Symbol and Wingdings: which character a letter of theirs shows.

They have no letters but pictures in the places of letters: ``b`` in Symbol is β. Word stores such a place as it is, or
moved to U+F000 and up. The table of Symbol is that of Unicode
(https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt); of the other fonts, which only decorate, what may
say something: boxes and arrows.
"""

import re
from typing import Final

_SYMBOL: Final = dict(
    zip(
        [*range(0x20, 0x7F), *range(0xA0, 0xF0), *range(0xF1, 0xFF)],
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?"
        "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
        "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
        "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
        "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
        "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
_WINGDINGS: Final = dict(
    zip(
        [
            0x6C,
            0x6E,
            0x6F,
            0x71,
            0x75,
            0x9F,
            0xA7,
            0xA8,
            0xD8,
            0xDF,
            0xE0,
            0xE1,
            0xE2,
            0xE8,
            0xF0,
            0xFB,
            0xFC,
            0xFD,
            0xFE,
        ],
        "●■□❑◆•▪□➢←→↑↓➔⇨✗✓☒☑",
        strict=True,
    )
)
_WINGDINGS_2: Final = dict(zip(map(ord, "OPQRSTU£"), "✗✓☒☑☒☒✓□", strict=True))
_PRIVATE_USE: Final = 0xF000
_PASTED: Final = re.compile("[\uf041-\uf05a\uf061-\uf07a\uf0b0-\uf0b4]")


def character_table(font: str) -> dict[int, str] | None:
    """What the places of ``font`` show; None for a font of ordinary letters."""
    name = font.casefold()
    if name.startswith("symbol"):
        return _SYMBOL
    if name.startswith("wingdings 2"):
        return _WINGDINGS_2
    return _WINGDINGS if name.startswith(("wingdings", "webdings")) else None


def shown_text(text: str, font: str) -> str:
    """``text`` in ``font`` as a reader sees it: Symbol and the like apply to their own places, not to Japanese."""
    table = character_table(font)
    if table is None:
        # Pasted text keeps the places, and loses the font: nothing but Symbol has letters there.
        return _PASTED.sub(lambda sign: _SYMBOL.get(ord(sign[0]) - _PRIVATE_USE, sign[0]), text)
    return "".join(_shown(ord(sign), table, sign) for sign in text)


def symbol(code: str, font: str) -> str:
    """The character of a place that is given as a hexadecimal number; empty if it is none."""
    try:
        place = int(code, 16)
        sign = chr(place)
    except (ValueError, OverflowError):
        return ""
    if (table := character_table(font)) is not None and place <= _PRIVATE_USE + 0xFF:
        sign = _shown(place, table, sign)
    # Half a character is none; and what a font that is not known shows at a place of its own cannot be told.
    return sign if sign.isprintable() else ""


def _shown(place: int, table: dict[int, str], sign: str) -> str:
    if _PRIVATE_USE <= place <= _PRIVATE_USE + 0xFF:
        return table.get(place - _PRIVATE_USE, "")
    # Spaces and line ends stay what they are.
    return sign if place > 0xFF or sign.isspace() else table.get(place, "")
