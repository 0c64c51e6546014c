"""How cells look: a few names that can be put together, turned into formats of XlsxWriter."""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from goalsearch.messages import Language

Look = str
"""A name in the table below; looks are laid over one another from left to right."""

INK: Final = "#1B2733"
HEADING: Final = "#1F3A5F"
STRIPE: Final = "#F1F5FA"

# Bands differ in lightness and in their marks, so that they can be told apart in black and white.
_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    "base": {"font_size": 10, "font_color": INK, "valign": "top"},
    "title": {"font_size": 15, "bold": True, "font_color": HEADING, "valign": "vcenter"},
    "intro": {"font_size": 9, "font_color": "#4A5A6A", "valign": "vcenter"},
    "heading": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEADING,
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": "#C5D0DC",
    },
    "part": {"bold": True, "font_size": 11, "font_color": HEADING, "bottom": 1, "bottom_color": HEADING},
    "cell": {"border": 1, "border_color": "#DCE3EA"},
    "group": {"top": 2, "top_color": "#7A8CA0"},
    "wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "count": {"num_format": "#,##0", "align": "right", "indent": 1},
    "score": {"num_format": "0.00", "align": "right", "indent": 1},
    "small": {"font_size": 9, "font_color": "#3C4B5A"},
    "faint": {"font_color": "#6B7785"},
    "pale": {"font_color": "#A3AFBB"},
    "link": {"font_color": "#0B57A4", "underline": 1},
    "strong": {"bg_color": "#1E7A52", "font_color": "#FFFFFF", "bold": True},
    "possible": {"bg_color": "#CDE8DA", "font_color": "#123D2A"},
    "near": {"bg_color": "#FFFFFF", "font_color": "#5A3E00"},
    "weak": {"font_color": "#6B7785"},
    "verdict-near": {"bg_color": "#FFFFFF", "font_color": "#5A3E00"},
    "verdict-none": {"bg_color": "#FBE9C8", "font_color": "#5A3E00"},
    "verdict-failed": {"bg_color": "#8C2F2F", "font_color": "#FFFFFF", "bold": True},
    "figure": {"num_format": "0.00", "align": "center", "font_size": 9},
    "figure-strong": {"bold": True},
    "figure-possible": {},
    "figure-near": {"font_color": "#6B7785"},
    "figure-weak": {"font_color": "#6B7785"},
    # Many narrow headings side by side are easier to read dark on light.
    "upright": {
        "rotation": 90,
        "font_size": 8,
        "bold": False,
        "align": "left",
        "valign": "bottom",
        "font_color": INK,
        "bg_color": "#E4EBF3",
    },
    "right": {"align": "right"},
    "center": {"align": "center", "indent": 0},
    # What looks like a formula stays text even if somebody edits the cell and presses Enter.
    "quoted": {"quote_prefix": True},
}
_FONTS: Final[dict[Language, str]] = {"ja": "Yu Gothic", "en": "Calibri"}


class Styles:
    """The formats of one workbook; the same looks give the same format."""

    def __init__(self, book: Workbook, lang: Language) -> None:
        self._book = book
        self._font = _FONTS[lang]
        self._formats: dict[tuple[Look, ...], Format] = {}

    def get(self, *looks: Look) -> Format:
        """The format of these looks over the base."""
        if looks not in self._formats:
            properties: dict[str, Any] = {"font_name": self._font}
            for look in ("base", *looks):
                properties |= _LOOKS[look]
            self._formats[looks] = self._book.add_format(properties)
        return self._formats[looks]
