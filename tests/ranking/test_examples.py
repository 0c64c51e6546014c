"""Example abstracts as text of goals and as the field that they are measured by, held against plain counting."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean, median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from goalsearch.model import Example, Goal
from goalsearch.ranking import examples as examples_module
from goalsearch.ranking.build import build_index
from goalsearch.ranking.calibration import LEAN, LEAST_SPREAD, OWN_MEAN, OWN_SPREAD, POOR_SPREAD
from goalsearch.ranking.examples import ExampleCounts, Links, borrowed_links, own_links, unit_rows, without_talk
from goalsearch.ranking.index import GoalIndex, field_names
from goalsearch.ranking.match import top_rows
from goalsearch.ranking.weighting import Weighting
from goalsearch.text.tokenizer import Tokenizer

OWN, BORROWED, TALK = 0.3, 0.075, 0.2
WORDS = st.sampled_from(["光", "量子", "原子", "細菌", "免疫", "計算", "quantum", "light"])
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
EXAMPLES = st.builds(Example, abstract=TEXTS, abstract_en=TEXTS)

Weights = dict[str, float]


def words_of(example: Example) -> Counter[str]:
    return Counter(f"{example.abstract} {example.abstract_en}".split())


class Counted:
    """
    What the index should say, counted word by word from the definition.

    Fewer than 40 examples are about, so that a goal without any borrows all with which it shares a word.
    """

    def __init__(self, titles: Sequence[str], examples: Mapping[int, Sequence[Example]]) -> None:
        self.all = [(row, example) for row, of_goal in examples.items() for example in of_goal]
        self.part = {
            (row, place): OWN if owner == row else BORROWED
            for row, title in enumerate(titles)
            for place, (owner, example) in enumerate(self.all)
            if owner == row or (not examples.get(row) and set(title.split()) & set(words_of(example)))
        }
        self.counts: list[Weights] = []
        texts = [Counter(title.split()) for title in titles]
        for row, text in enumerate(texts):
            used = {
                word for place, (_, item) in enumerate(self.all) if (row, place) in self.part for word in words_of(item)
            }
            borrows = not examples.get(row) and bool(used)
            held: Weights = {
                word: n_times * (TALK if borrows and word not in used and sum(word in it for it in texts) > 1 else 1)
                for word, n_times in text.items()
            }
            for place, (_, example) in enumerate(self.all):
                for word, n_times in words_of(example).items():
                    if weight := self.part.get((row, place), 0.0):
                        held[word] = held.get(word, 0.0) + weight * n_times
            self.counts.append(held)
        self.n_with = Counter(word for held in self.counts for word in held)
        self.with_own = [row for row in range(len(titles)) if examples.get(row)]

    def weighed(self, counts: Mapping[str, float]) -> Weights:
        return {
            word: (1 + math.log(n_times) if n_times >= 1 else n_times)
            * (math.log((1 + len(self.counts)) / (1 + self.n_with[word])) + 1)
            for word, n_times in counts.items()
            if word in self.n_with
        }

    def score(self, text: str, row: int, place: int) -> float:
        """Cosine of an example's text with a goal that has not got the example."""
        goal, query = dict(self.counts[row]), Counter(text.split())
        if weight := self.part.get((row, place)):
            for word, n_times in words_of(self.all[place][1]).items():
                goal[word] -= weight * n_times
                if goal[word] < 1e-9:
                    del goal[word]
                    if self.n_with[word] == 1:
                        del query[word]
        one, other = self.weighed(query), self.weighed(goal)
        lengths = math.sqrt(sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in other.values()))
        return sum(weight * other.get(word, 0) for word, weight in one.items()) / lengths if lengths else 0.0

    def statistics(self, *, english: bool) -> tuple[list[float], list[float]]:
        means, spreads = [], []
        for row in range(len(self.counts)):
            texts = [example.text(english=english) for _, example in self.all]
            scores = [
                self.score(text, row, place)
                for place, text in enumerate(texts)
                if any(word in self.n_with for word in text.split())
            ]
            means.append(fmean(scores) if scores else 0.0)
            # Of fewer than a hundred the best is the best hundredth.
            spreads.append(max(max(scores) - means[-1], LEAST_SPREAD) if scores else LEAST_SPREAD)
        usual = median([spreads[row] for row in self.with_own or range(len(spreads))])
        for row, spread in enumerate(spreads):
            if row in self.with_own:
                spreads[row] = OWN_SPREAD * spread + (1 - OWN_SPREAD) * usual
            else:
                spreads[row] = (LEAN if self.with_own else 1) * (POOR_SPREAD * spread + (1 - POOR_SPREAD) * usual)
            spreads[row] = max(spreads[row], LEAST_SPREAD)
        if self.with_own:
            usual_mean = median([means[row] for row in self.with_own])
            means = [OWN_MEAN * mean + (1 - OWN_MEAN) * usual_mean for mean in means]
        return means, spreads


