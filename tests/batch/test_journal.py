"""What a run has finished, and what is left of it when the run is killed."""

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goalsearch.batch.discovery import Entry
from goalsearch.batch.journal import Journal, KnownPortion
from goalsearch.batch.kept_lines import read_line
from goalsearch.batch.record import from_plain, to_plain
from goalsearch.batch.row import Failure, Row
from goalsearch.errors import BatchError
from goalsearch.model import Json, Notice, RankedGoal

IDENTITY: Json = {"corpus": "abc", "options": {"k": 5}}
ENTRY = Entry("a.txt", 10, 1_700_000_000_000_000_000)
ROW = Row(
    document_id="a.txt",
    path="a.txt",
    title="題",
    n_characters=10,
    language="ja",
    verdict="goals",
    hits=(RankedGoal("2019-jst-3", 0.1234567890123456, 0.1234567890123456, "possible", ("量子", "誤り")),),
    warnings=("notice.few_known_terms",),
    vector=((3, 0.6), (7, 0.8)),
)

texts = st.text(st.characters(codec=None))
rows = st.builds(
    Row,
    document_id=texts,
    path=texts,
    record_id=st.none() | texts,
    title=st.none() | texts,
    name=st.none() | texts,
    department=st.none() | texts,
    position=st.none() | texts,
    contact=st.none() | texts,
    kept=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    n_characters=st.integers(0),
    heading=st.none() | texts,
    n_form_lines=st.integers(0),
    language=st.sampled_from(["ja", "en"]),
    verdict=st.sampled_from(["goals", "none"]),
    reason=st.none() | st.builds(Notice, texts, st.dictionaries(texts, texts | st.integers(), max_size=2)),
    hits=st.lists(
        st.builds(RankedGoal, texts, st.floats(0, 1), st.floats(-9, 9), texts, st.lists(texts, max_size=3).map(tuple)),
        max_size=3,
    ).map(tuple),
    warnings=st.lists(texts, max_size=2).map(tuple),
    vector=st.lists(st.tuples(st.integers(0, 9), st.floats(0, 1)), max_size=3).map(tuple),
    failure=st.none() | st.builds(Failure, texts, st.dictionaries(texts, texts | st.integers(), max_size=2)),
)


@given(rows)
def test_a_row_survives_the_way_through_json(row: Row) -> None:
    written = json.dumps(to_plain(row), ensure_ascii=False).encode("utf-8", "surrogatepass")
    assert from_plain(json.loads(written)) == row


def test_what_was_added_is_found_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path, IDENTITY)
    other = ENTRY._replace(path="表\udc82.csv")
    journal.add(ENTRY, 0, [ROW])
    journal.add(other, 0, [ROW, ROW], is_last=False)
    journal.add(other, 1, [], is_last=True)
    journal.close()
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 3
    assert journal.portion(ENTRY, 0) == KnownPortion((ROW,), is_last=True)
    assert journal.portion(other, 0) == KnownPortion((ROW, ROW), is_last=False)
    assert journal.portion(other, 1) == KnownPortion((), is_last=True)
    assert journal.portion(ENTRY, 1) is None
    journal.close()


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(ENTRY._replace(size=11), id="size"),
        pytest.param(ENTRY._replace(mtime_ns=ENTRY.mtime_ns + 1), id="time"),
        pytest.param(ENTRY._replace(path="b.txt"), id="path"),
    ],
)
def test_a_changed_file_is_not_known(tmp_path: Path, changed: Entry) -> None:
    journal = Journal(tmp_path, IDENTITY)
    journal.add(ENTRY, 0, [ROW])
    journal.close()
    journal = Journal(tmp_path, IDENTITY)
    assert journal.portion(changed, 0) is None
    journal.close()


def test_failures_are_not_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path, IDENTITY)
    journal.add(ENTRY, 0, [ROW, Row(document_id="b", failure=Failure("document.empty", {"file": "b"}))])
    journal.close()
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 0
    journal.close()


