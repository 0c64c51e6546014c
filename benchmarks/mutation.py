"""
How many small faults in the core the tests see: ``nice -n 19 python -m benchmarks.mutation [--seed N] [--mutants N]``.

Takes ``pip install cosmic-ray coverage``, which nothing else does. The operators are those of cosmic-ray; a place of
the code is drawn once, whatever may be put there, and not from annotations and imports for types, which change nothing.
Which tests reach a line is measured once. A mutant is run in a copy of the tree, in a fork that has loaded the
libraries, against the tests that reach its line: those of its own module first, then the quick ones, then, if all pass,
the others, and at last those that reach any line of the module. Tests of commands, servers and pages are not among
them. Adds to ``benchmarks/results/mutation.json`` what became of the mutants of this seed, with all that survived.
"""

import argparse
import ast
import contextlib
import difflib
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

RESULTS: Final = Path(__file__).parent / "results" / "mutation.json"
CHECKOUT: Final = Path(__file__).resolve().parent.parent
MUTATED: Final = ("ranking", "text", "retrieval", "batch/kernel.py")
TESTS: Final = ("tests/ranking", "tests/text", "tests/retrieval", "tests/batch")
# Take arguments that only a person can give.
_LEFT_OUT: Final = ("VariableInserter", "VariableReplacer")
_LIBRARIES: Final = (
    "hypothesis", "numpy", "pytest", "scipy.sparse", "sklearn.feature_extraction.text", "sudachipy", "Stemmer", "click",
)  # fmt: skip
_QUICK_SECONDS: Final = 2.0
_MOST_SECONDS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """
    One small fault.

    Attributes:
        path: The file, from the root of the checkout.
        line: The line, from 1.
        operator: What cosmic-ray calls it.
        occurrence: Which place of the file, for the operator.
    """

    path: str
    line: int
    operator: str
    occurrence: int


Reach = dict[tuple[str, int], set[str]]


def main() -> None:
    """Draw mutants, run them and write down what became of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--mutants", type=int, default=160)
    parser.add_argument("--reach", type=Path, help="where to keep which tests reach a line, or find it")
    parser.add_argument("--numbers", type=int, nargs="*", help="which of the mutants of the seed to run again")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "goalsearch"
        shutil.copytree(CHECKOUT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
        for library in _LIBRARIES:
            importlib.import_module(library)
        start = time.monotonic()
        reach, seconds = _reach(copy, chosen.reach or copy / "reach.json")
        print(f"seed {chosen.seed}; {len(seconds)} tests, {time.monotonic() - start:.0f} s", flush=True)
        drawn = dict(enumerate(_drawn(copy, chosen.seed, chosen.mutants), 1))
        if chosen.numbers:
            drawn = {number: drawn[number] for number in chosen.numbers}
        outcomes = list(_outcomes(copy, drawn, reach, seconds))
    counts = Counter(outcome for _, outcome, _ in outcomes)
    print(dict(counts))
    if not chosen.numbers:
        _write(chosen.seed, counts, outcomes)


def _write(seed: int, counts: Counter[str], outcomes: Sequence[tuple[Mutant, str, str]]) -> None:
    rooms: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, outcome, _ in outcomes:
        rooms[mutant.path.split("/")[1]][outcome] += 1
    survivors = [{**asdict(mutant), "change": change} for mutant, outcome, change in outcomes if outcome == "survived"]
    result = {
        "mutants": len(outcomes),
        "caught": counts["caught"],
        "survived": counts["survived"],
        "not_reached": counts["not reached"],
        "rooms": {room: dict(counted) for room, counted in sorted(rooms.items())},
        "survivors": survivors,
        "not_reached_places": [asdict(mutant) for mutant, outcome, _ in outcomes if outcome == "not reached"],
    }
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    kept[str(seed)] = result
    RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _drawn(copy: Path, seed: int, n_mutants: int) -> list[Mutant]:
    generator = random.Random(seed)  # noqa: S311
    places: dict[tuple[str, int, int, str], list[Mutant]] = defaultdict(list)
    for file in sorted(_files(copy)):
        for mutant, column in _mutants(copy, file):
            family = mutant.operator.partition("_")[0]
            places[mutant.path, mutant.line, column, family].append(mutant)
    drawn = generator.sample(sorted(places), min(n_mutants, len(places)))
    print(f"{len(places)} places", flush=True)
    return [generator.choice(places[place]) for place in drawn]


def _files(copy: Path) -> Iterator[Path]:
    for name in MUTATED:
        path = copy / "goalsearch" / name
        yield from [path] if path.suffix else path.rglob("*.py")


def _mutants(copy: Path, path: Path) -> Iterator[tuple[Mutant, int]]:
    """Every mutant of a file, with its column."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    source = path.read_text(encoding="utf-8")
    unread = set(_annotated(source))
    tree = get_ast(source)
    for name in sorted(operator_names()):
        if name.rpartition("/")[2] in _LEFT_OUT:
            continue
        operator = get_operator(name)()
        positions = (position for node in ast_nodes(tree) for position in operator.mutation_positions(node))
        for occurrence, ((line, column), _) in enumerate(positions):
            if (line, column) not in unread:
                where = path.relative_to(copy).as_posix()
                yield Mutant(path=where, line=line, operator=name, occurrence=occurrence), column


