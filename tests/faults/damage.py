"""Files that are damaged where they are kept: what was written comes back, or nothing does."""

import os
import shutil
from pathlib import Path
from typing import Final

from goalsearch.batch.discovery import Entry
from goalsearch.batch.journal import Journal, KnownPortion
from goalsearch.batch.row import Row
from goalsearch.cluster.out_folder import PROGRESS, OutFolder
from goalsearch.cluster.part import OutputPart
from goalsearch.model import Goal, Json, RankedGoal
from goalsearch.ranking.build import build_index
from goalsearch.ranking.store import IndexStore, entry_key
from goalsearch.ranking.weighting import Weighting
from goalsearch.text.tokenizer import SudachiTokenizer
from tests.faults.room import SUBJECTS, Room

CASES: Final = 150
"""Damages of one scenario."""
_HEADER_BYTES: Final = 128


def kept_index(room: Room) -> None:
    """Every kind of damage to the files of an index."""
    goals = [Goal(id=str(n), title=text, fiscal_year=2000 + n) for n, text in enumerate(SUBJECTS)]
    index = build_index(goals, SudachiTokenizer(), Weighting())
    store, key = IndexStore(room.cache), entry_key("faults")
    store.save(key, index, {"goals": [], "programmes": []})
    whole = {path.name: path.read_bytes() for path in (room.cache / key).iterdir()}
    for _ in range(CASES):
        path = room.cache / key / room.chance.choice(sorted(whole))
        _damage(room, path)
        if path.is_file() and path.read_bytes() == whole[path.name]:
            continue
        room.n_damages += 1
        loaded = store.load(key)
        if loaded is not None:  # a blank more or less in the manifest
            assert path.name == "manifest.json"
            assert loaded.index.arrays().keys() == index.arrays().keys()
        store.save(key, index, {"goals": [], "programmes": []})
        if loaded is None:
            assert store.load(key) is not None
        shutil.rmtree(room.cache / key)
        store.save(key, index, {"goals": [], "programmes": []})
        assert {path.name: path.read_bytes() for path in (room.cache / key).iterdir()} == whole


def _damage(room: Room, path: Path) -> None:
    content = bytearray(path.read_bytes())
    kind = room.chance.choice(["bit", "header", "cut", "longer", "zeros", "swap", "gone", "folder", "link", "empty"])
    if kind in ("bit", "header") and content:
        most = min(len(content), _HEADER_BYTES) if kind == "header" else len(content)
        content[room.chance.randrange(most)] ^= 1 << room.chance.randrange(8)
        path.write_bytes(content)
    elif kind == "cut":
        path.write_bytes(content[: room.chance.randrange(len(content) + 1)])
    elif kind == "longer":
        path.write_bytes(content + room.chance.randbytes(1 + room.chance.randrange(64)))
    elif kind == "zeros":
        at = room.chance.randrange(len(content) + 1)
        path.write_bytes(content[:at] + bytes(len(content) - at))
    elif kind == "swap":
        other = room.chance.choice(sorted(path.parent.iterdir()))
        path.write_bytes(other.read_bytes())
    else:
        path.unlink()
        if kind == "folder":
            path.mkdir()
        elif kind == "link":
            path.symlink_to("nowhere")
        elif kind == "empty":
            path.touch()


def journal(room: Room) -> None:
    """Damage to the journal of a batch."""
    identity: Json = {"corpus": "c"}
    entries = [Entry(f"{n}.txt", n, 1_700_000_000_000_000_000 + n) for n in range(6)]
    rows = [
        Row(
            document_id=entry.path,
            path=entry.path,
            verdict="goals",
            hits=(RankedGoal(goal_id="2019-jst-3", score=0.0815, fit=1.2, band="possible", terms=("量子",)),),
        )
        for entry in entries
    ]
    folder = room.folder / "out.progress"
    kept = Journal(folder, identity)
    for entry, row in zip(entries, rows, strict=True):
        kept.add(entry, 0, [row])
    kept.close()
    path = folder / "journal.jsonl"
    whole = path.read_bytes()
    for _ in range(CASES):
        path.write_bytes(_damaged(room, whole))
        room.n_damages += 1
        found = Journal(folder, identity)
        for entry, row in zip(entries, rows, strict=True):
            assert found.portion(entry, 0) in (None, KnownPortion((row,), is_last=True))
        found.close()


def progress_of_a_cluster(room: Room) -> None:
    """Damage to the record of finished parts."""
    part = OutputPart(
        name="part-000000.jsonl", digest="d", source={"path": "a.jsonl"}, rows=2, matched=1, unmatched=0, failed=1,
        failures=[(1, "batch.no_text", {"file": "a.jsonl#2"})], n_bytes=3, sha256="0" * 64,
    )  # fmt: skip
    folder = room.folder / "out"
    folder.mkdir()
    (folder / part.name).write_text("{}\n", encoding="utf-8")
    with OutFolder(folder, "jsonl") as out:
        out.begin({"k": 5}, resume=False)
        (folder / part.name).write_text("{}\n", encoding="utf-8")
        out.keep(part)
    whole = (folder / PROGRESS).read_bytes()
    for _ in range(CASES):
        (folder / PROGRESS).write_bytes(_damaged(room, whole))
        room.n_damages += 1
        (folder / part.name).write_text("{}\n", encoding="utf-8")
        with OutFolder(folder, "jsonl") as out:
            known = out.begin({"k": 5}, resume=True)
        assert known in ({}, {part.name: part})


def _damaged(room: Room, whole: bytes) -> bytes:
    content = bytearray(whole)
    for _ in range(room.chance.choice([1, 1, 1, 2, 5])):
        at = room.chance.randrange(len(content))
        kind = room.chance.randrange(5)
        if kind == 0:
            content[at] ^= 1 << room.chance.randrange(8)
        elif kind == 1:
            content[at] = room.chance.choice(b'0123456789e\n",[]{}')
        elif kind == 2:
            del content[at : at + 1 + room.chance.randrange(8)]
        elif kind == 3:
            content[at:at] = os.urandom(1)
        else:
            content[at:] = bytes(len(content) - at)
        if not content:
            break
    return bytes(content)
