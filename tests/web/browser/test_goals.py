"""The goals themselves: the list, its filters, one goal and the way to the others."""

from typing import Any

import pytest

from goalsearch import Searcher


def shown(page: Any) -> list[str]:
    """Ids of the goals that can be seen."""
    links = page.locator(".goal-list a:visible").evaluate_all("links => links.map(link => link.pathname)")
    return [link.rpartition("/")[2] for link in links]


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_filters(visit: Any, searcher: Searcher, scripted: bool) -> None:
    page = visit(java_script_enabled=scripted).to("ja/goals")
    assert page.inner_text("#n-goals") == f"{len(searcher.corpus)} 件"
    assert page.is_visible("#find") == scripted
    page.select_option("#first", "2017")
    page.select_option("#last", "2019")
    page.select_option("#category", "information")
    page.click(".ask button")
    expected = {g.id for g in searcher.corpus if g.category == "information" and g.fiscal_year in (2017, 2018, 2019)}
    assert page.input_value("#first") == "2017"
    assert set(shown(page)) == expected != set()
    # The other language keeps the filters.
    page.click(".languages a")
    assert page.get_attribute("html", "lang") == "en"
    assert set(shown(page)) == expected


def test_list_shrinks_while_one_types(visit: Any, searcher: Searcher) -> None:
    page = visit().to("ja/goals")
    page.locator("#find").press_sequentially("量子 ")
    expected = {goal.id for goal in searcher.corpus if "量子" in goal.title}
    assert set(shown(page)) == expected != set()
    assert page.inner_text("#n-goals") == f"{len(expected)} 件"
    # Years of which nothing is left are gone, too.
    assert page.locator(".year:visible").count() == len({goal_id[:4] for goal_id in expected})
    # By the words of the other language, in full-width letters and large ones, and by its id.
    for typed in ("Ｑｕａｎｔｕｍ　COMPUTING", "2019-jst-3"):
        page.fill("#find", typed)
        assert "2019-jst-3" in shown(page)
    page.fill("#find", "そのような目標はない")
    assert shown(page) == []
    assert page.inner_text("#n-goals") == "0 件"
    page.fill("#find", "")
    assert len(shown(page)) == len(searcher.corpus)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_one_goal_to_its_relatives(visit: Any, searcher: Searcher, lang: str) -> None:
    page = visit().to(f"{lang}/goals")
    goal = searcher.corpus.get("2019-jst-3")
    page.click(f"a[href='/{lang}/goals/2019-jst-3']")
    assert page.inner_text("h1") == goal.title_in("ja" if lang == "ja" else "en")
    page.click(".related a >> nth=0")
    (nearest, *_) = searcher.related("2019-jst-3")
    assert page.url.endswith(f"/{lang}/goals/{nearest.goal.id}")
    page.go_back()
    page.go_back()
    assert len(shown(page)) == len(searcher.corpus)


def test_goal_that_there_is_not(visit: Any) -> None:
    page = visit().to("ja/goals/2019-jst-99")
    assert page.inner_text("h1") == "できませんでした"
    assert page.is_visible("main a[href='/ja/']")
