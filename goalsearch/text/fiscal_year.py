"""
The Japanese fiscal year, April to March, that a text names, in whatever calendar it is written.

Three things are read: a cell of a table, which may hold more than a year (`fiscal_year`), a year that stands alone,
as people write it into a filter (`named_year`), and a date that stands alone (`fiscal_year_of_date`).

A year with nothing after it counts as the fiscal year, as it is written: 2019, 2019年度, FY2019, 令和元年, H31. A
date, or a year with a month, is laid into its fiscal year: 2019-03-31 and 平成31年3月 are of fiscal 2018. Of a period
(2019-2022, 2019-04-01 – 2022-03-31) its beginning counts. What can be read in two ways is not guessed at: 4/1/2019, 30,
43556.
"""

import datetime
import re
import unicodedata
from typing import Final, NamedTuple

from goalsearch.text.late_pattern import late

# The year before the first of each era. A library of eras saves these lines, and none of those below.
_ERAS: Final = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "S": 1925, "H": 1988, "R": 2018}

_YEAR: Final = late(
    # Not after a day and month, in whatever order: the fiscal year would hang on it.
    r"(?<![0-9A-Za-z])(?<![0-9][-/.])"
    r"(?:"
    r"(?P<fy>FY|F\.Y\.)?[ ']*(?P<western>(?:1[89]|20|21)[0-9]{2})"
    r"|(?P<fy_short>FY|F\.Y\.)[ ']*(?P<short>[0-9]{2})"
    r"|(?P<era>明治|大正|昭和|平成|令和|[SHR](?![A-Z]))[ .]*(?P<of_era>元|[0-9]{1,2})(?![A-Z])"
    r"|(?P<compact>(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?)"
    r")(?![0-9])",
    re.IGNORECASE,
)
# What follows the year, up to the month: 年4月, -04, /4/1, .4.1; a number that is no month is none (2019-2022, 2019.0).
_MONTH: Final = late(r" *(?:年 *|[-/.] *)(?P<month>0?[1-9]|1[0-2])(?![0-9])")
_SUFFIX: Final = late(r" *(?:年度?|FY)?", re.IGNORECASE)
_SHORT: Final = late("元|[0-9]{1,2}(?![0-9])")
# What follows the month of a date; after 2019.5 a day has to come, or it is a number.
_DAY: Final = late(r" *(?P<sign>月|[-/.])? *(?:(?P<day>[0-9]{1,2})(?![0-9]) *日?)?(?:[T ] *[0-9]{1,2}:[0-9:.]+)? *")
_FISCAL: Final = late(r" *年度| *FY\b", re.IGNORECASE)
# Two figures after FY: FY98 and FY19.
_CENTURY_TURNS: Final = 70
_FIRST_MONTH: Final = 4


def fiscal_year(cell: str) -> int | None:
    """
    The fiscal year that ``cell`` names; None if it names none, or several ways of reading it differ.

    Args:
        cell: A cell as text: full-width figures are as good as others, and what stands around the year is passed over.
    """
    # Composed signs such as ㋿ become the two characters that they stand for.
    text = unicodedata.normalize("NFKC", cell).strip()
    found = _YEAR.search(text)
    if found is None:
        return None
    if compact := found["compact"]:
        return _of_month(int(compact[:4]), int(compact[4:6]))
    year = _calendar_year(found)
    rest = text[found.end() :]
    if found["fy"] or found["fy_short"] or _FISCAL.match(rest):
        return year
    month = _MONTH.match(rest)
    return year if month is None else _of_month(year, int(month["month"]))


class NamedYear(NamedTuple):
    """
    A fiscal year as it was written.

    Attributes:
        year: The year.
        era: The era that it was counted in, 令和 or R; None for the western calendar.
    """

    year: int
    era: str | None


def named_year(text: str, era: str | None = None) -> NamedYear | None:
    """
    The fiscal year that ``text`` is, with nothing else around it: 2019, 2019年度, FY19, 令和元年度, R7.

    Args:
        text: Normalised text.
        era: The era that a number of one or two figures is counted in: the 7 of 令和5〜7年度; None for no such number.

    Returns:
        The year; None if ``text`` is not a year alone.
    """
    text = text.strip()
    if era is not None and _SHORT.match(text):
        text = era + text
    found = _YEAR.match(text)
    if found is None or found["compact"] or not _SUFFIX.fullmatch(text, found.end()):
        return None
    return NamedYear(_calendar_year(found), found["era"])


def fiscal_year_of_date(text: str) -> int | None:
    """
    The fiscal year in which the date or month lies that ``text`` is: 2025/4/1, 2025-04-01 00:00:00, 令和7年4月.

    Args:
        text: Normalised text.

    Returns:
        The year; None if ``text`` is anything else, or a day that no calendar has.
    """
    text = text.strip()
    found = _YEAR.match(text)
    if found is None or found["compact"] or found["fy"] or found["fy_short"]:
        return None
    month = _MONTH.match(text, found.end())
    rest = None if month is None else _DAY.fullmatch(text, month.end())
    if month is None or rest is None or (rest["sign"] is None and rest["day"] is not None):
        return None
    if rest["day"] is None and (rest["sign"] not in (None, "月") or "." in month[0]):
        return None
    try:
        return fiscal_year_of(datetime.date(_calendar_year(found), int(month["month"]), int(rest["day"] or 1)))
    except ValueError:  # 2019-02-30
        return None


def fiscal_year_of(date: datetime.date) -> int:
    """The fiscal year of a date: it begins on the first of April."""
    return _of_month(date.year, date.month)


def _calendar_year(found: "re.Match[str]") -> int:
    if found["western"]:
        return int(found["western"])
    if found["short"]:
        short = int(found["short"])
        return short + (2000 if short < _CENTURY_TURNS else 1900)
    of_era = found["of_era"]
    return _ERAS[found["era"].upper()] + (1 if of_era == "元" else int(of_era))


def _of_month(year: int, month: int) -> int:
    return year if month >= _FIRST_MONTH else year - 1
