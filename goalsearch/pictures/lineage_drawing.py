"""The lineage as a drawing: columns of boxes, and links that run between them and never behind one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from goalsearch.messages import Language, text
from goalsearch.model import Goal, Hit, SearchResult
from goalsearch.pictures.drawing import Box, Drawing, Group, LegendEntry, Letters, Part, Path, number, rectangle
from goalsearch.pictures.layout.columns import Arrangement, arrange
from goalsearch.pictures.lettering import ELLIPSIS, LINE_HEIGHT, line, lines, listed, text_width
from goalsearch.pictures.palette import Mark, Marks
from goalsearch.pictures.surround import MARGIN, Caption, above, below, category_entries, line_entry
from goalsearch.reports.facts import own_language_first
from goalsearch.retrieval.continuation import Continuation

# On paper six columns go side by side, and even the smallest letters have seven points there.
_BOX_WIDTH: Final = 162.0
_COLUMN_GAP: Final = 36.0
_PADDING: Final = 7.0
_BAR: Final = 5.0
_NAME: Final = 11.5
_AFTER_MARK: Final = 14.0
_TITLE: Final = 11.5
_TERMS: Final = 11.5
_TITLE_LINES: Final = 5
_OWN_LINES: Final = 8
_N_TERMS: Final = 3
_HEAD: Final = 40.0
_BETWEEN_BOXES: Final = 14.0
_BETWEEN_LINES: Final = 8.0
_LEAST_WIDTH: Final = 560.0
# No screen shows more at once.
_TALL: Final = 640.0

_ROOM: Final = _BOX_WIDTH - 2 * _PADDING - _BAR


class _LinkLine(NamedTuple):
    """A link to be drawn: from which box to which, how it looks, and what it says."""

    start: int
    end: int
    look: str
    title: str


class _Text(NamedTuple):
    """What is written in a box, and how high that makes it."""

    name: str
    remark: str
    title: list[str]
    terms: str
    height: float

    @classmethod
    def of(cls, name: str, remark: str, title: list[str], terms: str) -> "_Text":
        height = 2 * _PADDING + _NAME * LINE_HEIGHT + len(title) * _TITLE * LINE_HEIGHT
        height += _TERMS * LINE_HEIGHT + 3 if terms else 0
        # Even, so that its edges are whole numbers, which are short to write.
        return cls(name, remark, title, terms, 2.0 * math.ceil(height / 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """
    What a lineage shows.

    Attributes:
        goals: The goals.
        links: What of them continues what.
        marks: How their categories are marked.
        result: The search for the text that is placed among them, if one is.
        hits: The goals that the text is linked to.
        focus: Id of the goal that it is about, if it is about one.
        periods: The fiscal years of each column, earliest first; 0 for the goals without one.
    """

    goals: Sequence[Goal]
    links: Sequence[Continuation]
    marks: Marks
    result: SearchResult | None
    hits: Sequence[Hit]
    focus: str | None
    periods: Sequence[tuple[int, ...]]


def draw(name: str, content: Content, caption: Caption, lang: Language) -> Drawing:
    """
    The picture in one language.

    Args:
        name: A name for it, see `Drawing`.
        content: What it shows.
        caption: What is said around it.
        lang: The language.
    """
    goals = content.goals
    texts = [_goal_text(content, goal, lang) for goal in goals]
    # Categories together to begin with: most links stay inside one.
    by_category = sorted(range(len(goals)), key=lambda node: (content.marks.of(goals[node].category).place, node))
    columns = [[node for node in by_category if (goals[node].fiscal_year or 0) in years] for years in content.periods]
    if content.result is not None:
        texts.append(_own_text(content.result, lang))
        columns.append([len(goals)])
    lines_between = _lines(content, lang)
    arrangement = arrange(
        columns,
        [(link.start, link.end) for link in lines_between],
        [part.height for part in texts],
        between_boxes=_BETWEEN_BOXES,
        between_links=_BETWEEN_LINES,
    )
    if content.result is not None:
        arrangement = _with_text_in_sight(arrangement, lines_between, [part.height for part in texts])
    lefts = [MARGIN + place * (_BOX_WIDTH + _COLUMN_GAP) for place in range(len(columns))]
    left_of = {node: left for left, column in zip(lefts, columns, strict=True) for node in column}
    width = max(lefts[-1] + _BOX_WIDTH + MARGIN, _LEAST_WIDTH)
    legend = _legend(content, lang)
    head, top = above(caption, legend, width)
    parts: list[Part] = [*head, *_column_heads(content.periods, content.result is not None, top, lang)]
    top += _HEAD
    for link, route in zip(lines_between, arrangement.routes, strict=True):
        first = lefts.index(left_of[link.start])
        parts.append(_curve(link, list(zip(lefts[first:], (round(top + y) for y in route), strict=False))))
    bottom = top
    for node, (part, middle) in enumerate(zip(texts, arrangement.middles, strict=True)):
        upper = round(top + middle) - part.height / 2
        bottom = max(bottom, upper + part.height)
        if node < len(goals):
            frame = "focus" if goals[node].id == content.focus else "near" if part.remark else "box"
            parts.append(
                _goal_box(goals[node], part, left_of[node], upper, content.marks.of(goals[node].category), frame, lang)
            )
        else:
            parts.append(_own_box(part, left_of[node], upper, f"{name}-text"))
    notes, height = below(caption, bottom, width)
    return Drawing(
        name=name,
        width=width,
        height=height,
        title=caption.title,
        description=caption.description,
        parts=(*parts, *notes),
        legend=tuple(legend),
    )


def _with_text_in_sight(arrangement: Arrangement, links: Sequence[_LinkLine], heights: Sequence[float]) -> Arrangement:
    """Where the picture is higher than a screen the text, its last box, stands at its top: there it is opened."""
    middles = arrangement.middles
    if max(middle + height / 2 for middle, height in zip(middles, heights, strict=True)) <= _TALL:
        return arrangement
    own, middle = len(heights) - 1, heights[-1] / 2
    routes = [
        (*route[:-1], middle) if link.end == own else route
        for link, route in zip(links, arrangement.routes, strict=True)
    ]
    return Arrangement((*middles[:own], middle), tuple(routes))


def _lines(content: Content, lang: Language) -> list[_LinkLine]:
    """The links between goals, then those to the text."""
    nodes = {goal.id: node for node, goal in enumerate(content.goals)}
    found = []
    for link in content.links:
        look = content.marks.of(link.earlier.category).look("first" if link.rank == 1 else "second")
        # Which terms link them stands in the box, or in the table.
        title = f"{link.earlier.id} → {link.goal.id} ({link.score:.2f})"
        found.append(_LinkLine(nodes[link.earlier.id], nodes[link.goal.id], look, title))
    for hit in content.hits:
        band = text(f"band.{hit.band}", lang)
        title = f"{hit.goal.id} → {text('picture.text', lang)} ({hit.fit:.2f} {band})"
        found.append(_LinkLine(nodes[hit.goal.id], len(nodes), f"text-{hit.band}", title))
    return found


def _curve(link: _LinkLine, points: Sequence[tuple[float, float]]) -> Path:
    """A link: level through the columns that it passes, in a curve from one to the next."""
    start_x, start_y = points[0]
    steps = [f"M{number(start_x + _BOX_WIDTH)} {number(start_y)}"]
    # From where the one before ended: shorter, and most of a large picture is this.
    half, gap, across = (number(length) for length in (_COLUMN_GAP / 2, _COLUMN_GAP, _BOX_WIDTH))
    for (_, y), (next_left, next_y) in pairwise(points):
        fall = number(next_y - y)
        steps.append(f"c{half} 0 {half} {fall} {gap} {fall}")
        if next_left != points[-1][0]:
            steps.append(f"h{across}")
    ys = [y for _, y in points]
    box = Box(start_x + _BOX_WIDTH, min(ys) - 1.5, points[-1][0], max(ys) + 1.5)
    return Path(steps="".join(steps), box=box, look=link.look, title=link.title)


def _goal_text(content: Content, goal: Goal, lang: Language) -> _Text:
    title = lines(goal.title_in(lang), _ROOM / _TITLE, _TITLE_LINES)
    nearest = next((link for link in content.links if link.goal is goal), None)
    terms = own_language_first(nearest.terms, lang)[:_N_TERMS] if nearest else []
    shown = f"← {listed(terms, _ROOM / _TERMS - 2)}" if terms else ""
    hit = next((hit for hit in content.hits if hit.goal is goal), None)
    remark = text("answer.rank", lang, rank=hit.rank) if hit else ""
    room = (_ROOM - _AFTER_MARK) / _NAME - (1.1 * text_width(remark) + 0.5 if remark else 0)
    is_named = not goal.agency or goal.agency.lower() in goal.id.lower()
    name = goal.id if is_named else f"{goal.id} {goal.agency}"
    # The agency only where it fits: ids often name it.
    return _Text.of(name if text_width(name) <= room else line(goal.id, room), remark, title, shown)


def _own_text(result: SearchResult, lang: Language) -> _Text:
    title = lines(result.query.text, _ROOM / _TITLE, _OWN_LINES)
    verdict = line(text("picture.none_fits", lang), _ROOM / _TERMS) if result.verdict == "none" else ""
    return _Text.of(text("picture.text", lang), "", title, verdict)


def _goal_box(goal: Goal, content: _Text, left: float, top: float, mark: Mark, frame: str, lang: Language) -> Group:
    box = Box(left, top, left + _BOX_WIDTH, top + content.height)
    bar = Box(left, top, left + _BAR, top + content.height)
    x = left + _BAR + _PADDING
    sign = mark.at(x + 4, top + _PADDING + 6, 4.5)
    parts: list[Part] = [
        rectangle(box, frame),
        Path(steps=rectangle(bar, sign.look).steps + sign.steps, box=sign.box, look=sign.look),
        *_letters(content, x, top, name_at=x + _AFTER_MARK, terms_look="faint"),
    ]
    if content.remark:
        right, y = box.right - _PADDING, top + _PADDING + _NAME - 0.5
        parts.append(Letters(text=content.remark, x=right, y=y, size=_NAME, look="text", anchor="end", bold=True))
    # Where the box says it all, there is nothing to point at.
    is_cut = bool(content.title) and content.title[-1].endswith(ELLIPSIS)
    return Group(parts=tuple(parts), title=goal.title_in(lang) if is_cut else "", goal_id=goal.id)


def _joined(*paths: Path) -> Path:
    """Paths of one look as one."""
    boxes = [path.box for path in paths]
    box = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    return Path(steps="".join(path.steps for path in paths), box=box, look=paths[0].look)


def _own_box(content: _Text, left: float, top: float, anchor: str) -> Group:
    box = Box(left, top, left + _BOX_WIDTH, top + content.height)
    x = left + _BAR + _PADDING
    parts = (
        rectangle(box, "own-box"),
        *_letters(content, x, top, name_at=x, terms_look="text"),
    )
    return Group(parts=parts, title=content.name, look="own", anchor=anchor)


def _letters(content: _Text, x: float, top: float, *, name_at: float, terms_look: str) -> list[Part]:
    y = top + _PADDING + _NAME - 0.5
    parts: list[Part] = [Letters(text=content.name, x=name_at, y=y, size=_NAME, look="faint")]
    y += 2
    for part in content.title:
        y += _TITLE * LINE_HEIGHT
        parts.append(Letters(text=part, x=x, y=round(y), size=_TITLE))
    if content.terms:
        y += _TERMS * LINE_HEIGHT + 3
        parts.append(Letters(text=content.terms, x=x, y=round(y), size=_TERMS, look=terms_look))
    return parts


def _column_heads(periods: Sequence[tuple[int, ...]], has_text: bool, top: float, lang: Language) -> list[Part]:
    """The years above their columns; where years are left out, the rule between is broken."""
    parts: list[Part] = []
    names = [_period(years, lang) for years in periods]
    if has_text:
        names.append(text("picture.text", lang))
    y = top + 16
    rules: dict[str, list[Path]] = {"rule": [], "gap": []}
    for column, name in enumerate(names):
        left = MARGIN + column * (_BOX_WIDTH + _COLUMN_GAP)
        middle = left + _BOX_WIDTH / 2
        look = "text" if column == len(periods) else "ink"
        parts.append(Letters(text=name, x=middle, y=y, size=14, look=look, anchor="middle", bold=True))
        rules["rule"].append(_rule(left, left + _BOX_WIDTH, y + 8, "rule"))
        if 0 < column < len(periods) and periods[column - 1][-1]:
            between = "gap" if periods[column][0] - periods[column - 1][-1] > 1 else "rule"
            rules[between].append(_rule(left - _COLUMN_GAP, left, y + 8, between))
    parts += [_joined(*paths) for paths in rules.values() if paths]
    return parts


def _period(years: Sequence[int], lang: Language) -> str:
    if not years[0]:
        return text("answer.no_year", lang)
    name = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return text("answer.fiscal_year", lang, year=name)


def _rule(start: float, end: float, y: float, look: str) -> Path:
    return Path(steps=f"M{number(start)} {number(y)}H{number(end)}", box=Box(start, y - 1, end, y + 1), look=look)


def _legend(content: Content, lang: Language) -> list[LegendEntry]:
    entries = category_entries(content.marks, content.goals, lang)
    if content.links:
        entries.append(line_entry(text("picture.lineage.first", lang), "first-8"))
    if any(link.rank > 1 for link in content.links):
        entries.append(line_entry(text("picture.lineage.second", lang), "second-8"))
    for band in dict.fromkeys(hit.band for hit in content.hits):
        label = text("picture.lineage.hit", lang, band=text(f"band.{band}", lang))
        entries.append(line_entry(label, f"text-{band}"))
    return entries
