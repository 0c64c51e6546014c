"""
What reading costs in two checkouts in turn: ``python -m benchmarks.reading BEFORE AFTER``, each a folder.

Told is the processor time of a file, that of the processes that read for it included, and the median of what the pairs
of turns say. Both run on the packages of this interpreter.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.file_types import N_OF_TYPE, mixed_folder
from goalsearch.documents import iter_documents

TURNS: Final = 20
PASSES: Final = {"txt": 6, "docx": 6, "xlsx": 2, "pdf": 1}


def main() -> None:
    """Measure, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        mixed_folder(Path(room))
        readers = [_started(checkout.resolve(), Path(room)) for checkout in (asked.before, asked.after)]
        for kind, passes in PASSES.items():
            pairs = []
            # The first turn imports and compiles.
            for turn in range(TURNS + 1):
                order = (0, 1) if turn % 2 else (1, 0)
                spent = {which: _asked(readers[which], kind, passes) for which in order}
                # What a process spent is gone with it, should one have ended meanwhile.
                pairs += [(spent[0], spent[1])] if turn and min(spent.values()) > 0 else []
            least = [1000 * min(of_one) / passes / N_OF_TYPE for of_one in zip(*pairs, strict=True)]
            ratio = statistics.median(before / after for before, after in pairs)
            print(f"{kind:5}{least[0]:8.3f} ms{least[1]:8.3f} ms   files/s {ratio:.2f}")
        for reader in readers:
            reader.communicate()


def read() -> None:
    """The other end: read what standard input names, and say what it took."""
    for line in sys.stdin:
        folder, passes = line.rsplit(maxsplit=1)
        start = _used()
        for _ in range(int(passes)):
            for path in Path(folder).iterdir():
                list(iter_documents(path))
        print(_used() - start, flush=True)


def _used() -> float:
    """Processor time of this process and of those that it has started, in seconds."""
    used = time.process_time()
    for process in filter(lambda path: path.name.isdecimal(), Path("/proc").iterdir()):
        # A process of somebody else's may end meanwhile.
        with contextlib.suppress(OSError):
            _, _, status = (process / "stat").read_text().rpartition(")")
            if int(status.split()[1]) == os.getpid():
                threads = (process / "task").iterdir()
                used += sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    return used


def _started(checkout: Path, room: Path) -> "subprocess.Popen[str]":
    code = "from reading import read; read()"
    path = os.pathsep.join((str(checkout), str(Path(__file__).parent), str(Path(__file__).parents[1])))
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=room,
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _asked(reader: "subprocess.Popen[str]", kind: str, passes: int) -> float:
    if reader.stdin is None or reader.stdout is None:  # pragma: no cover - both are pipes
        raise RuntimeError
    reader.stdin.write(f"{kind} {passes}\n")
    reader.stdin.flush()
    return float(reader.stdout.readline())


if __name__ == "__main__":
    main()
