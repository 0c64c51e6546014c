"""
Which goals may be hits: by fiscal year, agency and category, as people write them.

Years may be single (2019, 2019年度, FY2019, 令和元年度, R1), from one to another (2015-2018, 2015〜2018, 2015から2018,
令和5〜7年度), open (2020-, 2020以降, 2020から, -2015, 2015以前, 2015まで), ``latest`` or 最新, and several of these
with commas between them. Full-width letters and figures are as good as others everywhere.
"""

import operator
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.corpus import Corpus
from goalsearch.corpus.completeness import years_in_short
from goalsearch.errors import QueryError
from goalsearch.messages import LANGUAGES, text
from goalsearch.model import Goal
from goalsearch.text.fiscal_year import named_year
from goalsearch.text.late_pattern import late
from goalsearch.text.normalize import normalize

Years = str | int | Iterable[str | int]
"""Fiscal years as a search takes them: in words, as a number, or as several of these: a list, a range."""

LATEST: Final = "latest"
_LATEST_WORDS: Final = frozenset({LATEST, "最新", "最新年度", "最新の年度"})
# Of a range the first year, the last one, or both are given. A long vowel mark is what a hurried hand types for a dash.
_BETWEEN: Final = late(r"(?P<first>.+?)\s*(?:[-~ー]|から|\bto\b)\s*(?P<last>.+?)\s*(?:まで)?")
_FROM: Final = late(r"(?:since|from)\s+(?P<since>.+)|(?P<first>.+?)\s*(?:[-~ー]|から|以降|以後)", re.IGNORECASE)
_UNTIL: Final = late(r"(?:[-~ー]|\b(?:until|to)\b)\s*(?P<until>.+)|(?P<last>.+?)\s*(?:以前|まで)", re.IGNORECASE)

# Beside the names that the goals are shown with.
_CATEGORY_NAMES: Final = {
    "materials": ("材料", "材料系", "マテリアル", "一般", "一般系"),
    "information": ("情報", "情報系"),
    "life": ("ライフ", "ライフ系", "生命", "生命科学", "ライフサイエンス", "life sciences"),
    "medical": ("医療", "医療系", "医学", "medicine"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFilter:
    """
    Restricts the hits, never the related goals.

    Attributes:
        years: Fiscal years in words, see above; None lets all years through.
        agency: Name of an agency, upper or lower case.
        category: Name of a category, upper or lower case; those of the goals that come with goalsearch also as they are
            shown, or in short: 材料, 情報, ライフ, 医療.
    """

    years: str | None = None
    agency: str | None = None
    category: str | None = None

    @classmethod
    def of(cls, years: Years | None = None, agency: str | None = None, category: str | None = None) -> "GoalFilter":
        """
        The filter for what a caller gives: years as a text, a number or several of these.

        Raises:
            QueryError: If the years are nothing of these.
        """
        return cls(years=None if years is None else years_text(years), agency=agency, category=category)

    def allowed(self, corpus: Corpus) -> NDArray[np.bool_] | None:
        """
        Which goals pass, shape ``(n_goals,)``; None if nothing is filtered.

        A goal without a year passes no filter on years.

        Raises:
            QueryError: If no goal is of such a year, agency or category; the message lists the known ones.
        """
        if self == _OPEN:
            return None
        allowed = np.ones(len(corpus), dtype=np.bool_)
        if self.years is not None:
            allowed &= corpus.facts.has_year(fiscal_years(self.years, corpus))
        if self.agency is not None:
            allowed &= corpus.facts.has_agency([_known("error.agency", self.agency, corpus.agencies)])
        if self.category is not None:
            allowed &= corpus.facts.has_category(_known_category(self.category, corpus.categories))
        return allowed

    def goals(self, corpus: Corpus) -> list[Goal]:
        """
        The goals that pass, in the order of the corpus.

        Raises:
            QueryError: As `allowed`.
        """
        allowed = self.allowed(corpus)
        # Of the others of thousands none need be made.
        return list(corpus) if allowed is None else [corpus.goals[row] for row in np.flatnonzero(allowed).tolist()]


_OPEN: Final = GoalFilter()


def _known(error_key: str, name: str, known: Sequence[str]) -> str:
    """The one of ``known`` that ``name`` names, whatever its case."""
    wanted = _folded(name)
    for candidate in known:
        if _folded(candidate) == wanted:
            return candidate
    raise QueryError(error_key, name=name, known=", ".join(known))


def _known_category(name: str, known: Sequence[str]) -> str:
    """The category of this name, which may be one of several that it goes by."""
    wanted = _folded(name)
    # A category of a corpus of one's own goes before another name of one of ours.
    for candidate in sorted(known, key=lambda candidate: _folded(candidate) != wanted):
        names = [candidate, *_CATEGORY_NAMES.get(candidate, ())]
        if candidate in _CATEGORY_NAMES:
            names += [text(f"label.category.{candidate}", lang) for lang in LANGUAGES]
        if wanted in map(_folded, names):
            return candidate
    shown = (f"{item} ({_CATEGORY_NAMES[item][0]})" if item in _CATEGORY_NAMES else item for item in known)
    raise QueryError("error.category", name=name, known=", ".join(shown))


def _folded(name: str) -> str:
    return normalize(name).text.strip().casefold()


def years_text(years: Years) -> str:
    """
    Fiscal years in words, as a `GoalFilter` takes them: ``[2019, 2021]`` as ``2019,2021``.

    A range that goes up by one is one part, and like ``2019-2025`` may name years without goals; a year of a list may
    not.

    Raises:
        QueryError: If they are neither a text nor a number nor several of these, or none at all.
    """
    if isinstance(years, str):
        return years
    if isinstance(years, range) and years.step == 1 and years:
        return f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0])
    try:
        parts = [_year_text(part) for part in years] if isinstance(years, Iterable) else [_year_text(years)]
    except TypeError:
        parts = []
    if not parts:
        raise QueryError("error.years_form", years=years)
    return ",".join(parts)


