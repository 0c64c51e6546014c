"""The first screen of an answer as a table, for notebooks and Markdown: the same words as on a terminal and a page."""

from typing import Final, NamedTuple

from goalsearch.messages import Language, listed, text
from goalsearch.model import Hit, SearchResult
from goalsearch.reports.facts import newest_mark, year_and_agency
from goalsearch.reports.first_screen import newest_year, shortened
from goalsearch.reports.grades import grade, is_measured, shown_fit

_N_TERMS: Final = 6
_SENTENCE_COLUMNS: Final = 120


class TableRow(NamedTuple):
    """
    A goal in a line of a table, each value as it is shown.

    Attributes:
        rank: Its rank.
        grade: How near it is, in a word with a mark.
        fit: The same in figures; empty where there is nothing to measure.
        title: Its title.
        where: Year and agency, with a mark on goals of the newest year.
        goal_id: Its identifier.
        sentence: The sentence of its own that shares most.
        terms: The phrases that it shares.
    """

    rank: str
    grade: str
    fit: str
    title: str
    where: str
    goal_id: str
    sentence: str
    terms: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The values in the order of `table_head`."""
        return tuple(self)


def table_head(lang: Language) -> tuple[str, ...]:
    """Headings of the columns."""
    names = ("rank", "grade", "fit", "title", "where", "id", "sentence", "terms")
    return tuple(text(f"table.{name}", lang) for name in names)


def table_row(hit: Hit, result: SearchResult, lang: Language) -> TableRow:
    """A hit of a result as a line of the table."""
    goal = hit.goal
    where = " ".join(
        (year_and_agency(goal.fiscal_year, goal.agency, lang), *newest_mark(goal, newest_year(result), lang))
    )
    sentence = " ".join(hit.goal_sentence.text.split()) if hit.goal_sentence else ""
    return TableRow(
        rank=str(hit.rank),
        grade=grade(hit, lang),
        fit=shown_fit(hit.fit) if is_measured(hit.fit) else "",
        title=goal.title_in(lang),
        where=where,
        goal_id=goal.id,
        sentence=shortened(sentence, _SENTENCE_COLUMNS),
        terms=listed([phrase.text for phrase in hit.phrases[:_N_TERMS]], lang),
    )
