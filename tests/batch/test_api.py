"""``goalsearch.match_folder`` and what it refuses."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from goalsearch.batch.api import match_folder
from goalsearch.corpus import Corpus
from goalsearch.errors import BatchError, QueryError
from goalsearch.model import Goal

MakeFolder = Callable[[Mapping[str, str | bytes]], Path]

ABSTRACT = "量子コンピュータの誤り訂正符号を復号する古典回路を設計する。"


def test_a_folder(folder: Path) -> None:
    batch = match_folder(folder, k=3, years="2012-2019", ranker="tfidf", workers=1)
    assert len(batch) == len(batch.rows) == 302
    assert all(len(row.hits) <= 3 for row in batch)
    assert (batch.folder, batch.k) == (folder, 3)
    assert batch.options == {"-k": "3", "--years": "2012-2019", "--ranker": "tfidf"}
    assert {"goalsearch", "sudachipy", "sudachidict-core"} <= batch.versions.keys()
    assert {goal.fiscal_year for goal in batch.goals} == set(range(2012, 2020))
    assert batch.fingerprint == Corpus.builtin().fingerprint
    summary = batch.summary
    assert (summary.n_rows, summary.n_failed) == (302, 2)
    assert summary.n_matched + summary.n_unmatched == 300
    assert {key: n for key, (n, _) in summary.failures.items()} == {"document.damaged": 1, "document.empty": 1}
    # Each abstract stands in the folder sixty times.
    assert len(batch.look_alikes) == 200
    assert batch.look_alikes[0].similarity == 1.0
    assert batch.look_alikes[0].terms != ()


def test_any_number_of_workers(folder: Path) -> None:
    one = match_folder(folder, ranker="tfidf", workers=1)
    two = match_folder(folder, ranker="tfidf", workers=2)
    assert (one.rows, one.look_alikes) == (two.rows, two.look_alikes)


def test_a_corpus_of_ones_own(make_folder: MakeFolder) -> None:
    corpus = Corpus(goals=(Goal(id="own", title="量子コンピュータの誤り訂正"),), fingerprint="own")
    for workers in (1, 2):
        batch = match_folder(make_folder({"a.txt": ABSTRACT}), corpus=corpus, ranker="tfidf", workers=workers)
        assert [hit.goal_id for hit in batch.rows[0].hits] == ["own"]


def test_a_single_table(make_folder: MakeFolder) -> None:
    folder = make_folder({"list.csv": f"番号,要旨\n1,{ABSTRACT}\n", "b.txt": ABSTRACT})
    batch = match_folder(folder / "list.csv", ranker="tfidf", workers=1)
    assert [row.document_id for row in batch] == ["list.csv#2"]


def test_columns_that_are_named(make_folder: MakeFolder) -> None:
    folder = make_folder({"list.csv": f"A,B,C\n{ABSTRACT},題,7\n"})
    batch = match_folder(folder, id_column="C", title_column="B", text_columns=["A"], ranker="tfidf", workers=1)
    assert [(row.record_id, row.title, row.n_characters) for row in batch] == [("7", "題", len(ABSTRACT))]


def test_only_the_abstract_of_a_long_text(make_folder: MakeFolder) -> None:
    long = f"1. 研究概要\n{ABSTRACT * 5}\n2. 研究方法\n" + "別の話題の文が続く。" * 400
    folder = make_folder({"a.txt": long, "b.txt": "別の話題の文が続く。" * 400})
    batch = match_folder(folder, ranker="tfidf", workers=1)
    first, second = batch.rows
    assert first.n_characters == len(ABSTRACT * 5)
    assert "document.note.no_abstract" in second.warnings
    whole = match_folder(folder, part="whole", ranker="tfidf", workers=1)
    assert whole.rows[0].n_characters == len(long)
    assert "document.note.no_abstract" not in whole.rows[1].warnings


def test_a_single_document_is_refused(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.txt": ABSTRACT})
    with pytest.raises(BatchError, match=r"a\.txt: is neither a folder nor a table .* goalsearch search -f"):
        match_folder(folder / "a.txt")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="empty"),
        pytest.param({".hidden": "x", "~$a.docx": "x"}, id="hidden-only"),
        pytest.param({"a.docx": "x"}, id="left-out"),
    ],
)
def test_nothing_to_read_is_refused(make_folder: MakeFolder, files: dict[str, str | bytes]) -> None:
    with pytest.raises(BatchError, match=f"holds no file to read .*: {len(files)}"):
        match_folder(make_folder(files), include=["*.txt"])


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="no such folder"):
        match_folder(tmp_path / "missing")


def test_no_workers_are_refused(make_folder: MakeFolder) -> None:
    with pytest.raises(BatchError, match="at least 1, got 0"):
        match_folder(make_folder({"a.txt": ABSTRACT}), workers=0)


def test_options_that_are_wrong_are_said_once_and_at_once(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.txt": ABSTRACT})
    with pytest.raises(QueryError, match="No goal is of the agency"):
        match_folder(folder, agency="NASA")
    with pytest.raises(QueryError, match="k must be at least 1"):
        match_folder(folder, k=0)
