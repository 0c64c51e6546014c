"""Goals that are made when somebody looks at them: the same as those that were kept."""

import dataclasses
import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.corpus.facts import GoalFacts
from goalsearch.corpus.kept_goals import KeptGoals
from goalsearch.corpus.plain import goal_from_dict, goal_in_short
from goalsearch.errors import QueryError
from goalsearch.model import Area, Goal
from goalsearch.retrieval.filters import GoalFilter

GOALS = (
    Goal(id="b", title="光", fiscal_year=2020, agencies=("NEDO", "JST"), category="x", title_verified=False),
    Goal(id="a", title="分子\ud800", fiscal_year=2018, agencies=("JST",), topics=("細胞", "膜")),
    Goal(id="あ", title="", category="y", areas=(Area(programme="CREST", name="量子", verified=False),)),
    Goal(id="B", title="題", fiscal_year=2020, in_ministry_list=True, summary='"引用"\n改行'),
)

words = st.text(max_size=4)
goals = st.lists(
    st.builds(
        Goal,
        id=words,
        title=words,
        fiscal_year=st.none() | st.integers(-5, 3000),
        agencies=st.lists(words, max_size=2).map(tuple),
        category=st.none() | words,
        summary=st.none() | words,
        topics=st.lists(words, max_size=2).map(tuple),
        title_verified=st.sampled_from([None, True, False]),
    ),
    max_size=12,
    unique_by=lambda goal: goal.id,
).map(tuple)


def kept(goals: tuple[Goal, ...]) -> KeptGoals:
    made = KeptGoals.of(goals, GoalFacts.of(goals))
    return KeptGoals.stored(made.arrays(), made.facts.texts())


@given(goals)
def test_what_is_kept_is_what_was_given(goals: tuple[Goal, ...]) -> None:
    found = kept(goals)
    assert list(found) == [found[place] for place in range(len(found))] == list(goals)
    assert found == goals
    first, second = Corpus(goals=goals, fingerprint="f"), Corpus(goals=found, fingerprint="f")
    assert first == second
    assert (first.years, first.agencies, first.categories) == (second.years, second.agencies, second.categories)
    for goal in goals:
        assert first.row(goal.id) == second.row(goal.id)
        assert second.get(goal.id) == goal


@given(goals, st.randoms())
def test_a_goal_that_was_read_is_like_one_that_was_constructed(goals: tuple[Goal, ...], random: Random) -> None:
    for goal in goals:
        written = list(goal_in_short(goal).items())
        random.shuffle(written)
        again = goal_from_dict(dict(written))
        assert (again, hash(again), repr(again), again.to_dict()) == (goal, hash(goal), repr(goal), goal.to_dict())
        # What is kept is the same to the byte.
        assert list(goal_in_short(again).items()) == list(goal_in_short(goal).items())
        for copied in (pickle.loads(pickle.dumps(again)), dataclasses.replace(again)):  # noqa: S301
            assert copied == goal
        assert dataclasses.replace(again, notes="n") == dataclasses.replace(goal, notes="n")
        with pytest.raises(dataclasses.FrozenInstanceError):
            again.title = "t"  # type: ignore[misc]


@given(goals, words)
def test_what_is_not_there_is_not_found(goals: tuple[Goal, ...], goal_id: str) -> None:
    corpus = Corpus(goals=kept(goals), fingerprint="f")
    assert (corpus.find(goal_id) is None) == all(goal.id != goal_id for goal in goals)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(GoalFilter(years="2020"), ["b", "B"], id="year"),
        pytest.param(GoalFilter(years="2018-2020", agency="jst"), ["b", "a"], id="years-and-agency"),
        pytest.param(GoalFilter(category="Y"), ["あ"], id="category"),
        pytest.param(GoalFilter(), ["b", "a", "あ", "B"], id="none"),
    ],
)
def test_filters_see_the_same(asked: GoalFilter, expected: list[str]) -> None:
    for goals in (GOALS, kept(GOALS)):
        assert [goal.id for goal in asked.goals(Corpus(goals=goals, fingerprint="f"))] == expected


def test_a_look_at_one_goal_makes_few(made_goals: list[int]) -> None:
    many = kept(tuple(Goal(id=f"{number:05}", title="題") for number in range(4000)))
    made_goals.clear()
    again = KeptGoals(many._records, many._order, many.facts)
    corpus = Corpus(goals=again, fingerprint="f")
    assert corpus.get("01234").id == "01234"
    assert corpus.years == ()
    assert len(made_goals) < 20


def test_slices_and_negative_places() -> None:
    assert kept(GOALS)[1:3] == GOALS[1:3]
    assert kept(GOALS)[-1] == GOALS[-1]
    with pytest.raises(IndexError):
        kept(GOALS)[4]


def test_an_unknown_id_is_told_with_others() -> None:
    corpus = Corpus(goals=kept(GOALS), fingerprint="f")
    with pytest.raises(QueryError, match="b, a"):
        corpus.get("2019-jst-3")


MANY = tuple(Goal(id=f"g{number:02}", title="光", fiscal_year=2000 + number // 4) for number in range(40))


def test_of_many_goals_few_are_made_to_tell_of_an_unknown_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goalsearch.corpus.corpus._MOST_COMPARED", 39)
    goals = kept(MANY)
    with pytest.raises(QueryError, match=r"g00, g01, g02, g03, g04.*40"):
        Corpus(goals=goals, fingerprint="f").get("g0x")
    # Those that are named, and those that halving looks at.
    assert goals._goal.cache_info().currsize <= 5 + 6


def test_goals_that_a_filter_leaves_out_are_not_made() -> None:
    goals = kept(MANY)
    found = GoalFilter(years="2003").goals(Corpus(goals=goals, fingerprint="f"))
    assert found == list(MANY[12:16])
    assert goals._goal.cache_info().currsize == len(found)


def test_what_travels_to_another_process_are_plain_goals() -> None:
    assert pickle.loads(pickle.dumps(kept(GOALS))) == GOALS  # noqa: S301


def test_what_was_added_is_known_of_kept_goals_too() -> None:
    first = Corpus(goals=GOALS[:2], fingerprint="1").with_added(Corpus(goals=GOALS[2:], fingerprint="2"))
    both = Corpus(goals=kept(tuple(first)), fingerprint="f", n_first=first.n_first)
    for corpus in (first, both):
        assert [goal.id for goal in corpus if corpus.is_added(goal.id)] == ["あ", "B"]


def test_the_goals_of_a_small_corpus_are_made_once() -> None:
    found = kept(GOALS)
    assert all(goal is found[place] for place, goal in enumerate(found))
    assert all(first is second for first, second in zip(found, found, strict=True))