def _annotated(source: str) -> Iterator[tuple[int, int]]:
    """The places in annotations, and the stars and defaults of signatures: no test can see a change of them."""
    lines = source.splitlines()
    for line, content in enumerate(lines, 1):
        if "TYPE_CHECKING" in content or content.strip() in {"*,", "/,"}:
            yield from ((line, column) for column in range(len(content) + 1))
        elif content.lstrip().startswith("def ") and ", *, " in content:
            yield line, content.index(", *, ") + 2
    for node in ast.walk(ast.parse(source)):
        given = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        for inside in filter(None, given):
            for line in range(inside.lineno, (inside.end_lineno or inside.lineno) + 1):
                first = inside.col_offset if line == inside.lineno else 0
                last = inside.end_col_offset if line == inside.end_lineno else 200
                yield from ((line, column) for column in range(first, (last or 200) + 1))


def _reach(copy: Path, answer: Path) -> tuple[Reach, dict[str, float]]:
    """Which tests reach a line, and how long each takes."""
    if not answer.exists() and _forked(copy, lambda: _measure(copy, answer), _MOST_SECONDS * 12) != 0:
        sys.exit("the tests do not pass as they are")
    found = json.loads(answer.read_text(encoding="utf-8"))
    return {(path, line): set(tests) for path, line, tests in found["reach"]}, found["seconds"]


def _measure(copy: Path, answer: Path) -> int:
    import coverage
    import pytest

    measured = coverage.Coverage(data_file=None, source=[str(copy / "goalsearch")], config_file=False)
    seconds: dict[str, float] = defaultdict(float)

    class Watching:
        def pytest_runtest_logstart(self, nodeid: str) -> None:
            measured.switch_context(nodeid)

        def pytest_runtest_logreport(self, report: Any) -> None:
            seconds[report.nodeid] += report.duration

    measured.start()
    code = pytest.main([*_options(), *TESTS], plugins=[Watching()])
    measured.stop()
    data = measured.get_data()
    reach = [
        (Path(path).relative_to(copy).as_posix(), line, [test for test in tests if test])
        for path in data.measured_files()
        for line, tests in data.contexts_by_lineno(path).items()
    ]
    answer.write_text(json.dumps({"reach": reach, "seconds": seconds}), encoding="utf-8")
    return int(code)


def _options() -> list[str]:
    return ["-q", "-x", "-n0", "-m", "not slow", "-p", "no:cacheprovider", "-W", "ignore", "--no-header"]


