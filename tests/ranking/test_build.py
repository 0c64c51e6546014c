"""Fitting the index, held against scikit-learn and against plain counting."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from goalsearch.model import Area, Example, Goal, Term
from goalsearch.ranking.build import build_index, searched_texts
from goalsearch.ranking.index import GoalIndex, field_names
from goalsearch.ranking.match import top_rows
from goalsearch.ranking.weighting import FIELDS, Weighting, field_text
from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer

WORDS = st.sampled_from(["光", "量子", "原子", "細菌", "免疫", "計算", "quantum", "light", "atoms"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
EVEN = Weighting(edge_topics=1.0)


@st.composite
def goal_lists(draw: st.DrawFn, min_size: int = 0) -> list[Goal]:
    n_goals = draw(st.integers(min_size, 8))
    return [
        Goal(
            id=f"g{number}",
            title=draw(TEXTS),
            title_en=draw(st.none() | TEXTS),
            fiscal_year=draw(st.none() | st.integers(2010, 2014)),
            summary=draw(st.none() | TEXTS),
            topics=tuple(draw(st.lists(TEXTS, max_size=2))),
            edge_topics_en=tuple(draw(st.lists(TEXTS, max_size=2))),
            areas=tuple(Area(programme="P", name=name) for name in draw(st.lists(TEXTS, max_size=1))),
        )
        for number in range(n_goals)
    ]


def whole_text(goal: Goal) -> str:
    return "\n\n".join(field_text(goal, field) for field in FIELDS)


def vectors(index: GoalIndex) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    dense = np.zeros((index.n_goals, len(index.vocabulary)))
    dense[index.rows, index.terms_of(np.arange(len(index.rows)))] = index.weights
    return dense


def test_texts_come_goal_by_goal_and_examples_after_them() -> None:
    goals = [Goal(id="a", title="光", topics=("量子", "原子")), Goal(id="b", title="細菌")]
    examples = {"b": (Example(topic="題", abstract="要旨", abstract_en="abstract"),), "c": (Example(abstract="他"),)}
    found = searched_texts(iter(goals), ("title", "topics"), examples)
    assert found == ["光", "量子\n\n原子", "細菌", "", "題\n\n要旨", "他", "abstract", ""]
    assert searched_texts(goals, (), {}) == searched_texts([], ("title",), {}) == []


@settings(max_examples=30)
@given(goal_lists(min_size=1).filter(lambda goals: any(whole_text(goal).split() for goal in goals)), TEXTS)
def test_scores_and_ranking_are_scikit_learns(tokenizer: Tokenizer, goals: list[Goal], query: str) -> None:
    vectorizer = TfidfVectorizer(analyzer=lambda text: [term.form for term in tokenizer(text)], sublinear_tf=True)
    expected = (vectorizer.fit_transform(map(whole_text, goals)) @ vectorizer.transform([query]).T).toarray().ravel()
    index = build_index(goals, tokenizer, EVEN)
    assert list(index.vocabulary) == vectorizer.get_feature_names_out().tolist()
    np.testing.assert_allclose(index.idf, vectorizer.idf_, rtol=1e-12)
    scores = index.match(Counter(term.form for term in tokenizer(query))).scores
    np.testing.assert_allclose(scores, expected, atol=1e-12)
    assert top_rows(scores.round(9), 9).tolist() == top_rows(expected.round(9), 9).tolist()


def test_the_formula_by_hand(tokenizer: Tokenizer) -> None:
    goals = [Goal(id="a", title="光 光 光", summary="原子"), Goal(id="b", title="光")]
    index = build_index(goals, tokenizer, Weighting(title=2.0))
    idf_both, idf_one = 1.0, np.log(3 / 2) + 1
    assert dict(zip(index.vocabulary, index.idf.tolist(), strict=True)) == pytest.approx(
        {"光": idf_both, "原子": idf_one}
    )
    raw = np.array([(1 + np.log(6)) * idf_both, 1.0 * idf_one])
    np.testing.assert_allclose(vectors(index), [raw / np.linalg.norm(raw), [1, 0]])


def test_a_field_of_weight_zero_is_left_out(tokenizer: Tokenizer) -> None:
    goals = [Goal(id="a", title="光", title_en="light", summary="原子", summary_en="atoms")]
    assert set(build_index(goals, tokenizer, Weighting(summary=0)).vocabulary) == {"光", "light"}


@pytest.mark.parametrize("weight", [0.05, 0.3, 0.36, 0.4, 1.0, 3.0])
def test_a_light_field_adds_little_and_never_takes_away(tokenizer: Tokenizer, weight: float) -> None:
    goals = [Goal(id="a", title="光", summary="原子 細菌 原子"), Goal(id="b", title="原子")]
    index = build_index(goals, tokenizer, Weighting(summary=weight))
    assert set(index.vocabulary) == {"光", "原子", "細菌"}
    assert (index.weights > 0).all()


def test_all_fields_of_weight_zero_leave_an_empty_index(tokenizer: Tokenizer) -> None:
    weighting = Weighting(title=0, summary=0, keywords=0, description=0, topics=0, edge_topics=0, areas=0)
    index = build_index([Goal(id="a", title="光")], tokenizer, weighting)
    assert (index.n_goals, index.vocabulary) == (1, ())


@settings(max_examples=30)
@given(goal_lists())
def test_fields_say_where_a_term_stands(tokenizer: Tokenizer, goals: list[Goal]) -> None:
    index = build_index(goals, tokenizer, Weighting())
    found = {
        (int(row), index.vocabulary[term]): field_names(int(bits))
        for row, term, bits in zip(
            index.rows, index.terms_of(np.arange(len(index.rows))), index.field_bits, strict=True
        )
    }
    expected: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for row, goal in enumerate(goals):
        for field in FIELDS:
            for word in dict.fromkeys(field_text(goal, field).split()):
                expected[row, word].append(field)
    assert found == {key: tuple(fields) for key, fields in expected.items()}


@pytest.mark.parametrize(
    ("summary", "term", "label"),
    [
        pytest.param("蛋白質が折り畳まれた。", "折り畳む", "折り畳む", id="stem-of-a-verb"),
        pytest.param("柔らかくなる。", "柔らかい", "柔らかい", id="stem-of-an-adjective"),
        pytest.param("鎖がもつれる。", "縺れる", "もつれる", id="another-writing-of-the-dictionary-form"),
        pytest.param("サルの脳を調べる。", "さる", "サル", id="noun-in-katakana"),
        pytest.param(
            "なりすましを防ぎ、なりすましとなりすましを見破る。",
            "成り済ます",
            "なりすまし",
            id="a-verb-that-often-is-a-noun",
        ),
        pytest.param("蛋白質が折り畳まれた。" * 3, "折り畳む", "折り畳む", id="a-stem-that-is-often-no-noun"),
        pytest.param("量子ゆらぎ。", "揺らぎ", "ゆらぎ", id="noun-that-ends-in-kana"),
    ],
)
def test_labels_are_words(summary: str, term: str, label: str) -> None:
    index = build_index([Goal(id="a", title="題", summary=summary)], SudachiTokenizer(), Weighting())
    assert index.labels[index.vocabulary.index(term)] == label


def test_a_label_is_how_goals_write_the_term_most_often() -> None:
    class CaseBlind:
        identity = "case-blind"

        def __call__(self, text: str) -> list[Term]:
            places = [text.find(word) for word in text.split()]
            return [Term(word.lower(), at, at + len(word)) for word, at in zip(text.split(), places, strict=True)]

    goals = [
        Goal(id="a", title="ＤＮＡ"),
        Goal(id="b", title="Light"),
        Goal(id="c", title="LIGHT"),
        Goal(id="d", title="LIGHT"),
    ]
    index = build_index(goals, CaseBlind(), Weighting())
    assert dict(zip(index.vocabulary, index.labels, strict=True)) == {"ｄｎａ": "DNA", "light": "LIGHT"}


@pytest.mark.parametrize(
    "goals",
    [
        pytest.param([], id="no-goals"),
        pytest.param([Goal(id="a", title="")], id="one-without-terms"),
        pytest.param([Goal(id="a", title=" "), Goal(id="b", title="\u3000")], id="two-without-terms"),
    ],
)
def test_goals_without_terms(tokenizer: Tokenizer, goals: Sequence[Goal]) -> None:
    index = build_index(goals, tokenizer, Weighting())
    assert index.n_goals == len(goals)
    assert index.match({"光": 1}).scores.tolist() == [0.0] * len(goals)


@settings(max_examples=30)
@given(goal_lists())
def test_the_same_goals_give_the_same_bytes(tokenizer: Tokenizer, goals: list[Goal]) -> None:
    first, second = (build_index(goals, tokenizer, Weighting()) for _ in range(2))
    assert list(first.vocabulary) == sorted(first.vocabulary)
    assert {name: array.tobytes() for name, array in first.arrays().items()} == {
        name: array.tobytes() for name, array in second.arrays().items()
    }


def test_a_mistake_in_a_tokenizer_is_not_taken_for_an_empty_corpus() -> None:
    class Broken:
        identity = "broken"

        def __call__(self, text: str) -> list[Term]:
            if text == "bad":
                raise ValueError("cannot read this")
            return [Term(text, 0, len(text))]

    with pytest.raises(ValueError, match="cannot read this"):
        build_index([Goal(id="a", title="good"), Goal(id="b", title="bad")], Broken(), Weighting())
