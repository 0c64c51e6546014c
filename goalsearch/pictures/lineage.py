"""The lineage of the goals: by fiscal year, linked to the past goals that they continue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from goalsearch.landscape.continuation import Continuation, continuations, kin, level
from goalsearch.messages import Language, text
from goalsearch.model import Goal, Hit, Json, SearchResult
from goalsearch.pictures.drawing import Drawing
from goalsearch.pictures.lineage_drawing import Content, draw
from goalsearch.pictures.palette import Marks
from goalsearch.pictures.picture import (
    Cell,
    Picture,
    Table,
    TableRow,
    goal_cells,
    shown_rows,
)
from goalsearch.pictures.words import category_label
from goalsearch.reports.answer import own_language_first, year_and_agency
from goalsearch.reports.clean_text import clean
from goalsearch.searcher import Searcher

_N_WEAK: Final = 3
_N_TERMS: Final = 4


@dataclass(frozen=True, kw_only=True)
class LineagePicture(Picture):
    """
    Goals by fiscal year with the links of `goalsearch.landscape.continuation`.

    Attributes:
        goals: The goals, in the order of the corpus.
        links: What continues what.
        level: The similarity from which on there is a link.
        marks: How categories are marked.
        focus: The goal of which this is the lineage; None for all.
        result: The search for the text that is placed in it; None without one.
    """

    NAME: ClassVar = "lineage"
    FIELDS: ClassVar = (*Goal.IDENTITY, "continues", "terms", "continued_by", "rank", "score", "band")

    goals: tuple[Goal, ...]
    links: tuple[Continuation, ...]
    level: float
    marks: Marks
    focus: str | None = None
    result: SearchResult | None = None

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The goals that the text is linked to: those that fit; if none does, the nearest."""
        shown = {goal.id for goal in self.goals}
        hits = [hit for hit in self.result.hits if hit.goal.id in shown] if self.result else []
        return tuple([hit for hit in hits if hit.band != "weak"] or hits[:_N_WEAK])

    def drawing(self, lang: Language) -> Drawing:
        """The picture: a column for each year, a box for each goal."""
        content = Content(
            goals=self.goals,
            links=self.links,
            marks=self.marks,
            result=self.result,
            hits=self.hits,
            focus=self.focus,
        )
        return draw(self.NAME, content, self.caption(lang), lang)

    def title(self, lang: Language) -> str:
        """What the picture is: the lineage of all, or of one goal."""
        if self.focus is None:
            return super().title(lang)
        return text("picture.lineage.title_of", lang, goal_id=self.focus)

    def subtitle(self, lang: Language) -> str:
        """What is in it, in numbers."""
        return text("picture.lineage.count", lang, n_goals=len(self.goals), n_links=len(self.links))

    def notes(self, lang: Language) -> tuple[str, ...]:
        """Which links are drawn, and why."""
        return (text("picture.lineage.note", lang, level=f"{self.level:.2f}"), text("picture.lineage.limits", lang))

    def table(self) -> list[Json]:
        """A record for each goal; joined text for what it continues, and the terms that link it to that."""
        hits = {hit.goal.id: hit for hit in self.hits}
        return [
            {
                **goal.identity(),
                "continues": "、".join(link.earlier.id for link in self._continues(goal)),
                "terms": "、".join(dict.fromkeys(term for link in self._continues(goal) for term in link.terms)),
                "continued_by": "、".join(link.goal.id for link in self._continued_by(goal)),
                "rank": hit.rank if (hit := hits.get(goal.id)) else None,
                "score": hit.score if hit else None,
                "band": hit.band if hit else None,
            }
            for goal in self.goals
        ]

    def to_dict(self) -> Json:
        """The level, and the goals with their links."""
        hits = {hit.goal.id: hit for hit in self.hits}
        return {
            "level": self.level,
            "focus": self.focus,
            "n_links": len(self.links),
            "verdict": self.result and self.result.verdict,
            "goals": [
                {
                    **goal.identity(),
                    "continues": [link.to_dict() for link in self._continues(goal)],
                    "continued_by": [link.goal.id for link in self._continued_by(goal)],
                    "hit": {"rank": hit.rank, "score": hit.score, "band": hit.band}
                    if (hit := hits.get(goal.id))
                    else None,
                }
                for goal in self.goals
            ],
        }

    def table_in(self, lang: Language) -> Table:
        """The text first, then the goals, latest year first."""
        names = ("id", "title", "year", "category", "continues", "continued_by")
        rows = [self._text_row(self.result, lang)] if self.result else []
        # Stable: within a year the order of the corpus.
        latest = sorted(self.goals, key=lambda goal: -(goal.fiscal_year or 0))
        rows += [self._goal_row(goal, lang) for goal in latest]
        return Table(tuple(text(f"picture.column.{name}", lang) for name in names), tuple(rows))

    def _text_row(self, result: SearchResult, lang: Language) -> TableRow:
        found = goal_cells((hit.goal, f"{hit.score:.2f} {text(f'band.{hit.band}', lang)}") for hit in self.hits)
        if result.reason:
            found = (Cell(text("answer.none_fits", lang, reason=result.reason.message(lang)) + " "), *found)
        cells = (
            (Cell(text("picture.text", lang), anchor=f"{self.NAME}-text"),),
            (Cell(clean(result.query.text)),),
            (),
            (),
            found,
            (),
        )
        return TableRow(cells)

    def _goal_row(self, goal: Goal, lang: Language) -> TableRow:
        continued = [
            (link.earlier, f"{link.score:.2f} {', '.join(own_language_first(link.terms, lang)[:_N_TERMS])}")
            for link in self._continues(goal)
        ]
        cells = (
            (Cell(goal.id, goal.id),),
            (Cell(goal.title_in(lang)),),
            (Cell(year_and_agency(goal.fiscal_year, goal.agency, lang)),),
            (Cell(category_label(goal.category, lang)),),
            goal_cells(continued),
            goal_cells((link.goal, "") for link in self._continued_by(goal)),
        )
        return TableRow(cells, goal.id)

    def _continues(self, goal: Goal) -> Sequence[Continuation]:
        return [link for link in self.links if link.goal is goal]

    def _continued_by(self, goal: Goal) -> Sequence[Continuation]:
        return [link for link in self.links if link.earlier is goal]


def lineage_picture(
    searcher: Searcher,
    result: SearchResult | None = None,
    *,
    years: str | int | None = None,
    agency: str | None = None,
    category: str | None = None,
    goal_id: str | None = None,
) -> LineagePicture:
    """
    The lineage of a searcher's goals.

    Args:
        searcher: Knows the goals.
        result: What a search for a text gave, to place the text among them; best with the same filters.
        years: Fiscal years to show: ``2019``, ``2015-2018``, ``latest``, or several of these with commas.
        agency: Agency of the goals to show.
        category: Category of the goals to show.
        goal_id: A goal, to show only what it continues and what continues it.

    Raises:
        QueryError: If there is no such goal, or none of such a year, agency or category.
        PictureError: If none is of all three, or too many are.
    """
    corpus = searcher.corpus
    goals = [corpus.goals[row] for row in shown_rows(corpus, years, agency, category)]
    links = continuations(searcher, goals)
    if goal_id is not None:
        family = kin(corpus.get(goal_id).id, links)
        goals = [goal for goal in corpus if goal.id in family]
        links = tuple(link for link in links if link.goal.id in family and link.earlier.id in family)
    return LineagePicture(
        goals=tuple(goals),
        links=links,
        level=level(searcher),
        marks=Marks(corpus.categories),
        focus=goal_id,
        result=result,
    )
