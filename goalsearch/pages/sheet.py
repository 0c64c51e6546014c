"""The style sheets: colours and parts that all pages share, and one sheet for each kind of page."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from markupsafe import Markup

from goalsearch.pictures.palette import rules

_FOLDER: Final = Path(__file__).parent / "css"
_SHARED: Final = ("tokens", "parts")

Kind = Literal["report", "picture", "web"]


class StyleSheet(NamedTuple):
    """
    A style sheet.

    Attributes:
        text: The sheet, to stand inside ``<style>``.
        policy: The Content-Security-Policy of a page that holds this sheet and asks for nothing: no other style, no
            script, no request.
    """

    text: Markup
    policy: str


@cache
def sheet(kind: Kind) -> StyleSheet:
    """The sheet of a kind of page, with what it shares with the others."""
    text = "".join((_FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in (*_SHARED, kind))
    if kind != "report":
        text += rules()
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return StyleSheet(Markup(text), policy)  # noqa: S704 - files of this package
