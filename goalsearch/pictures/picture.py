"""What every picture gives: a drawing, and beside it a table that says the same in words and numbers."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import ClassVar, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.corpus import Corpus
from goalsearch.errors import PictureError
from goalsearch.messages import Language, text
from goalsearch.model import Goal, Json
from goalsearch.pictures.drawing import Drawing
from goalsearch.pictures.surround import Caption
from goalsearch.pictures.svg import Href, svg
from goalsearch.retrieval.filters import GoalFilter, Years

MOST_GOALS: Final = 300
"""More cannot be told apart, nor laid out in the few seconds that somebody waits."""


class Cell(NamedTuple):
    """
    A piece of a table's cell.

    Attributes:
        text: What it says.
        goal_id: The goal that it names, if it names one.
        anchor: The part of the picture that it names, see `goalsearch.pictures.drawing.Group`.
    """

    text: str
    goal_id: str | None = None
    anchor: str = ""


class PictureRow(NamedTuple):
    """
    A row of a table.

    Attributes:
        cells: For each column its pieces.
        goal_id: The goal that the row is about, if it is about one.
    """

    cells: tuple[tuple[Cell, ...], ...]
    goal_id: str | None = None


class PictureTable(NamedTuple):
    """
    What a picture shows, for reading: the first column is a short name, the second a title.

    Attributes:
        head: Headings of the columns.
        rows: The rows.
    """

    head: tuple[str, ...]
    rows: tuple[PictureRow, ...]


class Picture(ABC):
    """
    A picture of goals. Immutable; what is drawn is worked out when it is asked for.

    Attributes:
        NAME: A name for its parts and its messages, unique among the pictures of a page.
        FIELDS: The names of the values in a record of `table`.
    """

    NAME: ClassVar[str]
    FIELDS: ClassVar[tuple[str, ...]]

    @abstractmethod
    def drawing(self, lang: Language, *, bare: bool = False) -> Drawing:
        """The picture, not yet in any format; bare, without title, legend and notes around it."""

    @abstractmethod
    def table(self) -> list[Json]:
        """What the picture shows as flat records, ready for ``pandas.DataFrame``; one for each thing in it."""

    @abstractmethod
    def to_dict(self) -> Json:
        """What the picture shows as plain values, ready for JSON."""

    @abstractmethod
    def table_in(self, lang: Language) -> PictureTable:
        """The table in one language, for reading."""

    @abstractmethod
    def notes(self, lang: Language) -> tuple[str, ...]:
        """How the picture is to be read, and how not."""

    @abstractmethod
    def subtitle(self, lang: Language) -> str:
        """What is in the picture, in numbers."""

    def caption(self, lang: Language, *, bare: bool = False) -> Caption:
        """Title, subtitle and notes; bare, they are said but not drawn."""
        return Caption(self.title(lang), self.subtitle(lang), self.notes(lang), is_drawn=not bare)

    def table_title(self, lang: Language) -> str:
        """What the table is called beside the picture."""
        return text(f"picture.{self.NAME}.table", lang)

    def title(self, lang: Language) -> str:
        """What the picture is."""
        return text(f"picture.{self.NAME}.title", lang)

    def svg(self, lang: Language, *, href: Href | None = None, standalone: bool = False) -> str:
        """
        The picture as an ``<svg>`` element, see `goalsearch.pictures.svg`.

        Args:
            lang: Language of titles and labels.
            href: Where the goals link to; when left out they link nowhere.
            standalone: Whether it is to be a file of its own, with title, legend and notes in it.
        """
        return svg(self.drawing(lang, bare=not standalone), lang, href=href, standalone=standalone)


def svg_file(picture: Picture, lang: Language) -> str:
    """A picture as an SVG file of its own."""
    return picture.svg(lang, standalone=True)


def allowed_goals(corpus: Corpus, years: Years | None, agency: str | None, category: str | None) -> NDArray[np.bool_]:
    """
    Which goals pass the filters of a picture, shape ``(n_goals,)``.

    Raises:
        QueryError: If no goal is of such a year, agency or category.
        PictureError: If none is of all three.
    """
    allowed = GoalFilter.of(years, agency, category).allowed(corpus)
    if allowed is None:
        allowed = np.ones(len(corpus), np.bool_)
    if not allowed.any():
        raise PictureError("picture.no_goals")
    return allowed


def shown_rows(corpus: Corpus, years: Years | None, agency: str | None, category: str | None) -> list[int]:
    """
    Places in the corpus of the goals that a picture of all that pass the filters shows.

    Raises:
        QueryError: If no goal is of such a year, agency or category.
        PictureError: If none is of all three, or there are too many.
    """
    rows: list[int] = np.flatnonzero(allowed_goals(corpus, years, agency, category)).tolist()
    if len(rows) > MOST_GOALS:
        raise PictureError("picture.too_many_goals", n_goals=len(rows), most=MOST_GOALS)
    return rows


def goal_cells(goals: Iterable[tuple[Goal, str]]) -> tuple[Cell, ...]:
    """Goals by their ids, each with a remark, with commas between."""
    cells: list[Cell] = []
    for goal, remark in goals:
        if cells:
            cells.append(Cell(", "))
        cells += [Cell(goal.id, goal.id), *([Cell(f" ({remark})")] if remark else [])]
    return tuple(cells)
