"""The pictures as pages: goals that lead to their pages, a text and the proposals of a batch among them."""

import re
import time
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from goalsearch import Goal, Searcher
from goalsearch.corpus import Corpus
from goalsearch.pages.sheet import sheet
from goalsearch.pictures import lineage as lineage_module
from goalsearch.pictures import picture as picture_module
from goalsearch.web.app import create_app
from tests.web.conftest import ADDRESS, TEXT

HOSTILE = "<script>alert(1)</script>"
both = pytest.mark.parametrize("name", ["lineage", "map"])


def svg(page: str) -> str:
    """The picture of a page."""
    return page[page.index("<svg") : page.index("</figure>")]


@both
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_goal_leads_to_its_page(client: TestClient, searcher: Searcher, name: str, lang: str) -> None:
    page = client.get(f"/{lang}/{name}").text
    # Whoever wants the one need not load the other.
    page += client.get(f"/{lang}/{name}?output=table").text if name == "lineage" else ""
    assert set(re.findall(rf'href="/{lang}/goals/([^"]+)"', svg(page))) == {goal.id for goal in searcher.corpus}
    for goal in searcher.corpus:
        assert goal.title_in("ja" if lang == "ja" else "en").split()[0] in page


@both
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_page_weighs_more_than_100_kb(client: TestClient, name: str, lang: str) -> None:
    for asked in ({}, {"near": "1"}, {"output": "table"}):
        answer = client.post(f"/{lang}/{name}", data={"text": TEXT, **asked})
        assert answer.status_code == 200
        assert len(answer.content) < 100_000


def test_from_an_answer_the_lineage_is_small(client: TestClient) -> None:
    page = client.post("/ja/lineage", data={"text": TEXT, "near": "1"}).text
    family = set(re.findall(r"/goals/([^\"]+)", svg(page)))
    assert 1 < len(family) < 15
    assert "2016-amed-1" in family
    # Picture and table together, and a way to all goals.
    assert "<table" in page
    assert "全体の系譜図で見る" in page
    whole = client.post("/ja/lineage", data={"text": TEXT, "near": ""}).text
    assert len(set(re.findall(r"/goals/([^\"]+)", svg(whole)))) == 99
    assert "要旨に近い目標だけを見る" in whole
    assert "<table" not in whole
    table = client.post("/ja/lineage", data={"text": TEXT, "output": "table"}).text
    assert "<figure" not in table
    assert table.count("<tr") == 1 + 1 + 99


@both
def test_a_text_is_placed(client: TestClient, name: str) -> None:
    page = client.post(f"/en/{name}", data={"text": TEXT}).text
    assert f'id="{name}-text"' in svg(page)
    assert f'href="#{name}-text"' in page
    if name == "lineage":
        page = client.post(f"/en/{name}", data={"text": TEXT, "output": "table"}).text
    assert "2016-amed-1" in page[page.index("<table") : page.index("</tr>", page.index("<tbody>"))]
    assert f'id="{name}-text"' not in client.get(f"/en/{name}").text


@both
def test_filters(client: TestClient, searcher: Searcher, name: str) -> None:
    drawn = svg(client.get(f"/en/{name}?first=2018&agency=AMED").text)
    expected = {goal.id for goal in searcher.corpus if (goal.fiscal_year or 0) >= 2018 and "AMED" in goal.agencies}
    assert set(re.findall(r'/goals/([^"]+)', drawn)) == expected != set()


def test_the_lineage_of_one_goal(client: TestClient) -> None:
    page = client.get("/en/lineage?goal=2019-jst-3").text
    family = set(re.findall(r"/goals/([^\"]+)", svg(page)))
    assert 0 < len(family) < 30
    # What the form of that page asks for is about the same goal.
    assert '<input type="hidden" name="goal" value="2019-jst-3">' in page
    again = client.post("/en/lineage", data={"goal": "2019-jst-3", "text": TEXT}).text
    assert set(re.findall(r"/goals/([^\"]+)", svg(again))) == family
    assert 'href="/en/lineage?goal=2019-jst-3"' in client.get("/en/goals/2019-jst-3").text


