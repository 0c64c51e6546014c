"""Fiscal years on the pages: those that are not recorded are said not to be, and cannot be chosen."""

import datetime

import pytest
from starlette.testclient import TestClient

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.retrieval import year_notices
from goalsearch.web.years import year_options


@pytest.fixture(autouse=True)
def date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(year_notices, "today", lambda: datetime.date(2026, 11, 29))


def test_options() -> None:
    options = {option.year: option for option in year_options(Corpus.builtin(), "ja")}
    assert list(options) == list(range(2001, 2027))
    assert options[2019] == (2019, "2019", True)
    assert options[2024] == (2024, "2024（6 件中 2 件を収録）", True)
    assert options[2026] == (2026, "2026（未収録）", False)


def test_of_an_own_corpus_there_are_its_years() -> None:
    own = Corpus(goals=(Goal(id="a", title="題", fiscal_year=2019), Goal(id="b", title="題")), fingerprint="x")
    assert year_options(own, "en") == [(2019, "2019", True)]
    assert year_options(Corpus(goals=own.goals[1:], fingerprint="y"), "en") == []


@pytest.mark.parametrize("address", ["/ja/", "/ja/goals", "/ja/batch", "/ja/lineage"])
def test_a_year_that_is_not_recorded_cannot_be_chosen(client: TestClient, address: str) -> None:
    page = client.get(address).text
    assert '<option value="2026" disabled>2026（未収録）</option>' in page
    assert '<option value="2024">2024（6 件中 2 件を収録）</option>' in page
    assert '<option value="2019">2019</option>' in page


def test_a_chosen_year_stays_chosen(client: TestClient) -> None:
    assert '<option value="2019" selected>2019</option>' in client.get("/ja/goals?first=2019").text


def test_a_new_fiscal_year_is_in_the_menus_of_a_server_that_runs_on(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert '<option value="2027"' not in client.get("/ja/").text
    monkeypatch.setattr(year_notices, "today", lambda: datetime.date(2027, 4, 1))
    assert '<option value="2027" disabled>2027（未収録）</option>' in client.get("/ja/").text


@pytest.mark.parametrize(
    ("query", "present", "absent"),
    [
        pytest.param("", ["2026年度（未収録）", "6 件のうち 2 件だけ", "6 件のうち 5 件だけ"], [], id="all"),
        pytest.param("?first=2023", ["2026年度（未収録）", "6 件のうち 2 件だけ"], ["5 件だけ"], id="from-a-year-on"),
        pytest.param("?first=2019&last=2019", [], ["2026年度（未収録）", "件だけ"], id="complete"),
    ],
)
def test_the_list_says_what_is_missing(client: TestClient, query: str, present: list[str], absent: list[str]) -> None:
    page = client.get(f"/ja/goals{query}").text
    assert [said for said in present if said not in page] == []
    assert [said for said in absent if said in page] == []


def test_the_latest_years_goals_are_called_that(client: TestClient) -> None:
    page = client.post("/ja/", data={"text": "量子コンピュータの誤り訂正符号を調べる。", "apart": "1"}).text
    assert "収録している最新の年度（2025年度）" in page
    assert "今は2026年度です。2026年度の目標は、この版には収録していません" in page
    assert "いま（" not in page
