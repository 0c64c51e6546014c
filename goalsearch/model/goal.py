"""What is searched: national research goals, with the areas and programmes under them."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar, Literal

from goalsearch.messages import Language, preferred_language

Provenance = Literal["official", "editorial"]

Json = dict[str, object]


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
    """

    programme: str
    name: str
    name_en: str | None = None
    start_fy: int | None = None
    supervisor: str | None = None
    url: str | None = None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """
    One national research goal.

    Only ``id`` and ``title`` are certain; everything else is empty or None where it is not recorded. Official text is
    the ministry's; editorial text was written by this project (or by whoever made the corpus) and is marked so.

    Attributes:
        id: Stable identifier, never reused, such as ``2019-jst-3``.
        title: Title in Japanese.
        fiscal_year: Japanese fiscal year (April to March) of the goal.
        agencies: Agencies it was set for: JST, AMED, or any other name in a corpus of one's own.
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

    @property
    def agency(self) -> str | None:
        """The agencies as one text, ``JST`` or ``JST・AMED``; None if none is recorded."""
        return "・".join(self.agencies) or None

    def title_in(self, lang: Language) -> str:
        """The title in one language; the Japanese one where there is no other."""
        return self.title_en or self.title if lang == "en" else self.title

    def to_dict(self) -> Json:
        """Every field as plain values, ready for JSON; ``agency`` stands beside ``agencies``."""
        values = plain(self)
        head = {name: values.pop(name) for name in ("id", "fiscal_year")}
        return {**head, "agency": self.agency, **values}

    def identity(self) -> Json:
        """What tells the goal from all others and where it stands, as plain values."""
        return {name: getattr(self, name) for name in self.IDENTITY}

    def _repr_html_(self) -> str:
        from goalsearch import notebook  # only a notebook asks for it

        return notebook.goal_card(self.to_dict(), preferred_language())


def plain(value: object) -> Json:
    """The fields of a dataclass as plain values: tuples as lists, values inside as their own plain form."""

    def convert(item: object) -> object:
        if isinstance(item, tuple):
            return [convert(part) for part in item]
        return item.to_dict() if isinstance(item, Area) else item

    return {field.name: convert(getattr(value, field.name)) for field in dataclasses.fields(value)}  # type: ignore[arg-type]