@both
def test_as_a_file(client: TestClient, name: str) -> None:
    answer = client.post(f"/ja/{name}", data={"text": TEXT, "output": "svg"})
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["content-disposition"] == f'attachment; filename="goalsearch-{name}.svg"'
    assert answer.text.startswith("<?xml") or answer.text.startswith("<svg")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("lineage?goal=nothing", 422, id="no-such-goal"),
        pytest.param("map?first=1990&last=1991", 422, id="no-such-years"),
        pytest.param("lineage?agency=AMED&category=materials", 422, id="nothing-left"),
        pytest.param("batch/unknown/map", 404, id="no-such-batch"),
    ],
)
def test_what_cannot_be(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


@pytest.fixture
def few_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures show fewer goals than the corpus has."""
    for module in (picture_module, lineage_module):
        monkeypatch.setattr(module, "MOST_GOALS", 60)


@pytest.mark.usefixtures("few_fit")
class TestTooManyGoals:
    def test_every_link_about_one_goal_or_text_has_its_picture(self, client: TestClient) -> None:
        of_goal = client.get("/ja/lineage?goal=2019-jst-3")
        assert of_goal.status_code == 200
        assert 1 < len(set(re.findall(r"/goals/([^\"]+)", svg(of_goal.text)))) < 30
        near = client.post("/ja/lineage", data={"text": TEXT, "near": "1"})
        assert near.status_code == 200
        assert "2016-amed-1" in svg(near.text)
        # The whole is what there is no picture of.
        assert "全体の系譜図で見る" not in near.text

    @both
    @pytest.mark.parametrize("text", ["", TEXT], ids=["no-text", "text"])
    def test_a_form_leads_on_to_a_picture(self, client: TestClient, name: str, text: str) -> None:
        answer = client.post(f"/ja/{name}", data={"text": text})
        assert answer.status_code == 422
        assert "99 件あり" in answer.text
        assert "年度、機関、分類で絞り込んでください" in answer.text
        assert "--years" not in answer.text
        assert "<figure" not in answer.text
        assert f'method="post" action="/ja/{name}"' in answer.text
        assert 'name="first"' in answer.text
        assert text in answer.text
        assert ("要旨に近い目標だけを見る" in answer.text) == (name == "lineage" and bool(text))
        assert client.post(f"/ja/{name}", data={"text": text, "first": "2018"}).status_code == 200

    def test_the_map_of_a_batch_can_be_narrowed(self, client: TestClient, searcher: Searcher) -> None:
        place = client.post("/ja/batch", files=[("files", ("提案.txt", TEXT.encode()))], follow_redirects=False)
        address = place.headers["location"]
        while 'http-equiv="refresh"' in client.get(address).text:
            time.sleep(0.05)
        answer = client.get(f"{address}/map")
        assert answer.status_code == 422
        assert f'action="{address}/map"' in answer.text
        assert 'name="agency"' in answer.text
        drawn = client.get(f"{address}/map?first=2018&agency=AMED")
        assert drawn.status_code == 200
        assert "提案.txt" in drawn.text
        expected = {goal.id for goal in searcher.corpus if (goal.fiscal_year or 0) >= 2018 and "AMED" in goal.agencies}
        assert set(re.findall(r"/goals/([^\"]+)", svg(drawn.text))) == expected


def test_filters_that_nothing_passes_can_be_changed(client: TestClient) -> None:
    answer = client.get("/en/map?agency=AMED&category=materials")
    assert answer.status_code == 422
    assert "leave out the years, the agency or the category" in answer.text
    assert re.search(r"<option[^>]* selected>AMED", answer.text)
    near = client.post("/en/lineage", data={"text": TEXT, "near": "1", "agency": "AMED", "category": "materials"})
    assert near.status_code == 422
    # The whole would have none either.
    assert 'name="near" value=""' not in near.text


def test_proposals_of_a_batch_on_the_map(client: TestClient) -> None:
    files = [("files", (f"提案{number}.txt", TEXT.encode())) for number in range(2)]
    place = client.post("/ja/batch", files=files, follow_redirects=False).headers["location"]
    while 'http-equiv="refresh"' in (page := client.get(place).text):
        time.sleep(0.05)
    assert f'href="{place}/map"' in page
    drawn = client.get(f"{place}/map")
    assert drawn.status_code == 200
    assert "提案1.txt" in drawn.text
    saved = client.get(f"{place}/map?output=svg")
    assert saved.headers["content-type"].startswith("image/svg+xml")
    assert "提案1.txt" in saved.text


@both
def test_html_in_a_title_or_text_is_text(make_corpus: Callable[..., Corpus], name: str) -> None:
    goals = [
        Goal(id=f"<b>{n}", title=f"量子 計算 {HOSTILE} {n}", fiscal_year=2015 + n, agencies=("JST",)) for n in range(3)
    ]
    app = create_app(make_corpus(*goals))
    page = TestClient(app, base_url=ADDRESS).post(f"/en/{name}", data={"text": f"量子 {HOSTILE}"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<b>0" not in page.text


@both
def test_no_style_and_no_script_inside(client: TestClient, name: str) -> None:
    # The policy of the pages would not let them through.
    drawn = svg(client.post(f"/en/{name}", data={"text": TEXT}).text)
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", drawn)


def test_the_style_sheet_is_served(client: TestClient) -> None:
    answer = client.get("/static/style.css")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.text == sheet("web").text
    assert ".gs-picture text {" in answer.text
