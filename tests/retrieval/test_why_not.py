"""Why not this goal? Where it stands, how far it is from being possible, and why."""

import json
import pickle

import pytest

from goalsearch import QueryError, SearchResult
from goalsearch.corpus import Corpus
from goalsearch.retrieval.searcher import Searcher

TEXT = "量子 計算 と 光"


@pytest.fixture
def result(small_searcher: Searcher) -> SearchResult:
    return small_searcher.search(TEXT, 1)


def everything(searcher: Searcher) -> SearchResult:
    return searcher.search(TEXT, len(searcher.corpus))


def test_every_goal_has_its_rank_and_reasons(small_searcher: Searcher, result: SearchResult) -> None:
    hits = everything(small_searcher).hits
    assert len(hits) > 2
    for hit in hits:
        answer = result.explain(hit.goal.id)
        assert answer.goal is hit.goal
        assert (answer.rank, answer.score, answer.fit, answer.band) == (hit.rank, hit.score, hit.fit, hit.band)
        assert (answer.evidence, answer.missing) == (hit.evidence, hit.missing)
        assert (answer.is_candidate, answer.n_candidates) == (True, len(small_searcher.corpus))
        assert answer.first is not None
        assert answer.first.goal.id == hits[0].goal.id
        assert answer.is_first == (hit.rank == 1)


def test_the_first_goal_is_weaker_in_nothing(result: SearchResult) -> None:
    assert result.explain(result.hits[0].goal.id).weaker == ()


def test_what_a_goal_is_weaker_in_makes_the_difference(small_searcher: Searcher, result: SearchResult) -> None:
    first, second = everything(small_searcher).hits[:2]
    answer = result.explain(second.goal.id)
    own = {item.term: item.contribution for item in second.evidence}
    of_first = {item.term: item.contribution for item in first.evidence}
    assert answer.weaker
    for term in answer.weaker:
        assert term.contribution == own.get(term.term, 0.0) < term.contribution_to_first == of_first[term.term]
    losses = [term.contribution_to_first - term.contribution for term in answer.weaker]
    assert losses == sorted(losses, reverse=True)


def test_a_goal_that_shares_nothing(small_searcher: Searcher) -> None:
    found = {hit.goal.id for hit in everything(small_searcher).hits}
    others = [goal.id for goal in small_searcher.corpus if goal.id not in found]
    result = small_searcher.search(TEXT)
    for goal_id in others or [goal.id for goal in small_searcher.corpus]:
        answer = result.explain(goal_id) if others else small_searcher.explain("闇", goal_id)
        assert (answer.rank, answer.score, answer.fit, answer.band) == (None, 0.0, None, "weak")
        assert (answer.evidence, answer.is_first) == ((), False)
        assert answer.missing


def test_a_text_that_shares_nothing_with_any_goal(small_searcher: Searcher) -> None:
    answer = small_searcher.search("闇").explain(small_searcher.corpus.goals[0].id)
    assert (answer.rank, answer.first, answer.weaker) == (None, None, ())


def test_a_goal_that_the_filters_leave_out_is_ranked_among_those_they_let_through(small_searcher: Searcher) -> None:
    hits = everything(small_searcher).hits
    first = hits[0].goal
    other = next(hit.goal for hit in hits if hit.goal.fiscal_year not in (None, first.fiscal_year))
    result = small_searcher.search(TEXT, years=other.fiscal_year)
    answer = result.explain(first.id)
    assert (answer.is_candidate, answer.rank) == (False, 1)
    assert answer.n_candidates == result.n_candidates + 1
    assert answer.first is not None
    assert answer.first.goal.fiscal_year == other.fiscal_year
    assert answer == small_searcher.explain(TEXT, first.id, years=[other.fiscal_year or 0])


def test_an_unknown_goal_is_named_with_those_that_are_near(result: SearchResult) -> None:
    with pytest.raises(QueryError, match=r"2010-jst-9.*2010-jst-1"):
        result.explain("2010-jst-9")


def test_what_travels_is_the_answer_without_the_searcher(result: SearchResult) -> None:
    result.hits[0].evidence  # noqa: B018  looked at, so that it travels
    again = pickle.loads(pickle.dumps(result))  # noqa: S301
    assert again == result
    with pytest.raises(QueryError, match=r"another process.*Searcher\.explain|別のプロセス"):
        again.explain(result.hits[0].goal.id)


def test_plain_values(result: SearchResult, small_searcher: Searcher) -> None:
    for goal in small_searcher.corpus:
        values = result.explain(goal.id).to_dict()
        assert json.loads(json.dumps(values)) == values
    assert values["goal"] == goal.identity()


def test_the_goals_that_come_with_goalsearch(searcher: Searcher) -> None:
    text = "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、スピントロニクス素子に応用する。"
    answer = searcher.search(text, 1).explain("2023-amed-1")
    assert isinstance(searcher.corpus, Corpus)
    assert answer.rank is None or answer.rank > 1
    assert answer.fit is None or answer.fit < answer.fit_needed
    assert answer.missing
