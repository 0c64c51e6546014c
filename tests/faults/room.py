"""Where a scenario happens: a folder, a source of chance, and the command line as processes."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

CHECKOUT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = 120.0
"""After so long a process that should end is taken to hang."""
SUBJECTS: Final = (
    "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、低消費電力のスピントロニクス素子に応用する。",
    "腸内細菌叢が産生する代謝物が宿主の免疫細胞の分化をどう制御するかを、ノトバイオートマウスで調べる。",
    "量子コンピュータの誤り訂正符号を復号する古典回路を設計し、大規模化への道を開く。",
    "We study perovskite solar cells by operando X-ray diffraction and machine learning of their composition.",
)


class Done(NamedTuple):
    """What a process left: its exit code, standard output and standard error."""

    code: int
    out: bytes
    err: bytes


class Room:
    """
    One scenario's own place.

    Args:
        folder: An empty folder.
        seed: Of all chance; the same seed makes the same choices, though not the same timing.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
        self.cache = folder / "cache"
        # What was done here, and held.
        self.n_kills = self.n_damages = self.n_surroundings = self.n_requests = 0

    def environment(self, **others: str) -> Mapping[str, str]:
        """The surroundings of a process that lacks nothing, and whatever else is asked for."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GOALSEARCH_", "LC_", "LANG"))
        }
        return {
            **kept,
            "LC_ALL": "C.UTF-8",
            "GOALSEARCH_CACHE": str(self.cache),
            "GOALSEARCH_RANKER": "tfidf",
            # A workbook holds the time of writing.
            "SOURCE_DATE_EPOCH": "1767225600",
            **others,
        }

    def start(self, *arguments: str, **others: str) -> "subprocess.Popen[bytes]":
        """The command line as a process that is not waited for, in a group of its own."""
        return subprocess.Popen(
            [sys.executable, str(CHECKOUT / "cli.py"), *arguments],
            cwd=self.folder,
            env=self.environment(**others),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, *arguments: str, **others: str) -> Done:
        """The command line to its end, which has to come, and without a traceback."""
        return finished(self.start(*arguments, **others))

    def kill_after(self, process: "subprocess.Popen[bytes]", seconds: float, with_signal: int = signal.SIGKILL) -> bool:
        """End a process after a random part of so many seconds; whether it was still at work."""
        time.sleep(self.chance.uniform(0, seconds))
        is_at_work = process.poll() is None
        if is_at_work:
            process.send_signal(with_signal)
            self.n_kills += 1
        process.communicate(timeout=SECONDS)
        return is_at_work

    def proposals(self, n: int) -> Path:
        """A folder of short texts."""
        folder = self.folder / "proposals"
        folder.mkdir(exist_ok=True)
        for number in range(n):
            subject = SUBJECTS[number % len(SUBJECTS)]
            (folder / f"{number:04}.txt").write_text(subject * (1 + number % 4) + f"課題{number}", encoding="utf-8")
        return folder

    def goals(self, n: int) -> Path:
        """A corpus of made-up goals."""
        path = self.folder / "goals.csv"
        words = [SUBJECTS[number % len(SUBJECTS)][: 20 + number % 30] for number in range(n)]
        lines = [f'g{number},"目標{number} {text}","{text}",{2000 + number % 25}' for number, text in enumerate(words)]
        path.write_text("id,title,summary,fiscal_year\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return path


def finished(process: "subprocess.Popen[bytes]") -> Done:
    """What a process leaves at its end."""
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError(f"hangs: {process.args!r}") from None
    assert b"Traceback" not in err, err.decode("utf-8", "replace")
    return Done(process.returncode, out, err)


Scenario = Callable[[Room], None]
