"""The lineage of the goals: by fiscal year, linked to the past goals that they continue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np

from goalsearch.messages import Language, text
from goalsearch.model import Goal, Hit, Json, SearchResult, is_fit
from goalsearch.pictures.drawing import Drawing
from goalsearch.pictures.family import Periods, family
from goalsearch.pictures.lineage_drawing import Content, draw
from goalsearch.pictures.palette import Marks
from goalsearch.pictures.picture import (
    MOST_GOALS,
    Cell,
    Picture,
    PictureRow,
    PictureTable,
    allowed_goals,
    goal_cells,
    shown_rows,
)
from goalsearch.pictures.words import category_label
from goalsearch.reports.facts import own_language_first, year_and_agency
from goalsearch.retrieval.continuation import Continuation, among, around, continuations, kin, level
from goalsearch.retrieval.filters import Years
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.characters import clean

_N_WEAK: Final = 3
_N_TERMS: Final = 4
# Of one goal among very many: what a screen or two have room for.
_MOST_KIN: Final = 40


@dataclass(frozen=True, kw_only=True)
class LineagePicture(Picture):
    """
    Goals by fiscal year with the links of `goalsearch.retrieval.continuation`.

    Attributes:
        goals: The goals, in the order of the corpus.
        links: What continues what.
        level: The similarity from which on there is a link.
        marks: How categories are marked.
        focus: The goal of which this is the lineage; None for all.
        result: The search for the text that is placed in it; None without one.
        periods: The fiscal years of each column, see `goalsearch.pictures.family`.
        is_near: Whether of the goals only those near the text are shown, with what they continue.
        is_part: Whether there are more goals than a picture can show, so that only those around ``focus`` or the text
            were looked at.
    """

    NAME: ClassVar = "lineage"
    FIELDS: ClassVar = (*Goal.IDENTITY, "continues", "terms", "continued_by", "rank", "score", "fit", "band")

    goals: tuple[Goal, ...]
    links: tuple[Continuation, ...]
    level: float
    marks: Marks
    focus: str | None = None
    result: SearchResult | None = None
    periods: Sequence[tuple[int, ...]] = ()
    is_near: bool = False
    is_part: bool = False

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The goals that the text is linked to: near it all hits, else those that fit, or the nearest if none does."""
        return _linked(self.result, self.goals, every=self.is_near)

    def drawing(self, lang: Language, *, bare: bool = False) -> Drawing:
        """The picture: a column for each year, a box for each goal."""
        content = Content(
            goals=self.goals,
            links=self.links,
            marks=self.marks,
            result=self.result,
            hits=self.hits,
            focus=self.focus,
            periods=self.periods,
        )
        return draw(self.NAME, content, self.caption(lang, bare=bare), lang)

    def title(self, lang: Language) -> str:
        """What the picture is: the lineage of all, of one goal, or of a text."""
        if self.is_near:
            return text("picture.lineage.title_near", lang)
        if self.focus is None:
            return super().title(lang)
        return text("picture.lineage.title_of", lang, goal_id=self.focus)

    def subtitle(self, lang: Language) -> str:
        """What is in it, in numbers."""
        return text("picture.lineage.count", lang, n_goals=len(self.goals), n_links=len(self.links))

    def notes(self, lang: Language) -> tuple[str, ...]:
        """Which links are drawn, and why."""
        notes = (text("picture.lineage.note", lang, level=f"{self.level:.2f}"), text("picture.lineage.limits", lang))
        is_cut = self.is_part and self.focus is not None
        return (*notes, text("picture.lineage.part", lang, most=_MOST_KIN)) if is_cut else notes

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
                "fit": hit.fit if hit else None,
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
                    "hit": {"rank": hit.rank, "score": hit.score, "fit": hit.fit, "band": hit.band}
                    if (hit := hits.get(goal.id))
                    else None,
                }
                for goal in self.goals
            ],
        }

    def table_in(self, lang: Language) -> PictureTable:
        """The text first, then the goals, latest year first."""
        names = ("id", "title", "year", "category", "continues", "continued_by")
        rows = [self._text_row(self.result, lang)] if self.result else []
        # Stable: within a year the order of the corpus.
        latest = sorted(self.goals, key=lambda goal: -(goal.fiscal_year or 0))
        rows += [self._goal_row(goal, lang) for goal in latest]
        return PictureTable(tuple(text(f"picture.column.{name}", lang) for name in names), tuple(rows))

    def _text_row(self, result: SearchResult, lang: Language) -> PictureRow:
        found = goal_cells((hit.goal, f"{hit.fit:.2f} {text(f'band.{hit.band}', lang)}") for hit in self.hits)
        if (verdict := result.verdict_in(lang)) is not None:
            found = (Cell(f"{verdict} "), *found)
        cells = (
            (Cell(text("picture.text", lang), anchor=f"{self.NAME}-text"),),
            (Cell(clean(result.query.text)),),
            (),
            (),
            found,
            (),
        )
        return PictureRow(cells)

    def _goal_row(self, goal: Goal, lang: Language) -> PictureRow:
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
        return PictureRow(cells, goal.id)

    def _continues(self, goal: Goal) -> Sequence[Continuation]:
        return [link for link in self.links if link.goal is goal]

    def _continued_by(self, goal: Goal) -> Sequence[Continuation]:
        return [link for link in self.links if link.earlier is goal]


