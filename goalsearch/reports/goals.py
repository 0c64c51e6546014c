"""Goals for a person at a terminal: a list of many, or one in full."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from goalsearch.messages import Language, text
from goalsearch.model import Goal, Programme, RelatedGoal
from goalsearch.reports.answer import related_line, year_and_agency
from goalsearch.reports.layout import Line, Piece, pad, wrap

_INDENT: Final = "  "
_CATEGORIES: Final = ("materials", "information", "life", "medical")


class GoalText(NamedTuple):
    """A text about a goal: the key of its heading, which says whose text it is, and the text."""

    key: str
    content: str


class ProgrammeConditions(NamedTuple):
    """A programme's name, and what it offers to whom."""

    name: str
    conditions: tuple[str, ...]


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
    facts = [goal.id, year_and_agency(goal.fiscal_year, goal.agency, lang), category_name(goal.category, lang)]
    if goal.decided_on:
        facts.append(text("goal.decided_on", lang, date=goal.decided_on))
    for line in wrap(" / ".join(fact for fact in facts if fact), columns):
        yield (Piece(line, "dim"),)
    for key in doubts(goal, lang):
        yield (Piece(text(key, lang), "warn"),)
    for part in goal_texts(goal, lang):
        yield from _section(part.key, part.content, lang, columns)
    yield from _list("goal.areas", area_lines(goal, lang), lang, columns)
    yield from _programme_lines(list(programmes), lang, columns)
    yield from _list("goal.earlier", [related_line(related, lang) for related in earlier], lang, columns)
    yield from _list("goal.later", [related_line(related, lang) for related in later], lang, columns)
    yield from _list("goal.sources", goal.sources, lang, columns)
    if goal.notes:
        yield from _section("goal.notes", goal.notes, lang, columns)


def category_name(category: str | None, lang: Language) -> str | None:
    """A category in words; one of a corpus of one's own as it is."""
    return text(f"label.category.{category}", lang) if category in _CATEGORIES else category


def goal_texts(goal: Goal, lang: Language) -> Iterator[GoalText]:
    """What is written about a goal, in one language where there is such a text; official and editorial told apart."""
    english = lang == "en"
    summary = goal.summary_en if english and goal.summary_en else goal.summary
    # Of the official summaries there is no official translation: what stands in English is always editorial.
    official = goal.summary_source == "official" and summary == goal.summary
    texts = (
        ("goal.summary_official" if official else "goal.summary_editorial", summary),
        ("goal.description", goal.description_en if english and goal.description_en else goal.description),
        ("goal.topics", ", ".join(goal.topics_en if english and goal.topics_en else goal.topics)),
        ("goal.edge_topics", ", ".join(goal.edge_topics_en if english and goal.edge_topics_en else goal.edge_topics)),
        ("goal.keywords", ", ".join(goal.keywords_en if english and goal.keywords_en else goal.keywords)),
    )
    yield from (GoalText(key, content) for key, content in texts if content)


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
        name = area.name_en if lang == "en" and area.name_en else area.name
        year = text("answer.fiscal_year", lang, year=area.start_fy) if area.start_fy else None
        lines.append("  ".join(part for part in (area.programme, name, year, area.supervisor) if part))
    return lines


def programmes_heading(programmes: Iterable[Programme], lang: Language) -> str:
    """The heading over programmes, with the year of the document that states their conditions."""
    years = {programme.as_of for programme in programmes if programme.as_of}
    return text("goal.programmes", lang, year=max(years)) if years else text("goal.programme_names", lang)


def programme_conditions(programme: Programme, lang: Language) -> ProgrammeConditions:
    """A programme in one language, as far as its conditions are known."""
    english = lang == "en"
    conditions = (
        text(f"label.kind.{programme.kind}", lang) if programme.kind else None,
        (english and programme.duration_en) or programme.duration,
        (english and programme.budget_en) or programme.budget,
        (english and programme.eligibility_en) or programme.eligibility,
    )
    name = (english and programme.name_en) or programme.name
    return ProgrammeConditions(name, tuple(str(part) for part in conditions if part))


def _programme_lines(programmes: Sequence[Programme], lang: Language, columns: int) -> Iterator[Line]:
    if programmes:
        yield ()
        yield (Piece(programmes_heading(programmes, lang), "bold"),)
    for programme in programmes:
        name, conditions = programme_conditions(programme, lang)
        yield from _paragraph("  ".join((name, *conditions)), columns)


def _section(key: str, content: str, lang: Language, columns: int) -> Iterator[Line]:
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
