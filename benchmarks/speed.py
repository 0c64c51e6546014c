"""
How long goalsearch takes, each time beside what cannot be saved, in one run: ``python -m benchmarks.speed``.

Times of one machine say little about another, ratios hold. What is compared runs in turn, many times, and the fastest
run of each counts: the rest of the machine disturbed it least. Writes ``benchmarks/results/speed.json``.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sudachipy import Dictionary, SplitMode

import goalsearch
from benchmarks.figure import Figure
from goalsearch import Corpus, Searcher
from goalsearch.evaluation import read_queries
from goalsearch.reports.records import markdown_table

ROOT: Final = Path(__file__).parent.parent
QUERIES: Final = ROOT / "tests" / "data" / "queries" / "dev.jsonl"
RESULTS: Final = Path(__file__).parent / "results"

N_CHARACTERS: Final = 400
N_SEARCHES: Final = 100

_PROCESS_REPEATS: Final = 30
_FIRST_RUN_REPEATS: Final = 5
_ROUNDS: Final = 20
_PACKAGES: Final = ("click", "numpy", "sudachipy", "sudachidict-core")

_BARE: Final = """
import sys
import numpy
from sudachipy import Dictionary, SplitMode
analyser = Dictionary(dict="core").tokenizer(SplitMode.C)
print(" ".join(morpheme.surface() for morpheme in analyser.tokenize(sys.argv[1])))
"""
_MEMORY: Final = f"""
import json, sys
from pathlib import Path
from goalsearch import Searcher
texts = json.loads(sys.stdin.read())
searcher = Searcher()
for number in range({N_SEARCHES}):
    searcher.search(texts[number % len(texts)])
print(Path("/proc/self/status").read_text())
"""


def command() -> list[str]:
    """How goalsearch is called: as installed beside this Python, else from the checkout."""
    script = shutil.which("goalsearch", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, str(ROOT / "cli.py")]


def environment(cache: Path) -> dict[str, str]:
    """The environment of a process that keeps its index in ``cache``, and is otherwise as users have it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOALSEARCH_")}
    return {**kept, "GOALSEARCH_CACHE": str(cache), "GOALSEARCH_LANG": "ja", "PYTHONUTF8": "1"}


def texts_of_length(n_characters: int) -> list[str]:
    """
    Japanese texts of exactly that many characters, one a development query.

    The abstracts are somewhat shorter: each is filled up from the ones that follow it.
    """
    abstracts = [query.texts["abstract_ja"] for query in read_queries(QUERIES)]
    return ["".join(abstracts[start:] + abstracts[:start])[:n_characters] for start in range(len(abstracts))]


