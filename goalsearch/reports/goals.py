"""Goals for a person at a terminal: a list of many, or one in full."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from goalsearch.messages import Language, text
from goalsearch.model import Goal, Programme, RelatedGoal
from goalsearch.reports.answer import related_line, year_and_agency
from goalsearch.reports.layout import Line, Piece, pad, wrap

_INDENT: Final = "  "


def goal_list_lines(goals: Sequence[Goal], lang: Language, *, columns: int) -> Iterator[Line]:
    """One goal after another: id, agency, title; a heading for each fiscal year."""
    id_columns = max((len(goal.id) for goal in goals), default=0) + 2
    year: int | str | None = ""
    for goal in goals:
        if goal.fiscal_year != year:
            if year != "":
                yield ()
            year = goal.fiscal_year
            yield (Piece(year_and_agency(year, None, lang), "bold"),)
        for number, line in enumerate(wrap(goal.title_in(lang), columns - len(_INDENT) - id_columns)):
            yield Piece(_INDENT), Piece(pad(goal.id if number == 0 else "", id_columns), "accent"), Piece(line)
    if goals:
        yield ()
    yield (Piece(text("goal.count", lang, n_goals=len(goals)), "dim"),)


def goal_lines(
    goal: Goal,
    programmes: Iterable[Programme],
    earlier: Iterable[RelatedGoal],
    later: Iterable[RelatedGoal],
    lang: Language,
    *,
    columns: int,
) -> Iterator[Line]:
    """One goal in full. Official and editorial text stand under headings that say which they are."""
    for line in wrap(goal.title_in(lang), columns):
        yield (Piece(line, "bold"),)
    if (other := goal.title if lang == "en" else goal.title_en) and other != goal.title_in(lang):
        yield from _paragraph(other, columns)
    category = text(f"label.category.{goal.category}", lang) if goal.category in _CATEGORIES else goal.category
    facts = [goal.id, year_and_agency(goal.fiscal_year, goal.agency, lang), category]
    if goal.decided_on:
        facts.append(text("goal.decided_on", lang, date=goal.decided_on))
    for line in wrap(" / ".join(fact for fact in facts if fact), columns):
        yield (Piece(line, "dim"),)
    for key in _doubts(goal, lang):
        yield (Piece(text(key, lang), "warn"),)
    summary = goal.summary_en if lang == "en" and goal.summary_en else goal.summary
    # Of the official summaries there is no official translation: what stands in English is always editorial.
    official = goal.summary_source == "official" and summary == goal.summary
    yield from _section("goal.summary_official" if official else "goal.summary_editorial", summary, lang, columns)
    english = lang == "en"
    description = goal.description_en if english and goal.description_en else goal.description
    yield from _section("goal.description", description, lang, columns)
    topics = goal.topics_en if english and goal.topics_en else goal.topics
    yield from _section("goal.topics", ", ".join(topics), lang, columns)
    keywords = goal.keywords_en if english and goal.keywords_en else goal.keywords
    yield from _section("goal.keywords", ", ".join(keywords), lang, columns)
    yield from _list("goal.areas", _area_lines(goal, lang), lang, columns)
    yield from _programme_lines(list(programmes), lang, columns)
    yield from _list("goal.earlier", [related_line(related, lang) for related in earlier], lang, columns)
    yield from _list("goal.later", [related_line(related, lang) for related in later], lang, columns)
    yield from _list("goal.sources", goal.sources, lang, columns)
    yield from _section("goal.notes", goal.notes, lang, columns)


_CATEGORIES: Final = ("materials", "information", "life", "medical")


def _doubts(goal: Goal, lang: Language) -> Iterator[str]:
    if goal.title_verified is False:
        yield "goal.title_unverified"
    if lang == "en" and goal.title_en_source == "editorial":
        yield "goal.editorial_title"
    if goal.editorial_confidence == "low":
        yield "goal.confidence_low"


def _area_lines(goal: Goal, lang: Language) -> list[str]:
    if not goal.areas:
        return [text("answer.no_areas_no_programmes", lang)]
    lines = []
    for area in goal.areas:
        name = area.name_en if lang == "en" and area.name_en else area.name
        year = text("answer.fiscal_year", lang, year=area.start_fy) if area.start_fy else None
        lines.append("  ".join(part for part in (area.programme, name, year, area.supervisor) if part))
    return lines


def _programme_lines(programmes: Sequence[Programme], lang: Language, columns: int) -> Iterator[Line]:
    """What each programme of the agency offers, with the year of the document that says so."""
    years = {programme.as_of for programme in programmes if programme.as_of}
    heading = text("goal.programmes", lang, year=max(years)) if years else text("goal.programme_names", lang)
    if programmes:
        yield ()
        yield (Piece(heading, "bold"),)
    for programme in programmes:
        english = lang == "en"
        conditions = (
            text(f"label.kind.{programme.kind}", lang) if programme.kind else None,
            (english and programme.duration_en) or programme.duration,
            (english and programme.budget_en) or programme.budget,
            (english and programme.eligibility_en) or programme.eligibility,
        )
        name = (english and programme.name_en) or programme.name
        yield from _paragraph("  ".join([name, *(str(part) for part in conditions if part)]), columns)


def _section(key: str, content: str | None, lang: Language, columns: int) -> Iterator[Line]:
    if content:
        yield ()
        yield (Piece(text(key, lang), "bold"),)
        for paragraph in content.split("\n"):
            yield from _paragraph(paragraph, columns)


def _list(key: str, items: Sequence[str], lang: Language, columns: int) -> Iterator[Line]:
    if items:
        yield ()
        yield (Piece(text(key, lang), "bold"),)
        for item in items:
            yield from _paragraph(item, columns)


def _paragraph(content: str, columns: int) -> Iterator[Line]:
    for line in wrap(content, columns - len(_INDENT)):
        yield Piece(_INDENT), Piece(line)
