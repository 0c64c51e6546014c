"""What a command loads: help must not wait for numpy, nor a search for scikit-learn."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

HEAVY = {
    "numpy",
    "sudachipy",
    "sudachidict_core",
    "rich",
    "sklearn",
    "scipy",
    "platformdirs",
    "jinja2",
    "dask",
    "distributed",
    "pyarrow",
}
RUNNER = """
import sys
from goalsearch.cli import main
try:
    main(sys.argv[1:])
finally:
    print("loaded:", *sorted(sys.modules), file=sys.stderr)
"""


def loaded(
    environment: Mapping[str, str], checkout: Path, *arguments: str, stdin: str = "", **variables: str
) -> set[str]:
    """Top-level modules that a process has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUNNER, *arguments],
        input=stdin,
        env={**environment, "PYTHONPATH": str(checkout), "PYTHONUTF8": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout != ""
    head, *names = done.stderr.splitlines()[-1].split()
    assert head == "loaded:"
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--help"], id="all"),
        pytest.param(["--help", "--lang", "ja"], id="japanese"),
        pytest.param(["search", "--help"], id="search"),
        pytest.param(["batch", "--help"], id="batch"),
        pytest.param(["goals", "--help"], id="goals"),
        pytest.param(["lineage", "--help"], id="lineage"),
        pytest.param(["map", "--help"], id="map"),
        pytest.param(["corpus", "--help"], id="corpus"),
        pytest.param(["corpus", "check", "--help"], id="corpus-check"),
        pytest.param(["corpus", "fields", "--help"], id="corpus-fields"),
        pytest.param(["evaluate", "--help"], id="evaluate"),
        pytest.param(["trends", "--help"], id="trends"),
        pytest.param(["gaps", "--help"], id="gaps"),
        pytest.param(["completion", "--help"], id="completion"),
    ],
)
def test_help_loads_nothing_heavy(environment: Mapping[str, str], checkout: Path, arguments: list[str]) -> None:
    names = loaded(environment, checkout, *arguments)
    assert {"click", "goalsearch"} <= names
    assert names & HEAVY == set()


def test_completion_loads_nothing_heavy(environment: Mapping[str, str], checkout: Path) -> None:
    variables = {"COMP_WORDS": "goalsearch search --f", "COMP_CWORD": "2", "_GOALSEARCH_COMPLETE": "bash_complete"}
    assert loaded(environment, checkout, **variables) & HEAVY == set()


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_search_from_a_warm_cache_loads_no_scikit_learn(
    environment: Mapping[str, str], checkout: Path, form: str
) -> None:
    names = loaded(environment, checkout, "search", "--format", form, stdin="量子コンピュータの誤り訂正")
    assert {"numpy", "sudachipy"} <= names
    # rich is for terminals, and tomllib for corpora that were never read before.
    assert names & {"sklearn", "scipy", "joblib", "pandas", "rich", "jinja2", "tomllib"} == set()


def test_the_first_search_does(environment: Mapping[str, str], checkout: Path, tmp_path: Path) -> None:
    # Or the test above would find nothing, whatever it looked at.
    arguments = ["search", "量子", "--format", "json"]
    names = loaded(environment, checkout, *arguments, GOALSEARCH_CACHE=str(tmp_path / "cold"))
    assert {"scipy", "tomllib"} <= names
    # It takes longer to load than the index to be built.
    assert "sklearn" not in names


def test_a_search_hardly_looks_for_cycles(environment: Mapping[str, str], checkout: Path) -> None:
    program = """
import atexit, gc, sys
from goalsearch.cli import main
before = sum(generation["collections"] for generation in gc.get_stats())
# What is registered first comes last.
atexit.register(lambda: print("frozen:", gc.get_freeze_count()))
try:
    main(sys.argv[1:])
finally:
    print("collections:", sum(generation["collections"] for generation in gc.get_stats()) - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "search", "量子コンピュータの誤り訂正"],
        env={**environment, "PYTHONPATH": str(checkout), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    *_, collections, frozen = done.stdout.splitlines()
    # By Python's own settings it is more than a hundred.
    assert int(collections.removeprefix("collections: ")) < 10
    assert int(frozen.removeprefix("frozen: ")) > 10_000
