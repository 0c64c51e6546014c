"""JSON Lines in ranges: together they are the whole."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.documents import Document, ReadOptions, iter_documents
from goalsearch.documents.json_ranges import BadLine, iter_line_range, line_ranges
from goalsearch.errors import DocumentError

OPTIONS = ReadOptions()
# Lines that a file may have: with other keys, blank, with line ends of Windows, with the headings once more.
LINES = st.sampled_from(
    [
        '{"id": "1", "abstract": "量子計算"}\n',
        '{"abstract": "腸内細菌", "title": "題", "id": 7}\r\n',
        '{"id": null, "abstract": ""}\n',
        '{"id": "id", "abstract": "abstract", "title": "title"}\n',
        '{"extra": ["a", {"b": 1}], "abstract": "改行\\nと\\u2028"}\n',
        "\n",
        "  \r\n",
    ]
)


def in_ranges(path: Path, n_bytes: int) -> list[Document | BadLine]:
    return [item for lines in line_ranges(path, n_bytes, OPTIONS) for item in iter_line_range(path, lines, OPTIONS)]


def plain(document: Document | BadLine) -> tuple[object, ...]:
    assert isinstance(document, Document)
    return document.document_id, document.record_id, document.title, document.text


@given(lines=st.lists(LINES, max_size=150), n_bytes=st.integers(1, 400), mark=st.booleans(), ends=st.booleans())
def test_ranges_are_the_whole(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], n_bytes: int, mark: bool, ends: bool
) -> None:
    content = '{"id": "0", "abstract": "初め"}\n' + "".join(lines)
    path = tmp_path_factory.mktemp("ranges") / "list.jsonl"
    data = content.encode("utf-8-sig" if mark else "utf-8")
    path.write_bytes(data if ends else data.rstrip())
    expected = list(map(plain, iter_documents(path)))
    assert list(map(plain, in_ranges(path, n_bytes))) == expected


@given(n_lines=st.integers(1, 60), n_bytes=st.integers(1, 300))
def test_ranges_end_at_line_ends(tmp_path_factory: pytest.TempPathFactory, n_lines: int, n_bytes: int) -> None:
    path = tmp_path_factory.mktemp("ranges") / "list.jsonl"
    path.write_text("".join(f'{{"abstract": "本文{number}"}}\n' for number in range(n_lines)), encoding="utf-8")
    data = path.read_bytes()
    ranges = list(line_ranges(path, n_bytes, OPTIONS))
    assert b"".join(data[start:stop] for start, stop, _ in ranges) == data
    for start, stop, first_line in ranges:
        assert data[start:stop].endswith(b"\n")
        assert data[:start].count(b"\n") == first_line - 1
        assert stop == len(data) or stop - start >= n_bytes


def test_a_bad_line_is_told_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    good = '{"abstract": "量子"}\n'
    path.write_bytes(
        (good * 3 + "{\n" + good + "[1]\n" + good * 200).encode() + b'{"abstract": "\xff"}\n' + good.encode()
    )
    for n_bytes in (10, 100, 10_000):
        items = in_ranges(path, n_bytes)
        numbers = [item.number if isinstance(item, BadLine) else int(item.place or 0) for item in items]
        assert numbers == list(range(1, 209))
        assert [item.number for item in items if isinstance(item, BadLine)] == [4, 6, 207]


def test_columns_are_those_of_the_whole_file(tmp_path: Path) -> None:
    """A range in whose own records the text has another name is read by the names of the first ones."""
    path = tmp_path / "list.jsonl"
    records = [{"abstract": f"本文{number}"} for number in range(150)] + [{"summary": "後"}]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    *_, last = line_ranges(path, 1, OPTIONS)
    assert list(iter_line_range(path, last, OPTIONS)) == []


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param('{"abstract": "量子"}\n'.encode("utf-16"), "document.encoding", id="utf-16"),
        pytest.param('{"abstract": "量子"}\n'.encode("iso2022_jp"), "document.encoding", id="iso-2022-jp"),
        pytest.param('{"abstract": "量子"}\n'.encode("cp932"), "document.no_rows", id="cp932"),
        pytest.param(b"", "document.no_rows", id="empty"),
        pytest.param(b'{"a": "x"}\n', "document.columns", id="no-text-column"),
    ],
)
def test_what_cannot_be_cut(tmp_path: Path, data: bytes, key: str) -> None:
    path = tmp_path / "list.jsonl"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=r"list\.jsonl") as error:
        next(line_ranges(path, 10, OPTIONS))
    assert error.value.key == key
