"""
What the index of thousands of records costs, compared with its parts and its peers: ``python -m benchmarks.engine``.

The records are made of real sentences, those of the example abstracts, six drawn for each. Building is compared with
what cannot be saved, Sudachi on the same texts and scikit-learn's TF-IDF of its words; scoring with scikit-learn's
``X @ q``, with bm25s on numpy and on numba, and with tantivy, over the same terms (``pip install -e '.[dev,peers]'``);
how many of goalsearch's ten best each of them has too is counted.
Each is a process of its own, and seconds are those of the processor: on a machine with others at work they say more
than the clock. Building and its parts are measured in turn, up to 20,000 records three times, of which the least
counts. ``--sizes`` takes other numbers of records; 100,000 take some minutes. A million take an hour, and can be
measured stage by stage with ``--stages`` and ``--folder``, which keeps records and index. After each size it writes
``benchmarks/results/engine.json``, beside what is known of other sizes, and draws ``docs/images/engine.svg`` of it. For
Linux.
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from benchmarks.engine_peers import best_by_match, best_by_product, peers_of
from benchmarks.engine_picture import draw
from goalsearch.model import Json
from goalsearch.reports.records import markdown_table

ROOT: Final = Path(__file__).parent.parent
QUERIES: Final = ROOT / "tests" / "data" / "queries" / "dev.jsonl"
RESULTS: Final = Path(__file__).parent / "results"
PICTURE: Final = ROOT / "docs" / "images" / "engine.svg"

SIZES: Final = (1_000, 10_000)
N_SENTENCES: Final = 6
N_TIMES: Final = 3
MANY_RECORDS: Final = 20_000
N_ADDED: Final = 100
_PACKAGES: Final = ("numpy", "scipy", "scikit-learn", "bm25s", "numba", "tantivy", "sudachipy", "sudachidict-core")
WAYS: Final = ("match", "bm25s_numba", "bm25s", "tantivy", "product")
_COLUMNS: Final = (
    ("records", "n_records"),
    ("build s", "build_seconds"),
    ("Sudachi s", "sudachi_seconds"),
    ("scikit-learn fit s", "fit_seconds"),
    ("build / parts", "build_ratio"),
    ("build MB", "build_megabytes"),
    ("on disk MB", "disk_megabytes"),
    (f"adding {N_ADDED} s", "adding_seconds"),
    ("open s", "open_seconds"),
    ("open MB", "open_megabytes"),
    ("first search ms", "first_milliseconds"),
    ("search ms, p50", "search_p50"),
    ("p99", "search_p99"),
    ("of titles, p50", "title_search_p50"),
    ("p99", "title_search_p99"),
    ("answer of the page ms, p50", "page_search_p50"),
    ("p99", "page_search_p99"),
    ("list of goals ms", "page_list_p50"),
    ("page of a goal ms", "page_goal_p50"),
    *((f"{way} ms, p50", f"{way}_p50") for way in WAYS),
    *((f"{way} ms, p99", f"{way}_p99") for way in WAYS),
    *((f"{way} ms of titles, p50", f"title_{way}_p50") for way in WAYS),
    *((f"of the ten best, {way} has", f"{way}_same") for way in WAYS),
)


def write_records(path: Path, n_records: int) -> Path:
    """Records of recombined sentences as JSON Lines; the same number always gives the same file."""
    chance = random.Random(20)  # noqa: S311
    sentences: list[str] = []
    topics: list[str] = []
    for file in sorted((ROOT / "corpus" / "examples").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            example = json.loads(line)
            sentences += re.findall("[^。]+。", example["abstract"])
            topics.append(example["topic"])
    with path.open("w", encoding="utf-8") as out:
        for number in range(n_records):
            record = {
                "id": f"r{number}",
                "fiscal_year": chance.randint(2001, 2025),
                "title": chance.choice(topics),
                "summary": "".join(chance.sample(sentences, N_SENTENCES)),
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def texts_of(path: Path) -> list[str]:
    """All that is searched of the records."""
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [text for record in records for text in (record["title"], record["summary"])]


def queries(field: str = "abstract_ja") -> list[str]:
    """Abstracts of the development queries, or their titles."""
    return [json.loads(line)[field] for line in QUERIES.read_text(encoding="utf-8").splitlines()]


def build(path: Path, cache: Path) -> Json:
    """Build an index that is not there yet by one process, then that of the same records and some more."""
    from goalsearch import Searcher
    from goalsearch.corpus import CorpusSource

    _take_one_processor()
    start = time.process_time()
    Searcher(CorpusSource((path,)), cache=cache)
    seconds = time.process_time() - start
    figures: dict[str, Any] = {"build_seconds": seconds, "build_megabytes": _peak()}
    figures["disk_megabytes"] = sum(file.stat().st_size for file in cache.rglob("*") if file.is_file()) / 1e6
    longer = path.with_name("longer.jsonl")
    records = path.read_text(encoding="utf-8")
    new = [line.replace('"id": "r', '"id": "n').replace("。", "、新規。", 1) for line in records.splitlines()[:N_ADDED]]
    longer.write_text("\n".join([records.rstrip("\n"), *new]), encoding="utf-8")
    start = time.process_time()
    Searcher(CorpusSource((longer,)), cache=cache)
    return figures | {"adding_seconds": time.process_time() - start}


def _take_one_processor() -> None:
    """Have this process use one processor only, as which it starts no others."""
    os.sched_setaffinity(0, list(os.sched_getaffinity(0))[:1])


def parts(path: Path, _cache: Path) -> Json:
    """What cannot be saved: Sudachi on the same texts, and scikit-learn's fit of its words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sudachipy import Dictionary, SplitMode

    texts = texts_of(path)
    analyser = Dictionary(dict="core").tokenizer(SplitMode.C)
    analyser.tokenize("あ")
    start = time.process_time()
    for text in texts:
        analyser.tokenize(text)
    sudachi = time.process_time() - start
    words = [[morpheme.surface() for morpheme in analyser.tokenize(text)] for text in texts]
    start = time.process_time()
    TfidfVectorizer(analyzer=_as_it_is, sublinear_tf=True).fit_transform(words)
    return {"sudachi_seconds": sudachi, "fit_seconds": time.process_time() - start}


