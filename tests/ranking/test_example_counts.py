"""What is made of the counts of the example abstracts: which ones a goal borrows, and what texts of the field reach."""

import numpy as np
import pytest
from scipy.sparse import csc_matrix, csr_matrix

from goalsearch.ranking import examples as examples_module
from goalsearch.ranking.calibration import LEAST_SPREAD
from goalsearch.ranking.examples import ExampleCounts, GoalVectors, Links, borrowed_links, calibrate, unit_rows

NONE = Links(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))


def examples(rows: list[list[float]]) -> ExampleCounts:
    japanese = csr_matrix(np.array(rows))
    return ExampleCounts(japanese, csr_matrix(japanese.shape), np.zeros(len(rows), np.intp))


@pytest.mark.parametrize("n_examples", [99, 100, 101, 250])
def test_the_reach_is_the_score_of_one_example_in_a_hundred(n_examples: int) -> None:
    angles = np.random.default_rng(n_examples).uniform(0, np.pi / 2, n_examples)
    given = examples(np.column_stack([np.cos(angles), np.sin(angles)]).tolist())
    counts = csr_matrix(np.array([[1.0, 1.0]]))
    goals = GoalVectors(counts, counts, csc_matrix(unit_rows(counts)))
    found = calibrate(goals, given, NONE, NONE, lambda counts: counts)
    scores = np.sort(np.cos(angles - np.pi / 4))
    n_beyond = -(-n_examples // 100)
    assert found.means[0] == pytest.approx([scores.mean()])
    assert found.spreads[0] == pytest.approx([scores[-n_beyond] - scores.mean()])
    # There is no English text among them.
    assert (found.means[1].tolist(), found.spreads[1].tolist()) == ([0.0], [LEAST_SPREAD])


def test_what_thousands_of_goals_reach_is_what_few_do(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    counts = csr_matrix(chance.integers(0, 3, (30, 12)).astype(float))
    goals = GoalVectors(counts, counts, csc_matrix(unit_rows(counts)))
    given = examples(chance.integers(0, 2, (150, 12)).astype(float).tolist())
    few = calibrate(goals, given, NONE, NONE, lambda counts: counts)
    monkeypatch.setattr(examples_module, "_MOST_BORROWERS", 0)
    many = calibrate(goals, given, NONE, NONE, lambda counts: counts)
    np.testing.assert_allclose(many.means, few.means, rtol=1e-12)
    np.testing.assert_allclose(many.spreads, few.spreads, rtol=1e-12)


def test_an_example_without_a_term_of_the_goal_is_not_borrowed() -> None:
    texts = csr_matrix(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    given = examples([[1.0, 1.0, 0.0], [2.0, 0.0, 0.0]])
    links = borrowed_links(texts, given, np.arange(3), 0.5)
    # All examples are of one goal, whose mean is near to the second goal too: that alone borrows nothing.
    assert sorted(zip(links.goals.tolist(), links.examples.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0)]
    assert set(links.weights.tolist()) == {0.5}
