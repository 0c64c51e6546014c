"""Tables that are large, hostile or damaged."""

import collections
import itertools
import zipfile
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, iter_documents, read, read_text
from goalsearch.errors import DocumentError
from tests.documents.table_files import csv_table, locked_ods, ods, write_xlsx, xlsx, xlsx_sheet
from tests.documents.test_table import _DATA, _EXPECTED, _ROWS, _expect, _parts


def test_quotes_that_are_never_closed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('ID,概要\n1,量子\n2,"計算\n3,医療\n', "utf-8")
    assert "a.csv:3" in _expect(tmp_path / "a.csv", "document.quotes").message("en")


def test_quotes_inside_cells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('ID,概要\n1,"a ""b"" c\nd, e"\n2,5" disk\n', "utf-8")
    assert _parts(read(tmp_path / "a.csv")) == [("1", None, 'a "b" c\nd, e'), ("2", None, '5" disk')]


def test_a_cell_may_hold_a_whole_proposal(tmp_path: Path) -> None:
    text = "量子計算。" * 60_000
    assert read_text(csv_table(tmp_path / "a.csv", [["概要"], [text]])) == text


@pytest.mark.slow
def test_100_000_rows_are_streamed(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    text = "量子計算の基盤技術を創出する。" * 3
    with file.open("w", encoding="cp932", newline="") as stream:
        stream.write("ID,Text\n" + "".join(f"{n},filler\n" for n in range(200_000)))
        stream.write("".join(f"{n},{text}\n" for n in range(100_000)))
    documents = iter_documents(file)
    assert next(documents).encoding == "cp932"
    places = [document.place for document in itertools.islice(documents, 299_998)]
    (last,) = documents
    assert (places[0], places[-1]) == ("3", "300000")
    assert (last.record_id, last.text, last.place) == ("99999", text, "300001")


def test_a_long_table_that_changes_its_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("ID,概要\n".encode() + "1,量子計算\n".encode() * 400_000 + "2,量子計算\n".encode("cp932"))
    error = _expect(file, "document.bad_bytes")
    assert error.values["line"] == 400_002


@pytest.mark.slow
def test_long_euc_table_with_row_13_at_its_end(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("ID,概要\n".encode("euc_jp") + "1,量子計算の研究\n".encode("euc_jp") * 400_000)
    with file.open("ab") as stream:
        stream.write("2,①量子計算\n".encode("euc_jis_2004"))
    assert collections.deque(iter_documents(file), maxlen=1)[0].text == "①量子計算"


def _bomb(path: Path, member: str) -> Path:
    xlsx(path, _ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as part:
        for _ in range(300):
            part.write(b" " * 1024 * 1024)
    return path


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml"])
def test_bomb(tmp_path: Path, member: str) -> None:
    file = _bomb(tmp_path / "a.xlsx", member)
    assert file.stat().st_size < 400_000
    _expect(file, "document.bomb")


def test_pictures_are_not_unpacked(tmp_path: Path) -> None:
    assert _parts(read(_bomb(tmp_path / "a.xlsx", "xl/media/image1.bmp"))) == _EXPECTED


def test_a_stray_cell_in_the_last_corner_does_not_take_all_memory(tmp_path: Path) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = xlsx_sheet(_ROWS).replace("</sheetData>", corner)
    file = write_xlsx(tmp_path / "a.xlsx", {"一覧": sheet})
    try:
        outcome: object = _parts(read(file, options=ReadOptions(limits=Limits(memory_bytes=512 * 1024 * 1024))))
    except DocumentError as error:
        outcome = error.key
    # Refused by the worker's end, whichever way its memory ran out; the next file is read.
    assert outcome in ("document.crashed", "document.memory", "document.timeout")
    assert _parts(read(xlsx(tmp_path / "b.xlsx", _ROWS))) == _EXPECTED


@pytest.mark.parametrize(
    "declaration",
    [
        pytest.param('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">', id="entities"),
        pytest.param('<!ENTITY b SYSTEM "file:///etc/hostname">', id="external-file"),
    ],
)
def test_entities_are_never_expanded(tmp_path: Path, declaration: str) -> None:
    sheet = f"<!DOCTYPE d [{declaration}]>" + xlsx_sheet([*_ROWS, ["x", "y", "@"]]).replace("@", "&b;")
    _expect(write_xlsx(tmp_path / "a.xlsx", {"一覧": sheet}), "document.damaged")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_truncated(tmp_path: Path, suffix: str, kept: float) -> None:
    file = tmp_path / f"a{suffix}"
    match suffix:
        case ".xlsx":
            data = xlsx(file, _ROWS).read_bytes()
        case ".ods":
            data = ods(file, _ROWS).read_bytes()
        case _:
            data = (_DATA / "list.xls").read_bytes()
    file.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(DocumentError) as caught:
        read(file)
    assert caught.value.key in {"document.damaged", "document.crashed"}


@pytest.mark.parametrize(
    ("manifest", "key"),
    [
        pytest.param("<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>", "password", id="locked"),
        pytest.param("<manifest:file-entry/>", "damaged", id="broken"),
        pytest.param(None, "damaged", id="no-manifest"),
    ],
)
def test_open_document_under_a_password(tmp_path: Path, manifest: str | None, key: str) -> None:
    _expect(locked_ods(tmp_path / "a.ods", manifest), f"document.{key}")


def test_encrypted_zip(tmp_path: Path) -> None:
    file = ods(tmp_path / "a.ods", _ROWS)
    data = bytearray(file.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    file.write_bytes(data)
    _expect(file, "document.password")