def open_once(path: Path, cache: Path) -> Json:
    """Open the index, so that whoever opens it next finds the hashes of its files remembered."""
    from goalsearch import Searcher
    from goalsearch.corpus import CorpusSource

    Searcher(CorpusSource((path,)), cache=cache)
    return {}


def search(path: Path, cache: Path) -> Json:
    """Open the index and search it for abstracts."""
    from goalsearch import Searcher
    from goalsearch.corpus import CorpusSource

    start = time.process_time()
    searcher = Searcher(CorpusSource((path,)), cache=cache)
    opened = time.process_time() - start
    megabytes = _peak()
    first, *others = queries()
    found: dict[str, Any] = {"open_seconds": opened, "open_megabytes": megabytes}
    found["first_milliseconds"] = _milliseconds(partial(searcher.search, first))
    for prefix, texts in (("search", others), ("title_search", queries("title_ja"))):
        found |= _quantiles(prefix, [_milliseconds(partial(searcher.search, text)) for text in texts])
    return found


def page(path: Path, cache: Path) -> Json:
    """
    The page over these records: answers to abstracts, the list of all, single records.

    Raises:
        HTTPStatusError: If the page refuses anything.
    """
    from starlette.testclient import TestClient

    from goalsearch.corpus import CorpusSource
    from goalsearch.web.app import create_app

    os.environ["GOALSEARCH_CACHE"] = str(cache)
    address = "http://127.0.0.1:8000"
    found: dict[str, Any] = {}
    with TestClient(create_app(CorpusSource((path,))), base_url=address, headers={"origin": address}) as client:
        asked: dict[str, list[Callable[[], Any]]] = {
            "page_search": [partial(client.post, "/ja/", data={"text": text}) for text in queries()],
            "page_list": [partial(client.get, "/ja/goals")] * N_TIMES,
            "page_goal": [partial(client.get, f"/ja/goals/r{number}") for number in range(N_ADDED)],
        }
        for name, requests in asked.items():
            for request in requests[:N_TIMES]:
                request().raise_for_status()
            found |= _quantiles(name, [_milliseconds(request) for request in requests])
    return found