def _outcomes(
    copy: Path, mutants: Mapping[int, Mutant], reach: Reach, seconds: dict[str, float]
) -> Iterator[tuple[Mutant, str, str]]:
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    of_file: dict[str, set[str]] = defaultdict(set)
    for (name, _), reaching in reach.items():
        of_file[name] |= reaching
    for number, mutant in mutants.items():
        path = copy / mutant.path
        source = path.read_text(encoding="utf-8")
        changed = mutate_code(source, get_operator(mutant.operator)(), mutant.occurrence)
        lines = source.splitlines()
        # Of a line that runs when the module is loaded nobody knows who depends on it; of a long statement the tests
        # are counted at its first line.
        near = (reach.get((mutant.path, line), set()) for line in range(mutant.line, max(mutant.line - 8, 0), -1))
        tests = next(filter(None, near), set[str]()) if _is_inside(source, mutant.line) else of_file[mutant.path]
        with _changed(path, changed or source):
            outcome = _outcome(copy, _ordered(tests, mutant.path, seconds), seconds)
            # What a fixture keeps is worked out in one test, and looked at in others that do not reach the line again.
            others = of_file[mutant.path] - tests
            if outcome != "caught" and others and _outcome(copy, sorted(others), seconds) == "caught":
                outcome = "caught"
        change = "\n".join(
            line
            for line in difflib.unified_diff(lines, (changed or "").splitlines(), n=0, lineterm="")
            if line[:2] not in ("--", "++", "@@")
        )
        print(f"{number:>4} {outcome:<12} {mutant.path}:{mutant.line} {mutant.operator}", flush=True)
        if outcome != "caught":
            print(change, flush=True)
        yield mutant, outcome, change


def _ordered(tests: Iterable[str], path: str, seconds: dict[str, float]) -> list[str]:
    """Tests in the order in which they are likely to catch a fault soon."""
    own = f"test_{Path(path).stem}.py"
    return sorted(tests, key=lambda test: (own not in test, seconds.get(test, 0.0), test))


def _is_inside(source: str, line: int) -> bool:
    """Whether a line is in the body of a function."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return any(node.body[0].lineno <= line <= (node.end_lineno or 0) for node in functions)


def _outcome(copy: Path, tests: Sequence[str], seconds: dict[str, float]) -> str:
    if not tests:
        return "not reached"
    quick = [test for test in tests if seconds.get(test, 0.0) <= _QUICK_SECONDS]
    others = [test for test in tests if seconds.get(test, 0.0) > _QUICK_SECONDS]
    for some in (quick, others):
        if some and _forked(copy, lambda chosen=some: _run(chosen), _MOST_SECONDS) != 0:
            return "caught"
    return "survived"


def _run(tests: Sequence[str]) -> int:
    import pytest

    return int(pytest.main([*_options(), *tests]))


@contextlib.contextmanager
def _changed(path: Path, source: str) -> Iterator[None]:
    """The file with another content, and afterwards as it was, so that what was compiled of it is good again."""
    before, status = path.read_bytes(), path.stat()
    try:
        path.write_text(source, encoding="utf-8")
        yield
    finally:
        path.write_bytes(before)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _forked(copy: Path, work: Any, most_seconds: float) -> int:
    """What ``work`` gives in a fork, which has loaded nothing of the package; -1 if it does not end."""
    child = os.fork()
    if not child:
        code = 1
        try:
            os.setsid()
            os.chdir(copy)
            sys.path.insert(0, str(copy))
            sys.dont_write_bytecode = True
            with open(os.devnull, "w") as nowhere:  # noqa: PTH123
                if "GOALSEARCH_MUTATION_SHOW" not in os.environ:
                    os.dup2(nowhere.fileno(), 1)
                    os.dup2(nowhere.fileno(), 2)
                code = work()
        finally:
            os._exit(code)
    end = time.monotonic() + most_seconds
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


if __name__ == "__main__":
    main()
