"""
What a batch on a Dask cluster costs, beside the same batch on one machine: ``python -m benchmarks.scale``.

A dataset of abstracts of some 400 characters, the texts of ``benchmarks.batch``, goes through both engines in turn,
with as many processes each, and the best run of each counts. Seconds of processor time are counted beside those of the
clock: on a machine with others at work they say more. From them follows what ten million abstracts cost; nobody has
matched so many here. ``--texts`` and ``--rounds`` make it shorter. Writes ``benchmarks/results/scale.json``. For Linux.
"""

import argparse
import json
import logging
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import pyarrow as pa
from distributed import Client, LocalCluster
from pyarrow import parquet

import goalsearch
from benchmarks.batch import RESULTS, ROOT, abstracts
from benchmarks.figure import Figure
from goalsearch.batch.options import BatchOptions
from goalsearch.cluster.cluster_run import ClusterRun
from goalsearch.cluster.out_folder import OutFolder
from goalsearch.cluster.partition import Sizes
from goalsearch.cluster.scheduler import Scheduler
from goalsearch.model import Json
from goalsearch.reports.records import markdown_table

N_TEXTS: Final = 13_000
N_ALL: Final = 10_000_000
N_FINE: Final = 400
_SAMPLE_SECONDS: Final = 0.1
_PACKAGES: Final = ("distributed", "pyarrow", "numpy", "sudachipy", "sudachidict-core")
# Where a worker begins: everything is loaded, and the index read or built.
_FIRST_SEARCH: Final = """
import time
start = time.perf_counter()
from goalsearch.batch.kernel import searcher_for
from goalsearch.corpus import CorpusSource
searcher_for(CorpusSource.builtin()).search("量子計算", ranker="tfidf")
print(time.perf_counter() - start)
"""


class Run(NamedTuple):
    """
    What a run took.

    Attributes:
        seconds: By the clock, from the start of the command to its end.
        cpu: Seconds of processor time of whoever matched.
        client_cpu: The same of the command, if others matched.
        megabytes: Private memory at its peak, of one of those that matched.
        out_bytes: Size of the output.
    """

    seconds: float
    cpu: float
    client_cpu: float
    megabytes: float
    out_bytes: int


def write_json_lines(path: Path, n_texts: int) -> Path:
    """A dataset as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(abstracts(n_texts)):
            record = {"id": f"A{number:07}", "title": f"課題{number}", "abstract": text}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def as_parquet(path: Path) -> Path:
    """The same dataset as Parquet, in a single row group: the worst for reading it in pieces."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    parquet.write_table(pa.Table.from_pylist(records), path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


