"""What is kept and is not as it was written counts as absent, and is replaced."""

import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.store import FORMAT, IndexStore, entry_key
from tests.ranking.conftest import KEY, TEXTS


def assert_same(loaded: GoalIndex, index: GoalIndex) -> None:
    assert list(loaded.vocabulary) == list(index.vocabulary)
    assert list(loaded.labels) == list(index.labels)
    assert loaded.sublinear == index.sublinear
    assert loaded.arrays().keys() == index.arrays().keys()
    for name, array in index.arrays().items():
        other = loaded.arrays()[name]
        assert (other.dtype, other.shape, other.tobytes()) == (array.dtype, array.shape, array.tobytes())


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x04]) + data[at + 1 :]


def put_a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut by one byte": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "one byte longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "first bit flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), 0)),
    "last bit flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), path.stat().st_size - 1)),
    "middle bit flipped": lambda path: path.write_bytes(flipped(path.read_bytes(), path.stat().st_size // 2)),
    "a pickle": lambda path: path.write_bytes(pickle.dumps(np.arange(3))),
    "a zip": lambda path: np.savez(path.open("wb"), a=np.arange(3)),
    "an array of objects": lambda path: np.save(path.open("wb"), np.array([{}], dtype=object), allow_pickle=True),
    "noise": lambda path: path.write_bytes(bytes(range(256)) * 8),
    "deleted": lambda path: path.unlink(),
    "a folder": put_a_folder,
    "a dangling link": put_a_link,
    "deep brackets": lambda path: path.write_bytes(b"[" * 200_000),
    "null": lambda path: path.write_bytes(b"null"),
    "a list": lambda path: path.write_bytes(b"[]"),
    "a table": lambda path: path.write_bytes(b"{}"),
}


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=[name.replace(" ", "-") for name in DAMAGE])
def test_a_damaged_entry_counts_as_absent_and_is_replaced(
    store: IndexStore, entry: Path, index: GoalIndex, damage: Callable[[Path], object]
) -> None:
    whole = content(entry)
    for name in whole:
        damage(entry / name)
        if (entry / name).is_file() and json_equal(entry / name, whole[name]):
            continue  # a blank more or less in the manifest changes nothing
        assert store.load(KEY) is None, name
        store.save(KEY, index, dict(TEXTS))
        assert content(entry) == whole
        assert names(store.folder) == [KEY]


def put_a_pipe(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
@pytest.mark.parametrize("name", ["manifest.json", "texts.json", "idf.npy", "."])
def test_a_pipe_in_the_place_of_what_is_kept_is_replaced(
    store: IndexStore, entry: Path, index: GoalIndex, name: str
) -> None:
    put_a_pipe(entry / name if name != "." else entry)
    assert store.load(KEY) is None
    store.save(KEY, index, dict(TEXTS))
    assert store.load(KEY) is not None
    assert names(store.folder) == [KEY]


def test_an_entry_that_is_whole_and_no_index_is_replaced(store: IndexStore, entry: Path, index: GoalIndex) -> None:
    manifest = json.loads((entry / "manifest.json").read_bytes())
    del manifest["files"]["idf.npy"]
    (entry / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert store.load_arrays(KEY) is not None
    assert store.load(KEY) is None
    store.save(KEY, index, dict(TEXTS))
    assert store.load(KEY) is not None


def test_what_is_said_of_a_failed_rename_is_its_cause(
    store: IndexStore, index: GoalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError, match="Permission denied"):
        store.save(KEY, index, dict(TEXTS))
    assert names(store.folder) == []


def json_equal(path: Path, before: bytes) -> bool:
    if path.name != "manifest.json":
        return False
    try:
        return bool(json.loads(path.read_bytes()) == json.loads(before))
    except (ValueError, RecursionError):
        return False


def test_a_bit_anywhere_in_an_arrays_header_counts(store: IndexStore, entry: Path) -> None:
    path = entry / "idf.npy"
    whole = path.read_bytes()
    for at in range(0, 128, 16):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at // 16]) + whole[at + 1 :])
        assert store.load(KEY) is None
    path.write_bytes(whole)
    assert store.load(KEY) is not None


def test_values_that_were_not_written_are_not_taken(store: IndexStore, entry: Path) -> None:
    for name, other in (
        ("texts.json", (entry / "texts.json").read_bytes().replace(b'"id":"a"', b'"id":"b"')),
        ("idf.npy", (entry / "idf.npy").read_bytes()[:-8] + np.array([0.5]).tobytes()),
    ):
        whole = (entry / name).read_bytes()
        assert len(other) == len(whole)
        (entry / name).write_bytes(other)
        assert store.load(KEY) is None, name
        (entry / name).write_bytes(whole)
        assert store.load(KEY) is not None


def rewrite_manifest(entry: Path, **changes: object) -> None:
    manifest = json.loads((entry / "manifest.json").read_text(encoding="utf-8"))
    (entry / "manifest.json").write_text(json.dumps({**manifest, **changes}), encoding="utf-8")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"format": FORMAT - 1}, id="older-format"),
        pytest.param({"format": FORMAT + 1}, id="newer-format"),
        pytest.param({"format": str(FORMAT)}, id="format-as-text"),
        pytest.param({"key": "another"}, id="another-key"),
        pytest.param({"files": {}}, id="no-files"),
        pytest.param({"files": []}, id="files-as-list"),
        pytest.param({"files": None}, id="files-as-null"),
        pytest.param({"files": {"texts.json": 3}}, id="hash-as-number"),
    ],
)
def test_a_foreign_manifest_counts_as_absent(
    store: IndexStore, entry: Path, index: GoalIndex, changes: dict[str, object]
) -> None:
    whole = content(entry)
    rewrite_manifest(entry, **changes)
    assert store.load(KEY) is None
    store.save(KEY, index, dict(TEXTS))
    assert content(entry) == whole


def test_an_entry_under_another_name_is_not_taken(store: IndexStore, entry: Path) -> None:
    other = entry_key("another")
    entry.rename(store.folder / other)
    assert store.load(other) is None


def test_a_file_in_the_place_of_the_entry_is_replaced(store: IndexStore, index: GoalIndex) -> None:
    store.folder.mkdir(parents=True)
    (store.folder / KEY).write_text("not an index", encoding="utf-8")
    assert store.load(KEY) is None
    store.save(KEY, index, dict(TEXTS))
    assert store.load(KEY) is not None
