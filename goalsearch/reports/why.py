"""Why not this goal: where one goal stands for a text, and what keeps it there."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from goalsearch.messages import Language, listed, text
from goalsearch.model import GoalAnswer
from goalsearch.reports.facts import year_and_agency
from goalsearch.reports.grades import grade, shown_fit
from goalsearch.reports.layout import Line, Piece, labelled, styled, width

_INDENT: Final = "    "
_N_TERMS: Final = 10


class Reason(NamedTuple):
    """One thing that is said, under a heading."""

    heading: str
    content: str


def standing(answer: GoalAnswer, lang: Language) -> str:
    """Rank among all, grade, and the fit beside the one that is needed and that of the first."""
    if answer.rank is None or answer.fit is None:
        return text("why.nothing_shared", lang)
    return text(
        "why.standing",
        lang,
        rank=answer.rank,
        n=answer.n_candidates,
        grade=grade(answer, lang),
        fit=shown_fit(answer.fit),
        needed=shown_fit(answer.fit_needed),
        first=shown_fit(answer.first.fit if answer.first else answer.fit),
    )


def reasons(answer: GoalAnswer, lang: Language) -> Iterator[Reason]:
    """What the goal shares with the text, what the text lacks, and where the first goal has more."""
    if not answer.is_candidate:
        yield Reason(text("why.filter", lang), text("why.filtered_out", lang))
    terms = {
        "why.shared": [item.term for item in answer.evidence],
        "why.missing": [item.term for item in answer.missing],
        "why.weaker": [item.term for item in answer.weaker],
    }
    for key, found in terms.items():
        if found:
            yield Reason(text(key, lang), listed(found[:_N_TERMS], lang))


def where(answer: GoalAnswer, lang: Language) -> str:
    """Year, agency and identifier of the goal."""
    goal = answer.goal
    return f"{year_and_agency(goal.fiscal_year, goal.agency, lang)}  {goal.id}"


def why_lines(answer: GoalAnswer, lang: Language, *, columns: int) -> Iterator[Line]:
    """The answer for a terminal."""
    yield from styled(answer.goal.title_in(lang), columns, "bold")
    yield Piece(_INDENT), Piece(where(answer, lang), "dim")
    for line in styled(standing(answer, lang), columns - len(_INDENT), ""):
        yield (Piece(_INDENT), *line)
    found = list(reasons(answer, lang))
    room = max((width(reason.heading) for reason in found), default=0) + 2
    for reason in found:
        yield from labelled(reason.heading, reason.content, columns, indent=_INDENT, label_width=room)
