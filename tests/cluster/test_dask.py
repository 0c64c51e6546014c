"""Datasets on a cluster of two worker processes: what one machine gives, whatever happens to the workers."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import distributed
import pyarrow as pa
import pytest
from pyarrow import parquet

import goalsearch
from goalsearch.batch.kept_lines import read_line
from goalsearch.cluster.cluster_run import ClusterRun
from goalsearch.cluster.partition import Sizes
from goalsearch.errors import BatchError, OutputError
from tests.cluster.runs import MakeDataset, Records, joined, manifest, on_cluster, on_this_machine, part_files

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path, records: Records) -> Path:
    """Texts, tables of all kinds, and what cannot be read."""
    folder = tmp_path / "proposals"
    (folder / "texts").mkdir(parents=True)
    some = records(120)
    for number, record in enumerate(some[:40]):
        (folder / f"texts/{number:02}.txt").write_text(record["abstract"] * 2, encoding="cp932")
    rows = "".join(f"{record['id']},{record['title']},{record['abstract']}\n" for record in some)
    (folder / "list.csv").write_bytes(f"番号,課題名,研究概要\n{rows}".encode("cp932"))
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in some)
    (folder / "list.jsonl").write_text(f"\ufeff{lines}\n{lines}", encoding="utf-8")
    (folder / "old.jsonl").write_text(lines, encoding="utf-16")
    parquet.write_table(pa.Table.from_pylist(records(300)), folder / "list.parquet", row_group_size=70)
    (folder / "damaged.parquet").write_bytes(b"PAR1 no table")
    (folder / "no-text.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    (folder / "damaged.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "empty.jsonl").touch()
    return folder


def test_a_folder_gives_what_one_machine_gives(folder: Path, tmp_path: Path, address: str) -> None:
    run = on_cluster(folder, tmp_path / "out", address)
    expected = on_this_machine(folder, tmp_path / "here.jsonl")
    assert joined(tmp_path / "out") == expected
    said = manifest(tmp_path / "out")
    assert said["rows"] == run.summary.n_rows == len(expected.splitlines()) > 800
    assert said["partitions"] == run.n_partitions == run.n_partitions_done == len(part_files(tmp_path / "out")) > 12
    assert said["failed"] == run.summary.n_failed > 5
    assert run.summary.failures.keys() >= {"document.damaged", "document.empty", "document.columns", "batch.no_text"}
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if "part" not in path.name) == ["manifest.json"]


def test_json_lines_give_what_one_machine_gives(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    path = json_lines(500)
    run = on_cluster(path, tmp_path / "out", address, years="2012-2019", k=3)
    assert joined(tmp_path / "out") == on_this_machine(path, tmp_path / "here.jsonl", years="2012-2019", k=3)
    assert run.n_partitions > 5


def test_parquet_gives_what_one_machine_gives(records: Records, tmp_path: Path, address: str) -> None:
    folder = tmp_path / "dataset"
    folder.mkdir()
    table = pa.Table.from_pylist(records(500)).rename_columns(["no", "名", "本"])
    parquet.write_table(table.slice(0, 300), folder / "a.parquet", row_group_size=1_000)
    parquet.write_table(table.slice(300), folder / "b.parquet", row_group_size=33)
    columns: dict[str, Any] = {"id_column": "no", "title_column": "名", "text_columns": ("本",)}
    on_cluster(folder, tmp_path / "out", address, **columns)
    assert joined(tmp_path / "out") == on_this_machine(folder, tmp_path / "here.jsonl", **columns)
    assert len(part_files(tmp_path / "out")) == 3 + 2


def test_parts_of_csv_are_those_of_one_machine(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    path = json_lines(300)
    on_cluster(path, tmp_path / "out", address, parts="csv")
    parts = [part.read_bytes() for part in part_files(tmp_path / "out")]
    here = on_this_machine(path, tmp_path / "here.csv")
    head = here[: here.index(b"\n") + 1]
    # Each part is a file of its own, with a head.
    assert all(part.startswith(head) for part in parts)
    assert head + b"".join(part.removeprefix(head) for part in parts) == here


def test_parquet_parts_hold_what_the_lines_hold(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    path = json_lines(300)
    on_cluster(path, tmp_path / "out", address, parts="parquet")
    rows = [row for part in part_files(tmp_path / "out") for row in parquet.read_table(part).to_pylist()]
    assert rows == [json.loads(line) for line in on_this_machine(path, tmp_path / "here.jsonl").splitlines()]


def test_two_runs_give_the_same_bytes(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    path = json_lines(300)
    for out in ("one", "two"):
        on_cluster(path, tmp_path / out, address, parts="parquet")
    one, two = (sorted((tmp_path / out).iterdir()) for out in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_the_function(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    path = json_lines(50)
    found = goalsearch.match_dataset(path, tmp_path / "out", scheduler=address, agency="jst", lang="en")
    assert found == tmp_path / "out/manifest.json"
    assert manifest(tmp_path / "out")["options"]["agency"] == "jst"
    assert joined(tmp_path / "out") == on_this_machine(path, tmp_path / "here.jsonl", agency="jst")


def test_a_bad_line_does_not_stop_the_others(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    path = json_lines(300)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[3] = b"no json\n"
    lines[250] = b'{"abstract": "\xff"}\n'
    path.write_bytes(b"".join(lines))
    on_cluster(path, tmp_path / "out", address)
    rows = [json.loads(line) for line in joined(tmp_path / "out").splitlines()]
    assert [row["document_id"] for row in rows] == [f"dataset.jsonl#{number}" for number in range(1, 301)]
    bad = [row["document_id"] for row in rows if row["failure"] and row["failure"]["code"] == "document.json_line"]
    assert bad == ["dataset.jsonl#4", "dataset.jsonl#251"]


def writing(pid: int) -> Path | None:
    """The unfinished part that a process has open."""
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            path = descriptor.readlink()
        except OSError:
            continue
        if path.parent.name.startswith(".run-"):
            return path
    return None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_a_worker_killed_in_mid_run_loses_and_repeats_nothing(
    json_lines: MakeDataset, tmp_path: Path, address: str
) -> None:
    path = json_lines(4_000)
    with distributed.Client(address, set_as_default=False) as client:
        pids = set(client.run(os.getpid).values())
    victims: list[tuple[int, Path]] = []

    def kill() -> None:
        deadline = time.monotonic() + 60
        while not victims and time.monotonic() < deadline:
            for pid in pids:
                if len(part_files(tmp_path / "out")) >= 2 and writing(pid):
                    # Stopped, it finishes nothing between the look and the end.
                    os.kill(pid, signal.SIGSTOP)
                    if (partial := writing(pid)) is not None:
                        os.kill(pid, signal.SIGKILL)
                        victims.append((pid, partial))
                        break
                    os.kill(pid, signal.SIGCONT)
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    sizes = Sizes(n_bytes=200_000)
    run = on_cluster(path, tmp_path / "out", address, sizes=sizes)
    killer.join()
    ((pid, partial),) = victims
    with distributed.Client(address, set_as_default=False) as client:
        assert pid not in client.run(os.getpid).values()
    # It was at work on a part that is there, and that another worker has written.
    assert partial.name.rpartition(".")[0] in {path.name for path in part_files(tmp_path / "out")}
    assert not run.lost
    assert manifest(tmp_path / "out")["complete"]
    ids = [json.loads(line)["document_id"] for line in joined(tmp_path / "out").splitlines()]
    assert ids == [f"dataset.jsonl#{number}" for number in range(1, 4_001)]
    assert joined(tmp_path / "out") == on_this_machine(path, tmp_path / "here.jsonl")
    assert [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")] == []


def test_a_partition_that_kills_its_workers_is_named(
    folder: Path, tmp_path: Path, address: str, both_workers: Callable[[], None]
) -> None:
    (folder / "texts/20-kills.txt").write_text("量子", encoding="utf-8")
    run = on_cluster(folder, tmp_path / "out", address, include=["*.txt"])
    (lost,) = manifest(tmp_path / "out")["lost"]
    assert lost == run.lost[0]
    assert (lost["code"], lost["source"]["files"]) == ("cluster.killed", 7)
    assert not manifest(tmp_path / "out")["complete"]
    assert lost["name"] not in {path.name for path in part_files(tmp_path / "out")}
    # What was beside it is there.
    assert manifest(tmp_path / "out")["rows"] == 41 - 7
    with pytest.raises(BatchError, match="--resume"):
        on_cluster(folder, tmp_path / "out", address, include=["*.txt"])
    (folder / "texts/20-kills.txt").unlink()
    (folder / "texts/20-mended.txt").write_text("量子", encoding="utf-8")
    both_workers()
    again = on_cluster(folder, tmp_path / "out", address, include=["*.txt"], resume=True)
    assert (again.lost, again.n_reused) == ([], 5)
    assert joined(tmp_path / "out") == on_this_machine(folder, tmp_path / "here.jsonl", include=["*.txt"])


@pytest.fixture
def interrupted(json_lines: MakeDataset, tmp_path: Path, address: str) -> Path:
    """A dataset of which a run that broke off has matched a part."""
    path = json_lines(600)
    taken = ClusterRun._take

    def take(run: ClusterRun, *arguments: Any) -> None:
        taken(run, *arguments)
        if run.n_partitions_done == 3:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClusterRun, "_take", take)
        with pytest.raises(KeyboardInterrupt):
            on_cluster(path, tmp_path / "out", address)
    assert not (tmp_path / "out/manifest.json").exists()
    return path


def test_an_interrupted_run_is_taken_up_again(interrupted: Path, tmp_path: Path, address: str) -> None:
    with pytest.raises(BatchError, match="--resume"):
        on_cluster(interrupted, tmp_path / "out", address)
    lines = (tmp_path / "out/progress.jsonl").read_bytes().splitlines(keepends=True)
    kept = [read_line(line)["name"] for line in lines[1:]]
    times = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in kept}
    # One that is no longer what was written, and one that nobody knows.
    spoiled = tmp_path / "out" / kept[0]
    spoiled.write_bytes(spoiled.read_bytes().replace(b"0.1", b"0.2", 1))
    (tmp_path / "out/part-000099.jsonl").write_text("{}\n")
    run = on_cluster(interrupted, tmp_path / "out", address, resume=True)
    assert run.n_reused == len(kept) - 1 == 2
    assert {name for name in kept if (tmp_path / "out" / name).stat().st_mtime_ns == times[name]} == set(kept[1:])
    assert joined(tmp_path / "out") == on_this_machine(interrupted, tmp_path / "here.jsonl")
    with pytest.raises(OutputError, match="already exists"):
        on_cluster(interrupted, tmp_path / "out", address, resume=True)


def test_with_other_options_nothing_is_taken_up(interrupted: Path, tmp_path: Path, address: str) -> None:
    run = on_cluster(interrupted, tmp_path / "out", address, resume=True, k=2)
    assert run.n_reused == 0
    assert joined(tmp_path / "out") == on_this_machine(interrupted, tmp_path / "here.jsonl", k=2)


def test_a_part_of_a_changed_dataset_is_not_taken_up(interrupted: Path, tmp_path: Path, address: str) -> None:
    interrupted.write_bytes(b"".join(interrupted.read_bytes().splitlines(keepends=True)[200:]))
    run = on_cluster(interrupted, tmp_path / "out", address, resume=True)
    assert run.n_reused == 0
    assert joined(tmp_path / "out") == on_this_machine(interrupted, tmp_path / "here.jsonl")


def test_force_replaces_parts_and_nothing_else(json_lines: MakeDataset, tmp_path: Path, address: str) -> None:
    on_cluster(json_lines(600), tmp_path / "out", address)
    n_before = len(part_files(tmp_path / "out"))
    (tmp_path / "out/notes.txt").write_text("mine")
    path = json_lines(100)
    with pytest.raises(OutputError, match="already exists"):
        on_cluster(path, tmp_path / "out", address)
    on_cluster(path, tmp_path / "out", address, force=True)
    assert len(part_files(tmp_path / "out")) < n_before
    assert joined(tmp_path / "out") == on_this_machine(path, tmp_path / "here.jsonl")
    assert (tmp_path / "out/notes.txt").read_text() == "mine"
