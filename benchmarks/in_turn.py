"""
Two checkouts in turn: ``python -m benchmarks.in_turn BEFORE AFTER``, each the folder of a checkout.

What is told is processor time, the least of some rounds, of the command line as processes. Both run on the packages of
this interpreter. A machine that others use too changes times by more than what is often looked for; ``--instructions``
counts what the processes do instead, with valgrind: on any machine the same to 0.3 %, and fifty times as slow, so once.
"""

import argparse
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Final

TEXT: Final = "腸内細菌叢が産生する代謝物が、宿主の免疫細胞の分化と慢性炎症をどう制御するかを、マウスで調べる。"
N_FILES: Final = 400
N_PAGES: Final = 60
ALIKE: Final = {"GOALSEARCH_RANKER": "tfidf", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
COUNTS: Final = "counts"
REFERENCES: Final = re.compile(r"I +refs: +([\d,]+)")
VALGRIND: Final = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")


def main() -> None:
    """Measure, and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--instructions", action="store_true")
    asked = parser.parse_args()
    rounds, unit, used = (1, "G", instructions) if asked.instructions else (asked.rounds, "s", seconds)
    work = {"search": search, "batch": batch, "page": page}
    best = dict.fromkeys([(name, checkout) for name in work for checkout in (asked.before, asked.after)], float("inf"))
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "texts").mkdir()
        for number in range(N_FILES):
            (room / "texts" / f"{number}.txt").write_text(TEXT * (1 + number % 4) + str(number), encoding="utf-8")
        for turn in range(rounds + 1):
            # The first round builds the index and compiles the package.
            if turn and asked.instructions:
                (room / COUNTS).mkdir()
            for name, function in work.items():
                for checkout in (asked.before, asked.after):
                    spent = -used(room)
                    function(checkout.resolve(), room)
                    spent += used(room)
                    if turn:
                        best[name, checkout] = min(best[name, checkout], spent)
    for name in work:
        before, after = best[name, asked.before], best[name, asked.after]
        print(f"{name:8}{before:8.2f} {unit}{after:8.2f} {unit}  {100 * (after / before - 1):+.1f} %")


def seconds(_room: Path) -> float:
    """Processor time of the processes that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def instructions(room: Path) -> float:
    """Instructions that all processes have carried out, in thousand millions."""
    texts = (path.read_text(encoding="utf-8") for path in (room / COUNTS).glob("*"))
    return sum(int(number.replace(",", "")) for text in texts for number in REFERENCES.findall(text)) / 1e9


def start(checkout: Path, room: Path, *arguments: str) -> "subprocess.Popen[str]":
    """The command line of a checkout, with a cache of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOALSEARCH_")}
    cache = room / checkout.name
    counts = room / COUNTS
    counted = [*VALGRIND, "--trace-children=yes", f"--log-file={counts}/%p"] if counts.exists() else []
    return subprocess.Popen(
        [*counted, sys.executable, str(checkout / "cli.py"), *arguments],
        cwd=room,
        env={
            **kept,
            "GOALSEARCH_CACHE": str(cache),
            "GOALSEARCH_RANKER": "tfidf",
            "LC_ALL": "C.UTF-8",
            "PYTHONHASHSEED": "0",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def ended(process: "subprocess.Popen[str]") -> None:
    """Wait for its end."""
    process.communicate()
    if process.returncode != 0:
        raise SystemExit(f"ended with {process.returncode}: {process.args!r}")


def search(checkout: Path, room: Path) -> None:
    """Five searches, each a process."""
    for _ in range(5):
        ended(start(checkout, room, "search", TEXT, "--format", "json"))


def batch(checkout: Path, room: Path) -> None:
    """A folder of short texts."""
    ended(start(checkout, room, "batch", "texts", "-o", "out.jsonl", "--force", "--workers", "1"))


def page(checkout: Path, room: Path) -> None:
    """A server, from its start over some searches to its end."""
    process = start(checkout, room, "serve", "--no-browser", "--port", "0")
    assert process.stdout is not None  # noqa: S101 - it was asked for
    address = process.stdout.readline().strip()
    body = urllib.parse.urlencode({"text": TEXT}).encode()
    for _ in range(N_PAGES):
        with urllib.request.urlopen(f"{address}en/", body) as answer:  # noqa: S310 - our own server
            answer.read()
    process.send_signal(signal.SIGINT)
    ended(process)


if __name__ == "__main__":
    main()
