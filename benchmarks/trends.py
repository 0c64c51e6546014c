"""
How fast ``goalsearch trends`` and ``goalsearch gaps`` are, beside Sudachi alone: ``python -m benchmarks.trends``.

A table of projects is made from the sentences of the development queries and of the goals (see `benchmarks.batch`), one
row in ten from those of the background, which no goal covers; a sentence that becomes more frequent is put into it.
Sudachi cuts a sample of the same texts, in as many processes, right before. Writes ``benchmarks/results/trends.json``.
"""

import argparse
import csv
import json
import os
import platform
import random
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

import goalsearch
from benchmarks.batch import RESULTS, abstracts, measured, sudachi, write_texts
from benchmarks.figure import Figure
from goalsearch.ranking.background import background_texts
from goalsearch.reports.records import markdown_table

N_ROWS: Final = 100_000
_N_SAMPLE: Final = 10_000
_YEARS: Final = range(2010, 2025)
_N_FIELDS: Final = 12
_UNCOVERED: Final = 10
_PLANTED: Final = "量子アニーリングで組合せ最適化を解く。"
_PACKAGES: Final = ("numpy", "scipy", "sudachipy", "sudachidict-core")


def rows(n_rows: int) -> Iterator[list[str]]:
    """The rows of the table, always the same ones."""
    generator = random.Random(5)  # noqa: S311 - not for secrets
    covered = abstracts(n_rows)
    background = background_texts()["ja"]
    for number in range(n_rows):
        text = next(covered)
        if generator.randrange(_UNCOVERED) == 0:
            text = "".join(generator.sample(background, 3))
        year = generator.choice(_YEARS)
        if generator.random() < (year - _YEARS[0]) / 1000:
            text += _PLANTED
        yield [f"P{number}", f"{year}年度", f"分野{generator.randrange(_N_FIELDS)}", f"研究課題 {number}", text]


def write_table(path: Path, n_rows: int) -> list[str]:
    """Write the table; gives a sample of its texts."""
    sample = []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["課題番号", "年度", "研究分野", "研究課題名", "研究概要"])
        for number, row in enumerate(rows(n_rows)):
            writer.writerow(row)
            if number % max(1, n_rows // _N_SAMPLE) == 0:
                sample.append(row[-1])
    return sample


def measure(name: str, path: Path, n_rows: int, sample: Sequence[Path], workers: int, cache: Path) -> Figure:
    """One command, over the whole table."""
    out = path.with_suffix(".json")
    start = _processor_seconds()
    alone = sudachi(sample, workers) * n_rows / len(sample)
    between = _processor_seconds()
    run = measured([name, str(path), "-o", str(out), "--force", "--workers", str(workers)], cache)
    found = json.loads(out.read_text(encoding="utf-8"))
    # Of all processors together; on a busy machine this says more than the time that passed.
    processor = _processor_seconds() - between
    processor_alone = (between - start) * n_rows / len(sample)
    details = {
        "s": run.seconds,
        "s of Sudachi": alone,
        "processor s": processor,
        "processor s of Sudachi": processor_alone,
        "rows": n_rows,
    }
    if run.megabytes is not None:
        details["MB"] = run.megabytes
    if name == "trends":
        topics = [*found["rising"], *found["new"]]
        details["tested"] = found["n_tested"]
        details["passed"] = sum(found["n_found"].values())
        details["planted found"] = any("アニー" in (topic["term"], *topic["twins"]) for topic in topics)
    else:
        details["unmatched"] = found["n_unmatched"]
        details["themes"] = len(found["themes"])
    return Figure(f"{name}, {workers} worker(s)", run.seconds / alone, "x", details=details)


def _processor_seconds() -> float:
    """What the processes that this one has started, and that have ended, took of all processors."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    """Measure, write the results, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=N_ROWS, help="rows of the table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        table, few = folder / "projects.csv", folder / "few.csv"
        write_texts(folder / "sample", write_table(table, options.rows))
        sample = sorted((folder / "sample").rglob("*.txt"))
        write_table(few, options.rows // 10)
        # The first run builds the index.
        measured(["trends"], cache)
        figures = [
            measure("trends", table, options.rows, sample, 2, cache),
            measure("trends", table, options.rows, sample, 1, cache),
            measure("trends", few, options.rows // 10, sample, 2, cache),
            measure("gaps", table, options.rows, sample, 2, cache),
        ]
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    results = {
        "system": {
            "machine": platform.machine(),
            "system": platform.system(),
            "cpus": os.cpu_count(),
            "load at the end": load,
        },
        "versions": {
            "python": platform.python_version(),
            "goalsearch": goalsearch.__version__,
            **{package: version(package) for package in _PACKAGES},
        },
        "figures": [figure.to_dict() for figure in figures],
    }
    (RESULTS / "trends.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(markdown_table(["", "figure", "target", "details"], [figure.row() for figure in figures]))


if __name__ == "__main__":
    main()
