"""What to do after an answer: the official page, research areas with who heads them, calls that are over."""

import dataclasses
from collections.abc import Callable

import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Area, Goal, Hit
from goalsearch.reports.answer import answer_lines
from goalsearch.reports.layout import plain
from goalsearch.reports.next_steps import area_lines, calls_over, official_page
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]


@pytest.mark.parametrize(
    ("sources", "label", "url"),
    [
        pytest.param(
            ("https://news.example/1", "https://www.jst.go.jp/a"),
            "公式のページ",
            "https://www.jst.go.jp/a",
            id="official-before-others",
        ),
        pytest.param(("http://mext.go.jp/x",), "公式のページ", "http://mext.go.jp/x", id="bare-host"),
        pytest.param(("https://notjst.go.jp/x",), "出典", "https://notjst.go.jp/x", id="only-ends-alike"),
        pytest.param(("https://jst.go.jp.example/x",), "出典", "https://jst.go.jp.example/x", id="only-begins-alike"),
        pytest.param(("javascript:alert(1)", "国の資料"), None, None, id="no-address"),
        pytest.param((), None, None, id="nothing-recorded"),
    ],
)
def test_the_official_page(sources: tuple[str, ...], label: str | None, url: str | None) -> None:
    found = official_page(Goal(id="a", title="光", sources=sources), "ja")
    assert (found and found.label, found and found.url) == (label, url)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        pytest.param(
            Area(programme="CREST", name="光", supervisor="山田", start_fy=2018),
            "CREST 光（総括 山田、2018年度から）",
            id="all",
        ),
        pytest.param(Area(programme="CREST", name="光", start_fy=2018), "CREST 光（2018年度から）", id="year"),
        pytest.param(Area(programme="CREST", name="光", verified=False), "CREST 光（未確認）", id="not-verified"),
    ],
)
def test_areas_with_who_heads_them_and_since_when(area: Area, expected: str) -> None:
    (line,) = area_lines(Goal(id="a", title="光", areas=(area,)), "ja")
    assert line.content == expected


def test_only_an_address_is_a_link() -> None:
    areas = tuple(Area(programme="CREST", name="光", url=url) for url in ("javascript:alert(1)", "https://a.jp", None))
    assert [line.url for line in area_lines(Goal(id="a", title="光", areas=areas), "en")] == [
        None,
        "https://a.jp",
        None,
    ]


@pytest.fixture
def old_hit(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> Hit:
    goals = [
        Goal(id="old", title="光 格子 量子", fiscal_year=2010),
        Goal(id="new", title="光 格子 量子 計算", fiscal_year=2020),
        Goal(id="other", title="細菌", fiscal_year=2020),
    ]
    searcher = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)
    return next(hit for hit in searcher.search("光 格子").hits if hit.goal.id == "old")


def test_an_old_goal_names_the_one_that_continues_it(old_hit: Hit) -> None:
    over = calls_over(old_hit, 2020, "ja")
    assert over == "この目標の公募は終わっています（後を継ぐ目標: new 光 格子 量子 計算）。"
    assert (
        calls_over(old_hit, 2020, "en") == "Calls under this goal are over; it is continued by new 光 格子 量子 計算."
    )


@pytest.mark.parametrize(
    ("newest", "start", "is_over"),
    [
        pytest.param(2012, None, False, id="third-call"),
        pytest.param(2013, None, True, id="after-the-third"),
        pytest.param(2013, 2011, False, id="an-area-of-the-year-after"),
        pytest.param(2014, 2011, True, id="after-the-third-call-of-its-area"),
        pytest.param(None, None, False, id="no-years-known"),
    ],
)
def test_calls_run_three_years(old_hit: Hit, newest: int | None, start: int | None, is_over: bool) -> None:
    areas = (Area(programme="CREST", name="光", start_fy=start),) if start else ()
    hit = dataclasses.replace(old_hit, goal=dataclasses.replace(old_hit.goal, areas=areas))
    assert (calls_over(hit, newest, "ja") is not None) is is_over


def test_a_goal_without_a_year_says_nothing_of_calls(old_hit: Hit) -> None:
    hit = dataclasses.replace(old_hit, goal=dataclasses.replace(old_hit.goal, fiscal_year=None))
    assert calls_over(hit, 2020, "ja") is None


def test_without_a_successor_it_is_only_over(old_hit: Hit) -> None:
    explanations = tuple(item._replace(later=()) for item in old_hit.explanations)
    assert calls_over(dataclasses.replace(old_hit, explanations=explanations), 2020, "ja") == (
        "この目標の公募は終わっています。"
    )


def test_the_explained_answer_says_all_of_it(searcher: Searcher) -> None:
    result = searcher.search(
        "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、スピントロニクスに応用する。", k=1
    )
    assert result.hits[0].goal.id == "2018-jst-1"
    written = " ".join(plain(answer_lines(result, "ja", explain=True, columns=200)).split())
    assert "公募 この目標の公募は終わっています（後を継ぐ目標: 2025-jst-1" in written
    assert "公式のページ http" in written
    assert "研究領域 さきがけ トポロジカル材料科学と革新的機能創出（2018年度から）" in written
