"""Goals for a person at a terminal: a list of many, or one in full."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from goalsearch.corpus.completeness import YearGap
from goalsearch.messages import Language, in_language, text
from goalsearch.model import CATEGORIES, Goal, Programme, RelatedGoal
from goalsearch.reports.facts import editorial_note, related_line, year_and_agency
from goalsearch.reports.layout import Line, Piece, pad, styled, wrap
from goalsearch.retrieval.year_notices import gap_notice

_INDENT: Final = "  "


class ProgrammeConditions(NamedTuple):
    """A programme's name, and what it offers to whom."""

    name: str
    conditions: tuple[str, ...]


class YearGroup(NamedTuple):
    """
    The goals of one fiscal year in a list.

    Attributes:
        heading: The year.
        note: What is known to be missing, if anything is.
        goals: The goals; none where the corpus lacks the year.
    """

    heading: str
    note: str | None
    goals: tuple[Goal, ...]


def year_groups(goals: Iterable[Goal], gaps: Iterable[YearGap], lang: Language) -> Iterator[YearGroup]:
    """
    Goals under their fiscal years, in their order, and among them the years that the corpus lacks.

    Args:
        goals: The goals, those of a year one after another.
        gaps: What is missing, in ascending order of the years.
        lang: Language of the headings.
    """
    missing = {gap.fiscal_year: gap for gap in gaps}
    for year, group in itertools.groupby(goals, attrgetter("fiscal_year")):
        if year is not None:
            yield from (_absent(missing.pop(gap), lang) for gap in sorted(missing) if gap < year)
        gap = missing.pop(year, None)
        note = gap and gap_notice(gap).message(lang)
        yield YearGroup(year_and_agency(year, None, lang), note, tuple(group))
    yield from (_absent(gap, lang) for gap in missing.values())


def _absent(gap: YearGap, lang: Language) -> YearGroup:
    heading = text("goal.year_not_recorded", lang, year=gap.fiscal_year)
    return YearGroup(heading, gap_notice(gap).message(lang), ())


def goal_list_lines(
    goals: Sequence[Goal], lang: Language, *, columns: int, gaps: Iterable[YearGap] = (), count: str = ""
) -> Iterator[Line]:
    """
    One goal after another: id, agency, title; a heading for each fiscal year, and what is missing of it.

    Args:
        goals: The goals.
        lang: Language to speak.
        columns: Room on a line.
        gaps: What is missing.
        count: What is said at the end; how many goals there are when left out.
    """
    id_columns = max((len(goal.id) for goal in goals), default=0) + 2
    for group in year_groups(goals, gaps, lang):
        yield (Piece(group.heading, "bold"),)
        for line in wrap(group.note or "", columns - len(_INDENT)):
            yield Piece(_INDENT), Piece(line, "dim")
        for goal in group.goals:
            for number, line in enumerate(wrap(goal.title_in(lang), columns - len(_INDENT) - id_columns)):
                yield Piece(_INDENT), Piece(pad(goal.id if number == 0 else "", id_columns), "accent"), Piece(line)
        yield ()
    yield from styled(count or text("goal.count", lang, n_goals=len(goals)), columns, "dim")


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
    facts = [goal.id, year_and_agency(goal.fiscal_year, goal.agency, lang), category_name(goal.category, lang)]
    if goal.decided_on:
        facts.append(text("goal.decided_on", lang, date=goal.decided_on))
    for line in wrap(" / ".join(fact for fact in facts if fact), columns):
        yield (Piece(line, "dim"),)
    for key in doubts(goal, lang):
        yield from styled(text(key, lang), columns, "warn")
    texts = list(goal.texts_in(lang))
    for part in texts:
        yield from _section(part.heading, part.content, columns)
    if note := editorial_note((part.heading for part in texts), lang):
        yield ()
        yield from styled(note, columns, "dim")
    yield from _list("goal.areas", area_lines(goal, lang), lang, columns)
    yield from _programme_lines(list(programmes), lang, columns)
    yield from _list("goal.earlier", [related_line(related, lang) for related in earlier], lang, columns)
    yield from _list("goal.later", [related_line(related, lang) for related in later], lang, columns)
    yield from _list("goal.sources", goal.sources, lang, columns)
    if goal.notes:
        yield from _section(text("goal.notes", lang), goal.notes, columns)


def category_name(category: str | None, lang: Language) -> str | None:
    """A category in words; one of a corpus of one's own as it is."""
    return text(f"label.category.{category}", lang) if category in CATEGORIES else category


def doubts(goal: Goal, lang: Language) -> Iterator[str]:
    """Keys of what is not certain about a goal."""
    if goal.title_verified is False:
        yield "goal.title_unverified"
    if lang == "en" and goal.title_en_source == "editorial":
        yield "goal.editorial_title"
    if goal.editorial_confidence == "low":
        yield "goal.confidence_low"


def area_lines(goal: Goal, lang: Language) -> list[str]:
    """The research areas recorded for a goal, one a line, or that none is."""
    if not goal.areas:
        return [text("answer.no_areas_no_programmes", lang)]
    lines = []
    for area in goal.areas:
        year = text("answer.fiscal_year", lang, year=area.start_fy) if area.start_fy else None
        lines.append("  ".join(part for part in (area.programme, area.name_in(lang), year, area.supervisor) if part))
    return lines


def programmes_heading(programmes: Iterable[Programme], lang: Language) -> str:
    """The heading over programmes, with the year of the document that states their conditions."""
    years = {programme.as_of for programme in programmes if programme.as_of}
    return text("goal.programmes", lang, year=max(years)) if years else text("goal.programme_names", lang)


def programme_conditions(programme: Programme, lang: Language) -> ProgrammeConditions:
    """A programme in one language, as far as its conditions are known."""
    conditions = (
        text(f"label.kind.{programme.kind}", lang) if programme.kind else None,
        *(in_language(programme, name, lang) for name in ("duration", "budget", "eligibility")),
    )
    return ProgrammeConditions(in_language(programme, "name", lang), tuple(filter(None, conditions)))


def _programme_lines(programmes: Sequence[Programme], lang: Language, columns: int) -> Iterator[Line]:
    if programmes:
        yield ()
        yield (Piece(programmes_heading(programmes, lang), "bold"),)
    for programme in programmes:
        name, conditions = programme_conditions(programme, lang)
        yield from _paragraph("  ".join((name, *conditions)), columns)


def _section(heading: str, content: str, columns: int) -> Iterator[Line]:
    yield ()
    yield (Piece(heading, "bold"),)
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
