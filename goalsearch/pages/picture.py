"""A picture with its table as one HTML file that needs nothing else: no script, no request, for screens and paper."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from goalsearch.messages import Language
from goalsearch.pages.environment import render
from goalsearch.pictures.picture import Cell, Picture, PictureRow
from goalsearch.pictures.sheets import PictureSheet, sheets
from goalsearch.pictures.svg import Href, svg, swatch


class Shown(NamedTuple):
    """
    A picture as a page shows it.

    Attributes:
        svg: The picture itself.
        legend: What its signs mean, each with the sign.
        sheets: Its parts for paper, if it is wider than a page.
        anchor: Where the text is in it; empty if there is none, or if it is in sight anyway.
    """

    svg: Markup
    legend: Sequence[tuple[str, Markup]]
    sheets: Sequence[PictureSheet]
    anchor: str


def shown(picture: Picture, lang: Language, href: Href) -> Shown:
    """A picture for a page, in which goals link to ``href`` of their ids."""
    drawing = picture.drawing(lang, bare=True)
    on_paper = sheets(drawing)
    anchors = [group.anchor for group in drawing.groups() if group.anchor]
    return Shown(
        # goalsearch.pictures escapes what it draws.
        svg=Markup(svg(drawing, lang, href=href)),  # noqa: S704
        legend=[(entry.label, Markup(swatch(entry))) for entry in drawing.legend],  # noqa: S704
        sheets=on_paper,
        anchor=anchors[0] if anchors and on_paper else "",
    )


def picture_page(picture: Picture, lang: Language) -> str:
    """
    The page. Its policy allows its own style and nothing else; goals in the picture lead to their rows in the table.

    Args:
        picture: What to show.
        lang: Language of the page.
    """
    table = picture.table_in(lang)
    # A goal of one's own corpus may have any id: its anchor is its place.
    anchors = {row.goal_id: f"g{place}" for place, row in enumerate(table.rows, 1) if row.goal_id is not None}

    def address(cell: Cell, row: PictureRow) -> str | None:
        if cell.anchor:
            return f"#{cell.anchor}"
        # No link from a row to itself.
        if cell.goal_id is None or cell.goal_id == row.goal_id or cell.goal_id not in anchors:
            return None
        return f"#{anchors[cell.goal_id]}"

    return render(
        "picture.html",
        lang,
        picture=picture,
        shown=shown(picture, lang, lambda goal_id: f"#{anchors[goal_id]}"),
        table=table,
        address=address,
        row_id=lambda row: anchors.get(row.goal_id),
    )
