"""Files of every kind, damaged in ways that nobody thought of: an error of this package at worst, and an end."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.documents.damaged_files import BEGINNINGS, SIGNS, damaged, read_here

PUT = st.one_of(st.sampled_from(SIGNS), st.binary(max_size=8))
TEXT = st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PUT), min_size=1, max_size=4)


@pytest.mark.parametrize("suffix", sorted(BEGINNINGS))
# The same examples each time; benchmarks/fuzz.py looks for others.
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@example(edits=[])
@given(edits=EDITS)
def test_damage(tmp_path: Path, suffix: str, edits: list[tuple[float, int, bytes]]) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(damaged(BEGINNINGS[suffix], edits))
    read_here(path)


@pytest.mark.parametrize("suffix", sorted(BEGINNINGS))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(st.binary(max_size=200), TEXT))
def test_anything(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(content)
    read_here(path)


@pytest.mark.parametrize("suffix", sorted(BEGINNINGS))
def test_a_whole_file_is_read(tmp_path: Path, suffix: str) -> None:
    # Damage to what is refused anyway would try nothing.
    from goalsearch.documents import iter_documents

    path = tmp_path / f"file{suffix}"
    path.write_bytes(BEGINNINGS[suffix])
    assert "表面状態" in next(iter(iter_documents(path))).text
