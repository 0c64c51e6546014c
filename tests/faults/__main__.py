"""``python -m tests.faults --hours 1``: all scenarios over and over, each with a new seed, until one fails."""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults.room import Room
from tests.faults.scenarios import SCENARIOS


def main() -> None:
    """Run, and tell how many of each held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--only", default="", help="scenarios whose name begins so: kills, damage.journal")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    end = time.monotonic() + asked.hours * 3600
    named = {f"{scenario.__module__.rpartition('.')[2]}.{scenario.__name__}": scenario for scenario in SCENARIOS}
    chosen = {name: scenario for name, scenario in named.items() if name.startswith(asked.only)}
    if not chosen:
        parser.error(f"--only takes the beginning of one of: {', '.join(named)}")
    held: Counter[str] = Counter()
    done: Counter[str] = Counter()
    seed = asked.seed
    print(f"--seed {seed}", flush=True)  # noqa: T201
    while time.monotonic() < end:
        for name, scenario in chosen.items():
            with tempfile.TemporaryDirectory() as folder:
                room = Room(Path(folder), seed)
                try:
                    scenario(room)
                except BaseException:
                    _tell(held, done)
                    print(f"{name} does not hold: --seed {seed}", flush=True)  # noqa: T201
                    raise
            held[name] += 1
            for what in ("kills", "damages", "surroundings", "requests"):
                done[what] += getattr(room, f"n_{what}")
            seed += 1
            if time.monotonic() > end:
                break
    _tell(held, done)
    print(f"nothing failed; first seed {asked.seed}")  # noqa: T201
    sys.exit(0)


def _tell(held: Counter[str], done: Counter[str]) -> None:
    """How often each scenario held, and what was done in all of them."""
    for name, n in [*sorted(held.items()), *done.items()]:
        print(f"{n:6} {name}")  # noqa: T201


if __name__ == "__main__":
    main()