def built(titles: Sequence[str], examples: Mapping[int, Sequence[Example]], tokenizer: Tokenizer) -> GoalIndex:
    goals = [Goal(id=str(row), title=title) for row, title in enumerate(titles)]
    return build_index(goals, tokenizer, Weighting(), {str(row): of_goal for row, of_goal in examples.items()})


@settings(max_examples=60)
@given(
    st.lists(TEXTS, min_size=1, max_size=4),
    st.dictionaries(st.integers(0, 5), st.lists(EXAMPLES, max_size=4), max_size=5),
)
def test_an_example_is_scored_as_if_its_goal_had_not_got_it(
    tokenizer: Tokenizer, titles: list[str], examples: dict[int, list[Example]]
) -> None:
    index, counted = built(titles, examples, tokenizer), Counted(titles, examples)
    assert set(index.vocabulary) == set(counted.n_with)
    for english in (False, True):
        means, spreads = counted.statistics(english=english)
        assert index.calibration.means[int(english)].tolist() == pytest.approx(means, abs=1e-9)
        assert index.calibration.spreads[int(english)].tolist() == pytest.approx(spreads, abs=1e-9)


def test_a_goals_own_examples_do_not_raise_what_it_takes_to_fit(tokenizer: Tokenizer) -> None:
    """A text like them is beyond what they themselves reach without their own words."""
    example = Example(abstract="細菌 免疫 粘膜")
    index = built(["菌 の 目標", "光 の 目標"], {0: [example], 1: [Example(abstract="格子 原子")]}, tokenizer)
    score = index.match({"細菌": 1, "免疫": 1, "粘膜": 1}).scores
    assert score[0] > 0.3
    assert index.calibration.means[0].tolist() == [0, 0]


