"""Which past goals a goal continues."""

from collections.abc import Callable

import numpy as np
import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import Rows
from goalsearch.retrieval import continuation
from goalsearch.retrieval.continuation import continuations, kin, level
from goalsearch.retrieval.lineage import DEFAULT_LEVEL
from goalsearch.retrieval.searcher import Searcher
from goalsearch.retrieval.similarity import Similarities
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]


@pytest.fixture
def search(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> Callable[..., Searcher]:
    """Titles by id (which begins with the year, unless it begins with a letter) to a searcher over them."""

    def searcher(**titles: str) -> Searcher:
        goals = [
            Goal(
                id=name.strip("_"), title=title, fiscal_year=int(name.strip("_")[:4]) if name.startswith("_") else None
            )
            for name, title in titles.items()
        ]
        return Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)

    return searcher


def pairs(searcher: Searcher) -> list[tuple[str, str, int]]:
    return [(link.goal.id, link.earlier.id, link.rank) for link in continuations(searcher, searcher.corpus.goals)]


def test_the_nearest_past_goal_and_the_second(search: Callable[..., Searcher]) -> None:
    found = search(_2010a="a b c", _2011a="d e f", _2012a="a b d c", _2012b="x y")
    assert pairs(found) == [("2012a", "2010a", 1), ("2012a", "2011a", 2)]


def test_no_second_link_to_where_the_first_leads(search: Callable[..., Searcher]) -> None:
    assert pairs(search(_2010a="a b c", _2011a="a b c d", _2012a="a b c d e")) == [
        ("2011a", "2010a", 1),
        ("2012a", "2011a", 1),
    ]


def test_what_goals_without_a_year_share_is_no_lineage(search: Callable[..., Searcher]) -> None:
    assert pairs(search(a="a b", b="a b", _2012a="a b")) == []


def test_equal_goals_of_one_year_do_not_continue_each_other(search: Callable[..., Searcher]) -> None:
    assert pairs(search(_2012a="a b", _2012b="a b")) == []


def test_goals_that_are_not_shown_neither_continue_nor_are_continued(search: Callable[..., Searcher]) -> None:
    searcher = search(_2010a="a b c", _2011a="a b c d", _2012a="a b c d e")
    first, _, last = searcher.corpus.goals
    (link,) = continuations(searcher, [first, last])
    assert (link.goal, link.earlier) == (last, first)


def test_small_corpora_have_no_level_of_their_own(small_searcher: Searcher) -> None:
    assert level(small_searcher) == DEFAULT_LEVEL


def test_of_a_large_corpus_only_some_goals_are_compared(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    of_goals = Similarities.of_goals

    def see(similarities: Similarities, rows: Rows) -> Floats:
        compared.extend(rows.tolist())
        return of_goals(similarities, rows)

    monkeypatch.setattr(Similarities, "of_goals", see)
    monkeypatch.setattr(continuation, "_MOST_COMPARED", 50)
    monkeypatch.setattr(continuation, "_FEWEST_PAIRS", 10)
    assert 0 < level(searcher) < 1
    assert compared == list(range(0, len(searcher.corpus), 2))


def test_few_goals_of_one_year_are_nearer_than_the_level(searcher: Searcher) -> None:
    least = level(searcher)
    similarities = Similarities(searcher.index).of_goals(np.arange(searcher.index.n_goals))
    goals = searcher.corpus.goals
    same_year = [
        similarities[first, second]
        for first in range(len(goals))
        for second in range(first)
        if goals[first].fiscal_year == goals[second].fiscal_year
    ]
    assert 0 < np.mean(np.array(same_year) > least) <= 0.02
    assert least == pytest.approx(DEFAULT_LEVEL, abs=0.03)


def test_links_of_the_builtin_goals_make_sense(searcher: Searcher) -> None:
    found = continuations(searcher, searcher.corpus.goals)
    linked = {(link.goal.id, link.earlier.id) for link in found}
    # Topological to quantum materials, photonics to photonics, quantum computing to the quantum frontier, AI to AI.
    expected = {
        ("2025-jst-1", "2018-jst-1"),
        ("2019-jst-2", "2015-jst-1"),
        ("2023-jst-1", "2019-jst-3"),
        ("2020-jst-3", "2016-jst-4"),
        ("2019-jst-4", "2014-jst-2"),
    }
    missing = expected - linked
    # The mathematics of 2019 is nearest to that of 2007, and second to that of 2014, which continues it.
    assert missing == set()
    least = level(searcher)
    for link in found:
        assert link.goal.fiscal_year is not None
        assert link.earlier.fiscal_year is not None
        assert link.earlier.fiscal_year < link.goal.fiscal_year
        assert link.score > least
        assert link.terms != ()
    per_goal = [sum(link.goal == goal for link in found) for goal in searcher.corpus]
    assert max(per_goal) == 2
    # Enough to see something, few enough to follow.
    assert 60 <= len(found) <= 120


def test_no_link_is_a_short_cut_of_others(searcher: Searcher) -> None:
    found = continuations(searcher, searcher.corpus.goals)
    for link in found:
        if link.rank == 2:
            (first,) = (other for other in found if other.goal == link.goal and other.rank == 1)
            before_first = kin(first.earlier.id, [other for other in found if other.goal != link.goal])
            later = {goal.id for goal in searcher.corpus if (goal.fiscal_year or 0) > (first.earlier.fiscal_year or 0)}
            assert link.earlier.id not in before_first - later


def test_kin_are_before_and_after_but_no_cousins(search: Callable[..., Searcher]) -> None:
    searcher = search(_2010a="a b c d", _2011a="a b x y", _2011b="c d z w", _2012a="a x y v", _2012b="c z w u")
    links = continuations(searcher, searcher.corpus.goals)
    assert kin("2011a", links) == {"2010a", "2011a", "2012a"}
    assert kin("2010a", links) == {goal.id for goal in searcher.corpus}
