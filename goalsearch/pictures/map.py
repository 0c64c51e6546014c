"""A map of the goals: the more alike, the nearer, as far as a plane allows; with a text or proposals among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np

from goalsearch.batch.row import Row
from goalsearch.messages import Language, text
from goalsearch.model import Goal, Json
from goalsearch.pictures.drawing import Drawing
from goalsearch.pictures.layout.plane import Plane, lay_out
from goalsearch.pictures.map_drawing import draw
from goalsearch.pictures.map_items import MappedGoal, MappedText, Near
from goalsearch.pictures.palette import Marks
from goalsearch.pictures.picture import Cell, Picture, PictureRow, PictureTable, goal_cells, shown_rows
from goalsearch.pictures.words import category_label
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import top_rows
from goalsearch.reports.facts import year_and_agency
from goalsearch.retrieval.filters import Years
from goalsearch.retrieval.searcher import Ranking, Searcher
from goalsearch.retrieval.similarity import Similarities
from goalsearch.text.characters import clean

_N_NEAREST: Final = 3
# Of the five goals drawn nearest to one, how far down the true order those stand that do not belong there; 1 for none.
_HIGH: Final = 0.95
_FAIR: Final = 0.85


@dataclass(frozen=True, kw_only=True)
class MapPicture(Picture):
    """
    Goals on a plane, see `goalsearch.pictures.layout.plane`.

    Attributes:
        goals: The goals, in the order of the corpus.
        plane: How well the plane shows how alike they are.
        marks: How categories are marked.
        own: The text that is placed among them.
        proposals: The proposals that are.
    """

    NAME: ClassVar = "map"
    FIELDS: ClassVar = ("kind", "number", *Goal.IDENTITY, "x", "y", "fits", "nearest")

    goals: tuple[MappedGoal, ...]
    plane: Plane
    marks: Marks
    own: MappedText | None = None
    proposals: tuple[MappedText, ...] = ()

    def drawing(self, lang: Language, *, bare: bool = False) -> Drawing:
        """The picture: a mark for each goal, with a label where there is room."""
        caption = self.caption(lang, bare=bare)
        return draw(self.NAME, self.goals, self.own, self.proposals, self.marks, caption, lang)

    def subtitle(self, lang: Language) -> str:
        """What is in it, in numbers, and how far to trust it."""
        counts = text("picture.map.count", lang, n_goals=len(self.goals), trust=text(_trust(self.plane), lang))
        if self.proposals:
            placed = [proposal for proposal in self.proposals if proposal.place is not None]
            counts += " " + text(
                "picture.map.proposals",
                lang,
                n_placed=f"{len(placed):,}",
                n_unmatched=f"{sum(not proposal.fits for proposal in placed):,}",
                n_left_out=f"{len(self.proposals) - len(placed):,}",
            )
        return counts

    def notes(self, lang: Language) -> tuple[str, ...]:
        """What distance means and what not, and the two measures."""
        keys = ["picture.map.note", "picture.map.measures"]
        if self.own or self.proposals:
            keys.append("picture.map.placed")
        notes = {key: text(key, lang) for key in keys}
        if self.plane.trustworthiness is not None:
            notes["picture.map.measures"] += text(
                "picture.map.figures",
                lang,
                trust=f"{self.plane.trustworthiness:.2f}",
                stress=f"{self.plane.stress:.2f}",
            )
        return tuple(notes.values())

    def table(self) -> list[Json]:
        """A record for each goal, the text and each proposal."""
        goals: list[Json] = [
            {
                "kind": "goal",
                "number": number,
                **goal.identity(),
                "x": x,
                "y": y,
                "fits": None,
                "nearest": _ids(nearest),
            }
            for number, goal, x, y, nearest in self.goals
        ]
        texts = [("text", self.own)] if self.own else []
        texts += [("proposal", proposal) for proposal in self.proposals]
        return goals + [
            {
                **dict.fromkeys(self.FIELDS),
                "kind": kind,
                "id": mapped.name or None,
                "title": clean(mapped.title),
                "x": mapped.place and mapped.place[0],
                "y": mapped.place and mapped.place[1],
                "fits": mapped.fits,
                "nearest": _ids(mapped.nearest),
            }
            for kind, mapped in texts
        ]

    def to_dict(self) -> Json:
        """The two measures, and the records of the table."""
        return {
            "stress": round(self.plane.stress, 4),
            "trustworthiness": self.plane.trustworthiness and round(self.plane.trustworthiness, 4),
            "points": self.table(),
        }

    def table_in(self, lang: Language) -> PictureTable:
        """The text first, then the goals by their numbers, then the proposals."""
        names = ("number", "title", "year", "category", "nearest")
        name = Cell(text("picture.text", lang), anchor=f"{self.NAME}-text" if self.own and self.own.place else "")
        rows = [self._text_row(name, self.own, lang)] if self.own else []
        rows += [_goal_row(mapped, lang) for mapped in self.goals]
        rows += [self._text_row(Cell(clean(proposal.name)), proposal, lang) for proposal in self.proposals]
        return PictureTable(tuple(text(f"picture.column.{name}", lang) for name in names), tuple(rows))

    def _text_row(self, name: Cell, mapped: MappedText, lang: Language) -> PictureRow:
        remark = () if mapped.fits else (Cell(f"{text('picture.none_fits', lang)} "),)
        nearest = (*remark, *_near_cells(mapped.nearest))
        cells = ((name,), (Cell(clean(mapped.title)),), (), (), nearest)
        return PictureRow(cells)


def map_picture(
    searcher: Searcher,
    ranking: Ranking | None = None,
    rows: Sequence[Row] = (),
    *,
    years: Years | None = None,
    agency: str | None = None,
    category: str | None = None,
) -> MapPicture:
    """
    A map of a searcher's goals.

    Goals that are not shown do not bend it either: it is laid out anew for those that are.

    Args:
        searcher: Knows the goals.
        ranking: What `Searcher.rank` gave for a text, to place it among them; best with the same filters.
        rows: Rows of a batch over the same corpus, with their vectors, to place its proposals; those that could not be
            read are passed over.
        years: Fiscal years to show, see `goalsearch.retrieval.filters`.
        agency: Agency of the goals to show.
        category: Category of the goals to show.

    Raises:
        QueryError: If no goal is of such a year, agency or category.
        PictureError: If none is of all three, or too many are.
    """
    corpus = searcher.corpus
    shown = np.array(shown_rows(corpus, years, agency, category))
    goals = [corpus.goals[row] for row in shown]
    similarities = Similarities(searcher.index)
    alike = similarities.of_goals(shown)
    plane = lay_out(alike)

    def mapped(name: str, title: str, vector: Sequence[tuple[int, float]], *, fits: bool) -> MappedText:
        scores = similarities.of_text(vector)[shown]
        return MappedText(name, title, plane.place(scores), fits, _nearest(goals, scores))

    own = None
    if ranking is not None:
        vector = list(zip(ranking.term_ids.tolist(), ranking.weights.tolist(), strict=True))
        own = mapped("", ranking.result.query.text, vector, fits=ranking.verdict == "goals")
    others = alike - np.eye(len(goals))
    return MapPicture(
        goals=tuple(
            MappedGoal(number, goal, x, y, _nearest(goals, near))
            for number, (goal, (x, y), near) in enumerate(zip(goals, plane.places.tolist(), others, strict=True), 1)
        ),
        plane=plane,
        marks=Marks(corpus.categories),
        own=own,
        proposals=tuple(
            mapped(row.document_id, row.title or "", row.vector, fits=row.verdict == "goals")
            for row in rows
            if row.failure is None
        ),
    )


def _trust(plane: Plane) -> str:
    """The message that says how far to trust a plane."""
    trust = plane.trustworthiness
    if trust is None:
        return "picture.map.no_trust"
    return f"picture.map.trust.{'high' if trust >= _HIGH else 'fair' if trust >= _FAIR else 'low'}"


def _nearest(goals: Sequence[Goal], scores: Floats) -> Near:
    return tuple((goals[row], scores.item(row)) for row in top_rows(scores, _N_NEAREST))


def _near_cells(nearest: Near) -> tuple[Cell, ...]:
    return goal_cells((goal, f"{score:.2f}") for goal, score in nearest)


def _ids(nearest: Near) -> str:
    return "、".join(goal.id for goal, _ in nearest)


def _goal_row(mapped: MappedGoal, lang: Language) -> PictureRow:
    goal = mapped.goal
    cells = (
        (Cell(str(mapped.number)),),
        (Cell(goal.title_in(lang), goal.id),),
        (Cell(year_and_agency(goal.fiscal_year, goal.agency, lang)),),
        (Cell(category_label(goal.category, lang)),),
        _near_cells(mapped.nearest),
    )
    return PictureRow(cells, goal.id)
