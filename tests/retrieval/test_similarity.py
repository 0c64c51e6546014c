"""Products of the index's vectors."""

import numpy as np
import pytest

from goalsearch.retrieval.searcher import Searcher
from goalsearch.retrieval.similarity import Similarities


def test_goals_are_as_near_as_the_lineage_says(small_searcher: Searcher) -> None:
    similarities = Similarities(small_searcher.index).of_goals(np.arange(small_searcher.index.n_goals))
    goals = [goal.id for goal in small_searcher.corpus]
    found = [
        (goals.index(goal_id), goals.index(related.goal.id), related.score)
        for goal_id in goals
        for related in small_searcher.related(goal_id)
    ]
    assert found != []
    for goal, other, score in found:
        assert similarities[goal, other] == pytest.approx(score)
    assert (similarities == similarities.T).all()
    assert (similarities.diagonal() == 1).all()
    assert similarities.min() >= 0
    assert similarities.max() <= 1


def test_a_text_is_as_near_as_a_search_says(searcher: Searcher) -> None:
    text = "トポロジカル絶縁体の薄膜でスピン流を調べ、量子計算に使う。"
    ranking = searcher.rank(text, len(searcher.corpus))
    vector = zip(ranking.term_ids.tolist(), ranking.weights.tolist(), strict=True)
    scores = Similarities(searcher.index).of_text(vector)
    by_id = dict(zip((goal.id for goal in searcher.corpus), scores.tolist(), strict=True))
    assert len(ranking.result.hits) == np.count_nonzero(scores)
    for hit in ranking.result.hits:
        assert by_id[hit.goal.id] == pytest.approx(hit.score)


def test_a_text_without_known_terms_is_near_to_nothing(small_searcher: Searcher) -> None:
    assert Similarities(small_searcher.index).of_text([]).tolist() == [0.0] * 5
