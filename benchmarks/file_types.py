"""
What ``goalsearch batch`` does in a second with each kind of file, and with a long table.

``python -m benchmarks.file_types`` makes 75 files of each kind from the texts of `benchmarks.batch`, and a table of
100,000 rows of a sentence each. Writes ``benchmarks/results/file_types.json``.
"""

import csv
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from benchmarks.batch import DATA, abstracts, ours, sentences, write_results, write_texts
from benchmarks.figure import Figure
from goalsearch.batch.discovery import Entry, discover
from goalsearch.batch.kernel import Setup, match_files
from goalsearch.batch.options import BatchOptions
from goalsearch.corpus import CorpusSource
from goalsearch.documents import ReadOptions, iter_documents

N_OF_TYPE: Final = 75
N_ROWS: Final = 100_000
_SHARE_OF_FEW: Final = 10


def mixed_folder(folder: Path) -> Path:
    """A folder inside for each type, each with as many files."""
    texts = list(abstracts(4 * N_OF_TYPE))
    makers: dict[str, Callable[[Path, str], object]] = {
        ".txt": lambda path, text: path.write_bytes(text.encode("cp932", "replace")),
        ".docx": _write_word,
        ".xlsx": _write_workbook,
        # PDFs as a browser prints them cannot be made here; reading the same one again is as much work.
        ".pdf": lambda path, _text: shutil.copy(DATA / "documents" / "browser.pdf", path),
    }
    for suffix, make in makers.items():
        inside = folder / suffix[1:]
        inside.mkdir(parents=True)
        for number in range(N_OF_TYPE):
            make(inside / f"{number:03}{suffix}", texts.pop())
    return folder


def _write_word(path: Path, text: str) -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(part)}。</w:t></w:r></w:p>" for part in text.split("。") if part)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{paragraphs}</w:body></w:document>'
        )


def _write_workbook(path: Path, text: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("応募一覧")
        sheet.write_row(0, 0, ["番号", "課題名", "研究概要"])
        sheet.write_row(1, 0, [1, "課題", text])


def of_types(folder: Path, cache: Path) -> list[Figure]:
    """Files a second by type, how much of it is reading, and the whole folder with two workers."""
    source = CorpusSource.builtin()
    figures = []
    for inside in sorted(folder.iterdir()):
        entries = discover(inside).entries
        setup = Setup(source=source, options=BatchOptions(ranker="tfidf"), root=inside)
        match_files(setup, entries[:2])
        start = time.perf_counter()
        failed = [row for rows in match_files(setup, entries) for row in rows if row.failure]
        seconds = time.perf_counter() - start
        if failed:
            raise RuntimeError(f"{inside.name}: {failed[0].failure}")
        reading = _reading_seconds(inside, entries)
        figures.append(
            Figure(
                f"{len(entries)} .{inside.name} files, one worker",
                len(entries) / seconds,
                "files/s",
                details={"ms a file": 1000 * seconds / len(entries), "share of reading": reading / seconds},
            )
        )
    run = ours(folder, 2, cache)
    n_files = sum(1 for path in folder.rglob("*") if path.is_file())
    figures.append(
        Figure(f"all {n_files} files, two workers, start and end included", n_files / run.seconds, "files/s")
    )
    return figures


def _reading_seconds(folder: Path, entries: Sequence[Entry]) -> float:
    start = time.perf_counter()
    for entry in entries:
        for _ in iter_documents(folder / entry.path, options=ReadOptions(root=folder)):
            pass
    return time.perf_counter() - start


def long_table(folder: Path, cache: Path) -> Figure:
    """Rows a second of a long table with one worker, and the memory beside that for a tenth of it."""
    few = ours(_write_table(folder / "few", N_ROWS // _SHARE_OF_FEW), 1, cache)
    many = ours(_write_table(folder / "many", N_ROWS), 1, cache)
    details = {"seconds": many.seconds, "MB": many.megabytes or 0.0, "MB with a tenth": few.megabytes or 0.0}
    return Figure(f"a table of {N_ROWS:,} rows, one worker", N_ROWS / many.seconds, "rows/s", details=details)


def _write_table(folder: Path, n_rows: int) -> Path:
    folder.mkdir(parents=True)
    with (folder / "list.csv").open("w", encoding="cp932", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["番号", "研究概要"])
        writer.writerows(enumerate(islice(cycle(sentences()), n_rows)))
    return folder


def main() -> None:
    """Measure everything, write the results, print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        # The first run builds the index.
        ours(write_texts(folder / "tiny", abstracts(1)), 1, cache)
        figures = [*of_types(mixed_folder(folder / "mixed"), cache), long_table(folder / "table", cache)]
    write_results("file_types", figures)


if __name__ == "__main__":
    main()
