"""What is said about fiscal years that a corpus lacks, in filters and by the clock."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from goalsearch import Searcher
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.errors import QueryError
from goalsearch.model import Goal
from goalsearch.retrieval import year_notices as module
from goalsearch.retrieval.now_and_before import now_and_before
from goalsearch.retrieval.year_notices import gaps_of, gaps_until_now, year_notices
from goalsearch.text.fiscal_year import fiscal_year_of

SetToday = Callable[[int, int, int], None]

PAST = "今は{0}年度です。{0}年度の目標は、この版には収録していません（無かったという意味ではありません）。"
ABSENT = "{}年度の目標は、この版には収録していません（無かったという意味ではありません）。"
OF_2020 = "2020年度の目標は 6 件のうち 5 件だけを収録しています。"
OF_2024 = "2024年度の目標は 6 件のうち 2 件だけを収録しています。"


@pytest.fixture
def set_today(monkeypatch: pytest.MonkeyPatch) -> SetToday:
    def set_to(year: int, month: int, day: int) -> None:
        monkeypatch.setattr(module, "today", lambda: datetime.date(year, month, day))

    return set_to


@pytest.fixture(scope="module")
def builtin() -> Corpus:
    return Corpus.builtin()


@pytest.mark.parametrize(
    ("date", "year"),
    [
        pytest.param(datetime.date(2026, 3, 31), 2025, id="the-last-day"),
        pytest.param(datetime.date(2026, 4, 1), 2026, id="the-first-day"),
        pytest.param(datetime.date(2026, 12, 31), 2026, id="december"),
        pytest.param(datetime.date(2027, 1, 1), 2026, id="january"),
    ],
)
def test_the_fiscal_year_begins_in_april(date: datetime.date, year: int) -> None:
    assert fiscal_year_of(date) == year


def test_the_clock_is_that_of_japan() -> None:
    assert abs(module.today() - datetime.datetime.now(tz=datetime.UTC).date()) <= datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        pytest.param("2019", [], id="complete"),
        pytest.param("2024", [OF_2024], id="incomplete"),
        pytest.param("2024-2026", [ABSENT.format(2026), OF_2024], id="a-range-that-lacks-a-year"),
        pytest.param("1998-2001", [ABSENT.format("1998-2000")], id="years-before-the-first"),
        pytest.param("2024年度以降", [ABSENT.format(2026), OF_2024], id="open-up-to-now"),
        pytest.param("-2003", [], id="open-from-the-first-of-which-is-known"),
        pytest.param("2020,2023", [OF_2020], id="a-list"),
        pytest.param("latest", [PAST.format(2026)], id="latest"),
        pytest.param("最新", [PAST.format(2026)], id="latest-in-japanese"),
        pytest.param("2025", [], id="the-latest-by-its-number"),
        pytest.param("2024,latest", [PAST.format(2026), OF_2024], id="several-things"),
    ],
)
def test_notices(builtin: Corpus, set_today: SetToday, years: str, said: Sequence[str]) -> None:
    set_today(2026, 11, 29)
    assert [notice.message("ja") for notice in year_notices(years, builtin)] == said


@pytest.mark.parametrize(
    ("date", "said"),
    [
        pytest.param((2025, 4, 1), [], id="in-the-year-of-the-latest-goals"),
        pytest.param((2026, 3, 31), [], id="on-its-last-day"),
        pytest.param((2026, 4, 1), [PAST.format(2026)], id="on-the-day-after"),
        pytest.param((2028, 5, 1), [PAST.format(2028)], id="years-later"),
    ],
)
def test_the_clock_decides_whether_the_latest_is_past(
    builtin: Corpus, set_today: SetToday, date: tuple[int, int, int], said: list[str]
) -> None:
    set_today(*date)
    assert [notice.message("ja") for notice in year_notices("latest", builtin)] == said


def test_what_is_missing_up_to_now(builtin: Corpus, set_today: SetToday) -> None:
    set_today(2027, 6, 1)
    assert [(gap.fiscal_year, gap.is_absent) for gap in gaps_until_now(builtin)] == [
        (2020, False),
        (2024, False),
        (2026, True),
        (2027, True),
    ]
    assert gaps_of(None, builtin) == gaps_until_now(builtin)
    assert [gap.fiscal_year for gap in gaps_of("2023-2025", builtin)] == [2024]


def test_of_an_own_corpus_nothing_is_claimed(set_today: SetToday) -> None:
    set_today(2026, 11, 29)
    own = Corpus(goals=(Goal(id="a", title="題", fiscal_year=2024),), fingerprint="x")
    for years in ("latest", "2020-2030", "2024", "-2024"):
        assert not year_notices(years, own)
        assert not gaps_of(years, own)
    with pytest.raises(QueryError) as caught:
        Searcher(own, cache=False).search("題", years=2025)
    assert caught.value.message("ja") == "2025 年度の目標はありません。ある年度: 2024"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_year_that_is_not_recorded_is_not_said_not_to_exist(searcher: Searcher, lang: str) -> None:
    with pytest.raises(QueryError) as caught:
        searcher.search("量子", years=2026)
    message = caught.value.message(lang)  # type: ignore[arg-type]
    assert ("無かったという意味ではありません" in message) == (lang == "ja")
    assert ("does not mean that there were none" in message) == (lang == "en")
    assert "2001-2025" in message
    assert "--add-corpus" in message


def test_a_search_warns_of_it(searcher: Searcher, set_today: SetToday) -> None:
    set_today(2026, 11, 29)
    codes = [notice.code for notice in searcher.search("量子コンピュータの誤り訂正符号", years="2024-2026").warnings]
    assert codes[-2:] == ["notice.years_not_recorded", "notice.year_incomplete"]
    assert not {"notice.years_not_recorded", "notice.year_incomplete", "notice.year_past"} & {
        notice.code for notice in searcher.search("量子コンピュータの誤り訂正符号").warnings
    }


@pytest.mark.parametrize(("now", "is_latest"), [("latest", True), ("2025", True), (2019, False)])
def test_now_says_whether_it_is_the_latest(searcher: Searcher, now: str | int, is_latest: bool) -> None:
    both = now_and_before(searcher, "量子コンピュータの誤り訂正符号", 3, now)
    assert both.is_latest == both.to_dict()["is_latest"] == is_latest


def test_a_corpus_from_the_cache_says_the_same(tmp_path: Path, set_today: SetToday) -> None:
    set_today(2026, 11, 29)
    fresh, cached = (Searcher(CorpusSource.builtin(), cache=tmp_path).corpus for _ in range(2))
    assert cached.goal_years == fresh.goal_years != ()
    assert gaps_until_now(cached) == gaps_until_now(fresh)
