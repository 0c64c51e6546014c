"""Goals of one's own on the pages: marked as such, and shown whatever they hold or lack."""

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from goalsearch import Goal
from goalsearch.corpus import Corpus
from goalsearch.model import Area
from goalsearch.web import goals as goals_module
from goalsearch.web import search_page
from goalsearch.web.app import create_app
from tests.web.conftest import ADDRESS

MakeCorpus = Callable[..., Corpus]

HOSTILE = "光 =1+1\n\r\u202e\ud800<script>alert(1)</script>\x1b[31m"
GOALS = [
    Goal(id="bare", title="光 格子"),
    Goal(id="long", title="光 " + "革新的な量子技術の基盤" * 18, title_en="light " * 40, fiscal_year=2020),
    Goal(
        id=f"hostile{HOSTILE}".replace("\ud800", ""),
        title=HOSTILE,
        fiscal_year=2012,
        agencies=(HOSTILE,),
        category=HOSTILE,
        summary=HOSTILE,
        topics=tuple(f"{HOSTILE}{number}" for number in range(40)),
        areas=(Area(programme=HOSTILE, name=HOSTILE, supervisor=HOSTILE, url="javascript:alert(1)"),),
        sources=("javascript:alert(1)", "https://a.example/\u202e"),
    ),
]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("path", ["", "lineage", "map", "goals"])
def test_every_page_shows_goals_of_any_kind(make_corpus: MakeCorpus, path: str, lang: str) -> None:
    client = TestClient(create_app(make_corpus(*GOALS)), base_url=ADDRESS)
    address = f"/{lang}/{path}"
    form = {"text": f"光 格子 {HOSTILE}".replace("\ud800", "?"), "near": "1"}
    answer = client.get(address) if path == "goals" else client.post(address, data=form)
    assert answer.status_code == 200
    assert "光 格子" in answer.text
    assert not {"\u202e", "\x1b", "\ud800"} & set(answer.text)
    assert "<script>alert" not in answer.text
    assert 'href="javascript:' not in answer.text
    assert "None" not in answer.text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_goal_of_any_kind_has_its_page(make_corpus: MakeCorpus, lang: str) -> None:
    client = TestClient(create_app(make_corpus(*GOALS[:2])), base_url=ADDRESS)
    for goal in GOALS[:2]:
        assert client.get(f"/{lang}/goals/{goal.id}").status_code == 200


@pytest.mark.parametrize(("lang", "said"), [("ja", "自分で加えた目標"), ("en", "added by you")])
def test_goals_that_were_added_are_marked(make_corpus: MakeCorpus, lang: str, said: str) -> None:
    both = make_corpus(Goal(id="first", title="光 格子")).with_added(make_corpus(Goal(id="mine", title="光 量子")))
    assert [goal.id for goal in both if both.is_added(goal.id)] == ["mine"]
    client = TestClient(create_app(both), base_url=ADDRESS)
    assert client.get(f"/{lang}/goals").text.count(said) == 1
    assert client.post(f"/{lang}/", data={"text": "光 格子 量子"}).text.count(said) == 1
    assert said in client.get(f"/{lang}/goals/mine").text
    assert said not in client.get(f"/{lang}/goals/first").text


def test_a_long_list_of_goals_has_pages(make_corpus: MakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goals_module, "_ON_PAGE", 2)
    monkeypatch.setattr(search_page, "_MOST_CHOICES", 2)
    goals = [Goal(id=f"g{number}", title="光", fiscal_year=2020 + number % 2, agencies=("JST",)) for number in range(5)]
    client = TestClient(create_app(make_corpus(*goals)), base_url=ADDRESS)

    def listed(query: str) -> list[str]:
        return re.findall(r'href="/en/goals/(g\d)"', client.get(f"/en/goals{query}").text)

    assert listed("") == listed("?page=1") == ["g1", "g3"]
    assert (listed("?page=2"), listed("?page=3"), listed("?page=99")) == (["g0", "g2"], ["g4"], ["g4"])
    second = client.get("/en/goals?page=2&agency=JST").text
    assert 'href="?page=1&amp;agency=JST"' in second
    assert 'href="?page=3&amp;agency=JST"' in second
    assert 'rel="next"' not in client.get("/en/goals?page=3").text
    asked = client.post("/en/", data={"text": "光", "goal": "g4"}).text
    assert '<input id="why" name="goal" form="ask" value="g4"' in asked
    assert 'class="why-answer"' in asked


def test_a_long_list_of_topics_is_folded(make_corpus: MakeCorpus) -> None:
    goal = Goal(id="a", title="光", topics=tuple(f"話題{number}" for number in range(40)))
    page = TestClient(create_app(make_corpus(goal)), base_url=ADDRESS).get("/ja/goals/a").text
    shown, folded = page[page.index("<article") :].split("<details>", 1)
    assert "話題19" in shown
    assert "話題20" not in shown
    assert "<summary>ほか 20 語</summary>" in folded
    assert "話題39" in folded


def test_of_topics_those_are_shown_that_share_a_term_with_their_marks(make_corpus: MakeCorpus) -> None:
    topics = ("細菌 叢", "光 の 格子", "回路", "冷たい 光")
    client = TestClient(
        create_app(make_corpus(Goal(id="a", title="光", topics=topics), Goal(id="b", title="回路"))), base_url=ADDRESS
    )
    page = client.post("/ja/", data={"text": "光 を 使う"}).text
    shown = page[page.index('<details class="goal-text">') :]
    assert "<mark>光</mark> の 格子, 冷たい <mark>光</mark>" in shown[: shown.index("</details>")]
