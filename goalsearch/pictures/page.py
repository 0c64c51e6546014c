"""A picture with its table as one HTML file that needs nothing else: no script, no request, for screens and paper."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from goalsearch.messages import Language, text
from goalsearch.pictures.picture import Cell, Picture, Table, TableRow
from goalsearch.reports.clean_text import clean

PICTURE_STYLE: Final = """\
.gs-picture { display: block; margin: 0 auto; }
.gs-picture a { color: inherit; }
.gs-picture a:hover text, .gs-picture a:focus-visible text { text-decoration: underline; }
.gs-picture text { paint-order: stroke; stroke: var(--paper); stroke-width: 2.5px; stroke-linejoin: round; }
"""
"""What any page with a picture wants: ``--paper`` is the colour behind it, so that no line runs through a letter."""

STYLE: Final = (
    """
:root { color-scheme: light dark; --ink: #1b2733; --faint: #5b6875; --paper: #fff; --panel: #f3f6fa; --line: #d8e0e8;
  --link: #0b57a4; --focus: #3a80c2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --faint: #9fabb8; --paper: #12181f; --panel: #1b242e; --line: #33404d; --link: #8cc0ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: anywhere;
  font: 15px/1.6 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", "Segoe UI", system-ui, sans-serif; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
figure { margin: 0; overflow-x: auto; }
figure:focus-visible, a:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; }
"""
    + PICTURE_STYLE
    + """section { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem 3rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
table { width: 100%; border-collapse: collapse; font-size: .93em; }
th, td { padding: .4rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { background: var(--panel); color: var(--faint); font-size: .87em; font-weight: 600; }
tbody th { background: none; color: inherit; white-space: nowrap; }
td:nth-child(2) { font-weight: 600; min-width: 14rem; }
a { color: var(--link); }
td a { white-space: nowrap; }
tr:target { outline: 3px solid var(--focus); outline-offset: -2px; }
@media (max-width: 46rem) {
  thead { display: none; }
  tr, td, tbody th { display: block; }
  tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  td, tbody th { padding: .1rem 0; border: 0; }
  td:empty { display: none; }
  td[data-label]::before { content: attr(data-label) ": "; color: var(--faint); font-size: .85em; }
}
@media print {
  :root { --ink: #000; --faint: #444; --paper: #fff; --panel: #eee; --line: #bbb; --link: #000; }
  body { font-size: 8.5pt; line-height: 1.4; print-color-adjust: exact; }
  figure { overflow: visible; }
  .gs-picture { width: 100%; height: auto; max-height: 100vh; }
  section { max-width: none; padding: 0; break-before: page; }
  tr { break-inside: avoid; }
  a { text-decoration: none; }
}
@page { size: A3 landscape; margin: 10mm; }
"""
)


def page(picture: Picture, lang: Language) -> str:
    """
    The page. Its policy allows its own style and nothing else; goals in the picture lead to their rows in the table.

    Args:
        picture: What to show.
        lang: Language of the page.
    """
    return "".join(f"{line}\n" for line in _lines(picture, lang))


def _lines(picture: Picture, lang: Language) -> Iterator[str]:
    table = picture.table_in(lang)
    # A goal of one's own corpus may have any id: its anchor is its place.
    anchors = {row.goal_id: f"g{place}" for place, row in enumerate(table.rows, 1) if row.goal_id is not None}
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = _safe(picture.title(lang))
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>"
    # Wider than most screens, so it can be scrolled, by keyboard too.
    yield f'<figure tabindex="0" role="region" aria-label="{title}">'
    yield picture.svg(lang, href=lambda goal_id: f"#{anchors[goal_id]}")
    yield f"</figure>\n<section>\n<h2>{_safe(text('picture.table', lang))}</h2>"
    yield from _table(table, anchors)
    yield "</section>\n</main>\n</body>\n</html>"


def _table(table: Table, anchors: dict[str, str]) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{_safe(label)}</th>' for label in table.head)
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in table.rows:
        yield _row(row, table.head, anchors)
    yield "</tbody>\n</table>"


def _row(row: TableRow, head: Sequence[str], anchors: dict[str, str]) -> str:
    name = f' id="{anchors[row.goal_id]}"' if row.goal_id in anchors else ""
    first, title, *others = ("".join(_piece(cell, row, anchors) for cell in cells) for cells in row.cells)
    rest = "".join(
        f'<td data-label="{_safe(label)}">{content}</td>' if content else "<td></td>"
        for label, content in zip(head[2:], others, strict=True)
    )
    return f'<tr{name}><th scope="row">{first}</th><td>{title}</td>{rest}</tr>'


def _piece(cell: Cell, row: TableRow, anchors: dict[str, str]) -> str:
    # A piece may begin or end with the space to its neighbour.
    before, after = " " * cell.text.startswith(" "), " " * cell.text.endswith(" ")
    content = f"{before}{_safe(cell.text)}{after}"
    if cell.anchor:
        return f'<a href="#{cell.anchor}">{content}</a>'
    # No link from a row to itself.
    if cell.goal_id is None or cell.goal_id == row.goal_id or cell.goal_id not in anchors:
        return content
    return f'<a href="#{anchors[cell.goal_id]}">{content}</a>'


def _safe(content: str) -> str:
    return escape(clean(content))
