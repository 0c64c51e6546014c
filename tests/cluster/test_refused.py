"""What a run on a cluster refuses, and what stops it."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

import goalsearch
from goalsearch.cluster import cluster_run, task
from goalsearch.cluster import scheduler as scheduler_module
from goalsearch.cluster.cluster_run import ClusterRun
from goalsearch.cluster.partition import Sizes
from goalsearch.errors import BatchError
from tests.cluster.runs import MakeDataset, joined, on_cluster, on_this_machine


@pytest.mark.parametrize(
    ("package", "attribute", "other"),
    [
        pytest.param("goalsearch.version", "__version__", "0.0.9", id="another-goalsearch"),
        pytest.param("goalsearch.cluster.task", "PACKAGES", (), id="no-analyser"),
    ],
)
def test_workers_with_other_versions_are_refused(
    json_lines: MakeDataset, tmp_path: Path, address: str, package: str, attribute: str, other: object
) -> None:
    module = sys.modules[package]
    with distributed.Client(address, set_as_default=False) as client:
        worker, *_ = sorted(client.nthreads())
        before = client.run(getattr, module, attribute, workers=[worker])[worker]
        client.run(setattr, module, attribute, other, workers=[worker])
        try:
            with pytest.raises(BatchError, match=r"Worker tcp://\S+ has \S+ \S+, and here it is") as error:
                on_cluster(json_lines(10), tmp_path / "out", address)
        finally:
            client.run(setattr, module, attribute, before, workers=[worker])
    assert (error.value.values["worker"], error.value.values["ours"] != error.value.values["theirs"]) == (worker, True)
    assert not (tmp_path / "out").exists()


def test_workers_without_goalsearch_are_refused(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    hide = "import sys; sys.modules['hidden'] = sys.modules.pop('{0}'); sys.modules['{0}'] = None"
    show = "import sys; sys.modules['{0}'] = sys.modules.pop('hidden')"
    with distributed.Client(address, set_as_default=False) as client:
        worker, *_ = sorted(client.nthreads())
        client.run(task.versions)
        client.run(exec, hide.format(task.__name__), workers=[worker])
        try:
            with pytest.raises(BatchError, match=r"Worker tcp://\S+ cannot load goalsearch 0\.") as error:
                on_cluster(json_lines(10), tmp_path / "out", address)
        finally:
            client.run(exec, show.format(task.__name__), workers=[worker])
    assert error.value.values["worker"] == worker
    assert not (tmp_path / "out").exists()


def test_goals_of_ones_own_are_brought_to_the_workers(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,title\nown-1,トポロジカル絶縁体\n", encoding="utf-8")
    goals = goalsearch.Corpus.load(own)
    own.unlink()
    goalsearch.match_dataset(json_lines(10), tmp_path / "out", scheduler=address, corpus=goals, lang="en")
    found = {hit["goal_id"] for line in joined(tmp_path / "out").splitlines() for hit in json.loads(line)["hits"]}
    assert found == {"own-1"}


def test_a_worker_that_joins_later_with_another_version_is_refused(
    json_lines: MakeDataset, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = task.versions()
    monkeypatch.setattr(cluster_run, "_check_alike", lambda _: None)
    monkeypatch.setattr(cluster_run, "versions", lambda: {**ours, "sudachidict-core": "20200101"})
    with pytest.raises(BatchError, match=r"has sudachidict-core 2026.*, and here it is 20200101"):
        on_cluster(json_lines(10), tmp_path / "out", address)


@pytest.mark.parametrize("which", ["in", "out"])
def test_what_workers_do_not_see_is_refused(
    json_lines: MakeDataset, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    path = json_lines(10)
    unmade = ClusterRun._job

    def job(run: ClusterRun) -> object:
        made = unmade(run)
        # As on machines that do not share a disk: the client has made it, and nobody else sees it.
        if which == "out":
            made.staging.rmdir()
        else:
            path.rename(path.with_suffix(".moved"))
        return made

    monkeypatch.setattr(ClusterRun, "_job", job)
    with pytest.raises(BatchError, match=r"does not see .*; put it on storage that all workers reach") as error:
        on_cluster(path, tmp_path / "out", address)
    assert error.value.values["path"] == str(tmp_path / "out" if which == "out" else tmp_path)


def test_a_dataset_that_changes_during_the_run_stops_it(
    json_lines: MakeDataset, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = json_lines(100)
    unmade = ClusterRun._job

    def job(run: ClusterRun) -> object:
        with path.open("a") as file:
            file.write("{}\n")
        return unmade(run)

    monkeypatch.setattr(ClusterRun, "_job", job)
    with pytest.raises(BatchError, match=r"dataset\.jsonl: changed during the run"):
        on_cluster(path, tmp_path / "out", address)
    assert not (tmp_path / "out/manifest.json").exists()


@pytest.fixture
def threads() -> Iterator[Callable[[int], Any]]:
    """Clusters inside this process, which come and go quickly."""
    started: list[Any] = []

    def start(n_workers: int) -> Any:
        started.append(
            distributed.LocalCluster(
                n_workers=n_workers,
                threads_per_worker=1,
                processes=False,
                protocol="tcp",
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
            )
        )
        return started[-1]

    yield start
    for cluster in started:
        cluster.close()


def test_a_cluster_without_workers(
    json_lines: MakeDataset, tmp_path: Path, threads: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler_module, "CONNECT_SECONDS", 1.0)
    with pytest.raises(BatchError, match="the cluster has no workers; start some: dask worker tcp://"):
        on_cluster(json_lines(10), tmp_path / "out", threads(0).scheduler_address)


@pytest.mark.slow
def test_a_scheduler_that_ends_during_the_run(
    json_lines: MakeDataset, tmp_path: Path, threads: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler_module, "CONNECT_SECONDS", 1.0)
    cluster = threads(1)
    path = json_lines(600)
    taken = ClusterRun._take

    def take(run: ClusterRun, *arguments: Any) -> None:
        taken(run, *arguments)
        if run.n_partitions_done == 2:
            cluster.close()

    monkeypatch.setattr(ClusterRun, "_take", take)
    with pytest.raises(BatchError, match="go on with --resume"):
        on_cluster(path, tmp_path / "out", cluster.scheduler_address)
    monkeypatch.setattr(ClusterRun, "_take", taken)
    run = on_cluster(path, tmp_path / "out", threads(1).scheduler_address, resume=True)
    assert run.n_reused >= 2
    assert joined(tmp_path / "out") == on_this_machine(path, tmp_path / "here.jsonl")


def test_only_some_partitions_are_known_to_the_cluster(
    tmp_path: Path, address: str, json_lines: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Partitions are found while others are worked on, and never many more than there are workers."""
    found = done = most = 0
    tasks, taken = ClusterRun._tasks, ClusterRun._take

    def count_found(run: ClusterRun, *arguments: Any) -> Iterator[Any]:
        nonlocal found, most
        for partition in tasks(run, *arguments):
            found += 1
            most = max(most, found - done)
            yield partition

    def count_done(run: ClusterRun, *arguments: Any) -> None:
        nonlocal done
        done += 1
        taken(run, *arguments)

    monkeypatch.setattr(ClusterRun, "_tasks", count_found)
    monkeypatch.setattr(ClusterRun, "_take", count_done)
    on_cluster(json_lines(600), tmp_path / "out", address, sizes=Sizes(n_bytes=3_000))
    assert found == done > 30
    # Two for each of two threads, and the one that waits for its place.
    assert most <= 5
