"""The map as a drawing."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from goalsearch.messages import Language, text
from goalsearch.pictures.drawing import Box, Drawing, Group, LegendEntry, Letters, Part, Path, number, rectangle
from goalsearch.pictures.labels import Labels
from goalsearch.pictures.lettering import ASCENT, LINE_HEIGHT, lines, text_width
from goalsearch.pictures.map_items import MappedGoal, MappedText
from goalsearch.pictures.palette import Marks, circle, star
from goalsearch.pictures.surround import MARGIN, Caption, above, below, category_entries, line_entry
from goalsearch.pictures.words import full_title

# As wide as a page of A4, where its letters have seven points.
_WIDTH: Final = 880.0
# The farthest goal lies at distance 1 from the middle.
_SCALE: Final = 385.0
_PAD: Final = 22.0
_GOAL: Final = 6.5
_PROPOSAL: Final = 2.6
_OWN: Final = 9.0
# The points of a star or a square reach farther than a circle of the same size.
_REACH: Final = 1.35
_LABEL: Final = 12.0
# Lines of a label and their length, the best first.
_LABELS: Final = ((3, 14.0), (2, 13.0))


class _Spot(NamedTuple):
    """A place in the frame."""

    x: float
    y: float


def draw(
    name: str,
    goals: Sequence[MappedGoal],
    own: MappedText | None,
    proposals: Sequence[MappedText],
    marks: Marks,
    caption: Caption,
    lang: Language,
) -> Drawing:
    """
    The picture in one language.

    Args:
        name: A name for it, see `Drawing`.
        goals: The goals.
        own: A text among them.
        proposals: Proposals among them.
        marks: How the categories of goals are marked.
        caption: What is said around the picture.
        lang: The language.
    """
    legend = _legend(goals, own, proposals, marks, lang)
    head, top = above(caption, legend, _WIDTH)
    ys = [mapped.y for mapped in goals]
    frame = Box(MARGIN, top, _WIDTH - MARGIN, top + (max(ys) - min(ys)) * _SCALE + 2 * _PAD)
    middle = _Spot(_WIDTH / 2, top + _PAD - min(ys) * _SCALE)
    spots = {mapped.goal.id: _spot(middle, (mapped.x, mapped.y)) for mapped in goals}
    dots = [(proposal, _spot(middle, proposal.place)) for proposal in proposals if proposal.place]
    star_at = _spot(middle, own.place) if own and own.place else None
    labels = Labels(
        Box(frame.left + 3, frame.top + 3, frame.right - 3, frame.bottom - 3),
        [
            *(_around(spot, _REACH * _GOAL) for spot in spots.values()),
            *([_around(star_at, _REACH * _OWN)] if star_at else []),
        ],
        [_around(spot, _PROPOSAL) for _, spot in dots],
    )
    parts: list[Part] = [*head, rectangle(frame, "frame")]
    over: list[Part] = [_proposal(proposal, spot) for proposal, spot in dots]
    near: dict[str, int] = {}
    if own and star_at:
        near = {goal.id: place for place, (goal, _) in enumerate(own.nearest)}
        parts += [_anchor(star_at, spots[goal_id]) for goal_id in near]
        over.append(_own(own, star_at, labels, f"{name}-text", lang))
    # Goals near the text first, then the latest: what finds no room has no label.
    by_worth = sorted(
        goals,
        key=lambda mapped: (near.get(mapped.goal.id, len(near)), -(mapped.goal.fiscal_year or 0), mapped.number),
    )
    drawn = {mapped.number: _goal(mapped, spots[mapped.goal.id], marks, labels, lang) for mapped in by_worth}
    parts += [drawn[mapped.number] for mapped in goals]
    notes, height = below(caption, frame.bottom, _WIDTH)
    return Drawing(
        name=name,
        width=_WIDTH,
        height=height,
        title=caption.title,
        description=caption.description,
        parts=(*parts, *over, *notes),
        legend=tuple(legend),
    )


def _spot(middle: _Spot, place: tuple[float, float]) -> _Spot:
    return _Spot(middle.x + place[0] * _SCALE, middle.y + place[1] * _SCALE)


def _around(spot: _Spot, radius: float) -> Box:
    return Box(spot.x - radius, spot.y - radius, spot.x + radius, spot.y + radius)


def _goal(mapped: MappedGoal, spot: _Spot, marks: Marks, labels: Labels, lang: Language) -> Group:
    mark = marks.of(mapped.goal.category).at(spot.x, spot.y, _GOAL)
    name = f"{mapped.number} {mapped.goal.title_in(lang)}"
    number_alone = [str(mapped.number)]
    # As much of the title as there is room for; at the least the number, over proposals if it must be.
    sizes = [*(lines(name, room, most) for most, room in _LABELS), number_alone]
    written = next(filter(None, (_label(label, spot, _GOAL, labels) for label in sizes)), [])
    written = written or _label(number_alone, spot, _GOAL, labels, anywhere=True)
    title = f"{mapped.number} {full_title(mapped.goal, lang)}"
    return Group(parts=(*written, mark), title=title, goal_id=mapped.goal.id)


def _own(own: MappedText, spot: _Spot, labels: Labels, anchor: str, lang: Language) -> Group:
    mark = Path(steps=star(spot.x, spot.y, _OWN), box=_around(spot, _REACH * _OWN), look="text")
    label = [text("picture.text", lang)]
    if not own.fits:
        label.append(text("picture.none_fits", lang))
    write = partial(_label, label, spot, _OWN, labels, look="text", bold=True)
    written = write() or write(anywhere=True)
    return Group(parts=(*written, mark), title=text("picture.text", lang), look="own", anchor=anchor)


def _label(
    label: list[str],
    spot: _Spot,
    radius: float,
    labels: Labels,
    *,
    look: str = "ink",
    bold: bool = False,
    anywhere: bool = False,
) -> list[Part]:
    """A label with the line that leads to it; nothing if there is no room."""
    width = max(map(text_width, label)) * _LABEL * (1.1 if bold else 1.0)
    height = len(label) * _LABEL * LINE_HEIGHT
    placed = labels.place(*spot, _REACH * radius, width, height, anywhere=anywhere)
    if placed is None:
        return []
    parts: list[Part] = []
    if placed.leader:
        start_x, start_y, end_x, end_y = placed.leader
        steps = f"M{number(start_x)} {number(start_y)}L{number(end_x)} {number(end_y)}"
        ends = sorted((start_x, end_x)), sorted((start_y, end_y))
        parts.append(Path(steps=steps, box=Box(ends[0][0], ends[1][0], ends[0][1], ends[1][1]), look="leader"))
    # Letters may be narrower than their box, and are to end at the side of their point.
    left_of = placed.box.left + placed.box.right < 2 * spot.x
    x = placed.box.right if left_of else placed.box.left
    for place, line in enumerate(label):
        y = placed.box.top + place * _LABEL * LINE_HEIGHT + ASCENT * _LABEL
        parts.append(
            Letters(text=line, x=x, y=y, size=_LABEL, look=look, anchor="end" if left_of else "start", bold=bold)
        )
    return parts


def _proposal(proposal: MappedText, spot: _Spot) -> Path:
    look = "matched" if proposal.fits else "unmatched"
    name = f"{proposal.title} ({proposal.name})" if proposal.title else proposal.name
    return Path(steps=circle(*spot, _PROPOSAL), box=_around(spot, _PROPOSAL), look=look, title=name)


def _anchor(start: _Spot, end: _Spot) -> Path:
    steps = f"M{number(start.x)} {number(start.y)}L{number(end.x)} {number(end.y)}"
    box = Box(min(start.x, end.x), min(start.y, end.y), max(start.x, end.x), max(start.y, end.y))
    return Path(steps=steps, box=box, look="text-weak")


def _legend(
    goals: Sequence[MappedGoal],
    own: MappedText | None,
    proposals: Sequence[MappedText],
    marks: Marks,
    lang: Language,
) -> list[LegendEntry]:
    entries = category_entries(marks, [mapped.goal for mapped in goals], lang)
    if own:
        entries.append(
            LegendEntry(
                text("picture.text", lang), lambda x, y: Path(steps=star(x, y, 7), box=Box(x, y, x, y), look="text")
            )
        )
        entries.append(line_entry(text("picture.map.anchors", lang), "text-weak"))
    for look in ("matched", "unmatched") if proposals else ():
        label = text(f"picture.map.{look}", lang)
        entries.append(LegendEntry(label, lambda x, y, look=look: _dot(x, y, look)))  # type: ignore[misc]
    return entries


def _dot(x: float, y: float, look: str) -> Path:
    return Path(steps=circle(x, y, _PROPOSAL), box=Box(x, y, x, y), look=look)
