"""Goals that were read before: mapped from the disk, and made when somebody looks at them."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Self, overload

import numpy as np
from numpy.typing import NDArray

from goalsearch.corpus.facts import GoalFacts
from goalsearch.corpus.plain import goal_from_dict, goal_in_short
from goalsearch.model import Goal
from goalsearch.text.folding import folded
from goalsearch.text.strings import Strings

# Goals that are remembered when they were made once: some kilobytes each.
_MOST_REMEMBERED: Final = 1024
_AREAS: Final = '"areas": ['


class KeptGoals(Sequence[Goal]):
    """
    Goals, compared as other sequences are.

    Args:
        records: The goals as JSON.
        order: Their places by id.
        facts: What filters ask of them.
    """

    def __init__(self, records: Strings, order: NDArray[np.int32], facts: GoalFacts) -> None:
        self._records = records
        self._order = order
        self.facts = facts
        self._goal = lru_cache(_MOST_REMEMBERED)(self._make)

    @classmethod
    def of(cls, goals: Sequence[Goal], facts: GoalFacts) -> Self:
        """Goals that are at hand, no two with the same id."""
        # json.dumps() would make an encoder for each goal, and look for values that hold themselves.
        encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        records = Strings.of(encode(goal_in_short(goal)) for goal in goals)
        ids = [goal.id for goal in goals]
        order = sorted(range(len(ids)), key=ids.__getitem__)
        return cls(records, np.array(order, np.int32), facts)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What is to be stored as arrays; `stored` takes it back."""
        utf8, ends = self._records.arrays()
        return {"utf8": utf8, "ends": ends, "order": self._order, **self.facts.arrays()}

    @classmethod
    def stored(cls, arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, Any]) -> Self:
        """
        What was stored.

        Raises:
            KeyError: If a part of it is missing.
        """
        facts = GoalFacts.stored(dict(arrays), dict(texts))
        return cls(Strings(arrays["utf8"], arrays["ends"]), arrays["order"], facts)

    def place(self, goal_id: str) -> int | None:
        """Where the goal with this id is; None if there is none."""
        at = bisect_left(self._order, goal_id, key=lambda place: self[int(place)].id)
        place = int(self._order[at]) if at < len(self) else None
        return place if place is not None and self[place].id == goal_id else None

    def maybe_with(self, runs: Sequence[str], places: Iterable[int]) -> Iterator[int]:
        """
        Those of some places whose goals may hold all of some words: none is left out that does.

        Args:
            runs: The words, folded (`goalsearch.text.folding`), of nothing but letters and figures.
            places: The places.
        """
        for place in places:
            record = folded(self._records.text(place))
            # What is shown of an area does not stand in the record letter by letter.
            if all(run in record for run in runs) or _AREAS in record:
                yield place

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, place: int) -> Goal: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Goal, ...]: ...
    def __getitem__(self, place: int | slice) -> Goal | tuple[Goal, ...]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(len(self))))
        return self._goal(range(len(self))[place])

    def __iter__(self) -> Iterator[Goal]:
        # Of too many none is remembered: who goes through all would drive out those that are looked at again.
        return map(self._goal if len(self) <= _MOST_REMEMBERED else self._make, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Goal.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, ...]:
        # In another process the files may not be there.
        return tuple, (list(self),)

    def _make(self, place: int) -> Goal:
        return goal_from_dict(json.loads(self._records.encoded(place)))