def test_one_example_in_a_hundred_gets_to_the_reach(tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 250 the third best counts: two that stand out do not."""
    monkeypatch.setattr(examples_module, "_MOST_BORROWERS", 0)
    texts = ["光 量子 細菌"] * 2 + ["光 細菌"] + ["細菌"] * 247
    calibration = built(["光 量子 細菌"], {7: [Example(abstract=text) for text in texts]}, tokenizer).calibration
    mean = fmean([1.0] * 2 + [math.sqrt(2 / 3)] + [math.sqrt(1 / 3)] * 247)
    assert calibration.means[0].tolist() == [pytest.approx(mean)]
    assert calibration.spreads[0].tolist() == [pytest.approx(math.sqrt(2 / 3) - mean)]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["光 量子"] * 30, id="all-the-same"),
        pytest.param(["遠い 話"] * 30, id="none-shares-a-word"),
        pytest.param(["遠い 話"] * 200 + ["光"], id="one-in-two-hundred"),
        pytest.param([""] * 3, id="empty"),
        pytest.param(["。 、"], id="one"),
    ],
)
@pytest.mark.parametrize("owner", [0, 7], ids=["own", "of-a-goal-elsewhere"])
def test_statistics_without_variance(tokenizer: Tokenizer, texts: list[str], owner: int) -> None:
    index = built(["光 量子", "細菌", ""], {owner: [Example(abstract=text) for text in texts]}, tokenizer)
    assert np.isfinite(index.calibration.means).all()
    assert index.calibration.spreads.min() > 0.99 * LEAST_SPREAD
    scores = index.match({"光": 1}).scores
    fits = index.calibration.fits(scores, 1.0, english=False)
    assert np.isfinite(fits).all()
    assert top_rows(scores, 3, fits).tolist() == [0]


def test_texts_in_one_language_only_are_no_texts_of_the_other(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples_module, "_MOST_BORROWERS", 0)
    japanese = [Example(abstract="光 量子"), Example(abstract="細菌")]
    both = [*japanese, Example(abstract_en="light")]
    one, other = (built(["光", "細菌 light"], {7: examples}, tokenizer).calibration for examples in (japanese, both))
    assert one.means[0] == pytest.approx(other.means[0])
    assert one.means[1].tolist() == [0, 0]
    assert one.spreads[1].tolist() == [LEAST_SPREAD] * 2
    assert other.means[1][1] > 0


def test_of_many_goals_a_part_of_the_examples_is_looked_at(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second one here: the second, which alone shares a word with the goals, is not."""
    examples = {7: [Example(abstract="遠い"), Example(abstract="光"), Example(abstract="遠い")]}
    titles = ["光", "光 量子"]
    assert built(titles, examples, tokenizer).calibration.means[0].min() > 0
    monkeypatch.setattr(examples_module, "_MOST_SCORES", 4)
    monkeypatch.setattr(examples_module, "_MOST_BORROWERS", 0)
    assert built(titles, examples, tokenizer).calibration.means[0].tolist() == [0, 0]


def test_own_links() -> None:
    links = own_links(["b", "a"], ["a", "elsewhere", "b", "a"], 0.3)
    assert links.examples.tolist() == [0, 2, 3]
    assert links.goals.tolist() == [1, 0, 1]
    assert links.weights.tolist() == [0.3] * 3
    assert links.matrix(2, 4).toarray().tolist() == [[0, 0, 0.3, 0], [0.3, 0, 0, 0.3]]
    assert own_links(["a"], [], 0.3).matrix(1, 0).shape == (1, 0)


def counts(*rows: list[int]) -> csr_matrix:
    return csr_matrix(np.array(rows, dtype=np.int64))


@pytest.mark.parametrize(
    ("examples", "groups", "expected"),
    [
        pytest.param(
            [[1, 0, 0], [1, 1, 0], [0, 0, 1]], [0, 1, 2], [0, 1], id="nearest-first-and-none-that-shares-none"
        ),
        pytest.param([[0, 0, 1]], [0], [], id="nothing-shared"),
        pytest.param(
            [[1, 0, 0], [1, 0, 0], [1, 0, 0]], [0, 1, 2], [0, 1], id="no-more-than-so-many-the-first-of-equals"
        ),
        pytest.param([[1, 0, 1], [1, 1, 0], [1, 0, 0]], [0, 1, 1], [2, 1], id="goals-whose-examples-are-near-count"),
    ],
)
def test_borrowed(
    monkeypatch: pytest.MonkeyPatch, examples: list[list[int]], groups: list[int], expected: list[int]
) -> None:
    monkeypatch.setattr(examples_module, "N_BORROWED", 2)
    japanese = counts(*examples)
    held = ExampleCounts(japanese, csr_matrix(japanese.shape, dtype=np.int64), np.array(groups))
    links = borrowed_links(counts([0, 0, 2], [3, 0, 0]), held, np.array([1]), 0.1)
    assert links.examples.tolist() == expected
    assert links.goals.tolist() == [1] * len(expected)
    assert links.weights.tolist() == [0.1] * len(expected)


@pytest.mark.parametrize(
    ("borrowed", "expected"),
    [
        pytest.param([0], [1, 1, 0.4], id="what-another-goal-and-no-near-example-holds"),
        pytest.param([1], [0.2, 1, 2], id="not-what-a-near-example-uses"),
        pytest.param([0, 1], [1, 1, 2], id="in-either-language"),
        pytest.param([], [1, 1, 2], id="not-where-nothing-is-borrowed"),
    ],
)
def test_without_talk(borrowed: list[int], expected: list[float]) -> None:
    """The second of three goals, which has the second word to itself, borrows some of two examples."""
    examples = ExampleCounts(counts([1, 0, 0], [0, 0, 0]), counts([0, 0, 0], [0, 0, 1]), np.array([0, 1]))
    links = Links(np.array(borrowed, dtype=np.intp), np.ones(len(borrowed), dtype=np.intp), np.ones(len(borrowed)))
    quieter = without_talk(counts([1, 0, 0], [1, 1, 2], [0, 0, 1]), examples, links)
    assert quieter.toarray().tolist() == [[1, 0, 0], expected, [0, 0, 1]]


def test_goals_with_examples_and_corpora_of_thousands_borrow_nothing(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def borrowers(index: GoalIndex) -> set[int]:
        return {
            int(row)
            for row, bits in zip(index.rows, index.field_bits, strict=True)
            if "borrowed" in field_names(int(bits))
        }

    examples = {0: [Example(abstract="光 格子")]}
    assert borrowers(built(["光", "光 量子"], examples, tokenizer)) == {1}
    monkeypatch.setattr(examples_module, "_MOST_BORROWERS", 1)
    assert borrowers(built(["光", "光 量子"], examples, tokenizer)) == {1}
    assert borrowers(built(["光", "光 量子", "光 原子"], examples, tokenizer)) == set()


def test_unit_rows() -> None:
    rows = unit_rows(counts([3, 4], [0, 0]))
    assert rows.toarray().tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]
