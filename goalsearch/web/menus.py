"""The menus of the pages: nearly the same on each, so each is written once and kept."""

from functools import lru_cache
from typing import Final

from markupsafe import Markup

from goalsearch.corpus import Corpus
from goalsearch.messages import Language
from goalsearch.pages.environment import render
from goalsearch.retrieval import year_notices
from goalsearch.text.fiscal_year import fiscal_year_of
from goalsearch.web.forms import Asked
from goalsearch.web.years import year_options

_N_KEPT: Final = 64
_TITLE_CHARS: Final = 24
_LONGEST_YEAR: Final = 4


class Menus:
    """
    The menus over one corpus.

    Args:
        corpus: The goals.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._kept_goals = lru_cache(_N_KEPT)(self._write_goals)
        self._kept_filters = lru_cache(_N_KEPT)(self._write_filters)

    def goals(self, lang: Language, chosen: str) -> Markup:
        """
        The goals to choose one from, latest first.

        Args:
            lang: Language of their titles.
            chosen: Id of the one that is chosen.
        """
        return self._kept_goals(lang, chosen)

    def filters(self, lang: Language, asked: Asked) -> Markup:
        """
        The years, agencies and categories to choose goals by.

        Args:
            lang: Language of the page.
            asked: What is chosen.
        """
        # What no menu has is of any length, and nothing that is kept.
        first, last = (year if len(year) <= _LONGEST_YEAR else "" for year in (asked.first, asked.last))
        agency = asked.agency if asked.agency in self._corpus.agencies else ""
        category = asked.category if asked.category in self._corpus.categories else ""
        # What is missing changes with the year that is now.
        this_year = fiscal_year_of(year_notices.today())
        return self._kept_filters(lang, this_year, first, last, agency, category)

    def _write_goals(self, lang: Language, chosen: str) -> Markup:
        goals = sorted(self._corpus, key=lambda goal: -(goal.fiscal_year or 0))
        named = [(goal.id, f"{goal.fiscal_year or ''} {_in_short(goal.title_in(lang))}") for goal in goals]
        return Markup(render("web/choices.html", lang, goals=named, chosen=chosen))  # noqa: S704 - a template's

    def _write_filters(
        self, lang: Language, _this_year: int, first: str, last: str, agency: str, category: str
    ) -> Markup:
        corpus = self._corpus
        written = render(
            "web/filters.html",
            lang,
            years=year_options(corpus, lang),
            agencies=corpus.agencies,
            categories=corpus.categories,
            chosen={"first": first, "last": last, "agency": agency, "category": category},
        )
        return Markup(written)  # noqa: S704 - a template's


def _in_short(title: str) -> str:
    return title if len(title) <= _TITLE_CHARS else title[: _TITLE_CHARS - 1] + "…"
