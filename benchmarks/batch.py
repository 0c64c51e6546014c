"""
How fast ``goalsearch batch`` is, beside Sudachi alone and the textbook script: ``python -m benchmarks.batch``.

Folders of plain-text abstracts of some 400 characters are made from the sentences of the development queries and of the
goals. What is compared runs in turn on the same texts, several times, and the best run of each counts: the rest of the
machine disturbed it least. ``--texts`` and ``--rounds`` make it shorter. Writes ``benchmarks/results/batch.json``.
"""

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

import goalsearch
from benchmarks.figure import Figure
from goalsearch.batch.discovery import discover
from goalsearch.batch.kernel import Setup, match_files
from goalsearch.batch.options import BatchOptions
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.evaluation import read_queries
from goalsearch.reports.records import markdown_table

ROOT: Final = Path(__file__).parent.parent
DATA: Final = ROOT / "tests" / "data"
RESULTS: Final = Path(__file__).parent / "results"

N_TEXTS: Final = 25_000
N_CHARACTERS: Final = 400
N_TEXTBOOK: Final = 1_000
_SHARE_OF_FEW: Final = 10
_SAMPLE_SECONDS: Final = 0.1
_PACKAGES: Final = ("numpy", "sudachipy", "sudachidict-core", "scikit-learn", "pypdfium2", "python-calamine")

# Reads what it is given first; only the words are timed.
_SUDACHI: Final = """
import json, sys, time
from pathlib import Path
from sudachipy import Dictionary, SplitMode
texts = [Path(path).read_text(encoding="utf-8") for path in json.load(sys.stdin)]
analyser = Dictionary(dict="core").tokenizer(SplitMode.C)
for text in texts[:200]:
    analyser.tokenize(text)
start = time.perf_counter()
for text in texts:
    for morpheme in analyser.tokenize(text):
        morpheme.part_of_speech()
        morpheme.normalized_form()
print(time.perf_counter() - start)
"""
# As it is taught: one vectorizer over the goals, one transform and one cosine a file.
_TEXTBOOK: Final = """
import json, sys, time
from pathlib import Path
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from sudachipy import Dictionary, SplitMode
given = json.load(sys.stdin)
analyser = Dictionary(dict="core").tokenizer(SplitMode.C)
def words(text):
    return [word.normalized_form() for word in analyser.tokenize(text) if word.part_of_speech()[0] == "名詞"]
vectorizer = TfidfVectorizer(analyzer=words)
goals = vectorizer.fit_transform(given["goals"])
start = time.perf_counter()
for path in given["paths"]:
    scores = cosine_similarity(vectorizer.transform([Path(path).read_text(encoding="utf-8")]), goals)[0]
    scores.argsort()[::-1][:5]
print(time.perf_counter() - start)
"""


def sentences() -> list[str]:
    """Sentences of the development queries and of the goals, in their order."""
    texts = [query.texts["abstract_ja"] for query in read_queries(DATA / "queries" / "dev.jsonl")]
    texts += [text for goal in Corpus.builtin() for text in (goal.summary, goal.description) if text]
    return [f"{sentence.strip()}。" for text in texts for sentence in text.split("。") if sentence.strip()]


def abstracts(n_texts: int) -> Iterator[str]:
    """Texts of about 400 characters, always the same ones."""
    generator = random.Random(4)  # noqa: S311 - not for secrets
    pool = sentences()
    for _ in range(n_texts):
        text = ""
        while len(text) < N_CHARACTERS - 30:
            text += generator.choice(pool)
        yield text


def write_texts(folder: Path, texts: Iterable[str]) -> Path:
    """A folder with a file for each text, a thousand in each folder inside."""
    for number, text in enumerate(texts):
        inside = folder / f"{number // 1000:03}"
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return folder


class Run(NamedTuple):
    """What a run of the command took: seconds, and private memory in MB at its peak, of all processes together."""

    seconds: float
    megabytes: float | None


def ours(folder: Path, workers: int, cache: Path) -> Run:
    """The command from its start to its end, to .jsonl."""
    out = folder.with_suffix(".jsonl")
    out.unlink(missing_ok=True)
    return measured(["batch", str(folder), "-o", str(out), "--workers", str(workers), "--ranker", "tfidf"], cache)


