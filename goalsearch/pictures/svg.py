"""A drawing as SVG: inside a page under any Content-Security-Policy, or as a file of its own."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from typing import Final, NamedTuple

from goalsearch.messages import Language
from goalsearch.pictures.drawing import Drawing, Group, LegendEntry, Letters, Part, Path, number
from goalsearch.pictures.palette import FONTS, LOOKS
from goalsearch.text.characters import clean

Href = Callable[[str], str]
"""Id of a goal to the address of what stands about it."""


class _How(NamedTuple):
    """How parts are written: with their looks or with classes for them, and the size that letters have unsaid."""

    inline: bool
    size: float


# Only what the picture cannot take from a page around it.
_STYLE: Final = (
    "svg{color:#1b2733;background:#fff}"
    "@media (prefers-color-scheme:dark){svg{color:#e6ebf0;background:#12181f}}"
    "@media print{svg{color:#000;background:none}}"
)


def svg(drawing: Drawing, lang: Language, *, href: Href | None = None, standalone: bool = False) -> str:
    """
    A drawing as an ``<svg>`` element.

    It holds no script. Inside a page it has no style either but the classes that `goalsearch.pictures.palette` has
    rules for; standing alone each part says how it looks, and a ``<style>`` element is for light, dark and paper. The
    role is ``img``; with links in it ``group``, since a reader of the screen takes an image for one thing and would not
    find them.

    Args:
        drawing: What to draw.
        lang: Language of the drawing.
        href: Where the goals link to; when left out they link nowhere.
        standalone: Whether it is to be a file of its own.
    """
    return "".join(_lines(drawing, lang, href, standalone=standalone))


def _lines(drawing: Drawing, lang: Language, href: Href | None, *, standalone: bool) -> Iterator[str]:
    name, width, height = drawing.name, number(drawing.width), number(drawing.height)
    # The size of most letters is said once.
    sizes = Counter(part.size for part in drawing.flat() if isinstance(part, Letters))
    size = max(sizes, key=lambda size: sizes[size], default=12.0)
    if standalone:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="gs-picture gs-{name}" role="{"group" if href else "img"}" '
        f'lang="{lang}" aria-labelledby="{name}-title" aria-describedby="{name}-desc" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" fill="currentColor" '
        f'font-size="{number(size)}" font-family="{FONTS}">\n'
        f'<title id="{name}-title">{_safe(drawing.title)}</title>\n'
        f'<desc id="{name}-desc">{_safe(drawing.description)}</desc>\n'
    )
    if standalone:
        yield f"<style>{_STYLE}</style>\n"
    # By its name a page can show the picture once more, in parts for paper.
    yield f'<g id="{name}-all">\n'
    for part in drawing.parts:
        yield _element(part, href, _How(standalone, size))
    yield "</g></svg>\n"


def swatch(entry: LegendEntry) -> str:
    """The sign of a legend's entry as a small picture for a page."""
    sign = _element(entry.sign(15, 8), None, _How(False, 0))
    return f'<svg class="gs-picture" width="30" height="16" viewBox="0 0 30 16" aria-hidden="true">{sign}</svg>'


def _element(part: Part, href: Href | None, how: _How) -> str:
    match part:
        case Letters():
            return _letters(part, how)
        case Path():
            title = f"<title>{_safe(part.title)}</title>" if part.title else ""
            start = f'<path{_attributes(part.look, how.inline)} d="{part.steps}"'
            return f"{start}>{title}</path>" if title else f"{start}/>"
        case Group():
            inside = "".join(_element(inner, href, how) for inner in part.parts)
            title = f"<title>{_safe(part.title)}</title>" if part.title else ""
            look = f' class="gs-{part.look}"' if part.look else ""
            if href is not None and part.goal_id is not None:
                return f'<a{look} href="{escape(href(part.goal_id))}">{title}{inside}</a>'
            anchor = f' id="{part.anchor}"' if part.anchor else ""
            return f"<g{look}{anchor}>{title}{inside}</g>"


def _letters(letters: Letters, how: _How) -> str:
    anchor = "" if letters.anchor == "start" else f' text-anchor="{letters.anchor}"'
    size = "" if letters.size == how.size else f' font-size="{number(letters.size)}"'
    weight = ' font-weight="700"' if letters.bold else ""
    return (
        f'<text{_attributes(letters.look, how.inline)} x="{number(letters.x)}" y="{number(letters.y)}"'
        f"{size}{anchor}{weight}>{_safe(letters.text)}</text>"
    )


@cache
def _attributes(look: str, inline: bool) -> str:
    name = "" if look == "ink" else f' class="gs-{look}"'
    if not inline:
        return name
    return name + "".join(f' {attribute}="{value}"' for attribute, value in LOOKS[look].items())


def _safe(text: str) -> str:
    return escape(clean(text))
