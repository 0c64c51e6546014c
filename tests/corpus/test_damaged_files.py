"""Corpus files damaged in ways that nobody thought of: findings, and no exception but a CorpusError."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goalsearch.corpus.reader import read
from goalsearch.errors import CorpusError
from tests.documents.damaged_files import SIGNS, damaged

BEGINNINGS = {
    ".toml": (
        '[[goal]]\nid = "a"\ntitle = "題"\nfiscal_year = 2020\nsummary = """\n要旨\n"""\n'
        '[[goal.areas]]\ntitle = "領域"\n[[programme]]\nid = "p"\n'
    ),
    ".csv": 'id,title,summary,fiscal_year\na,題,"要旨\n二行目",2020\nb,題二,,2019\n',
    ".jsonl": (
        '{"id": "a", "title": "題", "fiscal_year": 2020}\n{"id": "b", "title": "題二", "areas": [{"title": "x"}]}\n'
    ),
}
WORDS = (b"=", b"[[", b"'''", b"9" * 30, b"1e999", b"null", b"nan")
PUT = st.one_of(st.sampled_from((*SIGNS, *WORDS)), st.binary(max_size=8))
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), PUT), min_size=1, max_size=4)


@pytest.mark.parametrize("suffix", sorted(BEGINNINGS))
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(edits=EDITS)
def test_damage(tmp_path: Path, suffix: str, edits: list[tuple[float, int, bytes]]) -> None:
    path = tmp_path / f"goals{suffix}"
    path.write_bytes(damaged(BEGINNINGS[suffix].encode(), edits))
    with contextlib.suppress(CorpusError):
        read(path, notes=True)