def measured(arguments: Sequence[str], cache: Path) -> Run:
    """Any command from its start to its end."""
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    environment = {**os.environ, "GOALSEARCH_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _private_megabytes(process.pid))
        time.sleep(_SAMPLE_SECONDS)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(seconds, peak or None)


def _private_megabytes(pid: int) -> float:
    """Private memory (RssAnon) of a process and of those that it started; files that are mapped do not count."""
    total = 0.0
    waiting = [pid]
    while waiting:
        proc = Path(f"/proc/{waiting.pop()}")
        try:
            fields = dict(line.split(":", 1) for line in (proc / "status").read_text().splitlines())
            total += int(fields["RssAnon"].split()[0]) * 1024 / 1e6
            for task in (proc / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, KeyError, ValueError):
            # Gone meanwhile, or not Linux.
            continue
    return total


def sudachi(paths: Sequence[Path], workers: int) -> float:
    """Seconds that Sudachi takes for the texts, in as many processes; their start does not count."""
    processes = [
        subprocess.Popen([sys.executable, "-c", _SUDACHI], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]

    def wait(number: int) -> float:
        out, _ = processes[number].communicate(json.dumps([str(path) for path in paths[number::workers]]))
        return float(out)

    with ThreadPoolExecutor(workers) as threads:
        return max(threads.map(wait, range(workers)))


def textbook(paths: Sequence[Path]) -> float:
    """Seconds that the script of a textbook takes for the texts."""
    goals = ["\n".join(filter(None, (goal.title, goal.summary, goal.description))) for goal in Corpus.builtin()]
    given = json.dumps({"goals": goals, "paths": [str(path) for path in paths]})
    command = [sys.executable, "-W", "ignore", "-c", _TEXTBOOK]
    return float(subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True).stdout)


def against_sudachi(folder: Path, name: str, rounds: int, cache: Path, *, has_target: bool) -> list[Figure]:
    """The command beside Sudachi alone, with one worker and with two."""
    paths = sorted(folder.rglob("*.txt"))
    runs: dict[int, list[Run]] = {1: [], 2: []}
    alone: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for workers in (1, 2):
            alone[workers].append(sudachi(paths, workers))
            runs[workers].append(ours(folder, workers, cache))
    best = {workers: min(run.seconds for run in runs[workers]) for workers in runs}
    figures = [
        Figure(
            f"{name} texts, {workers} worker(s), rate beside Sudachi alone",
            min(alone[workers]) / best[workers],
            "x",
            0.6 if has_target else None,
            details={
                "texts/s": len(paths) / best[workers],
                "Sudachi texts/s": len(paths) / min(alone[workers]),
                "seconds": best[workers],
                **{
                    f"ratio of round {place}": a / r.seconds
                    for place, (a, r) in enumerate(_pairs(alone, runs, workers), 1)
                },
                "MB": max(run.megabytes or 0.0 for run in runs[workers]),
            },
        )
        for workers in runs
    ]
    speed_up = best[1] / best[2]
    peer = min(alone[1]) / min(alone[2])
    return [
        *figures,
        Figure(
            f"{name} texts, 2 workers beside 1",
            speed_up,
            "x",
            1.6 if has_target else None,
            details={"Sudachi alone": peer},
        ),
    ]


def _pairs(
    alone: Mapping[int, list[float]], runs: Mapping[int, list[Run]], workers: int
) -> Iterator[tuple[float, Run]]:
    return zip(alone[workers], runs[workers], strict=True)


def memory(many: Sequence[Figure], few: Sequence[Figure]) -> list[Figure]:
    """Peak private memory of the larger folder beside the smaller one."""
    figures = []
    for workers, large, small in zip((1, 2), many, few, strict=False):
        known = large.details["MB"] and small.details["MB"]
        figures.append(
            Figure(
                f"peak private memory, {workers} worker(s), ten times the texts",
                large.details["MB"] / small.details["MB"] if known else None,
                "x",
                at_most=1.2,
                details={"MB": large.details["MB"], "MB with a tenth": small.details["MB"]},
            )
        )
    return figures


def against_textbook(folder: Path, rounds: int, cache: Path) -> Figure:
    """The command with one worker beside the textbook's script, on the same files."""
    paths = sorted(folder.rglob("*.txt"))
    theirs = min(textbook(paths) for _ in range(rounds))
    mine = min(ours(folder, 1, cache).seconds for _ in range(rounds))
    return Figure(
        f"{len(paths):,} texts, rate beside the textbook's script (its start does not count, ours does)",
        theirs / mine,
        "x",
        details={"texts/s": len(paths) / mine, "textbook texts/s": len(paths) / theirs},
    )


def threads_beside_processes(folder: Path, few: Sequence[Figure]) -> Figure:
    """Two threads beside one in this process, which decided for processes."""
    entries = discover(folder).entries
    setup = Setup(source=CorpusSource.builtin(), options=BatchOptions(ranker="tfidf"), root=folder)
    tasks = [entries[start : start + 64] for start in range(0, len(entries), 64)]
    match_files(setup, entries[:200])
    seconds = {}
    for n_threads in (1, 2):
        with ThreadPoolExecutor(n_threads) as threads:
            # Each thread loads its analyser first.
            list(threads.map(lambda task: match_files(setup, task), tasks[:4]))
            start = time.perf_counter()
            list(threads.map(lambda task: match_files(setup, task), tasks))
            seconds[n_threads] = time.perf_counter() - start
    return Figure(
        f"{len(entries):,} texts, 2 threads beside 1",
        seconds[1] / seconds[2],
        "x",
        details={"processes instead": few[2].value or 0.0},
    )


def main() -> None:
    """Measure everything, write the results, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=N_TEXTS, help="texts of the large folder")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, of which the best counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        n_few = options.texts // _SHARE_OF_FEW
        many = write_texts(folder / "many", abstracts(options.texts))
        few = write_texts(folder / "few", abstracts(n_few))
        tiny = write_texts(folder / "tiny", abstracts(min(N_TEXTBOOK, n_few)))
        # The first run builds the index.
        ours(tiny, 1, cache)
        of_few = against_sudachi(few, f"{n_few:,}", options.rounds, cache, has_target=False)
        of_many = against_sudachi(many, f"{options.texts:,}", options.rounds, cache, has_target=True)
        figures = [
            *of_many,
            *memory(of_many, of_few),
            *of_few,
            against_textbook(tiny, options.rounds, cache),
            threads_beside_processes(few, of_few),
        ]
    write_results("batch", figures)


def write_results(name: str, figures: Sequence[Figure]) -> None:
    """Keep figures with what they hold for, and print them."""
    results = {
        "system": {
            "machine": platform.machine(),
            "system": platform.system(),
            "cpus": os.cpu_count(),
            "load at the end": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        },
        "versions": {
            "python": platform.python_version(),
            "goalsearch": goalsearch.__version__,
            **{package: version(package) for package in _PACKAGES},
        },
        "figures": [figure.to_dict() for figure in figures],
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(markdown_table(["", "figure", "target", "details"], [figure.row() for figure in figures]))


if __name__ == "__main__":
    main()
