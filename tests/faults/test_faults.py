"""Every scenario some times, with a new seed each time, which a failure names."""

import os
import random
import sys
from pathlib import Path

import pytest

from tests.faults.room import Room, Scenario
from tests.faults.scenarios import SCENARIOS

# All scenarios of a run follow from one number: GOALSEARCH_FAULTS_SEED makes the same choices again.
SEED = int(os.environ.get("GOALSEARCH_FAULTS_SEED", random.SystemRandom().randrange(2**32)))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals and shells are those of POSIX"),
]


@pytest.mark.parametrize(
    ("scenario", "number"),
    [
        pytest.param(scenario, number, id=f"{scenario.__module__.rpartition('.')[2]}-{scenario.__name__}-{number}")
        for scenario, n_tries in SCENARIOS.items()
        for number in range(n_tries)
    ],
)
def test_scenario(tmp_path: Path, scenario: Scenario, number: int) -> None:
    seed = SEED + number
    print(f"GOALSEARCH_FAULTS_SEED={SEED}")  # noqa: T201 - pytest shows it of a failure
    scenario(Room(tmp_path, seed))
