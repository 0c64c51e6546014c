"""The frame of a page about topics: one HTML file that needs nothing else, no script and no request."""

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from typing import Final

from goalsearch.messages import Language
from goalsearch.reports.batch_page_style import STYLE
from goalsearch.reports.clean_text import clean

_STYLE: Final = (
    STYLE
    + """
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem; margin: .75rem 0;
  padding: 0; list-style: none; }
.cards li { padding: .7rem .9rem; background: var(--panel); border-radius: 4px; break-inside: avoid; }
.cards b { font-size: 1.05rem; }
.cards p { margin: .15rem 0; font-size: .87em; }
svg { display: block; width: 100%; max-width: 22rem; height: auto; margin: .3rem 0; }
svg .bar { fill: var(--bar); }
svg .base { stroke: var(--faint); stroke-width: 1; }
svg text { fill: var(--faint); font-size: 10px; }
.scroll { overflow-x: auto; }
.scroll td { white-space: nowrap; font-variant-numeric: tabular-nums; }
.theme { padding: .1rem 1rem .6rem; margin: 1rem 0; background: var(--panel); border-radius: 4px; break-inside: avoid; }
"""
)


def page(title: str, body: Iterable[str], lang: Language) -> str:
    """
    The page.

    Args:
        title: What it is about.
        body: What stands below the title, as HTML.
        lang: Its language.
    """
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{safe(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            f"<header>\n<h1>{safe(title)}</h1>\n</header>\n<main>",
            *body,
            "</main>\n</body>\n</html>\n",
        ]
    )


def safe(content: str) -> str:
    """Text from anywhere as HTML."""
    return escape(clean(content))


def paragraphs(sentences: Iterable[str], kind: str = "") -> str:
    """A paragraph for each sentence."""
    attribute = f' class="{kind}"' if kind else ""
    return "\n".join(f"<p{attribute}>{safe(sentence)}</p>" for sentence in sentences)


def table(caption: str, labels: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """
    A table that scrolls by itself where it is wider than the page.

    Args:
        caption: What it shows, for those who cannot see it.
        labels: Its headings.
        rows: Its cells as text.
    """
    head = "".join(f'<th scope="col">{safe(label)}</th>' for label in labels)
    body = "\n".join(f"<tr>{''.join(f'<td>{safe(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{safe(caption)}">\n'
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )
