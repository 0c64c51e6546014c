"""Parquet: each row a proposal, whole or a range of rows at a time."""

import datetime
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.documents import Document, Limits, ReadOptions, iter_documents, read, reader_process
from goalsearch.documents.parquet import iter_parquet, row_ranges
from goalsearch.errors import DocumentError

pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

RECORDS = [{"課題番号": number, "題名": f"課題{number}", "要旨": f"量子計算{number}"} for number in range(1, 8)]


def write(path: Path, records: Sequence[Mapping[str, object]], **options: Any) -> Path:
    parquet.write_table(pa.Table.from_pylist(list(records)), path, **options)
    return path


def shape(document: Document) -> tuple[object, ...]:
    return document.document_id, document.record_id, document.title, document.text


def test_rows_are_documents(tmp_path: Path) -> None:
    documents = read(write(tmp_path / "list.parquet", RECORDS))
    assert [shape(document) for document in documents] == [
        (f"list.parquet#{number}", str(number), f"課題{number}", f"量子計算{number}") for number in range(1, 8)
    ]


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    path = write(tmp_path / "list.parquet", [{"a": "一", "b": "二", "c": "三"}])
    options = ReadOptions(id_column="3", title_column="B", text_columns=("a", "b"))
    assert [shape(document) for document in read(path, options=options)] == [("list.parquet#1", "三", "二", "一\n\n二")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("本文", "本文", id="text"),
        pytest.param("本文".encode(), "本文", id="bytes"),
        pytest.param(["一", "二"], "一\n二", id="list"),
        pytest.param(3.0, "3", id="whole-number"),
        pytest.param(datetime.date(2019, 4, 1), "2019-04-01", id="date"),
        pytest.param({"a": "本"}, '{"a": "本"}', id="struct"),
        pytest.param({"en": "text", "ja": "本"}, "本", id="languages"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_values_as_text(tmp_path: Path, value: object, text: str) -> None:
    records: list[dict[str, object]] = [{"id": "1", "abstract": value}]
    path = write(tmp_path / "list.parquet", records)
    assert [document.text for document in iter_parquet(path, ReadOptions())] == [text]


def test_blank_rows_are_passed_over_and_counted(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [
        {"id": "1", "abstract": "一"},
        {"id": None, "abstract": " "},
        {"id": "3", "abstract": "三"},
    ]
    documents = read(write(tmp_path / "list.parquet", records))
    assert [document.document_id for document in documents] == ["list.parquet#1", "list.parquet#3"]


@given(n_rows=st.integers(1, 40), group=st.integers(1, 12), size=st.integers(1, 12))
def test_ranges_are_the_whole(tmp_path_factory: pytest.TempPathFactory, n_rows: int, group: int, size: int) -> None:
    records = [{"id": str(number), "abstract": f"本文{number}"} for number in range(n_rows)]
    path = write(tmp_path_factory.mktemp("ranges") / "list.parquet", records, row_group_size=group)
    options = ReadOptions()
    ranges = list(row_ranges(path, size, options))
    assert [row for rows in ranges for row in rows] == list(range(n_rows))
    assert all(len(rows) == size for rows in ranges[:-1])
    in_ranges = [document for rows in ranges for document in iter_parquet(path, options, rows)]
    assert in_ranges == list(iter_documents(path))


@pytest.mark.parametrize(
    ("records", "key"),
    [
        pytest.param([{"id": "1", "name": "x"}], "document.columns", id="no-text-column"),
        pytest.param([{"id": "1", "abstract": "x"}][:0], "document.columns", id="no-columns"),
    ],
)
def test_what_is_no_dataset(tmp_path: Path, records: Sequence[Mapping[str, object]], key: str) -> None:
    path = write(tmp_path / "list.parquet", records)
    for read_it in (lambda: read(path), lambda: list(row_ranges(path, 10, ReadOptions()))):
        with pytest.raises(DocumentError, match=r"list\.parquet") as error:
            read_it()
        assert error.value.key == key


def test_no_rows(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"abstract": pa.array([], pa.string())}), tmp_path / "list.parquet")
    with pytest.raises(DocumentError, match="has no rows"):
        read(tmp_path / "list.parquet")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda data: b"PAR1" + data[40:], id="head-is-gone"),
        pytest.param(lambda data: data[:-20], id="end-is-gone"),
        pytest.param(lambda data: data[:8] + b"\xff" * 60 + data[68:], id="pages-are-damaged"),
        pytest.param(lambda _: b"no table at all", id="something-else"),
    ],
)
def test_damaged(tmp_path: Path, content: Any) -> None:
    path = write(tmp_path / "list.parquet", RECORDS)
    path.write_bytes(content(path.read_bytes()))
    with pytest.raises(DocumentError, match=r"cannot be read as a \.parquet file"):
        read(path)


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "list.parquet", RECORDS)
    (tmp_path / "pyarrow.py").write_text("raise ModuleNotFoundError('pyarrow')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    reader_process.close_idle()
    with pytest.raises(DocumentError, match=r"pip install 'goalsearch\[dask\]'"):
        read(path)
    reader_process.close_idle()


def test_columns_of_the_year_and_the_field(tmp_path: Path) -> None:
    path = write(tmp_path / "list.parquet", [{"年度": 2019, "分野": "数学", "要旨": "本文", "備考": "x"}])
    (document,) = read(path)
    assert (document.year, document.field, document.text) == ("2019", "数学", "本文")


@pytest.mark.slow
def test_pages_that_unpack_to_more_than_memory_holds(tmp_path: Path) -> None:
    """A value of 150 MB in 20 rows: some kilobytes on the disk, and 3 GB as text."""
    resource = pytest.importorskip("resource")
    path = tmp_path / "bomb.parquet"
    values = pa.DictionaryArray.from_arrays(pa.array([0] * 20, pa.int32()), pa.array(["量子" * 25_000_000]))
    parquet.write_table(pa.table({"abstract": values}), path, compression="zstd")
    assert path.stat().st_size < 100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DocumentError, match=r"bomb\.parquet") as error:
        list(iter_documents(path, options=ReadOptions(limits=Limits(memory_bytes=1024 * 1024 * 1024))))
    # Where pyarrow runs out of memory outside of its own pool, it ends the worker.
    ends = [("document.memory", None), ("document.crashed", -signal.SIGABRT)]
    assert (error.value.key, error.value.values.get("code")) in ends
    # Nothing of it has come into this process.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
