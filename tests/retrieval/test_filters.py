"""Which goals may be hits."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from goalsearch.corpus import Corpus
from goalsearch.errors import QueryError
from goalsearch.model import Goal
from goalsearch.retrieval.filters import GoalFilter

MakeCorpus = Callable[..., Corpus]

ALL = ["2010-jst-1", "2015-jst-1", "2016-amed-1", "2019-jst-1", "own-1"]


def passing(corpus: Corpus, **filters: str) -> list[str]:
    allowed = GoalFilter(**filters).allowed(corpus)
    if allowed is None:
        return [goal.id for goal in corpus]
    assert allowed.shape == (len(corpus),)
    return [goal.id for goal, passes in zip(corpus, allowed, strict=True) if passes]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({}, ALL, id="none"),
        pytest.param({"years": "2015"}, ["2015-jst-1"], id="one-year"),
        pytest.param({"years": "2010-2016"}, ALL[:3], id="range"),
        pytest.param({"years": "2011-2015"}, ["2015-jst-1"], id="a-range-may-name-years-without-goals"),
        pytest.param({"years": "1900-2100"}, ALL[:4], id="a-goal-without-a-year-passes-no-years"),
        pytest.param({"years": "2010–2015"}, ALL[:2], id="en-dash"),
        pytest.param({"years": "2010〜2015"}, ALL[:2], id="wave-dash"),
        pytest.param({"years": "2010 - 2015"}, ALL[:2], id="spaces"),
        pytest.param({"years": "latest"}, ["2019-jst-1"], id="latest"),
        pytest.param({"years": "Latest "}, ["2019-jst-1"], id="latest-in-any-case"),
        pytest.param({"years": "2010,latest"}, ["2010-jst-1", "2019-jst-1"], id="several"),
        pytest.param({"years": "2010、2015-2016"}, ALL[:3], id="japanese-comma"),
        pytest.param({"years": "２０１５"}, ["2015-jst-1"], id="full-width-digits"),
        pytest.param({"years": "２０１０－２０１５"}, ALL[:2], id="full-width-range"),
        pytest.param({"years": "2015-"}, ALL[1:4], id="open-to-the-end"),
        pytest.param({"years": "2015〜"}, ALL[1:4], id="open-with-a-wave-dash"),
        pytest.param({"years": "2015年度以降"}, ALL[1:4], id="since-in-japanese"),
        pytest.param({"years": "２０１５から"}, ALL[1:4], id="from-in-japanese"),
        pytest.param({"years": "since 2015"}, ALL[1:4], id="since-in-english"),
        pytest.param({"years": "-2015"}, ALL[:2], id="open-to-the-beginning"),
        pytest.param({"years": "～２０１５"}, ALL[:2], id="open-with-a-full-width-tilde"),
        pytest.param({"years": "2015年度まで"}, ALL[:2], id="until-in-japanese"),
        pytest.param({"years": "2015以前"}, ALL[:2], id="before-in-japanese-includes"),
        pytest.param({"years": "until 2015"}, ALL[:2], id="until-in-english"),
        pytest.param({"years": "2010から2015まで"}, ALL[:2], id="from-until-in-japanese"),
        pytest.param({"years": "2010年度～2015年度"}, ALL[:2], id="years-with-their-suffix"),
        pytest.param({"years": "2010 to 2015"}, ALL[:2], id="to-in-english"),
        pytest.param({"years": "2010ー2015"}, ALL[:2], id="long-vowel-mark-for-a-dash"),
        pytest.param({"years": "2015年度"}, ["2015-jst-1"], id="fiscal-year"),
        pytest.param({"years": "FY2015"}, ["2015-jst-1"], id="fy"),
        pytest.param({"years": "平成27年度"}, ["2015-jst-1"], id="era"),
        pytest.param({"years": "Ｈ２７"}, ["2015-jst-1"], id="era-in-short-and-full-width"),
        pytest.param({"years": "令和元年度"}, ["2019-jst-1"], id="first-year-of-an-era"),
        pytest.param({"years": "R1"}, ["2019-jst-1"], id="era-in-short"),
        pytest.param({"years": "平成22〜27年度"}, ALL[:2], id="the-era-holds-for-both-years"),
        pytest.param({"years": "平成27年度～令和元年度"}, ALL[1:4], id="from-era-to-era"),
        pytest.param({"years": "H27-"}, ALL[1:4], id="open-era"),
        pytest.param({"years": "最新"}, ["2019-jst-1"], id="latest-in-japanese"),
        pytest.param({"years": "2010・2015"}, ALL[:2], id="middle-dot"),
        pytest.param({"agency": "ＡＭＥＤ"}, ["2016-amed-1", "2019-jst-1"], id="full-width-agency"),
        pytest.param({"category": "医療"}, ["2016-amed-1"], id="category-in-japanese"),
        pytest.param({"category": "ライフ系（AMED）"}, ["2016-amed-1"], id="category-as-it-is-shown"),
        pytest.param({"category": "ＭＥＤＩＣＡＬ"}, ["2016-amed-1"], id="full-width-category"),
        pytest.param({"agency": "JST"}, ["2010-jst-1", "2015-jst-1", "2019-jst-1"], id="agency"),
        pytest.param({"agency": "amed"}, ["2016-amed-1", "2019-jst-1"], id="shared-goals-are-of-both-agencies"),
        pytest.param({"agency": " Jst "}, ["2010-jst-1", "2015-jst-1", "2019-jst-1"], id="any-case"),
        pytest.param({"category": "Medical"}, ["2016-amed-1"], id="category"),
        pytest.param({"category": "information", "years": "2015"}, ["2015-jst-1"], id="both-must-hold"),
        pytest.param({"category": "medical", "years": "2010"}, [], id="nothing-passes-both"),
    ],
)
def test_filter(corpus: Corpus, filters: dict[str, str], expected: list[str]) -> None:
    assert passing(corpus, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "match"),
    [
        pytest.param({"years": "2014"}, r"2014.*2010, 2015-2016, 2019", id="a-year-without-goals"),
        pytest.param({"years": "2011-2014"}, r"2011-2014.*2010, 2015-2016, 2019", id="a-range-without-goals"),
        pytest.param({"years": "2015,1999"}, r"1999.*2010, 2015-2016, 2019", id="one-of-several"),
        pytest.param({"years": "2019-2015"}, r"2019-2015.*2015-2019", id="reversed"),
        pytest.param({"years": "last year"}, r"last year.*2019.*2015-2018.*latest", id="not-a-year"),
        pytest.param({"years": ""}, r"2015-2018.*latest", id="empty"),
        pytest.param({"years": "19"}, r"19.*latest", id="two-digits"),
        pytest.param({"years": "20195"}, r"20195.*latest", id="five-digits"),
        pytest.param({"years": "2020-"}, r"2020-.*2010, 2015-2016, 2019", id="open-range-without-goals"),
        pytest.param({"years": "-"}, r"-.*latest", id="a-dash-alone"),
        pytest.param({"years": "2015-18"}, r"2015-18.*latest", id="two-digits-of-no-era"),
        pytest.param({"years": "2015-2016-2017"}, r"2015-2016-2017.*latest", id="two-dashes"),
        pytest.param({"years": "2015/4"}, r"2015/4.*latest", id="a-month-is-not-guessed-at"),
        pytest.param({"years": "令和"}, r"令和.*latest", id="an-era-alone"),
        pytest.param({"agency": "NEDO"}, r"NEDO.*JST, AMED", id="unknown-agency"),
        pytest.param({"agency": ""}, r"JST, AMED", id="empty-agency"),
        pytest.param(
            {"category": "physics"},
            r"physics.*materials \(材料\), information \(情報\), medical \(医療\)",
            id="unknown-category",
        ),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(corpus: Corpus, filters: dict[str, str], match: str) -> None:
    with pytest.raises(QueryError, match=match) as caught:
        GoalFilter(**filters).allowed(corpus)
    assert isinstance(caught.value, ValueError)
    assert caught.value.message("ja") != caught.value.message("en")


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        pytest.param(2015, ["2015-jst-1"], id="number"),
        pytest.param(np.int64(2015), ["2015-jst-1"], id="number-of-numpy"),
        pytest.param([2010, 2019], ["2010-jst-1", "2019-jst-1"], id="list"),
        pytest.param((2010, "R1"), ["2010-jst-1", "2019-jst-1"], id="mixed"),
        pytest.param({2015}, ["2015-jst-1"], id="set"),
        pytest.param(range(2010, 2016), ALL[:2], id="range-may-name-years-without-goals"),
        pytest.param(range(2015, 2016), ["2015-jst-1"], id="range-of-one"),
        pytest.param(["2010-2015", 2019], [*ALL[:2], "2019-jst-1"], id="list-of-ranges"),
        pytest.param(np.array([2010, 2015]), ALL[:2], id="array"),
        pytest.param((year for year in (2010, 2015)), ALL[:2], id="generator"),
        pytest.param(None, ALL, id="none"),
    ],
)
def test_years_of_python(corpus: Corpus, years: Any, expected: list[str]) -> None:
    assert [goal.id for goal in GoalFilter.of(years).goals(corpus)] == expected


@pytest.mark.parametrize(
    "years", [2015.0, [], range(2015, 2010), [None], [2015.5], Ellipsis, b"2015", [[2015]]], ids=repr
)
def test_what_is_no_year_of_python(corpus: Corpus, years: Any) -> None:
    with pytest.raises(QueryError, match="2015-2018"):
        GoalFilter.of(years).goals(corpus)


def test_a_category_of_ones_own_goes_before_another_name_of_ours(make_corpus: MakeCorpus) -> None:
    corpus = make_corpus(Goal(id="a", title="光", category="materials"), Goal(id="b", title="光", category="材料"))
    assert passing(corpus, category="材料") == ["b"]
    assert passing(corpus, category="マテリアル") == ["a"]


def test_latest_of_goals_without_years(make_corpus: MakeCorpus) -> None:
    with pytest.raises(QueryError, match="latest"):
        GoalFilter(years="latest").allowed(make_corpus(Goal(id="a", title="光")))


def test_a_corpus_without_goals(make_corpus: MakeCorpus) -> None:
    assert GoalFilter().allowed(make_corpus()) is None
    with pytest.raises(QueryError, match="2019"):
        GoalFilter(years="2019").allowed(make_corpus())
