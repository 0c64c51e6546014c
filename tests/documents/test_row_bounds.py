"""Rows without an end: a message that names the line, instead of all memory."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, iter_documents
from goalsearch.documents.json_ranges import BadLine, iter_line_range, line_ranges
from goalsearch.errors import DocumentError

OPTIONS = ReadOptions(limits=Limits(row_chars=400, row_cells=20))
HEAD = "title,abstract\n"
GOOD = "一つ目,量子計算の誤り訂正を研究する\n"


@pytest.mark.parametrize(
    ("bad", "key"),
    [
        pytest.param("題,「" + "あ" * 500 + "」\n", "document.row_too_long", id="one-cell"),
        pytest.param("題,「" + "あ" * 500, "document.row_too_long", id="without-a-line-end"),
        pytest.param('題,"' + "あい\n" * 200 + '"\n', "document.quotes", id="a-quotation-mark-of-many-lines"),
        pytest.param("," * 300 + "\n", "document.row_too_wide", id="delimiters-alone"),
    ],
)
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_row_of_a_table_of_text(tmp_path: Path, bad: str, key: str, suffix: str) -> None:
    path = tmp_path / f"table{suffix}"
    content = HEAD + GOOD + bad + GOOD
    path.write_text(content.replace(",", "\t") if suffix == ".tsv" else content, encoding="utf-8")
    found = iter_documents(path, options=OPTIONS)
    with pytest.raises(DocumentError) as raised:
        list(found)
    assert (raised.value.key, raised.value.values["line"]) == (key, 3)


def test_rows_up_to_the_bounds_are_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    text = "あ" * 300
    path.write_text(f'{HEAD}題,"{text}\n{text[:50]}"\n' + GOOD * 30, encoding="utf-8")
    assert len(list(iter_documents(path, options=OPTIONS))) == 31


def _line(text: str) -> str:
    return json.dumps({"title": "題", "abstract": text}, ensure_ascii=False) + "\n"


BAD_LINES = [
    pytest.param(lambda: _line("あ" * 500), "document.row_too_long", id="long"),
    pytest.param(lambda: _line("a" * 2_000), "document.row_too_long", id="long-in-bytes-too"),
    pytest.param(
        lambda: json.dumps({f"{n:x}": 1 for n in range(30)}) + "\n", "document.row_too_wide", id="with-many-keys"
    ),
]


@pytest.mark.parametrize(("bad", "key"), BAD_LINES)
def test_line_of_json_lines(tmp_path: Path, bad: Callable[[], str], key: str) -> None:
    path = tmp_path / "table.jsonl"
    path.write_text(_line("量子計算の研究") + bad() + _line("磁性体の研究"), encoding="utf-8")
    with pytest.raises(DocumentError) as raised:
        list(iter_documents(path, options=OPTIONS))
    assert (raised.value.key, raised.value.values["line"]) == (key, 2)


@pytest.mark.parametrize(("bad", "key"), BAD_LINES)
@pytest.mark.parametrize("n_bytes", [1, 100, 10_000])
def test_line_of_a_portion_of_json_lines(tmp_path: Path, bad: Callable[[], str], key: str, n_bytes: int) -> None:
    path = tmp_path / "table.jsonl"
    path.write_text(_line("量子計算の研究") + bad() + _line("磁性体の研究"), encoding="utf-8")
    ranges = list(line_ranges(path, n_bytes, OPTIONS))
    found = [item for lines in ranges for item in iter_line_range(path, lines, OPTIONS)]
    assert ranges[-1].stop == path.stat().st_size
    assert [item.number if isinstance(item, BadLine) else int(item.place or 0) for item in found] == [1, 2, 3]
    assert [item.error.key for item in found if isinstance(item, BadLine)] == [key]
