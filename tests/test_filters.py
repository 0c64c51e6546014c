"""Which goals may be hits."""

from collections.abc import Callable

import pytest

from goalsearch.corpus import Corpus
from goalsearch.errors import QueryError
from goalsearch.filters import GoalFilter
from goalsearch.model import Goal

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
        pytest.param({"years": "2015-"}, r"2015-.*latest", id="open-range"),
        pytest.param({"agency": "NEDO"}, r"NEDO.*JST, AMED", id="unknown-agency"),
        pytest.param({"agency": ""}, r"JST, AMED", id="empty-agency"),
        pytest.param({"category": "physics"}, r"physics.*materials, information, medical", id="unknown-category"),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(corpus: Corpus, filters: dict[str, str], match: str) -> None:
    with pytest.raises(QueryError, match=match) as caught:
        GoalFilter(**filters).allowed(corpus)
    assert isinstance(caught.value, ValueError)
    assert caught.value.message("ja") != caught.value.message("en")


def test_latest_of_goals_without_years(make_corpus: MakeCorpus) -> None:
    with pytest.raises(QueryError, match="latest"):
        GoalFilter(years="latest").allowed(make_corpus(Goal(id="a", title="光")))


def test_a_corpus_without_goals(make_corpus: MakeCorpus) -> None:
    assert GoalFilter().allowed(make_corpus()) is None
    with pytest.raises(QueryError, match="2019"):
        GoalFilter(years="2019").allowed(make_corpus())
