"""The fiscal years of a menu: those of the goals, and those that are not recorded, which cannot be chosen."""

from typing import NamedTuple

from goalsearch.corpus import Corpus
from goalsearch.messages import Language, text
from goalsearch.retrieval.year_notices import gaps_until_now


class YearOption(NamedTuple):
    """
    A fiscal year in a menu.

    Attributes:
        year: The year.
        label: How it is written: with what is missing, if anything is known to be.
        is_recorded: Whether there are goals of it.
    """

    year: int
    label: str
    is_recorded: bool


def year_options(corpus: Corpus, lang: Language) -> list[YearOption]:
    """The years in ascending order; none for goals without years."""
    gaps = {gap.fiscal_year: gap for gap in gaps_until_now(corpus)} if corpus.years else {}
    options = []
    for year in sorted({*corpus.years, *gaps}):
        gap = gaps.get(year)
        if gap is None:
            label = str(year)
        elif gap.is_absent:
            label = text("web.year_absent", lang, year=year)
        else:
            label = text("web.year_incomplete", lang, year=year, n_goals=gap.n_goals, goals_set=gap.goals_set)
        options.append(YearOption(year, label, gap is None or not gap.is_absent))
    return options
