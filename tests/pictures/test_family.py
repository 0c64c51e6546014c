"""The small lineage of an answer: which goals, in which columns, and that it fits a screen and a page."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Goal
from goalsearch.pages.picture import picture_page
from goalsearch.pictures.drawing import Drawing, Letters
from goalsearch.pictures.family import MOST_GOALS, MOST_PERIODS, family, periods
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.pictures.sheets import sheets
from goalsearch.retrieval.continuation import Continuation
from goalsearch.retrieval.searcher import Searcher

TEXTS = [
    "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、スピントロニクスに応用する。",
    "関節リウマチの患者の腸内細菌叢を無菌マウスに移植し、T細胞を介した発症の機構を調べる。",
    "中世の修道院の写本における装飾と典礼の関係を史料から論じる。",
]
A4_POINTS = (785.0, 538.0)
"""Room on a page of A4 that lies on its side, with margins of 10 mm."""


def goal(year: int | None, name: str = "a") -> Goal:
    return Goal(id=f"{year}-{name}", title=f"題 {year} {name}", fiscal_year=year)


def link(later: Goal, earlier: Goal, rank: int = 1) -> Continuation:
    return Continuation(later, earlier, 0.5, ("語",), rank)


CHAIN = [goal(year) for year in range(2020, 2004, -1)]
CHAIN_LINKS = [link(later, earlier) for later, earlier in pairwise(CHAIN)]


class TestPeriods:
    def test_years_without_links_between_them_share_a_column(self) -> None:
        first, second, third = goal(2012), goal(2014), goal(2019)
        assert periods([third, first, second], [link(third, second)]) == [(2012, 2014), (2019,)]

    def test_a_link_needs_two_columns(self) -> None:
        assert periods([goal(2012), goal(2013)], [link(goal(2013), goal(2012))]) == [(2012,), (2013,)]

    def test_links_to_goals_that_are_not_shown_count_for_nothing(self) -> None:
        assert periods([goal(2012), goal(2013)], [link(goal(2013, "b"), goal(2012))]) == [(2012, 2013)]

    def test_a_full_column_takes_no_further_year(self) -> None:
        crowd = [goal(2013, name) for name in "abcd"]
        assert periods([goal(2012), *crowd], []) == [(2012,), (2013,)]

    def test_goals_without_a_year_stand_apart(self) -> None:
        assert periods([goal(None), goal(2013)], []) == [(0,), (2013,)]

    def test_no_goals(self) -> None:
        assert periods([], []) == []


class TestFamily:
    def test_the_past_of_each_goal_as_far_as_there_are_columns(self) -> None:
        kept, columns = family(CHAIN[:1], CHAIN_LINKS)
        assert [goal.fiscal_year for goal in kept] == [2020, 2019, 2018, 2017, 2016]
        assert len(columns) == MOST_PERIODS

    def test_goals_of_the_answer_stay_however_many_columns_they_take(self) -> None:
        kept, columns = family(CHAIN[:7], CHAIN_LINKS)
        assert kept == CHAIN[:7]
        assert len(columns) == 7

    def test_no_more_goals_than_fit(self) -> None:
        many = [goal(2000 + number % 3, str(number)) for number in range(40)]
        kept, _ = family([goal(2020)], [link(goal(2020), earlier) for earlier in many])
        assert len(kept) == MOST_GOALS

    def test_the_nearest_past_goal_comes_first(self) -> None:
        first = goal(2020)
        links = [link(first, goal(2001), 2), link(first, goal(2002), 1)]
        assert [found.fiscal_year for found in family([first], links)[0]] == [2020, 2002, 2001]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS, ids=["materials", "medicine", "nothing-fits"])
def test_an_answer_fits_a_screen_and_a_page_in_letters_of_seven_points(
    searcher: Searcher, check_geometry: Callable[[Drawing], None], text: str, lang: Language
) -> None:
    result = searcher.search(text)
    picture = lineage_picture(searcher, result, near=True)
    drawing = picture.drawing(lang, bare=True)
    check_geometry(drawing)
    assert {hit.goal.id for hit in result.hits} <= {goal.id for goal in picture.goals}
    assert len(picture.goals) <= MOST_GOALS
    assert drawing.width <= 1240
    assert drawing.height <= 700
    assert smallest_points(drawing) >= 7
    assert sheets(drawing) == []
    assert len(picture_page(picture, lang).encode()) < 60_000


def smallest_points(drawing: Drawing) -> float:
    """The smallest letters on paper, when the picture is as large as a page of A4 allows."""
    scale = min(A4_POINTS[0] / drawing.width, 0.85 * A4_POINTS[1] / drawing.height)
    return scale * min(part.size for part in drawing.flat() if isinstance(part, Letters))


@pytest.fixture(scope="module")
def whole(searcher: Searcher) -> Drawing:
    """The lineage of all goals with a text in it."""
    return lineage_picture(searcher, searcher.search(TEXTS[0])).drawing("ja", bare=True)


class TestSheets:
    def test_they_hold_all_of_it(self, whole: Drawing) -> None:
        views = [tuple(map(float, sheet.view.split())) for sheet in sheets(whole)]
        assert max(x + width for x, _, width, _ in views) >= whole.width
        assert max(y + height for _, y, _, height in views) == pytest.approx(whole.height, abs=0.1)
        assert min(x for x, *_ in views) == min(y for _, y, *_ in views) == 0

    def test_their_letters_have_seven_points(self, whole: Drawing) -> None:
        smallest = min(part.size for part in whole.flat() if isinstance(part, Letters))
        for sheet in sheets(whole):
            _, _, width, height = map(float, sheet.view.split())
            assert smallest * min(A4_POINTS[1] / width, 0.94 * A4_POINTS[0] / height) >= 7

    def test_no_box_is_cut_on_every_sheet(self, whole: Drawing) -> None:
        views = [tuple(map(float, sheet.view.split())) for sheet in sheets(whole)]
        for group in whole.groups():
            frame = group.parts[0]
            assert not hasattr(frame, "parts")
            left, top, right, bottom = frame.box
            assert any(
                x <= left and right <= x + width and y <= top and bottom <= y + height for x, y, width, height in views
            ), group.title
