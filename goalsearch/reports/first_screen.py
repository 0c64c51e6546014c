"""What stands around the goals of an answer: the nearest of the newest year above them, their line of descent below."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from goalsearch.messages import Language, listed, text
from goalsearch.model import Goal, NewestGoal, SearchResult
from goalsearch.reports.grades import grade
from goalsearch.reports.layout import width, widths

_TITLE_COLUMNS: Final = 34
_WIDE: Final = 120
_STEP_COLUMNS: Final = (80, 60, 40, 30, 24, 20, 16, 12, 8)
"""Room for a title in a line of descent, widest first: the widest that keeps it in one line is taken."""
_MOST_STEPS: Final = 5


class Step(NamedTuple):
    """
    A goal in a line of descent.

    Attributes:
        goal: The goal.
        rank: Its rank if it is one of the hits; None if it is not.
    """

    goal: Goal
    rank: int | None

    def in_words(self, lang: Language, columns: int) -> str:
        """Year, and what goal: a hit by its rank, any other by its title in at most so many columns."""
        if self.rank is not None:
            return f"{self.goal.fiscal_year} {text('answer.rank', lang, rank=self.rank)}"
        return f"{self.goal.fiscal_year} {short_title(self.goal, lang, columns)}"


def descent(result: SearchResult) -> list[Step]:
    """The line that the first hit stands in, as far as it is shown; empty if it adds nothing to the hits."""
    ranks = {hit.goal.id: hit.rank for hit in result.hits}
    steps = [Step(goal, ranks.get(goal.id)) for goal in result.descent]
    # What a text is not near to has a line too, but that says nothing about the text.
    if result.verdict == "none" or all(step.rank is not None for step in steps):
        return []
    first = next(place for place, step in enumerate(steps) if step.rank == 1)
    start = min(max(first - _MOST_STEPS + 2, 0), max(len(steps) - _MOST_STEPS, 0))
    return steps[start : start + _MOST_STEPS]


def descent_line(result: SearchResult, lang: Language, columns: int) -> str:
    """The line of descent in words, ``系譜: 2010 レアメタル… → 2017 1 位 → 2021 …``; empty if there is none."""
    steps = descent(result)
    if not steps:
        return ""
    lines = (
        text("answer.descent", lang, line=" → ".join(step.in_words(lang, room) for step in steps))
        for room in _STEP_COLUMNS
    )
    shortest = ""
    for shortest in lines:
        if width(shortest) <= columns:
            break
    return shortest


def head_lines(result: SearchResult, lang: Language) -> list[str]:
    """What stands above the goals where there is room for titles: the refusal, and the nearest of the newest year."""
    return [line for line in (result.verdict_in(lang), newest_line(result, lang, _WIDE)) if line]


def newest_line(result: SearchResult, lang: Language, columns: int = _TITLE_COLUMNS) -> str:
    """
    The nearest goals of the newest recorded year with their grades, or that the filters leave none of it; empty if
    that adds nothing to the answer.

    Args:
        result: The answer.
        lang: Language of titles and words.
        columns: Room for a title.
    """
    if result.newest_left_out is not None:
        return text("answer.newest_left_out", lang, year=result.newest_left_out)
    if not result.newest:
        return ""
    year = result.newest[0].goal.fiscal_year
    shown = {hit.goal.id for hit in result.hits}
    near = [
        text(
            "answer.newest_near",
            lang,
            grade=grade(newest, lang),
            goal=_newest_goal(newest, lang, columns, is_shown=newest.goal.id in shown),
        )
        for newest in result.newest
        if newest.band != "weak"
    ]
    if not near and result.verdict == "none":
        return ""
    if not near:
        first = result.newest[0]
        nearest = _newest_goal(first, lang, columns, is_shown=first.goal.id in shown)
        return text("answer.newest_none", lang, year=year, nearest=nearest)
    return text("answer.newest", lang, year=year, goals=listed(near, lang))


def _newest_goal(newest: NewestGoal, lang: Language, columns: int, *, is_shown: bool) -> str:
    """A goal of the newest year by its rank, with its title in short unless the list below shows it."""
    rank = text("answer.rank", lang, rank=newest.rank)
    if is_shown:
        return rank
    return text("answer.newest_title", lang, rank=rank, title=short_title(newest.goal, lang, columns))


def newest_year(result: SearchResult) -> int | None:
    """The fiscal year whose goals are marked in the list; None if nothing is to be told apart."""
    return result.newest[0].goal.fiscal_year if result.newest else None


def short_title(goal: Goal, lang: Language, columns: int) -> str:
    """A title in at most so many columns."""
    return shortened(" ".join(goal.title_in(lang).split()), columns)


def shortened(content: str, columns: int) -> str:
    """A text in at most so many columns; ``…`` says that some of it is left out."""
    if width(content) <= columns:
        return content
    room, end = columns - 1, 0
    for of_character in widths(content):
        room -= of_character
        if room < 0:
            break
        end += 1
    return f"{content[:end].rstrip()}…"


def within(words: Iterable[str], columns: int) -> Iterator[str]:
    """The first of some words: as many as `shortened` shows anything of in so many columns."""
    for word in words:
        yield word
        columns -= width(word)
        if columns < 0:
            return
