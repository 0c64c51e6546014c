"""The folder of a run: what is kept, what is replaced, what is left alone."""

from pathlib import Path

import pytest

from goalsearch.batch.kept_lines import read_line
from goalsearch.cluster.out_folder import OutFolder
from goalsearch.cluster.part import OutputPart
from goalsearch.errors import BatchError, OutputError

IDENTITY = {"corpus": "c", "k": 5}


def part(number: int) -> OutputPart:
    name = f"part-{number:06}.jsonl"
    return OutputPart(
        name=name,
        digest="d",
        source={"path": "a.jsonl"},
        rows=2,
        matched=1,
        unmatched=0,
        failed=1,
        failures=[(1, "batch.no_text", {"file": "a.jsonl#2"})],
        n_bytes=3,
        sha256="0" * 64,
    )


def put(out: Path, *numbers: int) -> None:
    out.mkdir(exist_ok=True)
    for number in numbers:
        (out / part(number).name).write_text("{}\n")


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def test_a_finished_run_leaves_parts_and_manifest(tmp_path: Path) -> None:
    with OutFolder(tmp_path / "out", "jsonl") as out:
        assert out.begin(IDENTITY, resume=False) == {}
        put(out.path, 0, 1, 7)
        (out.staging / "part-000001.jsonl.abc").touch()
        out.keep(part(0))
        out.keep(part(1))
        out.finish({"complete": True}, [part(0).name, part(1).name])
    assert names(tmp_path / "out") == ["manifest.json", "part-000000.jsonl", "part-000001.jsonl"]


def test_an_unfinished_run_keeps_its_progress_alone(tmp_path: Path) -> None:
    with OutFolder(tmp_path / "out", "jsonl") as out:
        out.begin(IDENTITY, resume=False)
        put(out.path, 0, 1)
        out.keep(part(0))
    assert names(tmp_path / "out") == ["part-000000.jsonl", "part-000001.jsonl", "progress.jsonl"]
    # A crash may have torn the last line.
    with (tmp_path / "out/progress.jsonl").open("a") as file:
        file.write('{"name": "part-0')
    with OutFolder(tmp_path / "out", "jsonl") as out:
        assert out.begin(IDENTITY, resume=True) == {part(0).name: part(0)}
        assert names(out.path) == [out.staging.name, "part-000000.jsonl", "progress.jsonl"]
        out.keep(part(1))
    with OutFolder(tmp_path / "out", "jsonl") as out:
        assert list(out.begin(IDENTITY, resume=True)) == [part(0).name, part(1).name]


@pytest.mark.parametrize(("resume", "k"), [(False, 5), (True, 6)], ids=["begun-anew", "another-identity"])
def test_what_was_made_otherwise_is_removed(tmp_path: Path, resume: bool, k: int) -> None:
    with OutFolder(tmp_path / "out", "jsonl") as out:
        out.begin(IDENTITY, resume=False)
        put(out.path, 0)
        out.keep(part(0))
    with OutFolder(tmp_path / "out", "parquet") as out:
        assert out.begin({**IDENTITY, "k": k}, resume=resume) == {}
        assert names(out.path) == [out.staging.name, "progress.jsonl"]


def test_a_run_that_lost_partitions_can_be_taken_up(tmp_path: Path) -> None:
    with OutFolder(tmp_path / "out", "jsonl") as out:
        out.begin(IDENTITY, resume=False)
        put(out.path, 0)
        out.keep(part(0))
        out.finish({"complete": False}, [part(0).name])
    assert names(tmp_path / "out") == ["manifest.json", "part-000000.jsonl", "progress.jsonl"]
    out = OutFolder(tmp_path / "out", "jsonl")
    out.check(resume=True, force=False)
    with pytest.raises(BatchError, match="give --resume"):
        out.check(resume=False, force=False)
    with out:
        assert list(out.begin(IDENTITY, resume=True)) == [part(0).name]
        # Not finished any more.
        assert "manifest.json" not in names(out.path)


@pytest.mark.parametrize("name", ["manifest.json", "part-000000.jsonl", "part-00000-spark.snappy.parquet"])
def test_what_is_there_is_not_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    out = OutFolder(tmp_path, "jsonl")
    for resume in (False, True):
        with pytest.raises(OutputError, match="already exists; give --force"):
            out.check(resume=resume, force=False)
    out.check(resume=False, force=True)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    OutFolder(tmp_path, "jsonl").check(resume=False, force=False)
    with OutFolder(tmp_path, "jsonl") as out:
        out.begin(IDENTITY, resume=False)
        out.finish({"complete": True}, [])
    assert names(tmp_path) == ["README.md", "manifest.json"]


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with OutFolder(tmp_path / "out", "jsonl") as out:
        out.begin(IDENTITY, resume=False)
        out.keep(part(0))
        with OutFolder(tmp_path / "out", "jsonl") as other, pytest.raises(BatchError, match="another run is writing"):
            other.begin(IDENTITY, resume=True)
        assert out.staging.is_dir()
    progress = (tmp_path / "out/progress.jsonl").read_bytes().splitlines()
    assert [read_line(line + b"\n").get("name") for line in progress] == [None, part(0).name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("out.jsonl", "the output is a folder", id="named-as-a-file"),
        pytest.param("file", "the output is a folder", id="a-file"),
        pytest.param("no/out", "make it first", id="nowhere"),
    ],
)
def test_what_cannot_be_the_output(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises((BatchError, OutputError), match=message):
        OutFolder(tmp_path / name, "jsonl")


def test_parts_of_an_unknown_form(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"xlsx: unknown form of output; .* \.jsonl \.csv \.parquet"):
        OutFolder(tmp_path / "out", "xlsx")