def lineage_picture(
    searcher: Searcher,
    result: SearchResult | None = None,
    *,
    years: Years | None = None,
    agency: str | None = None,
    category: str | None = None,
    goal_id: str | None = None,
    near: bool = False,
) -> LineagePicture:
    """
    The lineage of a searcher's goals.

    Args:
        searcher: Knows the goals.
        result: What a search for a text gave, to place the text among them; best with the same filters.
        years: Fiscal years to show, see `goalsearch.retrieval.filters`.
        agency: Agency of the goals to show.
        category: Category of the goals to show.
        goal_id: A goal, to show only what it continues and what continues it.
        near: Whether to show only the goals that the text is linked to, with what they continue; without a ``result``
            it means nothing.

    Raises:
        QueryError: If there is no such goal, or none of such a year, agency or category.
        PictureError: If none is of all three; or if too many are, and neither ``near`` nor ``goal_id`` says which of
            them are meant.
    """
    corpus = searcher.corpus
    is_near = near and result is not None
    allowed = allowed_goals(corpus, years, agency, category)
    is_part = int(np.count_nonzero(allowed)) > MOST_GOALS and (is_near or goal_id is not None)
    if is_part:
        # Of very many goals those are looked at that the picture may show.
        first = [corpus.get(goal_id)] if goal_id is not None else [hit.goal for hit in result.hits] if result else []
        most = MOST_GOALS if goal_id is None else _MOST_KIN
        goals = around(searcher, first, allowed, most, later=goal_id is not None)
    else:
        goals = [corpus.goals[row] for row in shown_rows(corpus, years, agency, category)]
    links = continuations(searcher, goals, allowed)
    if goal_id is not None:
        kindred = kin(corpus.get(goal_id).id, links)
        goals = [corpus.get(kin_id) for kin_id in sorted(kindred, key=corpus.row)]
        links = among(goals, links)
    columns: Periods = [(year,) for year in sorted({goal.fiscal_year or 0 for goal in goals})]
    if is_near:
        goals, columns = family([hit.goal for hit in _linked(result, goals, every=True)], links)
        links = among(goals, links)
    return LineagePicture(
        goals=tuple(goals),
        periods=columns,
        is_near=is_near,
        is_part=is_part,
        links=links,
        level=level(searcher),
        marks=Marks(corpus.categories),
        focus=goal_id,
        result=result,
    )


def _linked(result: SearchResult | None, goals: Sequence[Goal], *, every: bool) -> tuple[Hit, ...]:
    shown = {goal.id for goal in goals}
    hits = [hit for hit in result.hits if hit.goal.id in shown] if result else []
    return tuple(hits if every else [hit for hit in hits if is_fit(hit.band)] or hits[:_N_WEAK])
