"""What holds of every picture: legible, whole, each goal once."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Goal
from goalsearch.pictures.drawing import Box, Drawing, Group
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.pictures.map import map_picture
from goalsearch.pictures.picture import Picture
from goalsearch.retrieval.searcher import Searcher

SearcherOf = Callable[..., Searcher]
Check = Callable[[Drawing], None]

TEXT = "磁性トポロジカル絶縁体の薄膜を作製し、表面のディラック電子と磁化の結合を調べ、低消費電力の素子に応用する。"
NINETY = "量子コンピューティングと持続可能な社会の実現に資する革新的生産プロセス構築のための"
NINETY = (NINETY * 3)[:90]


def goal(number: int, title: str, **more: Any) -> Goal:
    return Goal(id=f"goal-{number}", title=title, **more)


def pictures(searcher: Searcher, text: str | None = None, **how: Any) -> list[Picture]:
    """Both pictures of a corpus, with a text in them."""
    result = None if text is None else searcher.search(text, **how)
    ranking = None if text is None else searcher.rank(text, **how)
    return [lineage_picture(searcher, result, **how), map_picture(searcher, ranking, **how)]


def boxes_of_goals(drawing: Drawing) -> list[tuple[str, Box]]:
    """The first part of each goal's group: in the lineage its box."""
    return [
        (group.goal_id, group.parts[0].box)
        for group in drawing.groups()
        if group.goal_id is not None and not isinstance(group.parts[0], Group)
    ]


CORPORA = {
    "no-years": [goal(1, "量子 計算"), goal(2, "量子 光"), goal(3, "細菌 免疫")],
    "one-year": [goal(number, f"量子 計算 {number}", fiscal_year=2019) for number in range(9)],
    "one-goal": [goal(1, "量子 計算", fiscal_year=2019)],
    "two-goals": [goal(1, "量子 計算", fiscal_year=2018), goal(2, "量子 光", fiscal_year=2019)],
    "identical": [goal(1, "量子 計算", fiscal_year=2018), goal(2, "量子 計算", fiscal_year=2019)],
    "nothing-shared": [goal(number, f"語{number} 句{number}", fiscal_year=2010 + number) for number in range(6)],
    "no-terms": [goal(1, " ", fiscal_year=2018), goal(2, "、", fiscal_year=2019)],
    "ninety-characters": [
        goal(number, f"{NINETY} {number}", fiscal_year=2010 + number // 4, category="materials") for number in range(20)
    ],
    "one-long-word": [goal(number, "W" * 90, title_en="w" * 90, fiscal_year=2018 + number) for number in range(3)],
    "many-categories": [
        goal(number, f"量子 語{number}", fiscal_year=2019, category=f"分野{number} " * 6) for number in range(12)
    ],
    "long-ids": [
        Goal(
            id="とても長い識別子" * 6 + str(number), title=f"量子 語{number}", fiscal_year=2019, agencies=("機関" * 9,)
        )
        for number in range(3)
    ],
    "strange-letters": [
        goal(1, "a\u0301\u0302 \u200bb 👩‍👩‍👧 e\u0301", fiscal_year=2018),
        goal(2, "אבג ابج \u202eabc\u202c", fiscal_year=2019),
        goal(3, "\x00\x1b[31m \ud800 \ufffe", fiscal_year=2020),
    ],
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", [pytest.param(None, id="alone"), pytest.param("量子 計算 と 光", id="text")])
@pytest.mark.parametrize("goals", CORPORA.values(), ids=CORPORA)
def test_strange_corpora(
    searcher_of: SearcherOf, check_geometry: Check, goals: Sequence[Goal], text: str | None, lang: Language
) -> None:
    for picture in pictures(searcher_of(*goals), text):
        drawing = picture.drawing(lang)
        check_geometry(drawing)
        check_goals(drawing, goals)
        fromstring(picture.svg(lang, href=lambda goal_id: f"/goals/{goal_id}"))
        assert len(picture.table_in(lang).rows) == len(goals) + (text is not None)


def check_goals(drawing: Drawing, goals: Sequence[Goal]) -> None:
    """Each goal appears once, and the boxes of no two overlap."""
    assert Counter(name for name, _ in boxes_of_goals(drawing)) == Counter(goal.id for goal in goals)
    if drawing.name == "lineage":
        boxes = [box for _, box in boxes_of_goals(drawing)]
        assert not any(first.overlaps(second) for first, second in combinations(boxes, 2))


@pytest.fixture(
    scope="module",
    params=[
        pytest.param({}, id="all"),
        pytest.param({"years": "2012-2019"}, id="2012-2019"),
        pytest.param({"category": "medical"}, id="medical"),
        pytest.param({"years": 2005}, id="one-goal"),
    ],
)
def of_builtin_goals(searcher: Searcher, request: pytest.FixtureRequest) -> tuple[dict[str, Any], list[Picture]]:
    """What is asked for, and both pictures of it."""
    return request.param, pictures(searcher, TEXT, **request.param)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_builtin_goals(
    searcher: Searcher, check_geometry: Check, of_builtin_goals: tuple[dict[str, Any], list[Picture]], lang: Language
) -> None:
    how, drawn = of_builtin_goals
    for picture in drawn:
        drawing = picture.drawing(lang)
        check_geometry(drawing)
        assert picture.drawing(lang) == drawing
        n_goals = sum(group.goal_id is not None for group in drawing.groups())
        assert n_goals == searcher.search(TEXT, **how).n_candidates
        for part in drawing.flat():
            assert all(map(math.isfinite, part.box))


@pytest.mark.parametrize("goal_id", ["2025-jst-1", "2004-jst-1", "2012-jst-3"])
def test_the_lineage_of_one_goal(searcher: Searcher, check_geometry: Check, goal_id: str) -> None:
    drawing = lineage_picture(searcher, goal_id=goal_id).drawing("ja")
    check_geometry(drawing)
    assert goal_id in dict(boxes_of_goals(drawing))
    assert goal_id in drawing.title
    assert len(boxes_of_goals(drawing)) < 30


def test_most_goals_of_the_map_have_a_label(searcher: Searcher) -> None:
    drawing = map_picture(searcher).drawing("ja")
    labelled = [group for group in drawing.groups() if len(group.parts) > 1]
    assert len(labelled) >= 0.95 * len(searcher.corpus)


words = st.lists(st.sampled_from(["量子", "計算", "光", "a", "WWWW", "<b>", "&", "細菌", NINETY]), max_size=6).map(
    " ".join
)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(words, st.none() | st.integers(2000, 2006), st.sampled_from([None, "materials", "life", "other"])),
        min_size=1,
        max_size=12,
    ),
    words,
)
def test_any_corpus(
    searcher_of: SearcherOf, check_geometry: Check, drawn: list[tuple[str, int | None, str | None]], text: str
) -> None:
    goals = [
        goal(number, title, fiscal_year=year, category=category) for number, (title, year, category) in enumerate(drawn)
    ]
    for picture in pictures(searcher_of(*goals), text):
        drawing = picture.drawing("ja")
        check_geometry(drawing)
        check_goals(drawing, goals)
