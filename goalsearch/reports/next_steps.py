"""What to do after an answer: where the goal is announced, who heads its research areas, whether its calls are over."""

from typing import Final, NamedTuple
from urllib.parse import urlsplit

from goalsearch.messages import Language, listed, text
from goalsearch.model import Area, Goal, Hit
from goalsearch.reports.first_screen import short_title

_OFFICIAL: Final = ("mext.go.jp", "jst.go.jp", "amed.go.jp")
_CALLS: Final = 3
"""Fiscal years in a row in which a research area calls for proposals: CREST, PRESTO and AMED-CREST alike."""
_TITLE_COLUMNS: Final = 60


class Page(NamedTuple):
    """
    A page about a goal.

    Attributes:
        label: What it is: the ministry's or an agency's own, or a page on which the goal was seen.
        url: Its address.
    """

    label: str
    url: str


class AreaLine(NamedTuple):
    """
    A research area in one line: programme, name, supervisor, first year.

    Attributes:
        content: The line.
        url: Page on which the area was seen; None if none is recorded.
    """

    content: str
    url: str | None


def official_page(goal: Goal, lang: Language) -> Page | None:
    """The page of a ministry or agency on which a goal stands, else the first on which it was seen."""
    pages = list(filter(_is_address, goal.sources))
    official = next(filter(_is_official, pages), None)
    if official is not None:
        return Page(text("next.official", lang), official)
    return Page(text("next.seen", lang), pages[0]) if pages else None


def area_lines(goal: Goal, lang: Language) -> list[AreaLine]:
    """The research areas that are recorded, with who heads them and since when."""
    return [
        AreaLine(_area(area, lang), area.url if area.url and _is_address(area.url) else None) for area in goal.areas
    ]


def calls_over(hit: Hit, newest_year: int | None, lang: Language) -> str | None:
    """
    That no more proposals are called for under a goal, and which goal continues it; None while they may be.

    Calls run three years from the goal's year, or from that of its latest research area. Nothing recorded says so of
    a goal itself, so ``newest_year``, the latest of which there are goals, has to be past that.
    """
    goal = hit.goal
    years = [goal.fiscal_year, *(area.start_fy for area in goal.areas)]
    first_calls = [year for year in years if year is not None]
    if newest_year is None or goal.fiscal_year is None or max(first_calls) + _CALLS > newest_year:
        return None
    if not hit.later:
        return text("next.over", lang)
    later = hit.later[0].goal
    return text("next.over_later", lang, goal=f"{later.id} {short_title(later, lang, _TITLE_COLUMNS)}")


def _area(area: Area, lang: Language) -> str:
    about = [text("next.supervisor", lang, name=area.supervisor)] if area.supervisor else []
    if area.start_fy is not None:
        about.append(text("next.since", lang, year=area.start_fy))
    line = f"{area.programme} {area.name_in(lang)}"
    return text("next.area", lang, area=line, about=listed(about, lang)) if about else line


def _is_official(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return any(host == name or host.endswith(f".{name}") for name in _OFFICIAL)


def _is_address(url: str) -> bool:
    return url.startswith(("https://", "http://"))