def process_seconds(arguments: Sequence[str], cache: Path) -> float:
    """Seconds that a whole process takes, its output going into a pipe."""
    start = time.perf_counter()
    subprocess.run(arguments, env=environment(cache), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - start


def compared(name: str, ours: Callable[[], float], theirs: Callable[[], float], target: float) -> Figure:
    """The ratio of two processes that run in turn; the first run of each, which fills caches, does not count."""
    runs = [(ours(), theirs()) for _ in range(_PROCESS_REPEATS + 1)][1:]
    our_times, their_times = zip(*runs, strict=True)
    return Figure(
        name,
        min(our_times) / min(their_times),
        "x",
        at_most=target,
        details={
            "ms": min(our_times) * 1000,
            "peer ms": min(their_times) * 1000,
            "ratio of medians": statistics.median(our_times) / statistics.median(their_times),
        },
    )


def search_process(text: str, cache: Path) -> Figure:
    """A search from a warm cache beside the least that it needs."""
    ours, bare = [*command(), "search", text], [sys.executable, "-c", _BARE, text]
    return compared(
        "goalsearch search TEXT / python with numpy and Sudachi tokenising TEXT",
        lambda: process_seconds(ours, cache),
        lambda: process_seconds(bare, cache),
        1.7,
    )


def help_process(cache: Path) -> Figure:
    """Help beside the import of click alone."""
    return compared(
        "goalsearch --help / python importing click",
        lambda: process_seconds([*command(), "--help"], cache),
        lambda: process_seconds([sys.executable, "-c", "import click"], cache),
        2.5,
    )


def first_run(text: str, folder: Path) -> Figure:
    """The first search, which builds the index."""
    times = [
        process_seconds([*command(), "search", text], folder / f"empty-{number}")
        for number in range(_FIRST_RUN_REPEATS)
    ]
    details = {"fastest s": min(times), "slowest s": max(times)}
    return Figure("first search, no cache (median)", statistics.median(times), "s", at_most=4.0, details=details)


def search_in_process(texts: Sequence[str], cache: Path) -> list[Figure]:
    """
    A search in a running process beside Sudachi's own work: tokens, parts of speech and normalised forms.

    A running goalsearch remembers what Sudachi said of a word. So the texts are timed when they are new to it, too.
    Whoever comes second finds in the processor's caches what a text needs of the dictionary, which is a fifth of
    Sudachi's time. So each goes first as often as the other.
    """
    searcher = Searcher(Corpus.builtin(), cache=cache)
    analyser = Dictionary(dict="core").tokenizer(SplitMode.C)

    def sudachi(text: str) -> None:
        for morpheme in analyser.tokenize(text):
            morpheme.part_of_speech()
            morpheme.normalized_form()

    searcher.search("量子")
    sudachi("量子")
    both: list[Callable[[str], object]] = [searcher.search, sudachi]
    rounds = [[_in_turn(both, text, backwards=number % 2 == 1) for text in texts] for number in range(_ROUNDS)]
    fastest = [[min(times) for times in zip(*runs, strict=True)] for runs in zip(*rounds, strict=True)]
    figures = []
    for name, target, pairs in (
        (f"search in a running process / Sudachi alone, {N_CHARACTERS} characters", 2.0, fastest),
        ("the same, texts seen for the first time", None, rounds[0]),
    ):
        ours, theirs = (statistics.mean(times) * 1000 for times in zip(*pairs, strict=True))
        figures.append(Figure(name, ours / theirs, "x", at_most=target, details={"ms": ours, "peer ms": theirs}))
    return figures


def _in_turn(functions: Sequence[Callable[[str], object]], text: str, *, backwards: bool) -> list[float]:
    """The seconds of each, in the order of ``functions``, which run in this order or the other."""
    step = -1 if backwards else 1
    return [_seconds(function, text) for function in functions[::step]][::step]


def _seconds(function: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    function(text)
    return time.perf_counter() - start


def memory(name: str, texts: Sequence[str], cache: Path, target: float | None) -> Figure:
    """Private memory (RssAnon) of a process that has searched; the dictionary is mapped and does not count."""
    if not Path("/proc/self/status").exists():
        return Figure(name, None, "MB", at_most=target)
    script = [sys.executable, "-c", _MEMORY]
    given = json.dumps(texts)
    process = subprocess.run(script, env=environment(cache), input=given, stdout=subprocess.PIPE, check=True, text=True)
    fields = dict(line.split(":", 1) for line in process.stdout.splitlines() if ":" in line)
    if "RssAnon" not in fields:
        return Figure(name, None, "MB", at_most=target)
    return Figure(name, int(fields["RssAnon"].split()[0]) * 1024 / 1e6, "MB", at_most=target)


def main() -> None:
    """Measure everything, write the results, print the table."""
    texts = texts_of_length(N_CHARACTERS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        figures = [
            first_run(texts[0], folder),
            memory(
                f"private memory after {N_SEARCHES} searches, index built by the process", texts, folder / "new", None
            ),
            search_process(texts[0], cache),
            help_process(cache),
            *search_in_process(texts, cache),
            memory(f"private memory after {N_SEARCHES} searches, index from the cache", texts, cache, 100.0),
        ]
    results = {
        "system": {"machine": platform.machine(), "system": platform.system(), "cpus": os.cpu_count()},
        "versions": {
            "python": platform.python_version(),
            "goalsearch": goalsearch.__version__,
            **{package: version(package) for package in _PACKAGES},
        },
        "called_as": "installed script" if len(command()) == 1 else "cli.py",
        "figures": [figure.to_dict() for figure in figures],
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "speed.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(markdown_table(["", "figure", "target", "details"], [figure.row() for figure in figures]))


if __name__ == "__main__":
    main()
