"""Runs on the cluster of the tests and on this machine, and what they leave."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.options import BatchOptions
from goalsearch.cluster.cluster_run import ClusterRun
from goalsearch.cluster.out_folder import OutFolder
from goalsearch.cluster.partition import Sizes
from goalsearch.cluster.scheduler import Scheduler
from goalsearch.writing.batch import BatchOutput, write

MakeDataset = Callable[[int], Path]


Records = Callable[[int], list[dict[str, str]]]


SIZES = Sizes(files=7, n_bytes=20_000, rows=130)


def on_cluster(
    path: Path,
    out: Path,
    address: str,
    *,
    sizes: Sizes = SIZES,
    parts: str = "jsonl",
    resume: bool = False,
    force: bool = False,
    **options: Any,
) -> ClusterRun:
    folder = OutFolder(out, parts)
    folder.check(resume=resume, force=force)
    with Scheduler(address) as scheduler:
        run = ClusterRun(path, folder, BatchOptions(**options), lang="en", sizes=sizes)
        run.run(scheduler, resume=resume)
    return run


def on_this_machine(path: Path, out: Path, **options: Any) -> bytes:
    write(FolderRun(path, BatchOptions(**options), workers=1), BatchOutput.named(str(out)), "en")
    return out.read_bytes()


def part_files(out: Path) -> list[Path]:
    return sorted(out.glob("part-*"))


def joined(out: Path) -> bytes:
    return b"".join(path.read_bytes() for path in part_files(out))


def manifest(out: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return values
