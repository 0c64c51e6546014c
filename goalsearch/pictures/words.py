"""What goals are called in a picture and its table."""

from goalsearch.messages import Language, text
from goalsearch.model import Goal
from goalsearch.reports.facts import year_and_agency
from goalsearch.reports.goals import category_name


def category_label(category: str | None, lang: Language) -> str:
    """A category in words, also of a goal that has none."""
    return category_name(category, lang) or text("label.category.none", lang)


def full_title(goal: Goal, lang: Language) -> str:
    """What a goal says when it is pointed at: its title in full, and where it stands."""
    where = (goal.id, year_and_agency(goal.fiscal_year, goal.agency, lang), category_label(goal.category, lang))
    return f"{goal.title_in(lang)} ({' / '.join(where)})"