def scoring(path: Path, cache: Path) -> Json:
    """
    The ten best of all records for the same terms, by goalsearch and its peers, in turn.

    Raises:
        AssertionError: If the product of scikit-learn's vectors gives other records than goalsearch.
    """
    import numpy as np
    from scipy.sparse import csc_matrix

    from goalsearch import Searcher
    from goalsearch.corpus import CorpusSource
    from goalsearch.text.tokenizer import SudachiTokenizer, count_terms

    index = Searcher(CorpusSource((path,)), cache=cache).index
    vectors = csc_matrix((index.weights, index.rows, index.indptr), shape=(index.n_goals, len(index.idf))).tocsr()
    # Each term once: how often it stands in a record makes no difference to the time.
    vocabulary = list(index.vocabulary)
    words = [[vocabulary[term] for term in vectors.indices[start:end]] for start, end in pairwise(vectors.indptr)]
    peers = peers_of(words)
    tokenizer = SudachiTokenizer()
    found: dict[str, Any] = {}
    for prefix, field in (("", "abstract_ja"), ("title_", "title_ja")):
        times: dict[str, list[float]] = {name: [] for name in WAYS}
        same: dict[str, list[float]] = {name: [] for name in WAYS}
        for text in queries(field):
            counts = count_terms(tokenizer, text)
            term_ids, weights = index.weigh(counts)
            query = np.zeros(len(index.idf))
            query[term_ids] = weights
            known = [vocabulary[term] for term in term_ids]
            if not known:
                continue
            ways: dict[str, Callable[[], Any]] = {
                "match": partial(best_by_match, index, counts),
                "product": partial(best_by_product, vectors, query),
                **{name: partial(peer.find, known) for name, peer in peers.items()},
            }
            scores = index.match(counts).scores
            if not np.allclose(scores[ways["match"]()], scores[ways["product"]()][: np.count_nonzero(scores)]):
                raise AssertionError(f"other records for {text[:20]}")
            best = set(ways["match"]().tolist())
            for name in WAYS:
                times[name].append(min(_milliseconds(ways[name]) for _ in range(N_TIMES)))
                rows = peers[name].rows(ways[name]()) if name in peers else ways[name]().tolist()
                same[name].append(len(best.intersection(rows)) / len(best))
        for name, milliseconds in times.items():
            found |= _quantiles(f"{prefix}{name}", milliseconds)
            found[f"{prefix}{name}_same"] = float(np.mean(same[name]))
    return found


def _quantiles(name: str, milliseconds: list[float]) -> dict[str, float]:
    import numpy as np

    return {f"{name}_p50": float(np.quantile(milliseconds, 0.5)), f"{name}_p99": float(np.quantile(milliseconds, 0.99))}


BUILDING: Final = ("build", "parts")
STAGES: Final = {"build": build, "parts": parts, "open": open_once, "search": search, "page": page, "scoring": scoring}


def _as_it_is(words: list[str]) -> list[str]:
    return words


def _milliseconds(call: Callable[[], Any]) -> float:
    # Of all threads of this process.
    start = time.process_time()
    call()
    return 1000 * (time.process_time() - start)


def _peak() -> float:
    """Megabytes of memory at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(n_records: int, stages: Sequence[str], folder: Path) -> Json:
    """
    The figures of one number of records.

    Args:
        n_records: The number.
        stages: What to measure.
        folder: Where to keep records and index; they are not made anew if they are there.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOALSEARCH_")}
    environment = {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
    path = folder / "records.jsonl"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        write_records(path, n_records)
    figures: dict[str, Any] = {}
    for number in range(N_TIMES if n_records <= MANY_RECORDS else 1):
        for stage in stages:
            if number and stage not in BUILDING:
                continue
            if stage == "build":
                shutil.rmtree(folder / "cache", ignore_errors=True)
            command = [sys.executable, "-m", "benchmarks.engine", "--stage", stage, str(path), str(folder / "cache")]
            done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
            found = json.loads(done.stdout.splitlines()[-1])
            figures |= {name: min(value, figures.get(name, value)) for name, value in found.items()}
    return {name: round(value, 4) for name, value in figures.items()}


def main() -> None:
    """Measure, print a table and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=list(STAGES), help="what to measure")
    parser.add_argument("--folder", type=Path, help="keep the records and the index of one size here")
    parser.add_argument("--stage", nargs=3, metavar=("STAGE", "RECORDS", "CACHE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.stage is not None:
        stage, path, cache = arguments.stage
        print(json.dumps(STAGES[stage](Path(path), Path(cache))))
        return
    results = RESULTS / "engine.json"
    known = {row["n_records"]: row for row in json.loads(results.read_text(encoding="utf-8"))["sizes"]}
    for n_records in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            row = measure(n_records, arguments.stages, arguments.folder or Path(folder))
        row = known[n_records] = {"n_records": n_records} | known.get(n_records, {}) | row
        if {"build_seconds", "fit_seconds"} <= set(row):
            row["build_ratio"] = round(row["build_seconds"] / (row["sudachi_seconds"] + row["fit_seconds"]), 4)
        rows = [known[n_records] for n_records in sorted(known)]
        machine = {"python": platform.python_version(), "cpus": os.cpu_count()}
        content = {"machine": machine | {package: version(package) for package in _PACKAGES}, "sizes": rows}
        results.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        draw(rows, PICTURE)
    header = ["figure", *(f"{row['n_records']:,}" for row in rows)]
    figures = [[title, *(f"{row[name]:,.3g}" if name in row else "–" for row in rows)] for title, name in _COLUMNS]
    print(markdown_table(header, figures))


if __name__ == "__main__":
    main()
