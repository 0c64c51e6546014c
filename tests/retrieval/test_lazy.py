"""A sequence that is worked out when it is first looked at."""

import copy
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from goalsearch.retrieval.lazy import LazySequence


class Counted:
    """Makes three items, and knows how often."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> tuple[str, ...]:
        self.calls += 1
        return "a", "b", "c"


LOOKS: list[object] = [
    pytest.param(lambda items: items[0] == "a", id="first"),
    pytest.param(lambda items: items[-1] == "c", id="last"),
    pytest.param(lambda items: items[1:] == ("b", "c"), id="slice"),
    pytest.param(lambda items: len(items) == 3, id="length"),
    pytest.param(lambda items: list(items) == ["a", "b", "c"], id="all"),
    pytest.param(lambda items: "b" in items and "d" not in items, id="contains"),
    pytest.param(lambda items: items.index("c") == 2, id="index"),
    pytest.param(lambda items: items == ("a", "b", "c") and items != ("a", "b"), id="equal"),
    pytest.param(lambda items: hash(items) == hash(("a", "b", "c")), id="hash"),
    pytest.param(lambda items: pickle.dumps(items), id="pickle"),
]


@pytest.mark.parametrize("look", LOOKS)
def test_made_at_the_first_look_and_never_again(look: Callable[[LazySequence[str]], object]) -> None:
    make = Counted()
    items = LazySequence(make)
    assert make.calls == 0
    assert look(items)
    assert look(items)
    assert make.calls == 1


def test_an_item_that_is_not_there() -> None:
    with pytest.raises(IndexError, match="out of range"):
        LazySequence(Counted())[3]


@pytest.mark.parametrize("again", [copy.deepcopy, lambda items: pickle.loads(pickle.dumps(items))])  # noqa: S301
def test_what_travels_is_a_plain_tuple(again: Callable[[object], object]) -> None:
    handle = threading.Lock()  # which nothing could pickle

    def make() -> tuple[str, ...]:
        with handle:
            return "a", "b"

    found = again(LazySequence(make))
    assert type(found) is tuple
    assert found == ("a", "b")


def test_a_failure_is_met_at_the_look_and_may_pass() -> None:
    answers: list[tuple[int, ...]] = [(1,)]

    def make() -> tuple[int, ...]:
        if len(answers) == 1:
            answers.append((2,))
            raise ValueError("not yet")
        return answers[-1]

    items = LazySequence(make)
    with pytest.raises(ValueError, match="not yet"):
        len(items)
    assert list(items) == [2]


def test_threads_that_look_at_once_see_equal_items() -> None:
    barrier = threading.Barrier(4)
    items = LazySequence(Counted())

    def look(_: int) -> tuple[str, ...]:
        barrier.wait()
        return items[:]

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(look, range(4))) == {("a", "b", "c")}
