"""What a reader should know about fiscal years: which a corpus lacks, and whether the clock is past its latest."""

import datetime
import math
from collections.abc import Iterable, Sequence
from typing import Final

from goalsearch.corpus import Corpus
from goalsearch.corpus.completeness import YearGap, known_span, year_gaps, years_in_short
from goalsearch.model import Notice
from goalsearch.retrieval.filters import YearPart, year_parts
from goalsearch.text.fiscal_year import fiscal_year_of

_JAPAN: Final = datetime.timezone(datetime.timedelta(hours=9))


def today() -> datetime.date:
    """The date in Japan, by the clock of this machine; tests put another in its place."""
    return datetime.datetime.now(tz=_JAPAN).date()


def gaps_until_now(corpus: Corpus) -> tuple[YearGap, ...]:
    """The fiscal years up to the one that is now of which a corpus is known to lack goals."""
    return year_gaps(corpus, known_span(corpus, fiscal_year_of(today())))


def gaps_of(years: str | None, corpus: Corpus) -> tuple[YearGap, ...]:
    """
    What a corpus is known to lack of the years of a filter, or of all up to now where there is none.

    Raises:
        QueryError: If the years cannot be read.
    """
    if years is None:
        return gaps_until_now(corpus)
    if not corpus.goal_years:
        return ()
    this_year = fiscal_year_of(today())
    asked = {year for part in year_parts(years) for year in _years(part, corpus, this_year)}
    return year_gaps(corpus, sorted(asked))


def gap_notice(gap: YearGap) -> Notice:
    """That a corpus lacks a fiscal year, or some of its goals."""
    if gap.is_absent:
        return Notice("notice.years_not_recorded", {"years": str(gap.fiscal_year)})
    values = {"year": gap.fiscal_year, "n_goals": gap.n_goals, "goals_set": gap.goals_set}
    return Notice("notice.year_incomplete", values)


def year_notices(years: str, corpus: Corpus) -> tuple[Notice, ...]:
    """
    What a reader should know about the years of a filter.

    Of a corpus that says nothing about fiscal years as a whole, nothing is claimed.

    Args:
        years: The years as `goalsearch.retrieval.filters.GoalFilter` takes them.
        corpus: The goals.

    Raises:
        QueryError: If the years cannot be read.
    """
    if not corpus.goal_years or not corpus.years:
        return ()
    this_year = fiscal_year_of(today())
    notices = []
    if corpus.years[-1] < this_year and any(part.bounds is None for part in year_parts(years)):
        notices.append(Notice("notice.year_past", {"this_year": this_year}))
    gaps = gaps_of(years, corpus)
    if absent := [gap.fiscal_year for gap in gaps if gap.is_absent]:
        notices.append(Notice("notice.years_not_recorded", {"years": years_in_short(absent)}))
    notices += [gap_notice(gap) for gap in gaps if not gap.is_absent]
    return tuple(notices)


def _years(part: YearPart, corpus: Corpus, this_year: int) -> Iterable[int]:
    """All years that a part names; where it is open, as far as the corpus should reach."""
    if part.bounds is None:
        return corpus.years[-1:]
    span: Sequence[int] = known_span(corpus, this_year)
    first, last = part.bounds
    return range(span[0] if math.isinf(first) else int(first), (span[-1] if math.isinf(last) else int(last)) + 1)
