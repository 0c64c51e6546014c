"""What is recorded about a goal, in words."""

from collections.abc import Iterable, Sequence

from goalsearch.messages import Language, in_language, text
from goalsearch.model import Goal, Hit, Programme, RelatedGoal


def year_and_agency(fiscal_year: int | None, agency: str | None, lang: Language) -> str:
    """Such as ``2019年度 JST``."""
    year = text("answer.no_year", lang) if fiscal_year is None else text("answer.fiscal_year", lang, year=fiscal_year)
    return f"{year} {agency}" if agency else year


def newest_mark(goal: Goal, newest_year: int | None, lang: Language) -> tuple[str, ...]:
    """What stands behind year and agency of a goal of the newest year; nothing for others."""
    return (text("answer.is_newest", lang),) if newest_year is not None and goal.fiscal_year == newest_year else ()


def related_line(related: RelatedGoal, lang: Language) -> str:
    """One related goal on a line: where it stands, its title, how near, and by which terms."""
    goal = related.goal
    terms = ", ".join(linking_terms(related, lang)[:4])
    return f"{goal.id}  {goal.title_in(lang)}  {related.score:.2f} ({terms})"


def linking_terms(related: RelatedGoal, lang: Language) -> list[str]:
    """The terms that link a related goal, as `own_language_first` orders them."""
    return own_language_first(related.terms, lang)


def own_language_first(terms: Sequence[str], lang: Language) -> list[str]:
    """Terms in the reader's language first, else in their order: goals are linked in both languages."""
    return sorted(terms, key=lambda term: term.isascii() != (lang == "en"))


def editorial_note(headings: Iterable[str], lang: Language) -> str | None:
    """What the mark in the headings of a goal's texts means, said once; None if all of them are the ministry's own."""
    note = text("goal.editorial", lang)
    return note if any(heading.endswith(note[0]) for heading in headings) else None


def areas_text(hit: Hit, lang: Language) -> str:
    """The research areas recorded for a hit, or that none is, with the agency's programmes."""
    goal = hit.goal
    if goal.areas:
        return " / ".join(goal.areas_in(lang))
    if hit.programmes:
        names = ", ".join(_programme_name(programme, lang) for programme in hit.programmes)
        return text("answer.no_areas", lang, agency=goal.agency, programmes=names)
    return text("answer.no_areas_no_programmes", lang)


def _programme_name(programme: Programme, lang: Language) -> str:
    name: str = in_language(programme, "name", lang)
    return name
