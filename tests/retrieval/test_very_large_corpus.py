"""A corpus so large that few of its goals are looked at answers as any other."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, SearchResult
from goalsearch.ranking import build, index, shortlist
from goalsearch.ranking.index import GoalIndex
from goalsearch.retrieval import library
from goalsearch.retrieval.options import SearchOptions
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

N_GOALS = 600
N_WORDS = 80


def words(chance: np.random.Generator, n: int) -> str:
    places = np.minimum(chance.geometric(0.06, n), N_WORDS)
    return " ".join(f"語{place}" for place in places.tolist())


@pytest.fixture(scope="module")
def searchers(make_corpus: Callable[..., Corpus], tokenizer: Tokenizer) -> Iterator[tuple[Searcher, Searcher]]:
    """One that looks at all goals, and one that need not."""
    chance = np.random.default_rng(11)
    goals = [
        Goal(id=f"g{row}", title=words(chance, 4), summary=words(chance, 12), fiscal_year=2001 + row % 9)
        for row in range(N_GOALS)
    ]
    corpus = make_corpus(*goals)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "builtin_examples", dict)
        patch.setattr(index, "_LARGEST_TABLE", -1)
        patch.setattr(build, "_MANY_POSTINGS", 0)
        patch.setattr(shortlist, "_BLOCK", 2)
        patch.setattr(shortlist, "_BLOCKS_OF_GUESS", 4)
        patch.setattr(shortlist, "_ONE_IN", 1)
        usual = Searcher(corpus, tokenizer=tokenizer, cache=False)
        patch.setattr(shortlist, "_MANY_POSTINGS", 0)
        large = Searcher(corpus, tokenizer=tokenizer, cache=False)
        assert usual.index.bounds is None
        assert large.index.bounds is not None
        yield usual, large


TEXTS = [words(np.random.default_rng(seed), 30) for seed in range(6)]


def shown(result: SearchResult) -> list[object]:
    hits = [
        (
            hit.goal.id,
            hit.score,
            hit.fit,
            hit.parts,
            [(item.term, item.contribution) for item in hit.evidence],
            [(related.goal.id, related.score) for related in hit.related],
            hit.tied_with,
        )
        for hit in result.hits
    ]
    newest = [(goal.goal.id, goal.rank, goal.fit) for goal in result.newest]
    return [hits, newest, result.verdict, [goal.id for goal in result.descent]]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="all"),
        pytest.param({"years": "2003-2006"}, id="some-years"),
        pytest.param({"years": "2009"}, id="one-year"),
    ],
)
def test_answers_are_the_same(searchers: tuple[Searcher, Searcher], options: SearchOptions) -> None:
    usual, large = searchers
    for text in TEXTS:
        assert shown(large.search(text, **options)) == shown(usual.search(text, **options))
    ranked = [
        [(ranking.hits, ranking.verdict, ranking.reason) for ranking in searcher.rank_all(TEXTS, **options)]
        for searcher in searchers
    ]
    assert ranked[0] == ranked[1]


def test_a_goal_is_explained_in_the_same_way(searchers: tuple[Searcher, Searcher]) -> None:
    answers = []
    for searcher in searchers:
        explained = [searcher.explain(TEXTS[0], f"g{row}") for row in (0, 7)]
        answers.append([(answer.rank, answer.score, answer.fit) for answer in explained])
    assert answers[0] == answers[1]


def test_of_a_ranking_few_goals_are_looked_at(
    searchers: tuple[Searcher, Searcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the scores of all goals were found")

    monkeypatch.setattr(GoalIndex, "scores", fail)
    _, large = searchers
    assert all(len(ranking.hits) == 3 for ranking in large.rank_all(TEXTS, 3))
    hits = large.search(TEXTS[0], 3).hits
    assert all(hit.evidence for hit in hits)
    assert any(hit.related for hit in hits)