@pytest.mark.parametrize("cut", [1, 2, 40, 200])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, cut: int) -> None:
    journal = Journal(tmp_path, IDENTITY)
    for number in range(3):
        journal.add(ENTRY, number, [ROW])
    journal.close()
    path = tmp_path / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 2
    journal.add(ENTRY, 2, [ROW])
    journal.close()
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 3
    assert journal.portion(ENTRY, 2) == KnownPortion((ROW,), is_last=True)
    journal.close()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\0" * 100, id="zeros"),
        pytest.param(b'{"goalsearch journal"', id="torn-head"),
        pytest.param(b'{"another": "program"}\n["a.txt",10,1,0,true,[]]\n', id="foreign"),
    ],
)
def test_anything_else_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "journal.jsonl").write_bytes(content)
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 0
    journal.add(ENTRY, 0, [ROW])
    journal.close()
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 1
    journal.close()


@pytest.mark.parametrize(
    "line", [b"[]", b"{}", b'["a.txt",10,1,0,true,[["too","few"]]]', b"null", b"5", b'"x"', b"\xff"]
)
def test_a_line_that_was_not_written_is_passed_over(tmp_path: Path, line: bytes) -> None:
    journal = Journal(tmp_path, IDENTITY)
    journal.add(ENTRY, 0, [ROW])
    journal.add(ENTRY, 1, [ROW])
    journal.close()
    path = tmp_path / "journal.jsonl"
    head, first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(head + first + line + b"\n" + second)
    journal = Journal(tmp_path, IDENTITY)
    assert (journal.n_portions, journal.n_damaged) == (2, 1)
    assert journal.portion(ENTRY, 1) == KnownPortion((ROW,), is_last=True)
    journal.close()


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_journal_gives_what_was_written_or_nothing(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder), IDENTITY)
        for number in range(3):
            journal.add(ENTRY, number, [ROW])
        journal.close()
        path = Path(folder) / "journal.jsonl"
        whole = path.read_bytes()
        content = bytearray(whole)
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(content) - 1))
            content[at] ^= data.draw(st.integers(1, 255))
        assume(content != whole)
        path.write_bytes(content)
        journal = Journal(Path(folder), IDENTITY)
        found = [journal.portion(ENTRY, number) for number in range(3)]
        journal.close()
    # Another size, time or portion is no answer to what is asked here, and three files may not become others.
    assert all(portion in (None, KnownPortion((ROW,), is_last=True)) for portion in found)
    assert journal.n_portions == sum(portion is not None for portion in found) < 3


def test_the_lock_comes_before_anything_is_lost(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    journal = Journal(tmp_path, IDENTITY)
    journal.add(ENTRY, 0, [ROW])
    journal.flush()
    with pytest.raises(BatchError, match="another run"):
        Journal(tmp_path, IDENTITY, anew=True)
    journal.close()
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 1
    journal.close()
    journal = Journal(tmp_path, IDENTITY, anew=True)
    assert journal.n_portions == 0
    journal.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_in_its_place_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "journal.jsonl")
    with pytest.raises(BatchError, match="File exists"):
        Journal(tmp_path, IDENTITY)


def test_rows_of_other_options_are_not_taken(tmp_path: Path) -> None:
    journal = Journal(tmp_path, IDENTITY)
    journal.add(ENTRY, 0, [ROW])
    journal.close()
    journal = Journal(tmp_path, {**IDENTITY, "options": {"k": 3}})
    assert journal.n_portions == 0
    journal.close()


def test_two_runs_do_not_write_one_journal(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="this system locks no files")
    journal = Journal(tmp_path, IDENTITY)
    with pytest.raises(BatchError, match="another run"):
        Journal(tmp_path, IDENTITY)
    journal.close()
    Journal(tmp_path, IDENTITY).close()


def test_no_text_is_kept(tmp_path: Path) -> None:
    """The fields of a row are all that is written, and none of them holds a text."""
    journal = Journal(tmp_path, IDENTITY)
    journal.add(ENTRY, 0, [ROW])
    journal.close()
    _, line = (tmp_path / "journal.jsonl").read_bytes().splitlines(keepends=True)
    assert read_line(line) == [*ENTRY, 0, True, json.loads(json.dumps([to_plain(ROW)])), None, ""]
    assert "text" not in Row.__dataclass_fields__
