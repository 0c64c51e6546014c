"""A sequence that is worked out when it is first looked at."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar, overload

T = TypeVar("T")


class LazySequence(Sequence[T]):
    """
    A tuple that is made when it is first looked at, and then kept; equal to a sequence of equal items.

    Two threads that look at once may both make it, and get equal items. Pickled, it is a plain tuple: what travels to
    another process is the answer, not what it is made from.

    Args:
        make: Makes the items.
    """

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        self._make = make

    @cached_property
    def _items(self) -> tuple[T, ...]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._items == tuple(other)

    def __hash__(self) -> int:
        return hash(self._items)

    def __reduce__(self) -> tuple[object, ...]:
        return tuple, (self._items,)
