"""Pages as a browser without a script gets them: a text in, goals out; files; the goals themselves; what goes wrong."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from goalsearch import Goal, Searcher
from goalsearch.corpus import Corpus
from goalsearch.reports.grades import shown_fit
from goalsearch.web.app import create_app
from goalsearch.web.forms import MAX_K
from tests.web.conftest import ADDRESS, TEXT, UNRELATED

Files = list[tuple[str, tuple[str, bytes]]]

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
# The marks of direction that change how the text behind them is read.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"


def ask(client: TestClient, lang: str = "en", files: Files | None = None, **fields: str) -> str:
    answer = client.post(f"/{lang}/", data=fields, files=files)
    assert answer.status_code == 200
    return answer.text


def titles(page: str) -> list[str]:
    """Titles of the hits, in the order of the page."""
    return re.findall(r'<h3><a href="/\w\w/goals/([^"]+)">', page)


class TestLanguage:
    @pytest.mark.parametrize(
        ("accepted", "place"),
        [
            pytest.param("ja,en;q=0.5", "/ja/", id="japanese"),
            pytest.param("en-GB,en;q=0.9,ja;q=0.8", "/en/", id="english-with-a-country"),
            pytest.param("fr,ja;q=0.3", "/ja/", id="the-first-that-is-spoken"),
            pytest.param("fr", "/en/", id="none-is-spoken"),
        ],
    )
    def test_first_page(self, client: TestClient, accepted: str, place: str) -> None:
        answer = client.get("/", headers={"accept-language": accepted}, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, place)

    @pytest.mark.parametrize("path", ["goals?first=2019", "goals/2019-jst-3", "batch", "lineage?goal=2019-jst-3"])
    def test_addresses_without_a_language(self, client: TestClient, path: str) -> None:
        answer = client.get(f"/{path}", follow_redirects=False)
        assert answer.headers["location"] == f"/en/{path}"

    @pytest.mark.parametrize(
        ("accepted", "lang"),
        [
            pytest.param("en;q=0, ja", "ja", id="none-of-it"),
            pytest.param("fr, ja;q=0.1, en;q=0.9", "en", id="weights"),
            pytest.param("ja;q=x, en", "en", id="no-weight"),
        ],
    )
    def test_weights(self, client: TestClient, accepted: str, lang: str) -> None:
        answer = client.get("/", headers={"accept-language": accepted}, follow_redirects=False)
        assert answer.headers["location"] == f"/{lang}/"

    @pytest.mark.parametrize(("lang", "says"), [("ja", "近い目標を探す"), ("en", "Find the nearest goals")])
    def test_form(self, client: TestClient, lang: str, says: str) -> None:
        page = client.get(f"/{lang}/").text
        assert f'<html lang="{lang}">' in page
        assert says in page


class TestSearch:
    def test_hits_are_those_of_the_library(self, client: TestClient, searcher: Searcher) -> None:
        expected = searcher.search(TEXT, 7)
        page = ask(client, text=TEXT, k="7")
        assert titles(page) == [hit.goal.id for hit in expected.hits]
        for hit in expected.hits:
            assert shown_fit(hit.fit) in page

    def test_shows_the_reasons(self, client: TestClient, searcher: Searcher) -> None:
        (hit,) = searcher.search(TEXT, 1).hits
        page = ask(client, text=TEXT, k="1")
        (passage,) = re.findall(r"<blockquote>(.*)</blockquote>", page)
        assert re.sub(r"</?mark>", "", passage) == hit.passage.text
        assert "<mark>腸内細菌" in passage
        assert f"<li>{hit.missing[0].term}</li>" in page
        assert f"{hit.evidence[0].contribution:.4f}" in page
        assert hit.related[0].goal.title_in("en") in page
        assert '<mark class="m1">腸内細菌' in page
        # The programmes with the year of the document that states their conditions.
        assert "Programmes (as of FY2019)" in ask(client, text="量子コンピュータの誤り訂正", k="1")

    def test_marks_the_terms_in_the_goal(self, client: TestClient) -> None:
        page = ask(client, text="腸内細菌", k="1")
        goal_text = page[page.index('<details class="goal-text">') :]
        assert "<mark>" in goal_text

    def test_no_goal_fits(self, client: TestClient) -> None:
        assert "No goal clearly fits." in ask(client, text=UNRELATED)
        assert "はっきり合う目標はありません。" in ask(client, "ja", text=UNRELATED)

    def test_warnings(self, client: TestClient) -> None:
        assert "neither Japanese nor English" in ask(client, text="Нейронные сети и машинное обучение")

    def test_an_empty_text_leads_back_to_the_form(self, client: TestClient) -> None:
        answer = client.post("/ja/", data={"text": " \n", "output": "csv"})
        assert answer.status_code == 422
        assert '<p class="problem" role="alert">要旨が空です。' in answer.text
        assert "系譜図で見る" not in answer.text

    def test_filters(self, client: TestClient, searcher: Searcher) -> None:
        page = ask(client, text=TEXT, first="2015", last="2017", agency="AMED", k="20")
        expected = searcher.search(TEXT, 20, years="2015-2017", agency="AMED").hits
        assert titles(page) == [hit.goal.id for hit in expected] != []
        assert '<option value="2015" selected>2015</option>' in page
        since = ask(client, text=TEXT, first="2018")
        assert all(int(goal_id[:4]) >= 2018 for goal_id in titles(since))

    def test_the_latest_year_apart(self, client: TestClient, searcher: Searcher) -> None:
        page = ask(client, text=TEXT, apart="1", k="2")
        latest = max(searcher.corpus.years)
        assert [goal_id.startswith(str(latest)) for goal_id in titles(page)] == [True, True, False, False]
        # Each hit has a mark of its own.
        assert re.findall(r'id="mark-(\d)"', page) == ["1", "2", "3", "4"]

    @pytest.mark.slow
    def test_long_text_in_a_form_field(self, client: TestClient) -> None:
        assert titles(ask(client, text=TEXT * 2000)) != []
        refused = client.post("/en/", data={"text": TEXT * 6000})
        assert refused.status_code == 422
        assert "The text is too long (552,000 characters" in refused.text

    def test_line_ends_of_a_form_are_not_counted(self, client: TestClient) -> None:
        page = ask(client, text="量子計算。\r\n腸内細菌。\r\n")
        assert "\r" not in page

    def test_html_in_a_text_is_text(self, client: TestClient) -> None:
        page = ask(client, text=f"{HOSTILE} 量子計算と腸内細菌の研究 {HOSTILE}")
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            pytest.param({"k": "0"}, f"from 1 to {MAX_K}", id="k-zero"),
            pytest.param({"k": "many"}, "got many", id="k-no-number"),
            pytest.param({"k": "9" * 300}, f"from 1 to {MAX_K}", id="k-huge"),
            pytest.param({"first": "2019", "last": "2012"}, "2019", id="years-reversed"),
            pytest.param({"first": "last year"}, "last year", id="no-years"),
            pytest.param({"agency": "NASA"}, "NASA", id="no-such-agency"),
            pytest.param({"category": HOSTILE}, "&lt;script&gt;", id="no-such-category"),
            pytest.param({"ranker": "magic"}, "magic", id="no-such-ranker"),
            pytest.param({"part": "chapter"}, "chapter", id="no-such-part"),
            pytest.param({"k": "9" * 5000}, f"from 1 to {MAX_K}", id="k-too-long-for-a-number"),
            pytest.param({"apart": "1", "first": "2012"}, "not both", id="apart-and-years"),
        ],
    )
    def test_what_cannot_be(self, client: TestClient, fields: dict[str, str], says: str) -> None:
        answer = client.post("/en/", data={"text": TEXT, **fields})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
        assert says in answer.text
        assert "<script>alert" not in answer.text
        # Nothing is lost: the text is still there to be sent again.
        assert TEXT in answer.text

    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            pytest.param(b"{}", "application/json", id="json"),
            pytest.param(b"text=a", "text/plain", id="plain"),
            pytest.param(b"no boundary", "multipart/form-data", id="multipart-without-boundary"),
            pytest.param(b"nonsense", "multipart/form-data; boundary=x", id="multipart-damaged"),
            pytest.param(
                b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\r\n--x--\r\n',
                "multipart/form-data; boundary=x; charset=undefined",
                id="an-encoding-that-reads-nothing",
            ),
            pytest.param(b"", "", id="nothing"),
        ],
    )
    def test_no_form(self, client: TestClient, content: bytes, media_type: str) -> None:
        answer = client.post("/en/", content=content, headers={"content-type": media_type})
        assert answer.status_code == 422
        assert "Content-Type" in answer.text or "damaged" in answer.text


@pytest.mark.parametrize("apart", ["", "1"], ids=["one-answer", "two-answers"])
def test_an_answer_of_twenty_goals_weighs_less_than_100_kb(client: TestClient, apart: str) -> None:
    answer = client.post("/ja/", data={"text": TEXT, "k": "20", "apart": apart})
    assert answer.text.count('<li class="hit') >= 20
    assert len(answer.content) < 100_000


class TestGoals:
    def test_all_of_them(self, client: TestClient, searcher: Searcher) -> None:
        page = client.get("/en/goals").text
        assert set(re.findall(r'href="/en/goals/([^"?]+)"', page)) == {goal.id for goal in searcher.corpus}
        years = [int(year) for year in re.findall(r"<h2>FY(\d{4})</h2>", page)]
        assert years == sorted(searcher.corpus.years, reverse=True)

    def test_filtered(self, client: TestClient, searcher: Searcher) -> None:
        page = client.get("/ja/goals?first=2019&last=2019&category=information").text
        expected = {g.id for g in searcher.corpus if g.fiscal_year == 2019 and g.category == "information"}
        assert set(re.findall(r'href="/ja/goals/([^"?]+)"', page)) == expected != set()

    def test_filter_that_lets_nothing_through(self, client: TestClient) -> None:
        assert client.get("/en/goals?first=1999&last=1999").status_code == 422
        assert client.get("/en/goals?agency=AMED&category=materials").text.count("No goal is of that kind") == 1

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_one_in_full(self, client: TestClient, searcher: Searcher, lang: str) -> None:
        goal = searcher.corpus.get("2019-jst-3")
        page = client.get(f"/{lang}/goals/{goal.id}").text
        assert goal.title in page
        assert goal.title_en is not None
        assert goal.title_en in page
        official = {"ja": "概要（文部科学省の原文）", "en": "Summary*"}
        assert official[lang] in page
        for related in searcher.related(goal.id):
            assert f'href="/{lang}/goals/{related.goal.id}"' in page

    def test_every_goal_has_a_page(self, client: TestClient, searcher: Searcher) -> None:
        for goal in searcher.corpus:
            assert client.get(f"/en/goals/{goal.id}").status_code == 200

    def test_unknown(self, client: TestClient) -> None:
        answer = client.get("/en/goals/2019-jst-99")
        assert answer.status_code == 404
        assert "2019-jst-9" in answer.text


class TestCorpusOfOnesOwn:
    @pytest.fixture
    def hostile(self, make_corpus: Callable[..., Corpus]) -> TestClient:
        goal = Goal(
            id="a/b c?#<i>",
            title=f"量子計算 {HOSTILE}",
            agencies=(HOSTILE,),
            category=HOSTILE,
            summary=HOSTILE,
            keywords=("量子",),
            sources=("javascript:alert(1)", "https://example.org/"),
            notes=HOSTILE,
        )
        app = create_app(make_corpus(goal, Goal(id="x", title="光 格子 量子")))
        return TestClient(app, base_url=ADDRESS)

    def test_html_is_text_and_any_id_has_a_page(self, hostile: TestClient) -> None:
        pages = [
            hostile.get("/en/").text,
            hostile.get("/en/goals").text,
            hostile.post("/en/", data={"text": "量子計算"}).text,
        ]
        link = re.search(r'<h3><a href="([^"]+)">', pages[-1])
        assert link is not None
        goal_page = hostile.get(link[1])
        assert goal_page.status_code == 200
        for page in [*pages, goal_page.text]:
            assert "<script>alert" not in page
            assert "<img" not in page
        assert 'href="javascript:' not in goal_page.text
        assert "a/b c?#&lt;i&gt;" in goal_page.text
        # The same goal in the other language.
        other = re.search(r'<a href="(/ja/goals/[^"]+)" lang="ja"', goal_page.text)
        assert other is not None
        assert "a/b c?#&lt;i&gt;" in hostile.get(other[1]).text

    def test_without_years_there_is_no_choice_of_years(self, hostile: TestClient) -> None:
        page = hostile.get("/en/").text
        assert 'name="first"' not in page
        assert 'name="apart"' not in page

    def test_goals_without_years_can_be_browsed_and_found(self, hostile: TestClient) -> None:
        assert "no year" in hostile.get("/en/goals").text
        assert titles(hostile.post("/en/", data={"text": "量子"}).text) != []


@pytest.mark.parametrize("path", ["/en/nothing", "/nothing", "/ja/batch/unknown", "/en/batch/x/goalsearch.csv"])
def test_no_such_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "goalsearch" in answer.text


def test_wrong_method(client: TestClient) -> None:
    answer = client.put("/en/")
    assert answer.status_code == 405
    assert "does not take that method" in answer.text


def test_static_files_leave_their_folder_alone(client: TestClient) -> None:
    assert client.get("/static/style.css").status_code == 200
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert client.get(path).status_code == 404


def test_an_error_inside_tells_no_trace_and_no_text(
    app: Starlette, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError(f"cannot work on {TEXT}")

    monkeypatch.setattr(app.state.site.searcher, "search", broken)
    answer = TestClient(app, base_url=ADDRESS).post("/en/", data={"text": TEXT})
    assert answer.status_code == 500
    assert "RuntimeError" in answer.text
    assert "Traceback" not in answer.text
    assert "cannot work on" not in answer.text
    assert [record.message.partition(" in ")[0] for record in caplog.records] == ["RuntimeError"]
    assert TEXT[:10] not in caplog.text


class TestFirstScreen:
    def test_a_page_weighs_less_than_100_kilobytes(self, client: TestClient) -> None:
        for lang in ("ja", "en"):
            assert len(ask(client, lang, text=TEXT * 3, k="5").encode()) < 100_000

    def test_a_goal_that_was_expected_says_where_it_stands(self, client: TestClient) -> None:
        page = ask(client, "ja", text=TEXT, goal="2023-amed-1")
        answer = page[page.index('class="why-answer"') :]
        assert "2023-amed-1" in answer
        assert "目標側に多く、要旨に無い語" in answer

    def test_an_unknown_goal_is_told(self, client: TestClient) -> None:
        response = client.post("/ja/", data={"text": TEXT, "goal": "2023-amed-9"})
        assert response.status_code == 422
        assert "2023-amed-9" in response.text

    def test_the_latest_year_and_each_agency_are_one_click_away(self, client: TestClient) -> None:
        page = ask(client, "ja", text=TEXT)
        assert '<button type="submit" form="ask" name="years" value="latest"' in page
        assert '<button type="submit" form="ask" name="agency" value="AMED"' in page
        narrowed = ask(client, "ja", text=TEXT, years="latest")
        # What was chosen is kept by the form, and one more click lets it go.
        assert '<input type="hidden" name="years" value="latest">' in narrowed
        assert 'name="years" value="" class="second" aria-pressed="true"' in narrowed
