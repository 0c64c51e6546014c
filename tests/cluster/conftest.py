"""A cluster of two worker processes on this machine, reached by the address of its scheduler."""

import contextlib
import json
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import ABSTRACTS

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

# What every worker does when it starts: a file of such a name takes it down. Not at once: a worker may be given the
# file before its nanny knows that it has started, and one that dies while it starts is not started again.
DEADLY = """
import os, time
from goalsearch.batch import kernel
def deadly(path, options, read=kernel.iter_documents):
    if "kills" in path.name:
        time.sleep(2)
        os._exit(9)
    return read(path, options=options)
kernel.iter_documents = deadly
"""


# Workers that are killed are what is tested; the scheduler's and the nannies' words about it are not.
LOUD = ("distributed.scheduler", "distributed.nanny", "distributed.core", "distributed.worker")


@contextlib.contextmanager
def nothing_left() -> Iterator[None]:
    """What a cluster sets for its processes, such as the seed of hashes, is not set for those of later tests."""
    before = set(os.environ)
    levels = {name: logging.getLogger(name).level for name in LOUD}
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for name in os.environ.keys() - before:
            del os.environ[name]
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


class Workers(distributed.LocalCluster):  # type: ignore[misc, name-defined]
    """Processes of which one may die before the list of them has it: distributed 2026 would raise that at the end."""

    def _update_worker_status(self, op: str, msg: Any) -> None:
        if op != "remove" or msg in self.scheduler_info["workers"]:
            super()._update_worker_status(op, msg)


# Of a file of tests and not of the session: its processes would look after each other until the last test.
@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Iterator[Any]:
    """Two processes. A task may take down two of them before it is given up."""
    preload = tmp_path_factory.mktemp("preload") / "deadly.py"
    preload.write_text(DEADLY, encoding="utf-8")
    with (
        nothing_left(),
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        Workers(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            preload=[str(preload)],
        ) as running,
    ):
        yield running


@pytest.fixture
def both_workers(cluster: Any) -> Callable[[], None]:
    """Waits until both workers are there, whatever became of them before."""

    def wait() -> None:
        try:
            cluster.wait_for_workers(2, timeout=20)
        except TimeoutError:
            # A nanny does not start a worker again that dies while it starts.
            cluster.scale(0)
            cluster.scale(2)
            cluster.wait_for_workers(2, timeout=60)

    return wait


@pytest.fixture
def address(cluster: Any, both_workers: Callable[[], None]) -> str:
    """The scheduler's address, with both workers there."""
    both_workers()
    return str(cluster.scheduler_address)


@pytest.fixture
def records() -> Callable[[int], list[dict[str, str]]]:
    """So many records, of which some have no text."""

    def make(n_records: int) -> list[dict[str, str]]:
        return [
            {
                "id": f"A{number:05}",
                "title": f"課題{number}",
                "abstract": "" if number % 97 == 50 else ABSTRACTS[number % 5] * (1 + number % 3),
            }
            for number in range(n_records)
        ]

    return make


@pytest.fixture
def json_lines(tmp_path: Path, records: Callable[[int], list[dict[str, str]]]) -> Callable[[int], Path]:
    """A dataset as a single JSON Lines file."""

    def make(n_records: int) -> Path:
        path = tmp_path / "dataset.jsonl"
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records(n_records))
        path.write_text("".join(lines), encoding="utf-8")
        return path

    return make
