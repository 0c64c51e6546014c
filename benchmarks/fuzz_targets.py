"""What is fuzzed: a whole file of each kind, and what takes a damaged one and may raise nothing."""

import contextlib
import io
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, cast

from goalsearch.batch.discovery import Entry
from goalsearch.batch.journal import Journal, KnownPortion
from goalsearch.batch.row import Row
from goalsearch.corpus.reader import read
from goalsearch.documents.parquet_rows import read_footer, read_rows
from goalsearch.documents.pdf_pages import read_pages
from goalsearch.documents.workbook_rows import read_sheets
from goalsearch.errors import CorpusError, DocumentError
from goalsearch.model import RankedGoal
from tests.corpus.test_damaged_files import BEGINNINGS as CORPORA
from tests.documents import pdf_files
from tests.documents.damaged_files import BEGINNINGS as FILES
from tests.documents.damaged_files import read_here

Target = tuple[bytes, Callable[[bytes], None]]


def _file(suffix: str, folder: Path) -> Target:
    path = folder / f"file{suffix}"

    def take(content: bytes) -> None:
        path.write_bytes(content)
        read_here(path)

    return FILES[suffix], take


def _corpus(suffix: str, folder: Path) -> Target:
    path = folder / f"goals{suffix}"

    def take(content: bytes) -> None:
        path.write_bytes(content)
        with contextlib.suppress(CorpusError):
            read(path, notes=True)

    return CORPORA[suffix].encode(), take


def _task(suffix: str, whole: bytes, task: Callable[[Path], None], folder: Path) -> Target:
    """What a reading process does, in this one."""
    path = folder / f"file{suffix}"

    def take(content: bytes) -> None:
        path.write_bytes(content)
        try:
            task(path)
        except DocumentError:
            pass
        except BaseException as error:
            # A panic of a library in Rust ends its reading process, and is told as a file that cannot be read.
            if type(error).__name__ != "PanicException":
                raise

    return whole, take


def _pdf(folder: Path) -> Target:
    whole = pdf_files.write(folder / "whole.pdf", [[(50, 700, "研究の概要")]]).read_bytes()

    def task(path: Path) -> None:
        for _ in read_pages(path, max_pages=5):
            pass

    return _task(".pdf", whole, task, folder)


def _workbook(folder: Path) -> Target:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate([["番号", "概要"], ["1", "量子計算"], [2, 0.5]]):
            sheet.write_row(number, 0, row)

    def task(path: Path) -> None:
        for _ in read_sheets(path, None):
            pass

    return _task(".xlsx", file.getvalue(), task, folder)


def _parquet(folder: Path) -> Target:
    import pyarrow as pa
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pa.table({"番号": [1, 2], "概要": ["量子計算", None]}), file)

    def task(path: Path) -> None:
        (footer,) = read_footer(path)
        names = cast("list[str]", footer["names"])
        for _ in read_rows(path, names[:20], 0, 100):
            pass

    return _task(".parquet", file.getvalue(), task, folder)


def _journal(folder: Path) -> Target:
    """What comes out of a damaged journal is what was written, or nothing."""
    place = folder / "out.progress"
    entries = [Entry(f"{number}.txt", number, 1_700_000_000_000_000_000 + number) for number in range(3)]
    hits = (RankedGoal(goal_id="2019-jst-3", score=0.0815, fit=1.2, band="possible", terms=("量子",)),)
    rows = [Row(document_id=entry.path, path=entry.path, verdict="goals", hits=hits) for entry in entries]
    kept = Journal(place, {"corpus": "c"})
    for entry, row in zip(entries, rows, strict=True):
        kept.add(entry, 0, [row])
    kept.close()
    path = place / "journal.jsonl"

    def take(content: bytes) -> None:
        path.write_bytes(content)
        found = Journal(place, {"corpus": "c"})
        for entry, row in zip(entries, rows, strict=True):
            if found.portion(entry, 0) not in (None, KnownPortion((row,), is_last=True)):
                raise AssertionError("another row than was written")
        found.close()

    return path.read_bytes(), take


def _api(_folder: Path) -> Target:
    """Bodies of requests to the API."""
    from starlette.testclient import TestClient

    from goalsearch.web.app import create_app

    client = TestClient(create_app(), base_url="http://127.0.0.1:8350")

    def take(content: bytes) -> None:
        answer = client.post("/api/search", content=content, headers={"content-type": "application/json"})
        if answer.status_code >= 500:
            raise AssertionError(answer.text)

    return '{"text": "量子計算", "k": 3, "years": "2012-2019", "agency": "JST"}'.encode(), take


TARGETS: Final[Mapping[str, Callable[[Path], Target]]] = {
    **{suffix: partial(_file, suffix) for suffix in FILES},
    **{f"corpus{suffix}": partial(_corpus, suffix) for suffix in CORPORA},
    ".pdf": _pdf,
    ".xlsx": _workbook,
    ".parquet": _parquet,
    "journal": _journal,
    "api": _api,
}
"""By the name that the command takes."""
