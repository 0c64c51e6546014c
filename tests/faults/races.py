"""Processes that want the same thing at the same time."""

import json
import shutil

from tests.faults.room import SUBJECTS, Room, finished


def two_on_a_cold_cache(room: Room) -> None:
    """Two searches that both have to build the index."""
    _race(room, 2)


def eight_on_a_damaged_cache(room: Room) -> None:
    """Eight searches that find an index that cannot be used."""
    _race(room, 8, is_damaged=True)


def _race(room: Room, n: int, *, is_damaged: bool = False) -> None:
    arguments = ("search", SUBJECTS[2], "--corpus", str(room.goals(60)), "--format", "json")
    expected = room.run(*arguments).out
    if is_damaged:
        for path in room.cache.glob("*/*.npy"):
            path.write_bytes(path.read_bytes()[:-1])
    else:
        shutil.rmtree(room.cache)
    answers = [finished(process) for process in [room.start(*arguments) for _ in range(n)]]
    assert {(answer.code, answer.out) for answer in answers} == {(0, expected)}
    assert [path.name for path in room.cache.iterdir() if path.name.startswith(".partial")] == []


def a_folder_that_changes(room: Room) -> None:
    """Files that go, come and change while they are matched."""
    folder = room.proposals(300)
    room.run("search", SUBJECTS[0])
    out = room.folder / "out.jsonl"
    process = room.start("batch", str(folder), "-o", str(out), "--workers", "2")
    paths = sorted(folder.iterdir())
    touched = set()
    while process.poll() is None:
        path = room.chance.choice(paths)
        touched.add(path.name)
        path.unlink(missing_ok=True)
        match room.chance.randrange(4):
            case 0:
                path.touch()
            case 1:
                path.write_text(SUBJECTS[1], encoding="utf-8")
            case 2:
                path.symlink_to("nowhere")
        if len(touched) > 100:
            break
    assert finished(process).code in (0, 3)
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = [row["path"] for row in rows]
    assert len(set(found)) == len(found)
    # A file may have gone before the folder was listed.
    names = {path.name for path in paths}
    assert names - touched - set(found) == set()
    assert set(found) - names == set()
    assert [row["path"] for row in rows if row["failure"] and row["path"] not in touched] == []