@contextmanager
def cluster(n_workers: int) -> Iterator[tuple[str, list[int]]]:
    """The scheduler's address and the process ids of so many worker processes with one thread each."""
    for name in ("distributed.nanny", "distributed.worker", "distributed.scheduler", "distributed.core"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with (
        LocalCluster(
            n_workers=n_workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
        ) as running,
        Client(running, set_as_default=False) as client,
    ):
        yield running.scheduler_address, list(client.run(os.getpid).values())


def command(*arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of processor time that a batch takes; workers of its own count, a cluster's do not."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "batch", *arguments, "--ranker", "tfidf", "--force"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def here(path: Path, workers: int) -> Run:
    """A run on this machine."""
    out = path.parent / "here.jsonl"
    seconds, cpu = command(str(path), "-o", str(out), "--workers", str(workers))
    return Run(seconds, cpu, 0.0, 0.0, out.stat().st_size)


def there(path: Path, address: str, pids: list[int], parts: str = "jsonl") -> Run:
    """A run on a cluster."""
    out = path.parent / f"there-{parts}"
    before = sum(map(_cpu, pids))
    with _peak(pids) as peak:
        seconds, client_cpu = command(
            str(path), "-o", str(out), "--engine", "dask", "--scheduler", address, "--parts", parts
        )
    cpu = sum(map(_cpu, pids)) - before
    n_bytes = sum(part.stat().st_size for part in out.glob("part-*"))
    return Run(seconds, cpu, client_cpu, max(peak), n_bytes)


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _private_megabytes(pid: int) -> float:
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(fields["RssAnon"].split()[0]) * 1024 / 1e6


@contextmanager
def _peak(pids: list[int]) -> Iterator[list[float]]:
    """The private memory of the largest of some processes, looked at again and again while the block runs."""
    seen: list[float] = []
    ended = threading.Event()

    def look() -> None:
        while True:
            seen.append(max(map(_private_megabytes, pids)))
            if ended.wait(_SAMPLE_SECONDS):
                return

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def both_engines(path: Path, n_texts: int, workers: int, rounds: int) -> tuple[Figure, list[Run]]:
    """Both engines in turn; the runs on the cluster."""
    of_here: list[Run] = []
    of_there: list[Run] = []
    with cluster(workers) as (address, pids):
        for _ in range(rounds):
            of_here.append(here(path, workers))
            of_there.append(there(path, address, pids))
    local, dask = (min(runs, key=lambda run: run.seconds) for runs in (of_here, of_there))
    least = [min(run.cpu for run in runs) for runs in (of_here, of_there)]
    details = {
        "texts/s": n_texts / dask.seconds,
        "texts/s on one machine": n_texts / local.seconds,
        "CPU ms a text": 1000 * least[1] / n_texts,
        "CPU ms a text on one machine": 1000 * least[0] / n_texts,
        "CPU ratio": least[0] / least[1],
        "MB of a worker": max(run.megabytes for run in of_there),
        "CPU s of the client": dask.client_cpu,
        **{
            f"ratio of round {place}": a.seconds / b.seconds
            for place, (a, b) in enumerate(zip(of_here, of_there, strict=True), 1)
        },
    }
    name = f"{n_texts:,} texts, {workers} process(es): rate on a cluster beside one machine"
    return Figure(name, local.seconds / dask.seconds, "x", details=details), of_there


def other_forms(path: Path, n_texts: int, lines: Run) -> list[Figure]:
    """Parquet in and out beside JSON Lines, with one worker."""
    with cluster(1) as (address, pids):
        # The first task of a worker loads what it needs.
        there(write_json_lines(path.parent / "few.jsonl", 10), address, pids)
        table = there(as_parquet(path), address, pids)
        columns = there(path, address, pids, "parquet")
    return [
        Figure(
            "processor time with Parquet as input, in one row group, beside JSON Lines",
            table.cpu / lines.cpu,
            "x",
            details={"CPU ms a text": 1000 * table.cpu / n_texts, "MB of a worker": table.megabytes},
        ),
        Figure(
            "processor time with Parquet as output beside JSON Lines",
            columns.cpu / lines.cpu,
            "x",
            details={"CPU ms a text": 1000 * columns.cpu / n_texts, "MB of a worker": columns.megabytes},
        ),
        Figure(
            "output of an abstract, JSON Lines",
            lines.out_bytes / n_texts,
            "bytes",
            details={"Parquet": columns.out_bytes / n_texts},
        ),
    ]


def of_a_partition(folder: Path) -> Figure:
    """What a partition costs beside the texts in it: the same texts in few and in many partitions, one worker."""
    path = write_json_lines(folder / "fine.jsonl", N_FINE)
    n_bytes = path.stat().st_size
    with cluster(1) as (address, pids):
        _ = matched(path, folder, address, n_bytes)
        few, many = [], []
        for _round in range(3):
            few.append(_timed(lambda: matched(path, folder, address, n_bytes // 4), pids))
            many.append(_timed(lambda: matched(path, folder, address, n_bytes // 200), pids))
    n_more = many[0][2] - few[0][2]
    clock, cpu = (min(run[place] for run in many) - min(run[place] for run in few) for place in (0, 1))
    return Figure(
        "cost of a partition beside its texts",
        1000 * clock / n_more,
        "ms",
        details={"CPU ms of the worker": 1000 * cpu / n_more, "partitions": many[0][2]},
    )


def matched(path: Path, folder: Path, address: str, n_bytes: int) -> int:
    """Match a dataset in partitions of a size; how many there were."""
    with Scheduler(address) as scheduler:
        out = OutFolder(folder / "fine", "jsonl")
        run = ClusterRun(path, out, BatchOptions(ranker="tfidf"), lang="en", sizes=Sizes(n_bytes=n_bytes))
        run.run(scheduler)
        return run.n_partitions


def _timed(call: Callable[[], int], pids: list[int]) -> tuple[float, float, int]:
    cpu, start = sum(map(_cpu, pids)), time.perf_counter()
    n = call()
    return time.perf_counter() - start, sum(map(_cpu, pids)) - cpu, n


def first_search(cache: Path) -> Figure:
    """What a new worker needs before its first text."""

    def seconds(folder: Path) -> float:
        environment = {**os.environ, "GOALSEARCH_CACHE": str(folder), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _FIRST_SEARCH]
        return float(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout)

    cold = [seconds(cache / f"cold-{number}") for number in range(2)]
    warm = [seconds(cache / "cold-0") for _ in range(3)]
    return Figure("first search of a new process, no index kept", min(cold), "s", details={"index kept": min(warm)})


def extrapolated(runs: list[Run], n_texts: int, parquet_bytes: float) -> Json:
    """Ten million abstracts by the least and the most that a run has taken: as if each process had a core to itself."""
    core_hours = [pick(run.cpu for run in runs) / n_texts * N_ALL / 3600 for pick in (min, max)]
    return {
        "abstracts": N_ALL,
        "core-hours": [round(hours, 1) for hours in core_hours],
        "minutes on 8 cores": [round(hours / 8 * 60) for hours in core_hours],
        "minutes on 64 cores": [round(hours / 64 * 60, 1) for hours in core_hours],
        "output GB, JSON Lines": round(runs[0].out_bytes / n_texts * N_ALL / 1e9, 1),
        "output GB, Parquet": round(parquet_bytes * N_ALL / 1e9, 1),
    }


def main() -> None:
    """Measure everything, write the results, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=N_TEXTS, help="texts of the dataset")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, of which the best counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["GOALSEARCH_CACHE"] = str(folder / "cache")
        path = write_json_lines(folder / "dataset.jsonl", options.texts)
        # The first run builds the index.
        here(write_json_lines(folder / "few.jsonl", 10), 1)
        of_one, runs_of_one = both_engines(path, options.texts, 1, options.rounds)
        of_two, runs_of_two = both_engines(path, options.texts, 2, options.rounds)
        forms = other_forms(path, options.texts, min(runs_of_one, key=lambda run: run.cpu))
        figures = [of_one, of_two, *forms, of_a_partition(folder), first_search(folder)]
    estimate = extrapolated(runs_of_one + runs_of_two, options.texts, forms[-1].details["Parquet"])
    results: dict[str, Any] = {
        "system": {
            "machine": platform.machine(),
            "system": platform.system(),
            "cpus": os.cpu_count(),
            "load at the end": round(os.getloadavg()[0], 1),
        },
        "versions": {
            "python": platform.python_version(),
            "goalsearch": goalsearch.__version__,
            **{package: version(package) for package in _PACKAGES},
        },
        "figures": [figure.to_dict() for figure in figures],
        "extrapolated": estimate,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "scale.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(markdown_table(["", "figure", "target", "details"], [figure.row() for figure in figures]))
    print(markdown_table(["extrapolated", ""], [[name, str(value)] for name, value in estimate.items()]))


if __name__ == "__main__":
    main()
