"""What a run has finished, and what is left of it when the run is killed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.batch.discovery import Entry
from goalsearch.batch.journal import Journal
from goalsearch.batch.record import from_plain, to_plain
from goalsearch.batch.row import Failure, Row, RowHit
from goalsearch.errors import BatchError
from goalsearch.model import Json, Notice

IDENTITY: Json = {"corpus": "abc", "options": {"k": 5}}
ENTRY = Entry("a.txt", 10, 1_700_000_000_000_000_000)
ROW = Row(
    document_id="a.txt",
    path="a.txt",
    title="題",
    n_characters=10,
    language="ja",
    verdict="goals",
    hits=(RowHit("2019-jst-3", 0.1234567890123456, "possible", ("量子", "誤り")),),
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
    n_characters=st.integers(0),
    language=st.sampled_from(["ja", "en"]),
    verdict=st.sampled_from(["goals", "none"]),
    reason=st.none() | st.builds(Notice, texts, st.dictionaries(texts, texts | st.integers(), max_size=2)),
    hits=st.lists(
        st.builds(RowHit, texts, st.floats(0, 1), texts, st.lists(texts, max_size=3).map(tuple)), max_size=3
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
    assert journal.portion(ENTRY, 0) == ((ROW,), True)
    assert journal.portion(other, 0) == ((ROW, ROW), False)
    assert journal.portion(other, 1) == ((), True)
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
    assert journal.portion(ENTRY, 2) == ((ROW,), True)
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


@pytest.mark.parametrize("line", [b"[]", b"{}", b'["a.txt",10,1,0,true,[["too","few"]]]', b"null", b"\xff"])
def test_what_follows_a_line_that_is_no_portion_is_cut_off(tmp_path: Path, line: bytes) -> None:
    journal = Journal(tmp_path, IDENTITY)
    journal.add(ENTRY, 0, [ROW])
    journal.close()
    path = tmp_path / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + line + b"\n" + whole.splitlines(keepends=True)[1])
    journal = Journal(tmp_path, IDENTITY)
    assert journal.n_portions == 1
    journal.close()
    assert path.read_bytes() == whole


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
    _, line = (tmp_path / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == [*ENTRY, 0, True, json.loads(json.dumps([to_plain(ROW)]))]
    assert "text" not in Row.__dataclass_fields__
