"""Goals by words: the same ones of goals at hand and of goals that were kept."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.corpus.facts import GoalFacts
from goalsearch.corpus.kept_goals import KeptGoals
from goalsearch.messages import LANGUAGES
from goalsearch.model import Area, Goal
from goalsearch.retrieval.goals_with import goals_with

GOALS = (
    Goal(id="2020-x-1", title="量子の光", title_en="Light of Quanta", summary="ｶﾞﾗｽの\n「膜」"),
    Goal(id="2020-x-2", title="細胞", topics=("膜", "光"), summary='"引用"'),
    Goal(id="2020-x-3", title="題", areas=(Area(programme="CREST", name="光", verified=False),)),
)
# What JSON writes otherwise, what joins with its neighbours, what folds, and the names of fields.
PIECES = st.sampled_from([*'光膜aA＂"\\\n,、 ﾞｶ゙é́ßﬁ①', "title", "n", "区", "summary"])
TEXTS = st.lists(PIECES, max_size=5).map("".join)
GOAL_LISTS = st.lists(
    st.builds(
        Goal,
        id=TEXTS,
        title=TEXTS,
        title_en=st.none() | TEXTS,
        summary=st.none() | TEXTS,
        topics=st.lists(TEXTS, max_size=2).map(tuple),
        areas=st.lists(st.builds(Area, programme=TEXTS, name=TEXTS, verified=st.booleans()), max_size=1).map(tuple),
    ),
    max_size=6,
    unique_by=lambda goal: goal.id,
).map(tuple)


def corpora(goals: tuple[Goal, ...]) -> list[Corpus]:
    made = KeptGoals.of(goals, GoalFacts.of(goals))
    kept = KeptGoals.stored(made.arrays(), made.facts.texts())
    return [Corpus(goals=goals, fingerprint="f"), Corpus(goals=kept, fingerprint="f")]


@pytest.mark.parametrize("corpus", corpora(GOALS), ids=["at hand", "kept"])
@pytest.mark.parametrize(
    ("words", "rows"),
    [
        pytest.param([], [0, 1, 2], id="no-word-means-every-goal"),
        pytest.param(["光"], [0, 1, 2], id="in-title-topics-and-areas"),
        pytest.param(["光", "膜"], [0, 1], id="every-word"),
        pytest.param(["ガラス"], [0], id="half-width-kana"),
        pytest.param(["ＬＩＧＨＴ of"], [0], id="width-and-case"),
        pytest.param(["膜, 光"], [1], id="items-of-a-list-as-they-are-shown"),
        pytest.param(["crest 光"], [2], id="an-area-as-it-is-shown"),
        pytest.param(['"引用"'], [1], id="what-json-writes-otherwise"),
        pytest.param(["title"], [], id="names-of-fields-are-no-text"),
        pytest.param(["2020-X-2"], [1], id="id"),
    ],
)
def test_goals_with(corpus: Corpus, words: list[str], rows: list[int]) -> None:
    assert goals_with(words, corpus) == rows


@pytest.mark.parametrize("corpus", corpora(GOALS), ids=["at hand", "kept"])
def test_only_those_are_looked_at_that_are_allowed(corpus: Corpus) -> None:
    allowed = np.array([True, False, True])
    assert goals_with([], corpus, allowed) == goals_with(["光"], corpus, allowed) == [0, 2]


def holds(goal: Goal, word: str) -> bool:
    texts = [part.content for lang in LANGUAGES for part in goal.texts_in(lang)]
    whole = "\n".join([goal.id, goal.title, goal.title_en or "", *texts, *goal.areas_in("ja")])
    return unicodedata.normalize("NFKC", word).casefold() in unicodedata.normalize("NFKC", whole).casefold()


@settings(max_examples=300)
@given(GOAL_LISTS, st.lists(TEXTS, max_size=2))
def test_none_is_left_out_whatever_the_words_are(goals: tuple[Goal, ...], words: list[str]) -> None:
    expected = [row for row, goal in enumerate(goals) if all(holds(goal, word) for word in words)]
    for corpus in corpora(goals):
        assert goals_with(words, corpus) == expected
