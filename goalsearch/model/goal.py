"""What is searched: national research goals, with the areas and programmes under them."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, NamedTuple

from goalsearch.messages import Language, in_language, preferred_language, text
from goalsearch.model import fields as goal_fields
from goalsearch.model.fields import GoalField

Provenance = Literal["official", "editorial"]

Json = dict[str, object]

CATEGORIES: Final = ("materials", "information", "life", "medical")
"""The columns of the ministry's list, which have names; a corpus of one's own may have any others."""

# Characters of a title in one line.
_SHORT: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """
    A research area (研究領域) that an agency set up under a goal.

    Attributes:
        programme: Name of the programme that runs it, such as CREST or さきがけ.
        name: Its name in Japanese.
        name_en: Its name in English, if recorded.
        start_fy: Fiscal year of its first call, if recorded.
        supervisor: Its research supervisor (研究総括), if recorded.
        url: Page on which it was seen, if recorded.
        verified: False where it is known to people of the field and was seen on no page; it is marked so wherever it
            is shown, and names no supervisor.
        basis: What says that it belongs to the goal, such as ``goal named on page`` or ``theme and year``.
    """

    programme: str
    name: str
    name_en: str | None = None
    start_fy: int | None = None
    supervisor: str | None = None
    url: str | None = None
    verified: bool = True
    basis: str | None = None

    def name_in(self, lang: Language) -> str:
        """The name in one language, the Japanese one where there is no other; with a mark if it is not verified."""
        name = in_language(self, "name", lang)
        return name if self.verified else text("area.unverified", lang, name=name)

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return plain(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """
    A funding programme under which research areas are set up.

    Attributes:
        name: Its name as researchers write it.
        agency: Agency that runs it.
        kind: ``team`` or ``individual`` research, or ``project`` for one led by a single director; None if the source
            does not say.
        duration: How long it funds a project, in words, Japanese and English.
        budget: What one project receives (direct costs), in words, Japanese and English.
        eligibility: Who may take part, in words, Japanese and English.
        as_of: Fiscal year of the document that states this; conditions change from call to call.
        source: The document that states it.
    """

    name: str
    agency: str
    name_en: str | None = None
    kind: Literal["team", "individual", "project"] | None = None
    duration: str | None = None
    duration_en: str | None = None
    budget: str | None = None
    budget_en: str | None = None
    eligibility: str | None = None
    eligibility_en: str | None = None
    as_of: int | None = None
    source: str | None = None

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return plain(self)


class GoalText(NamedTuple):
    """
    A text about a goal, in one language.

    Attributes:
        heading: What it is and whose.
        content: The text; the items of a list stand in one line.
        is_list: Whether it is a list of items, which grows long.
    """

    heading: str
    content: str
    is_list: bool


# Without slots: a goal that was read holds what is known of it, mostly five of thirty fields, and finds the rest here.
@dataclass(frozen=True, kw_only=True, repr=False)
class Goal:
    """
    One national research goal.

    Only ``id`` and ``title`` are certain; everything else is empty or None where it is not recorded. Official text is
    the ministry's; editorial text was written by this project (or by the people who made the corpus) and is marked so.

    Attributes:
        id: Stable identifier, never reused, such as ``2019-jst-3``.
        title: Title in Japanese.
        fiscal_year: Japanese fiscal year (April to March) of the goal.
        agencies: Agencies it was set for: JST, AMED, or any other name in a user's own corpus.
        category: Column of the ministry's list: materials, information, life or medical; any name in a corpus of one's
            own.
        category_source: ``ministry list`` or ``editorial``.
        title_verified: False where the exact wording was not seen on a page.
        in_ministry_list: Whether it stands in the ministry's list of 2012–2019.
        decided_on: Date of the decision, ISO 8601.
        summary: What the goal aims at.
        summary_source: Whether ``summary`` is the ministry's own text.
        summary_after: Page whose content an editorial summary retells.
        keywords: Editorial keywords.
        description: Editorial: the science that is done under the goal.
        topics: Editorial noun phrases in the words of researchers' abstracts.
        edge_topics: The same for projects at the edge of the goal; they count less.
        fields: Editorial names of disciplines.
        editorial_confidence: How sure the editors are of the editorial text.
        areas: Research areas seen under the goal; none means none recorded.
        sources: Pages on which the goal was seen.
        notes: What is doubtful.
    """

    IDENTITY: ClassVar = ("id", "fiscal_year", "agency", "category", "title", "title_en")

    id: str
    title: str
    fiscal_year: int | None = None
    agencies: tuple[str, ...] = ()
    category: str | None = None
    category_source: str | None = None
    title_en: str | None = None
    title_en_source: Provenance | None = None
    title_verified: bool | None = None
    in_ministry_list: bool = False
    decided_on: str | None = None
    summary: str | None = None
    summary_source: Provenance | None = None
    summary_after: str | None = None
    summary_en: str | None = None
    summary_en_source: Provenance | None = None
    keywords: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    description: str | None = None
    description_en: str | None = None
    topics: tuple[str, ...] = ()
    topics_en: tuple[str, ...] = ()
    edge_topics: tuple[str, ...] = ()
    edge_topics_en: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    editorial_confidence: Literal["high", "medium", "low"] | None = None
    areas: tuple[Area, ...] = ()
    sources: tuple[str, ...] = ()
    notes: str | None = None

    def __repr__(self) -> str:
        # One line: with all its texts it would flood a terminal.
        return f"Goal({self.short()})"

    def short(self) -> str:
        """Identifier and beginning of the title, in one line."""
        title = " ".join(self.title.split())
        return f"{self.id} {title}" if len(title) <= _SHORT else f"{self.id} {title[:_SHORT]}…"

    @property
    def agency(self) -> str | None:
        """The agencies as one text, ``JST`` or ``JST・AMED``; None if none is recorded."""
        return "・".join(self.agencies) or None

    def title_in(self, lang: Language) -> str:
        """The title in one language; the Japanese one where there is no other."""
        title: str = in_language(self, "title", lang)
        return title

    def texts_in(self, lang: Language, *, headings: Language | None = None) -> Iterator[GoalText]:
        """
        What is written about the goal: the fields of `goalsearch.model.fields` that have a heading, in their order.

        The heading says whether a text is the ministry's own.

        Args:
            lang: Language of the texts; where there is no English one, the Japanese one stands in its place.
            headings: Language of the headings, if it is another.
        """
        for field in goal_fields.TABLE:
            if field.heading is None:
                continue
            original = getattr(self, field.name)
            shown = in_language(self, field.name, lang) if field.english else original
            if not shown:
                continue
            # Of official texts there is no official translation: what stands in English is always editorial.
            heading = field.heading_official if shown is original and self._is_official(field) else None
            content = ", ".join(shown) if isinstance(shown, tuple) else shown
            yield GoalText(getattr(heading or field.heading, headings or lang), content, isinstance(shown, tuple))

    def areas_in(self, lang: Language) -> tuple[str, ...]:
        """The research areas in one language, each after its programme; what is not verified has its mark."""
        return tuple(f"{area.programme} {area.name_in(lang)}" for area in self.areas)

    def _is_official(self, field: GoalField) -> bool:
        return field.heading_official is not None and getattr(self, f"{field.name}_source") == "official"

    def to_dict(self) -> Json:
        """Every field as plain values, ready for JSON; ``agency`` joins ``agencies`` to one text."""
        values = plain(self)
        head = {name: values.pop(name) for name in ("id", "fiscal_year")}
        return {**head, "agency": self.agency, **values}

    def identity(self) -> Json:
        """What tells the goal from all others and where it stands, as plain values."""
        return {name: getattr(self, name) for name in self.IDENTITY}

    def _repr_html_(self) -> str:
        from goalsearch.pages.notebook import goal_card  # only a notebook asks for it

        return goal_card(self, preferred_language())


def plain(value: object) -> Json:
    """The fields of a dataclass as plain values: tuples as lists, values inside as their own plain form."""

    def convert(item: object) -> object:
        if isinstance(item, tuple):
            return [convert(part) for part in item]
        return item.to_dict() if isinstance(item, Area) else item

    return {field.name: convert(getattr(value, field.name)) for field in dataclasses.fields(value)}  # type: ignore[arg-type]
