"""Results and goals as HTML for a notebook."""

from typing import Final

from goalsearch.messages import Language, text
from goalsearch.model import Goal, SearchResult
from goalsearch.pages.environment import render
from goalsearch.reports.facts import editorial_note
from goalsearch.reports.first_screen import descent_line, head_lines
from goalsearch.reports.first_table import table_head, table_row

_DESCENT_COLUMNS: Final = 160


def result_table(result: SearchResult, lang: Language) -> str:
    """The first screen of a search result, with a row for each goal; titles begin at the left, as text does."""
    return render(
        "notebook_result.html",
        lang,
        result=result,
        lines=head_lines(result, lang),
        head=table_head(lang),
        rows=[table_row(hit, result, lang) for hit in result.hits],
        descent=descent_line(result, lang, _DESCENT_COLUMNS),
    )


def goal_card(goal: Goal, lang: Language) -> str:
    """A goal as a card; official and editorial text are told apart, and long lists are folded."""
    texts = list(goal.texts_in(lang))
    return render(
        "notebook_goal.html",
        lang,
        goal=goal,
        head=[value for value in (goal.id, goal.fiscal_year, goal.agency, goal.category) if value is not None],
        texts=texts,
        note=editorial_note((part.heading for part in texts), lang),
        areas=" / ".join(goal.areas_in(lang)) or text("answer.no_areas_no_programmes", lang),
    )
