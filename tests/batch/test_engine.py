"""Files to rows: the same with any number of workers, whatever the files do meanwhile."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from goalsearch.batch import engine, kernel
from goalsearch.batch.discovery import discover
from goalsearch.batch.journal import Journal
from goalsearch.batch.kernel import Setup
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Row
from goalsearch.corpus import CorpusSource
from goalsearch.documents import Document, ReadOptions, iter_documents
from goalsearch.processes import process
from goalsearch.processes.pool import WorkerPool

MakeFolder = Callable[[Mapping[str, str | bytes]], Path]

ABSTRACT = "量子コンピュータの誤り訂正符号を復号する古典回路を設計し、大規模化への道を開く。"


def setup_for(folder: Path, **options: Any) -> Setup:
    return Setup(
        source=CorpusSource.builtin(), options=BatchOptions(ranker="tfidf", **options), root=folder, with_vectors=True
    )


def rows_of(folder: Path, workers: int = 1, journal: Journal | None = None, **options: Any) -> list[Row]:
    pool = WorkerPool(workers) if workers > 1 else None
    finished = engine.run(setup_for(folder, **options), discover(folder).entries, pool=pool, journal=journal)
    return [row for one in finished for row in one.rows]


def failures(rows: list[Row]) -> dict[str, str]:
    return {row.document_id: row.failure.key for row in rows if row.failure}


@pytest.mark.slow
def test_two_workers_give_what_one_gives(folder: Path) -> None:
    rows = rows_of(folder)
    assert len(rows) == 302
    assert rows_of(folder, workers=2) == rows
    assert rows_of(folder, workers=3) == rows


def test_rows_come_in_the_order_of_the_folder(folder: Path) -> None:
    paths = [row.path for row in rows_of(folder, workers=2)]
    assert paths == sorted(paths)
    table = [row.document_id for row in rows_of(folder) if row.path == "list.csv"]
    assert table == [f"list.csv#{number}" for number in range(2, 202)]


def test_what_a_row_says(folder: Path) -> None:
    rows = {row.document_id: row for row in rows_of(folder)}
    row = rows["list.csv#4"]
    assert (row.record_id, row.title, row.language, row.verdict, row.failure) == (
        "24H00002",
        "課題2",
        "ja",
        "goals",
        None,
    )
    assert row.n_characters == len(ABSTRACT)
    assert len(row.hits) == 5
    assert row.hits[0].terms[:1] != ()
    assert all(len(hit.terms) <= kernel.N_TERMS for hit in row.hits)
    assert [hit.score for hit in row.hits] == sorted((hit.score for hit in row.hits), reverse=True)
    assert sum(weight * weight for _, weight in row.vector) == pytest.approx(1)


def test_a_row_says_what_a_search_says(folder: Path) -> None:
    searcher = kernel.searcher_for(CorpusSource.builtin())
    result = searcher.search(ABSTRACT, 7, years="2012-2019", ranker="tfidf")
    row = {row.document_id: row for row in rows_of(folder, k=7, years="2012-2019")}["list.csv#4"]
    assert [(hit.goal_id, hit.score, hit.band) for hit in row.hits] == [
        (hit.goal.id, hit.score, hit.band) for hit in result.hits
    ]
    assert [hit.terms for hit in row.hits] == [
        tuple(phrase.text for phrase in hit.phrases[: kernel.N_TERMS]) for hit in result.hits
    ]
    assert row.verdict == result.verdict


def test_one_bad_file_never_stops_the_others(folder: Path) -> None:
    rows = rows_of(folder)
    assert failures(rows) == {"damaged.docx": "document.damaged", "empty.txt": "document.empty"}
    assert sum(row.failure is None for row in rows) == 300


def test_a_reader_with_a_hole_is_a_failure(make_folder: MakeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, *, options: ReadOptions) -> Iterator[Document]:
        if path.stem == "b":
            raise ZeroDivisionError
        return iter_documents(path, options=options)

    monkeypatch.setattr(kernel, "iter_documents", read)
    monkeypatch.setattr(engine, "iter_documents", read)
    rows = rows_of(make_folder({"a.txt": ABSTRACT, "b.txt": ABSTRACT, "b.csv": "要旨\nx\n", "c.txt": ABSTRACT}))
    assert failures(rows) == {"b.txt": "batch.unexpected", "b.csv": "batch.unexpected"}
    assert "ZeroDivisionError" in rows[1].failure.message("en") if rows[1].failure else False


def test_a_table_that_breaks_keeps_the_rows_before(make_folder: MakeFolder) -> None:
    good = "".join(f'{{"id": {number}, "abstract": "{ABSTRACT}"}}\n' for number in range(150))
    rows = rows_of(make_folder({"list.jsonl": good + "no json\n"}))
    assert len(rows) == 151
    assert failures(rows) == {"list.jsonl": "document.json_line"}
    assert rows[-1].failure is not None
    assert rows[-1].failure.message("en").startswith("list.jsonl:151:")


def test_a_row_without_text_is_a_failure_that_keeps_its_id(make_folder: MakeFolder) -> None:
    rows = rows_of(make_folder({"list.csv": f"番号,要旨\n1,{ABSTRACT}\n2,\n3,{ABSTRACT}\n"}))
    assert failures(rows) == {"list.csv#3": "batch.no_text"}
    assert [row.record_id for row in rows] == ["1", "2", "3"]


def test_a_vanished_file_is_a_failure(folder: Path) -> None:
    entries = discover(folder).entries
    (folder / "list.csv").unlink()
    (folder / "texts/000.txt").unlink()
    rows = [row for one in engine.run(setup_for(folder), entries) for row in one.rows]
    assert failures(rows)["list.csv"] == failures(rows)["texts/000.txt"] == "document.missing"
    assert sum(row.failure is None for row in rows) == 99


def test_a_file_that_changed_is_read_as_it_is_and_says_so(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.txt": ABSTRACT, "b.csv": f"要旨\n{ABSTRACT}\n", "c.txt": ABSTRACT})
    entries = discover(folder).entries
    (folder / "a.txt").write_text(ABSTRACT + "追加。", encoding="utf-8")
    (folder / "b.csv").write_text(f"要旨\n{ABSTRACT}\n{ABSTRACT}\n", encoding="utf-8")
    rows = [row for one in engine.run(setup_for(folder), entries) for row in one.rows]
    assert [(row.document_id, kernel.CHANGED in row.warnings) for row in rows] == [
        ("a.txt", True),
        ("b.csv#2", True),
        ("b.csv#3", True),
        ("c.txt", False),
    ]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_journal_knows_is_not_read_again(folder: Path, tmp_path: Path, workers: int) -> None:
    journal = Journal(tmp_path / "state", {})
    rows = rows_of(folder, journal=journal)
    journal.close()
    for path in (folder / "texts").iterdir():
        status = path.stat()
        path.write_bytes(b"x" * status.st_size)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    changed = folder / "texts/007.txt"
    changed.write_text(ABSTRACT, encoding="utf-8")
    journal = Journal(tmp_path / "state", {})
    again = rows_of(folder, workers=workers, journal=journal)
    journal.close()
    assert [row.document_id for row, other in zip(rows, again, strict=True) if row != other] == ["texts/007.txt"]


def test_a_table_is_taken_up_in_its_middle(make_folder: MakeFolder, tmp_path: Path) -> None:
    body = "".join(f"{number},{ABSTRACT if number % 70 else ''}\n" for number in range(1, 500))
    folder = make_folder({"list.csv": f"番号,要旨\n{body}"})
    rows = rows_of(folder)
    journal = Journal(tmp_path / "state", {})
    finished = engine.run(setup_for(folder), discover(folder).entries, journal=journal)
    for _ in range(4):
        next(finished)
    journal.close()
    for _ in range(2):
        journal = Journal(tmp_path / "state", {})
        # Portions with a failure in them are not kept.
        assert 0 < journal.n_portions < 8
        assert rows_of(folder, journal=journal) == rows
        journal.close()


def test_a_long_table_streams(tmp_path: Path) -> None:
    """The first rows are there before the last ones are read."""
    table = tmp_path / "list.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write("番号,要旨\n")
        file.writelines(f"{number},量子計算\n" for number in range(2_000))
    finished = engine.run(setup_for(tmp_path), discover(tmp_path).entries)
    first = next(finished)
    assert 0 < len(first.rows) <= 64
    assert not first.is_last
    n_rows = len(first.rows) + sum(len(one.rows) for one in finished)
    assert n_rows == 2_000


@pytest.mark.slow
def test_a_thousand_tiny_files(tmp_path: Path) -> None:
    for number in range(1_000):
        (tmp_path / f"{number:05}.txt").write_text("量子計算", encoding="utf-8")
    rows = rows_of(tmp_path)
    assert len(rows) == 1_000
    assert len({row.hits for row in rows}) == 1


def test_a_file_that_takes_its_worker_down_is_a_failure(
    make_folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder({**{f"{number}.txt": ABSTRACT for number in range(4)}, "2-kills.txt": ABSTRACT})
    start = process._START.replace("main()", DEADLY)
    assert start != process._START
    monkeypatch.setattr(process, "_START", start)
    rows = rows_of(folder, workers=2)
    assert failures(rows) == {"2-kills.txt": "document.crashed"}
    assert [row.path for row in rows] == ["0.txt", "1.txt", "2-kills.txt", "2.txt", "3.txt"]


# Reads as a worker does, but for one file that takes it down.
DEADLY = """
import os
from goalsearch.batch import kernel
read = kernel.iter_documents
kernel.iter_documents = lambda path, options: os._exit(9) if "kills" in path.name else read(path, options=options)
main()
"""
