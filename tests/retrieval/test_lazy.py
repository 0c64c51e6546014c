"""Sequences that are worked out when they are first looked at: as a whole, or item by item."""

import copy
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from goalsearch.retrieval.lazy import LazyItems, LazySequence


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


@pytest.mark.parametrize("look", LOOKS)
def test_items_made_one_by_one_are_a_sequence_as_well(look: Callable[[LazyItems[str, str]], object]) -> None:
    assert look(LazyItems("ABC", str.lower))


def test_only_the_items_that_are_looked_at_are_made() -> None:
    made: list[str] = []

    def make(source: str) -> str:
        made.append(source)
        return source.lower()

    items = LazyItems("ABC", make)
    assert len(items) == 3
    assert next(iter(items)) == "a"
    assert items[2] == "c"
    assert made == ["A", "C"]


@pytest.mark.parametrize("items", [LazyItems("AB", str.lower), LazySequence(lambda: ("a", "b"))])
def test_they_are_printed_as_what_they_hold(items: object) -> None:
    assert repr(items) == "('a', 'b')"
    assert repr(pickle.loads(pickle.dumps(items))) == "('a', 'b')"  # noqa: S301
