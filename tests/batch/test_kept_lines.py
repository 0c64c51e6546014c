"""Lines that a later run takes results from: what was written, or a ValueError."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.batch.kept_lines import read_line, write_line
from goalsearch.batch.record import from_plain
from goalsearch.batch.row import Row

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
FIXED = settings(max_examples=200, deadline=None, derandomize=True)


@FIXED
@given(values=PLAIN)
def test_there_and_back(values: object) -> None:
    assert read_line(write_line(values)) == values


@FIXED
@given(values=PLAIN, share=st.floats(0, 1, exclude_max=True), put=st.binary(max_size=3))
def test_a_changed_line_is_found_out(values: object, share: float, put: bytes) -> None:
    line = write_line(values)
    at = int(share * len(line))
    changed = line[:at] + put + line[at + 1 :]
    if changed == line:
        return
    with pytest.raises(ValueError, match="not the line"):
        read_line(changed)


@FIXED
@given(values=PLAIN)
def test_a_row_of_other_values_is_refused_or_a_row(values: list[object]) -> None:
    with contextlib.suppress(ValueError, TypeError):
        assert isinstance(from_plain(values), Row)
