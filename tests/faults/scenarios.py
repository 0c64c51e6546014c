"""All scenarios, with how often the suite tries each."""

from typing import Final

from tests.faults import damage, hostile, kills, races, server, surroundings
from tests.faults.room import Scenario

SCENARIOS: Final[dict[Scenario, int]] = {
    kills.index: 1,
    kills.batch_lines: 1,
    kills.batch_table: 1,
    kills.batch_workbook: 1,
    kills.two_batches: 1,
    kills.scheduler: 1,
    damage.kept_index: 1,
    damage.journal: 4,
    damage.progress_of_a_cluster: 2,
    races.two_on_a_cold_cache: 1,
    races.eight_on_a_damaged_cache: 1,
    races.a_folder_that_changes: 1,
    surroundings.two_at_once: 1,
    surroundings.environments: 1,
    surroundings.limits: 1,
    surroundings.too_little_memory: 1,
    surroundings.streams: 1,
    surroundings.batch_without_standard_error: 1,
    surroundings.output_that_is_full: 1,
    surroundings.a_result_that_does_not_fit: 1,
    surroundings.a_cache_that_cannot_be_written: 1,
    server.ended_at_work: 2,
    hostile.requests: 1,
}