def _year_text(year: str | int) -> str:
    # Not str: 2019.0 or None is no year. numpy's integers are.
    return year if isinstance(year, str) else str(operator.index(year))


def fiscal_years(text: str, corpus: Corpus) -> set[int]:
    """
    The fiscal years that ``text`` names (see above), of those that the goals of a corpus have.

    Raises:
        QueryError: If it cannot be read, or a part of it names none of them.
    """
    known = corpus.years
    named: set[int] = set()
    for part in year_parts(text):
        found = set(known[-1:]) if part.bounds is None else {year for year in known if part.holds(year)}
        if not found:
            # What a corpus lacks was not necessarily never set.
            key = "error.years_not_recorded" if corpus.goal_years else "error.years_unknown"
            raise QueryError(key, years=part.text, known=years_in_short(known))
        named |= found
    return named


class YearPart(NamedTuple):
    """
    One of the years or ranges that a text names.

    Attributes:
        text: As it is written.
        bounds: The first and the last year, infinite where it is open; None for the latest.
    """

    text: str
    bounds: tuple[float, float] | None

    def holds(self, year: int) -> bool:
        """Whether a year lies within the bounds."""
        return self.bounds is not None and self.bounds[0] <= year <= self.bounds[1]


def year_parts(text: str) -> list[YearPart]:
    """
    The years and ranges that ``text`` names, see above.

    Raises:
        QueryError: If it cannot be read.
    """
    parts = []
    # Full-width digits and dashes are what a Japanese keyboard gives.
    for part in map(str.strip, re.split("[,、・]", normalize(text).text)):
        bounds = None if part.casefold() in _LATEST_WORDS else _bounds(part)
        if bounds is None and part.casefold() not in _LATEST_WORDS:
            raise QueryError("error.years_form", years=text)
        if bounds is not None and bounds[1] < bounds[0]:
            raise QueryError("error.years_reversed", years=part, first=bounds[1], last=bounds[0])
        parts.append(YearPart(part, bounds))
    return parts


def _bounds(part: str) -> tuple[float, float] | None:
    """The first and the last year that a part names, infinite where it is open; None if it cannot be read."""
    if year := named_year(part):
        return year.year, year.year
    if (match := _BETWEEN.fullmatch(part)) and (first := named_year(match["first"])):
        last = named_year(match["last"], first.era)
        return (first.year, last.year) if last else None
    if (match := _FROM.fullmatch(part)) and (first := named_year(match["since"] or match["first"])):
        return first.year, np.inf
    if (match := _UNTIL.fullmatch(part)) and (until := named_year(match["until"] or match["last"])):
        return -np.inf, until.year
    return None
