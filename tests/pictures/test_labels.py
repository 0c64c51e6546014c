"""Labels beside points."""

import math
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from goalsearch.pictures.drawing import Box
from goalsearch.pictures.labels import Labels

FRAME = Box(0, 0, 300, 200)


@given(st.lists(st.tuples(st.integers(10, 290), st.integers(10, 190)), max_size=25), st.integers(10, 90))
def test_labels_cover_nothing(points: list[tuple[int, int]], width: int) -> None:
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    labels = Labels(FRAME, taken)
    placed = [(x, y, label) for x, y in points if (label := labels.place(x, y, 5, width, 14))]
    for x, y, label in placed:
        assert FRAME.holds(label.box)
        assert (round(label.box.right - label.box.left, 6), round(label.box.bottom - label.box.top, 6)) == (width, 14)
        assert not any(label.box.overlaps(box) for box in taken)
        if label.leader:
            start_x, start_y, end_x, end_y = label.leader
            assert math.isclose(max(abs(start_x - x), abs(start_y - y)), 5)
            edges = {label.box.left, label.box.right}, {label.box.top, label.box.bottom}
            assert end_x in edges[0] or end_y in edges[1]
    assert not any(first[2].box.overlaps(second[2].box) for first, second in combinations(placed, 2))
    for _, _, label in placed:
        if label.leader:
            start_x, start_y, end_x, end_y = label.leader
            middle_x, middle_y = (start_x + end_x) / 2, (start_y + end_y) / 2
            middle = Box(middle_x, middle_y, middle_x, middle_y)
            assert not any(other.box.holds(middle) for _, _, other in placed)


def test_a_lone_label_stands_right_of_its_point_without_a_line() -> None:
    label = Labels(FRAME, [Box(95, 95, 105, 105)]).place(100, 100, 5, 50, 14)
    assert label is not None
    assert label.leader is None
    assert label.box.left > 105
    assert label.box.top < 100 < label.box.bottom


def test_no_room_no_label() -> None:
    assert Labels(FRAME, [FRAME]).place(100, 100, 5, 50, 14) is None
    assert Labels(FRAME, []).place(100, 100, 5, 400, 14) is None


def test_what_is_to_be_avoided_is_covered_only_by_labels_that_may_stand_anywhere() -> None:
    right = Box(108, 90, 300, 110)
    label = Labels(FRAME, [], [right]).place(100, 100, 5, 50, 14)
    assert label is not None
    assert not label.box.overlaps(right)
    assert Labels(FRAME, [], [FRAME]).place(100, 100, 5, 50, 14) is None
    anywhere = Labels(FRAME, [], [FRAME]).place(100, 100, 5, 50, 14, anywhere=True)
    assert anywhere is not None
    assert anywhere.box.left > 105
