"""A text as HTML with marks, also where those of several hits overlap."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape

from markupsafe import Markup

from goalsearch.model import Span


def marked(text: str, spans: Mapping[int, Iterable[Span]]) -> Markup:
    """
    The whole text, escaped, with a ``<mark>`` around each covered piece; its classes ``m1``, ``m2`` … say by which.

    Args:
        text: The text.
        spans: Which characters each mark covers, by its number; spans of one mark may overlap.
    """
    changes: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, covered in spans.items():
        for start, end in covered:
            changes[start].append((number, 1))
            changes[end].append((number, -1))
    depth: defaultdict[int, int] = defaultdict(int)
    written: list[str] = []
    open_classes = ""
    place = 0
    for edge in (*sorted(changes), len(text)):
        if edge > place:
            classes = " ".join(f"m{number}" for number in sorted(depth) if depth[number])
            # Spans that touch are one mark to the eye.
            if classes != open_classes:
                written.append("</mark>" if open_classes else "")
                written.append(f'<mark class="{classes}">' if classes else "")
                open_classes = classes
            written.append(escape(text[place:edge]))
            place = edge
        for number, change in changes.get(edge, ()):
            depth[number] += change
    if open_classes:
        written.append("</mark>")
    return Markup("".join(written))  # noqa: S704 - every piece of the text is escaped above
